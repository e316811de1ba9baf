/**
 * Inputs that name another resource: of which kind it can be, and whether they hold its id or its name. With this and the dependencies of a property, what a preview
 * calls unknown can be told where one resource alone comes into question.
 *
 * Only inputs are here in which such a resource's own id or name stands. That a program hands it on as it is, and makes no other name of it, cannot be seen in a preview: it is assumed, and the plan
 * says so. A role's scope, for one, may be a subnet's id, but what depends on a
 * virtual network may be the id of a subnet in it, on a cluster its node resource group, on a resource group anything that it holds, on a vault one of its secrets.
 * Source: the arguments of @pulumi/azure-native 3.28 and @pulumi/kubernetes 4.34, and their documentation. As of 2026-11-21.
 */
import { ARM_TYPES, shortToken } from "./arm-ids";

export interface Reference {
  /** Path of the input, without the property that it begins with: `[]` for every element, `*` for every key. */
  readonly below: readonly string[];
  /** Kinds that it can refer to. */
  readonly to: readonly string[];
  /** Kinds whose outputs could stand there as well, such as a network with subnets of its own. */
  readonly rivals: readonly string[];
  readonly gives: "id" | "name";
}

const GROUP = "resources:ResourceGroup";
const NAMESPACE = "core/v1:Namespace";
const SUBNET = "network:Subnet";
const NETWORK = "network:VirtualNetwork";
const ADDRESS = "network:PublicIPAddress";
const IDENTITY = "managedidentity:UserAssignedIdentity";
const CLUSTER = "containerservice:ManagedCluster";
const VAULT = "keyvault:Vault";
const REGISTRY = "containerregistry:Registry";
const WORKSPACE = "operationalinsights:Workspace";
const ZONE = "privatedns:PrivateZone";
const COLLECTION_RULE = "monitor:DataCollectionRule";
const ACTION_GROUP = "monitor:ActionGroup";
const SERVICE_ACCOUNT = "core/v1:ServiceAccount";
const CONFIG_MAP = "core/v1:ConfigMap";
const SECRET_PROVIDER_CLASS = "secrets-store.csi.x-k8s.io/v1:SecretProviderClass";
const DEPLOYMENT = "apps/v1:Deployment", STATEFUL_SET = "apps/v1:StatefulSet", REPLICA_SET = "apps/v1:ReplicaSet";

/** What a role is given on directly: nothing that it holds is a scope of its own. */
const SCOPES: readonly string[] = [
  SUBNET, IDENTITY, ADDRESS, ZONE, WORKSPACE, REGISTRY, "dns:Zone", "network:NatGateway", "network:NetworkSecurityGroup", "network:RouteTable",
];

/** What sends logs to a workspace and has no parts that do so themselves. */
const LOGGING: readonly string[] = [
  CLUSTER, VAULT, NETWORK, ADDRESS, WORKSPACE, REGISTRY, "network:NetworkSecurityGroup", "network:VirtualNetworkGateway",
];

/** Outputs of a network hold the ids of the subnets that it declares inline, a subnet's those of what is joined to it, and a cluster's the name of its node resource group. */
const RIVALS: Readonly<Record<string, readonly string[]>> = {
  [GROUP]: [CLUSTER], [SUBNET]: [NETWORK], "network:NetworkSecurityGroup": [SUBNET], "network:RouteTable": [SUBNET],
};

const reference = (gives: Reference["gives"], path: string, ...to: readonly string[]): readonly [string, Reference] => {
  const [property = "", ...below] = path.replaceAll("[]", ".[]").split(".");
  return [property, { below, to, gives, rivals: to.flatMap(kind => RIVALS[kind] ?? []).filter(kind => !to.includes(kind)) }];
};
const id = (path: string, ...to: readonly string[]) => reference("id", path, ...to);
const name = (path: string, ...to: readonly string[]) => reference("name", path, ...to);

/** What a pod names, by where its specification stands. */
const ofPods = (at: string) => [
  name(`${at}.serviceAccountName`, SERVICE_ACCOUNT), name(`${at}.volumes[].csi.volumeAttributes.secretProviderClass`, SECRET_PROVIDER_CLASS), name(`${at}.volumes[].configMap.name`, CONFIG_MAP),
] as const;
const POD_TEMPLATE = ofPods("spec.template.spec");
const SCALER = [name("spec.scaleTargetRef.name", DEPLOYMENT, STATEFUL_SET, REPLICA_SET)] as const;

const POOL = [id("vnetSubnetID", SUBNET), id("podSubnetID", SUBNET)] as const;

/** By kind: `module:Name` of Azure Native without an API version, `group/version:Kind` of Kubernetes; each property with what it refers to. */
const REFERENCES: Readonly<Record<string, readonly (readonly [property: string, reference: Reference])[]>> = {
  [DEPLOYMENT]: POD_TEMPLATE,
  [REPLICA_SET]: POD_TEMPLATE,
  [STATEFUL_SET]: POD_TEMPLATE,
  "apps/v1:DaemonSet": POD_TEMPLATE,
  "autoscaling/v1:HorizontalPodAutoscaler": SCALER,
  "autoscaling/v2:HorizontalPodAutoscaler": SCALER,
  "authorization:RoleAssignment": [id("scope", ...SCOPES)],
  "batch/v1:CronJob": ofPods("spec.jobTemplate.spec.template.spec"),
  "batch/v1:Job": POD_TEMPLATE,
  "containerservice:AgentPool": [name("resourceName", CLUSTER), ...POOL],
  "containerservice:MaintenanceConfiguration": [name("resourceName", CLUSTER)],
  [CLUSTER]: [
    id("agentPoolProfiles[].vnetSubnetID", SUBNET), id("agentPoolProfiles[].podSubnetID", SUBNET),
    id("apiServerAccessProfile.subnetId", SUBNET), id("apiServerAccessProfile.privateDNSZone", ZONE),
    id("identity.userAssignedIdentities[]", IDENTITY), id("identityProfile.*.resourceId", IDENTITY),
    id("networkProfile.loadBalancerProfile.outboundIPs.publicIPs[].id", ADDRESS),
    id("addonProfiles.*.config.logAnalyticsWorkspaceResourceID", WORKSPACE),
  ],
  "core/v1:Pod": ofPods("spec"),
  "keyvault:Secret": [name("vaultName", VAULT)],
  "managedidentity:FederatedIdentityCredential": [name("resourceName", IDENTITY)],
  [COLLECTION_RULE]: [
    id("dataCollectionEndpointId", "monitor:DataCollectionEndpoint"), id("destinations.logAnalytics[].workspaceResourceId", WORKSPACE),
    id("destinations.monitoringAccounts[].accountResourceId", "monitor:AzureMonitorWorkspace"),
  ],
  "monitor:DataCollectionRuleAssociation": [id("resourceUri", CLUSTER), id("dataCollectionRuleId", COLLECTION_RULE)],
  "monitor:DiagnosticSetting": [id("resourceUri", ...LOGGING), id("workspaceId", WORKSPACE)],
  "monitor:MetricAlert": [id("actions[].actionGroupId", ACTION_GROUP)],
  "monitor:ScheduledQueryRule": [id("actions.actionGroups[]", ACTION_GROUP)],
  "network:NatGateway": [id("publicIpAddresses[].id", ADDRESS), id("publicIpPrefixes[].id", "network:PublicIPPrefix")],
  "network:PrivateDnsZoneGroup": [name("privateEndpointName", "network:PrivateEndpoint"), id("privateDnsZoneConfigs[].privateDnsZoneId", ZONE)],
  "network:PrivateEndpoint": [id("subnet.id", SUBNET), id("privateLinkServiceConnections[].privateLinkServiceId", REGISTRY, VAULT)],
  "network:Route": [name("routeTableName", "network:RouteTable")],
  "network:SecurityRule": [name("networkSecurityGroupName", "network:NetworkSecurityGroup")],
  [SUBNET]: [
    name("virtualNetworkName", NETWORK), id("networkSecurityGroup.id", "network:NetworkSecurityGroup"), id("routeTable.id", "network:RouteTable"), id("natGateway.id", "network:NatGateway"),
  ],
  "network:VirtualNetworkGateway": [
    id("ipConfigurations[].subnet.id", SUBNET), id("ipConfigurations[].publicIPAddress.id", ADDRESS), id("gatewayDefaultSite.id", "network:LocalNetworkGateway"),
  ],
  "network:VirtualNetworkGatewayConnection": [id("virtualNetworkGateway1.id", "network:VirtualNetworkGateway"), id("localNetworkGateway2.id", "network:LocalNetworkGateway")],
  "network:VirtualNetworkPeering": [name("virtualNetworkName", NETWORK), id("remoteVirtualNetwork.id", NETWORK)],
  "privatedns:VirtualNetworkLink": [name("privateZoneName", ZONE), id("virtualNetwork.id", NETWORK)],
  [SECRET_PROVIDER_CLASS]: [name("spec.parameters.keyvaultName", VAULT)],
};

const OF_AZURE = [name("resourceGroupName", GROUP)] as const;
const OF_KUBERNETES = [name("metadata.namespace", NAMESPACE)] as const;

/** `network:Subnet`, `core/v1:Namespace`: a type of Azure Native or Kubernetes without its package and API version; undefined for another package. */
export function kindOf(token: string): string | undefined {
  return shortToken(token) ?? (token.startsWith("kubernetes:") ? token.slice("kubernetes:".length) : undefined);
}

/** True for kinds of which it is known here what their outputs can stand for. */
export const isUnderstood = (token: string): boolean => {
  const kind = kindOf(token);
  return kind !== undefined && (token.startsWith("kubernetes:") || kind === GROUP || Object.hasOwn(ARM_TYPES, kind));
};

/** The inputs of a type that name other resources, by the property that they begin with. */
export function referencesOf(token: string): readonly (readonly [property: string, reference: Reference])[] {
  const kind = kindOf(token);
  if (kind === undefined) return [];
  const general = token.startsWith("kubernetes:") ? OF_KUBERNETES : OF_AZURE;
  return [...general, ...(Object.hasOwn(REFERENCES, kind) ? REFERENCES[kind] ?? [] : [])];
}

/** Kinds of Kubernetes objects that others name. */
export const NAMED_OBJECTS: ReadonlySet<string> = new Set([NAMESPACE, SERVICE_ACCOUNT, CONFIG_MAP, SECRET_PROVIDER_CLASS, DEPLOYMENT, STATEFUL_SET, REPLICA_SET]);
