/**
 * What Azure will call a resource, known before it exists: its id is made of names that the declaration gives.
 * Format: /subscriptions/{id}/resourceGroups/{name}/providers/{namespace}/{type}/{name}[/{child type}/{child name}], and for extensions
 * {scope}/providers/{namespace}/{type}/{name} (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules and
 * .../templates/scope-extension-resources). Types and their letter case: Azure's own type definitions for the API versions that
 * @pulumi/azure-native 3.28 calls (bicep-types-az). Names of inputs: the arguments of that package. As of 2026-08-20.
 */

/** Stands for the subscription where none is configured. */
export const NO_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

export interface ArmIdentity {
  readonly id: string;
  /** The last segment of the id. */
  readonly name: string;
  /** Namespace and types: `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** What else the name decides, by output. */
  readonly outputs: Readonly<Record<string, string>>;
}

interface ArmType {
  readonly type: string;
  /** Inputs that name the resource and the parents above it, outermost first. Without the last, a random suffix decides the name. */
  readonly names: readonly string[];
  /** Input that holds the id of what an extension is attached to; others lie in a resource group. */
  readonly scope?: string;
  /** Outputs that the name alone decides. */
  readonly outputs?: (name: string) => Readonly<Record<string, string>>;
}

const named = (type: string, ...names: readonly string[]): ArmType => ({ type, names });

/** By type token, without API version. */
export const ARM_TYPES: Readonly<Record<string, ArmType>> = {
  "alertsmanagement:PrometheusRuleGroup": named("Microsoft.AlertsManagement/prometheusRuleGroups", "ruleGroupName"),
  "authorization:RoleAssignment": { type: "Microsoft.Authorization/roleAssignments", names: ["roleAssignmentName"], scope: "scope" },
  // Azure's public cloud; the login server is in lower case. Source: Azure Container Registry, az acr create, "loginServer".
  "containerregistry:Registry": { ...named("Microsoft.ContainerRegistry/registries", "registryName"), outputs: name => ({ loginServer: `${name.toLowerCase()}.azurecr.io` }) },
  "containerservice:AgentPool": named("Microsoft.ContainerService/managedClusters/agentPools", "resourceName", "agentPoolName"),
  "containerservice:MaintenanceConfiguration": named("Microsoft.ContainerService/managedClusters/maintenanceConfigurations", "resourceName", "configName"),
  "containerservice:ManagedCluster": named("Microsoft.ContainerService/managedClusters", "resourceName"),
  "dns:Zone": named("Microsoft.Network/dnsZones", "zoneName"),
  "keyvault:Secret": named("Microsoft.KeyVault/vaults/secrets", "vaultName", "secretName"),
  "keyvault:Vault": named("Microsoft.KeyVault/vaults", "vaultName"),
  "managedidentity:FederatedIdentityCredential": named("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials", "resourceName", "federatedIdentityCredentialResourceName"),
  "managedidentity:UserAssignedIdentity": named("Microsoft.ManagedIdentity/userAssignedIdentities", "resourceName"),
  "monitor:ActionGroup": named("Microsoft.Insights/actionGroups", "actionGroupName"),
  "monitor:AzureMonitorWorkspace": named("Microsoft.Monitor/accounts", "azureMonitorWorkspaceName"),
  "monitor:DataCollectionEndpoint": named("Microsoft.Insights/dataCollectionEndpoints", "dataCollectionEndpointName"),
  "monitor:DataCollectionRule": named("Microsoft.Insights/dataCollectionRules", "dataCollectionRuleName"),
  "monitor:DataCollectionRuleAssociation": { type: "Microsoft.Insights/dataCollectionRuleAssociations", names: ["associationName"], scope: "resourceUri" },
  "monitor:DiagnosticSetting": { type: "Microsoft.Insights/diagnosticSettings", names: ["name"], scope: "resourceUri" },
  "monitor:MetricAlert": named("Microsoft.Insights/metricAlerts", "ruleName"),
  "monitor:ScheduledQueryRule": named("Microsoft.Insights/scheduledQueryRules", "ruleName"),
  "network:LocalNetworkGateway": named("Microsoft.Network/localNetworkGateways", "localNetworkGatewayName"),
  "network:NatGateway": named("Microsoft.Network/natGateways", "natGatewayName"),
  "network:NetworkSecurityGroup": named("Microsoft.Network/networkSecurityGroups", "networkSecurityGroupName"),
  "network:PrivateDnsZoneGroup": named("Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "privateEndpointName", "privateDnsZoneGroupName"),
  "network:PrivateEndpoint": named("Microsoft.Network/privateEndpoints", "privateEndpointName"),
  "network:PublicIPAddress": named("Microsoft.Network/publicIPAddresses", "publicIpAddressName"),
  "network:PublicIPPrefix": named("Microsoft.Network/publicIPPrefixes", "publicIpPrefixName"),
  "network:Route": named("Microsoft.Network/routeTables/routes", "routeTableName", "routeName"),
  "network:RouteTable": named("Microsoft.Network/routeTables", "routeTableName"),
  "network:SecurityRule": named("Microsoft.Network/networkSecurityGroups/securityRules", "networkSecurityGroupName", "securityRuleName"),
  "network:Subnet": named("Microsoft.Network/virtualNetworks/subnets", "virtualNetworkName", "subnetName"),
  "network:VirtualNetwork": named("Microsoft.Network/virtualNetworks", "virtualNetworkName"),
  "network:VirtualNetworkGateway": named("Microsoft.Network/virtualNetworkGateways", "virtualNetworkGatewayName"),
  "network:VirtualNetworkGatewayConnection": named("Microsoft.Network/connections", "virtualNetworkGatewayConnectionName"),
  "network:VirtualNetworkPeering": named("Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "virtualNetworkName", "virtualNetworkPeeringName"),
  "operationalinsights:Workspace": named("Microsoft.OperationalInsights/workspaces", "workspaceName"),
  "privatedns:PrivateZone": named("Microsoft.Network/privateDnsZones", "privateZoneName"),
  "privatedns:VirtualNetworkLink": named("Microsoft.Network/privateDnsZones/virtualNetworkLinks", "privateZoneName", "virtualNetworkLinkName"),
};

const RESOURCE_GROUP = "resources:ResourceGroup";

/** `network:Subnet` of `azure-native:network:Subnet`, of `azure-native:network/v20240501:Subnet` and of `azure-native_network_v20240501:network:Subnet`, a package made for one version; undefined for another. */
export function shortToken(token: string): string | undefined {
  const [owner = "", module, name] = token.split(":");
  return /^azure-native(?:_\w+)?$/.test(owner) && module !== undefined && name !== undefined ? `${module.split("/")[0]}:${name}` : undefined;
}

const given = (inputs: Readonly<Record<string, unknown>>, key: string): string | undefined => {
  const value = inputs[key];
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** Inputs that name a resource and its parents, outermost first; none for a type that the table does not hold. */
export function armNames(token: string): readonly string[] {
  const short = shortToken(token);
  if (short === RESOURCE_GROUP) return ["resourceGroupName"];
  return short !== undefined && Object.hasOwn(ARM_TYPES, short) ? ARM_TYPES[short]?.names ?? [] : [];
}

/**
 * The last segment of an id: the name of the resource that it is of. Undefined where there is no id, or nothing in it; a text without a slash is a name already. Azure compares names without
 * regard to case; the case is kept here.
 */
export const nameInId = (id: string | undefined): string | undefined => id?.replace(/\/$/, "").split("/").at(-1) || undefined;

/** The resource group in an id; undefined where there is no id, or no group in it. */
export const groupInId = (id: string | undefined): string | undefined => /\/resourceGroups\/([^/]+)/i.exec(id ?? "")?.[1];

/** Type and name in turn, after the namespace. */
function segments(type: string, names: readonly string[]): string {
  const [namespace, ...types] = type.split("/");
  return [namespace, ...types.flatMap((part, index) => [part, names[index] ?? ""])].join("/");
}

/**
 * Id, name and type of an Azure resource, from its Pulumi type token and its inputs. What is not known is undefined.
 * Undefined for a type that the table does not hold, and where a name is missing: the provider then adds a random suffix.
 */
export function armIdentity(token: string, inputs: Readonly<Record<string, unknown>>, subscription: string): ArmIdentity | undefined {
  const short = shortToken(token);
  if (short === undefined) return undefined;
  const group = given(inputs, "resourceGroupName");
  const groupId = group === undefined ? undefined : `/subscriptions/${subscription}/resourceGroups/${group}`;
  if (short === RESOURCE_GROUP) return group === undefined || groupId === undefined ? undefined : { id: groupId, name: group, type: "Microsoft.Resources/resourceGroups", outputs: {} };

  const kind = Object.hasOwn(ARM_TYPES, short) ? ARM_TYPES[short] : undefined;
  if (kind === undefined) return undefined;
  const names = kind.names.flatMap(input => given(inputs, input) ?? []);
  const name = names.at(-1);
  const scope = kind.scope === undefined ? groupId : given(inputs, kind.scope)?.replace(/\/$/, "");
  if (scope === undefined || name === undefined || names.length < kind.names.length) return undefined;
  return { id: `${scope}/providers/${segments(kind.type, names)}`, name, type: kind.type, outputs: kind.outputs?.(name) ?? {} };
}
