/**
 * Azure's side of a create: the id that Azure gives, and what it adds to the inputs. Written apart from `facts/arm-ids.ts`, so that the planner's predictions are held against
 * something. Paths: the operations of Azure's REST API (learn.microsoft.com/rest/api/azure), in which `{…}` is an input of @pulumi/azure-native.
 */
import { createHash } from "node:crypto";
import { at, textOf, type Properties, type Value } from "./wire";

export const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

const NETWORK = "Microsoft.Network";
const PATHS: Readonly<Record<string, string>> = {
  "alertsmanagement:PrometheusRuleGroup": "Microsoft.AlertsManagement/prometheusRuleGroups/{ruleGroupName}",
  "authorization:RoleAssignment": "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
  "containerregistry:Registry": "Microsoft.ContainerRegistry/registries/{registryName}",
  "containerservice:AgentPool": "Microsoft.ContainerService/managedClusters/{resourceName}/agentPools/{agentPoolName}",
  "containerservice:MaintenanceConfiguration": "Microsoft.ContainerService/managedClusters/{resourceName}/maintenanceConfigurations/{configName}",
  "containerservice:ManagedCluster": "Microsoft.ContainerService/managedClusters/{resourceName}",
  "dns:Zone": `${NETWORK}/dnsZones/{zoneName}`,
  "keyvault:Vault": "Microsoft.KeyVault/vaults/{vaultName}",
  "managedidentity:FederatedIdentityCredential": "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}",
  "managedidentity:UserAssignedIdentity": "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
  "monitor:ActionGroup": "Microsoft.Insights/actionGroups/{actionGroupName}",
  "monitor:AzureMonitorWorkspace": "Microsoft.Monitor/accounts/{azureMonitorWorkspaceName}",
  "monitor:DataCollectionEndpoint": "Microsoft.Insights/dataCollectionEndpoints/{dataCollectionEndpointName}",
  "monitor:DataCollectionRule": "Microsoft.Insights/dataCollectionRules/{dataCollectionRuleName}",
  "monitor:DataCollectionRuleAssociation": "{resourceUri}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}",
  "monitor:DiagnosticSetting": "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
  "monitor:MetricAlert": "Microsoft.Insights/metricAlerts/{ruleName}",
  "monitor:ScheduledQueryRule": "Microsoft.Insights/scheduledQueryRules/{ruleName}",
  "network:LocalNetworkGateway": `${NETWORK}/localNetworkGateways/{localNetworkGatewayName}`,
  "network:NatGateway": `${NETWORK}/natGateways/{natGatewayName}`,
  "network:NetworkSecurityGroup": `${NETWORK}/networkSecurityGroups/{networkSecurityGroupName}`,
  "network:PrivateDnsZoneGroup": `${NETWORK}/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}`,
  "network:PrivateEndpoint": `${NETWORK}/privateEndpoints/{privateEndpointName}`,
  "network:PublicIPAddress": `${NETWORK}/publicIPAddresses/{publicIpAddressName}`,
  "network:RouteTable": `${NETWORK}/routeTables/{routeTableName}`,
  "network:Subnet": `${NETWORK}/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}`,
  "network:VirtualNetwork": `${NETWORK}/virtualNetworks/{virtualNetworkName}`,
  "network:VirtualNetworkGateway": `${NETWORK}/virtualNetworkGateways/{virtualNetworkGatewayName}`,
  "network:VirtualNetworkGatewayConnection": `${NETWORK}/connections/{virtualNetworkGatewayConnectionName}`,
  "operationalinsights:Workspace": "Microsoft.OperationalInsights/workspaces/{workspaceName}",
  "privatedns:PrivateZone": `${NETWORK}/privateDnsZones/{privateZoneName}`,
  "privatedns:VirtualNetworkLink": `${NETWORK}/privateDnsZones/{privateZoneName}/virtualNetworkLinks/{virtualNetworkLinkName}`,
  "resources:ResourceGroup": `/subscriptions/${SUBSCRIPTION}/resourceGroups/{resourceGroupName}`,
};

const shortType = (type: string): string => type.replace(/^azure-native:(\w+)(?:\/\w+)?:/, "$1:");

/** A GUID that is the same for the same text, as a directory would give one. */
function guid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [8, 12, 16, 20, 32].map((end, index, ends) => hex.slice(index === 0 ? 0 : ends[index - 1], end)).join("-");
}

/**
 * The ARM id. Throws an Error for a type without a path, and for a name that is missing: this project names everything itself.
 */
export function armId(type: string, inputs: Properties): string {
  const template = PATHS[shortType(type)];
  if (template === undefined) throw new Error(`the stand-in for azure-native does not know where ${type} lies: add it to test/engine/stand-in/azure.ts`);
  const filled = template.replace(/\{(\w+)\}/g, (_, input: string) => {
    const name = textOf(inputs[input]);
    if (name === undefined || name === "") throw new Error(`${type} has no ${input}`);
    return name;
  });
  return filled.startsWith("/") ? filled : `/subscriptions/${SUBSCRIPTION}/resourceGroups/${textOf(inputs.resourceGroupName)}/providers/${filled}`;
}

const text = (inputs: Properties, key: string): string => textOf(inputs[key]) ?? "";

type Adds = (inputs: Properties, id: string) => Properties;

/** The inputs that are objects stay what they are, with more in them. */
const within = (inputs: Properties, key: string, added: Properties): Properties => ({ [key]: { ...(at(inputs, key) as Properties | undefined), ...added } });

const ADDS: Readonly<Record<string, Adds>> = {
  "containerregistry:Registry": inputs => ({ loginServer: `${text(inputs, "registryName").toLowerCase()}.azurecr.io`, provisioningState: "Succeeded" }),
  "containerservice:ManagedCluster": (inputs, id) => ({
    fqdn: `${text(inputs, "dnsPrefix")}-${guid(id).slice(0, 8)}.hcp.${text(inputs, "location")}.azmk8s.io`,
    ...within(inputs, "identity", { principalId: guid(`${id}/identity`), tenantId: guid("tenant") }),
    ...within(inputs, "oidcIssuerProfile", { issuerURL: `https://${text(inputs, "location")}.oic.prod-aks.azure.com/${guid("tenant")}/${guid(id)}/` }),
    ...(at(inputs, "identityProfile") === undefined && { identityProfile: { kubeletidentity: { clientId: guid(`${id}/kubelet/client`), objectId: guid(`${id}/kubelet`) } } }),
    nodeResourceGroup: textOf(inputs.nodeResourceGroup) ?? `MC_${text(inputs, "resourceGroupName")}_${text(inputs, "resourceName")}_${text(inputs, "location")}`,
  }),
  "dns:Zone": () => ({ nameServers: ["ns1-01.azure-dns.com.", "ns2-01.azure-dns.net."] }),
  "managedidentity:UserAssignedIdentity": (_, id) => ({ clientId: guid(`${id}/client`), principalId: guid(id), tenantId: guid("tenant") }),
  // An address of a documentation range, the same for the same id.
  "network:PublicIPAddress": (_, id) => ({ ipAddress: `203.0.113.${parseInt(guid(id).slice(0, 2), 16) % 254 + 1}` }),
  "operationalinsights:Workspace": (_, id) => ({ customerId: guid(id) }),
};

/** What Azure answers: the inputs, the resource's own name, and what Azure decides. */
export function armOutputs(type: string, inputs: Properties, id: string): Properties {
  const name: Value = id.slice(id.lastIndexOf("/") + 1);
  return { ...inputs, name, ...ADDS[shortType(type)]?.(inputs, id) };
}
