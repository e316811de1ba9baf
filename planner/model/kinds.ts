/** The Pulumi type tokens that the planner understands; what it does not is carried and shown, never guessed at. */

export type TypeTest = (type: string) => boolean;

/** Azure Native's tokens come with or without an API version: `azure-native:network:Subnet`, `azure-native:network/v20240501:Subnet`, or in a package made for one version. */
function azure(module: string, name: string): TypeTest {
  const pattern = new RegExp(`^azure-native(?:_\\w+)?:${module}(?:/\\w+)?:${name}$`);
  return type => pattern.test(type);
}

const kubernetes = (group: string, ...kinds: readonly string[]): TypeTest => {
  const tokens = new Set(kinds.map(kind => `kubernetes:${group}:${kind}`));
  return type => tokens.has(type);
};

/** A custom resource of any version of its group. */
function custom(group: string, name: string): TypeTest {
  const pattern = new RegExp(`^kubernetes:${group.replaceAll(".", "\\.")}/v\\w+:${name}$`);
  return type => pattern.test(type);
}

export const KINDS = {
  resourceGroup: azure("resources", "ResourceGroup"),
  managedCluster: azure("containerservice", "ManagedCluster"),
  agentPool: azure("containerservice", "AgentPool"),
  maintenanceConfiguration: azure("containerservice", "MaintenanceConfiguration"),
  virtualNetwork: azure("network", "VirtualNetwork"),
  securityGroup: azure("network", "NetworkSecurityGroup"),
  subnet: azure("network", "Subnet"),
  virtualNetworkPeering: azure("network", "VirtualNetworkPeering"),
  privateEndpoint: azure("network", "PrivateEndpoint"),
  privateDnsZoneGroup: azure("network", "PrivateDnsZoneGroup"),
  // In `network` up to version 2 of the package.
  privateZone: azure("(?:privatedns|network)", "PrivateZone"),
  privateZoneLink: azure("(?:privatedns|network)", "VirtualNetworkLink"),
  privateRecordSet: azure("(?:privatedns|network)", "PrivateRecordSet"),
  dnsZone: azure("(?:dns|network)", "Zone"),
  dnsRecordSet: azure("(?:dns|network)", "RecordSet"),
  natGateway: azure("network", "NatGateway"),
  publicAddress: azure("network", "PublicIPAddress"),
  roleAssignment: azure("authorization", "RoleAssignment"),
  // Of Pulumi's older provider for Azure, `@pulumi/azure`.
  classicRoleAssignment: type => type === "azure:authorization/assignment:Assignment",
  classicCluster: type => type === "azure:containerservice/kubernetesCluster:KubernetesCluster",
  // A template holds resources that a plan does not show.
  template: azure("resources", "Deployment\\w*"),
  registryReplication: azure("containerregistry", "Replication"),
  // In `insights` up to version 2 of the package.
  diagnosticSetting: azure("(?:insights|monitor)", "DiagnosticSetting"),
  metricsWorkspace: azure("monitor", "AzureMonitorWorkspace"),
  routeTable: azure("network", "RouteTable"),
  route: azure("network", "Route"),
  firewall: azure("network", "AzureFirewall"),
  firewallPolicy: azure("network", "FirewallPolicy"),
  firewallRuleGroup: azure("network", "FirewallPolicyRuleCollectionGroup"),
  securityRule: azure("network", "SecurityRule"),
  virtualNetworkGateway: azure("network", "VirtualNetworkGateway"),
  virtualNetworkGatewayConnection: azure("network", "VirtualNetworkGatewayConnection"),
  localNetworkGateway: azure("network", "LocalNetworkGateway"),
  vault: azure("keyvault", "Vault"),
  vaultSecret: azure("keyvault", "Secret"),
  virtualMachine: azure("compute", "VirtualMachine(?:ScaleSet)?"),
  vaultAccessPolicy: azure("keyvault", "AccessPolicy"),
  userAssignedIdentity: azure("managedidentity", "UserAssignedIdentity"),
  federatedCredential: azure("managedidentity", "FederatedIdentityCredential"),
  roleDefinition: azure("authorization", "RoleDefinition"),
  publicZone: azure("(?:network|dns)", "Zone"),
  registry: azure("containerregistry", "Registry"),
  service: kubernetes("core/v1", "Service"),
  workload: kubernetes("apps/v1", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"),
  configMap: kubernetes("core/v1", "ConfigMap"),
  servicePatch: kubernetes("core/v1", "ServicePatch"),
  namespace: kubernetes("core/v1", "Namespace"),
  persistentVolumeClaim: kubernetes("core/v1", "PersistentVolumeClaim"),
  persistentVolume: kubernetes("core/v1", "PersistentVolume"),
  storageClass: kubernetes("storage.k8s.io/v1", "StorageClass"),
  secret: kubernetes("core/v1", "Secret"),
  secretPatch: kubernetes("core/v1", "SecretPatch"),
  serviceAccount: kubernetes("core/v1", "ServiceAccount"),
  job: kubernetes("batch/v1", "Job", "CronJob"),
  pod: kubernetes("core/v1", "Pod"),
  runtimeClass: kubernetes("node.k8s.io/v1", "RuntimeClass"),
  secretProviderClass: custom("secrets-store.csi.x-k8s.io", "SecretProviderClass"),
  istioGateway: custom("networking.istio.io", "Gateway"),
  virtualService: custom("networking.istio.io", "VirtualService"),
  serviceEntry: custom("networking.istio.io", "ServiceEntry"),
  destinationRule: custom("networking.istio.io", "DestinationRule"),
  networkPolicy: kubernetes("networking.k8s.io/v1", "NetworkPolicy"),
  // Of the versions that Kubernetes has taken away, too.
  ingress: type => /^kubernetes:(?:networking\.k8s\.io\/v1(?:beta1)?|extensions\/v1beta1):Ingress$/.test(type),
  ingressClass: type => /^kubernetes:networking\.k8s\.io\/v1(?:beta1)?:IngressClass$/.test(type),
  nginxIngressController: custom("approuting.kubernetes.azure.com", "NginxIngressController"),
  podDisruptionBudget: kubernetes("policy/v1", "PodDisruptionBudget"),
  horizontalPodAutoscaler: type => /^kubernetes:autoscaling\/v\w+:HorizontalPodAutoscaler$/.test(type),
  kedaScaler: custom("keda.sh", "ScaledObject"),
} as const satisfies Record<string, TypeTest>;

/** Parts of a type token: `azure-native:network/v1:Subnet` has the package `azure-native`, the module `network/v1` and the name `Subnet`. */
export function partsOf(type: string): { readonly package: string; readonly module: string; readonly name: string } {
  const [head = "", ...rest] = type.split(":");
  const name = rest.at(-1) ?? head;
  return { package: head, module: rest.slice(0, -1).join(":"), name };
}

/** What a resource is called: `Subnet aks`, by its logical name. */
export const calledAs = ({ type, name }: { readonly type: string; readonly name: string }): string => `${partsOf(type).name} ${name}`;

/** True where a short token (`network:Subnet`, `Subnet`) names the type, compared part by part from the end. */
export const isShortFor = (short: string, type: string): boolean => type === short || type.endsWith(`:${short}`);
