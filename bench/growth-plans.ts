/** Plans of any size, each much of one thing: what an analysis that looks at every two of something would be slow on. */
import type { PlanObject, RecordedPlan } from "../planner/model/plan";
import { httpsServer, ingressPlan } from "../test/planner/ingress-plan";
import { PlanBuilder, predicted, UNKNOWN, type ResourceOptions } from "../test/planner/plan-builder";
import { HAPROXY, sortingPlan, type Scenario } from "../test/planner/sorting-plan";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-example";
const ACR_PULL = "/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d";
const SECRETS_USER = "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6";
const CILIUM: PlanObject = { networkPlugin: "azure", networkPolicy: "cilium", networkDataplane: "cilium", serviceCidr: "10.0.0.0/16", dnsServiceIP: "10.0.0.10", outboundType: "loadBalancer" };
/** URN of the scenario's cluster. */
const CLUSTER = "urn:pulumi:dev::aks-anatomy::azure-native:containerservice:ManagedCluster::cluster";
const SECURITY_GROUP = `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg-aks`;

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const metadata = (name: string) => ({ name, namespace: "hogwarts" });

/** Internal load balancers and the pods behind them, in a cluster. */
function exposed(plan: PlanBuilder, count: number, inCluster: ResourceOptions, prefix = ""): void {
  for (const index of range(count)) {
    const labels = { app: `a${index}` };
    plan.add("kubernetes:core/v1:Service", `${prefix}s${index}`, {
      metadata: { ...metadata(`s${index}`), annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" } }, spec: { type: "LoadBalancer", selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    }, inCluster);
    plan.add("kubernetes:apps/v1:Deployment", `${prefix}d${index}`, {
      metadata: metadata(`d${index}`), spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "a", ports: [{ containerPort: 8080 }] }] } } },
    }, inCluster);
  }
}

type More = (plan: PlanBuilder, inCluster: ResourceOptions) => void;
const scenario = (more: More, rest: Scenario = {}): RecordedPlan => sortingPlan({ ...rest, more: (plan, { provider }) => more(plan, { provider: `${provider}::id` }) });

/** Hosts of one gateway, each with a Service and a route of its own. */
function routes(count: number): RecordedPlan {
  const hosts = range(count).map(index => `h${index}.example.org`);
  return ingressPlan({
    servers: [httpsServer({ hosts })],
    scenario: {
      more: (plan, { provider }) => hosts.forEach((host, index) => {
        const there = { provider: `${provider}::id` };
        plan.add("kubernetes:core/v1:Service", `s${index}`, { metadata: metadata(`s${index}`), spec: { selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, there);
        const route = [{ destination: { host: `s${index}`, port: { number: 90 } } }];
        plan.add("kubernetes:networking.istio.io/v1:VirtualService", `v${index}`, { metadata: metadata(`v${index}`), spec: { hosts: [host], gateways: ["sorting"], http: [{ route }] } }, there);
      }),
    },
  });
}

/** Workloads that each pull from a registry of their own with the role for it. */
const roles = (count: number): RecordedPlan => scenario((plan, inCluster) => {
  for (const index of range(count)) {
    const id = `${GROUP}/providers/Microsoft.ContainerRegistry/registries/r${index}`;
    const identity = plan.add("azure-native:managedidentity:UserAssignedIdentity", `i${index}`, { resourceGroupName: "rg-example", resourceName: `id-${index}` });
    const registry = plan.add("azure-native:containerregistry:Registry", `r${index}`, { resourceGroupName: "rg-example", registryName: `r${index}`, sku: { name: "Premium" } }, { id: predicted(id) });
    plan.add("azure-native:authorization:RoleAssignment", `g${index}`, { scope: predicted(id), roleDefinitionId: ACR_PULL, principalId: UNKNOWN, principalType: "ServicePrincipal" }, { dependencies: [identity, registry], propertyDependencies: { principalId: [identity], scope: [registry] } });
    plan.add("kubernetes:core/v1:Pod", `p${index}`, { metadata: metadata(`p${index}`), spec: { containers: [{ name: "a", image: `r${index}.azurecr.io/shop:1` }] } }, inCluster);
  }
});

/** Subnets of /24, a network for every 256; the addresses of each network are those of the one two before it. */
const subnets = (count: number): RecordedPlan => scenario(plan => {
  for (const index of range(count)) {
    const network = Math.floor(index / 256), second = network % 2;
    if (index % 256 === 0) plan.add("azure-native:network:VirtualNetwork", `v${network}`, { resourceGroupName: "rg-example", virtualNetworkName: `v${network}`, addressSpace: { addressPrefixes: [`10.${second}.0.0/16`] } });
    plan.add("azure-native:network:Subnet", `u${index}`, { resourceGroupName: "rg-example", virtualNetworkName: `v${network}`, subnetName: `u${index}`, addressPrefix: `10.${second}.${index % 256}.0/24` });
  }
});

const allow = (index: number): PlanObject => ({
  name: `rule-${index}`, priority: 100 + index, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: `10.${index % 256}.${Math.floor(index / 256)}.0/24`, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: `${1000 + index}`,
});

/** A tenth of the count of Services, and rules of the nodes' security group: within it, or as resources. */
const guarded = (apart: boolean) => (count: number): RecordedPlan => scenario((plan, inCluster) => {
  plan.add("azure-native:network:NetworkSecurityGroup", "nsg", { resourceGroupName: "rg-example", networkSecurityGroupName: "nsg-aks", securityRules: apart ? [] : range(count).map(allow) }, { id: predicted(SECURITY_GROUP) });
  if (apart) for (const index of range(count)) plan.add("azure-native:network:SecurityRule", `u${index}`, { ...allow(index), securityRuleName: `rule-${index}`, networkSecurityGroupName: "nsg-aks", resourceGroupName: "rg-example" });
  exposed(plan, count / 10, inCluster);
}, { nodesSubnet: { networkSecurityGroup: { id: predicted(SECURITY_GROUP) } } });

/** Each with a Service and a workload: flows, chains, front ends and upgrades. */
const services = (count: number): RecordedPlan => scenario((plan, inCluster) => exposed(plan, count, inCluster));

/** One for each workload, in a cluster whose engine follows them. */
const policies = (count: number): RecordedPlan => scenario((plan, inCluster) => {
  exposed(plan, count, inCluster);
  for (const index of range(count)) plan.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", `n${index}`, {
    metadata: metadata(`n${index}`), spec: { podSelector: { matchLabels: { app: `a${index}` } }, policyTypes: ["Ingress"], ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: 8080 }] }] },
  }, inCluster);
}, { networkProfile: CILIUM });

/** Ten nodes in each. */
const pools = (count: number): RecordedPlan => scenario(plan => {
  for (const index of range(count)) plan.add("azure-native:containerservice:AgentPool", `p${index}`, {
    resourceGroupName: "rg-example", resourceName: "aks-example", agentPoolName: `p${index}`, mode: "User", vmSize: "Standard_D4s_v5", count: 10, maxPods: 30, upgradeSettings: { maxSurge: "10%" },
    vnetSubnetID: `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/aks`,
  });
});

/** Workloads with a budget each. */
const budgets = (count: number): RecordedPlan => scenario((plan, inCluster) => {
  exposed(plan, count, inCluster);
  for (const index of range(count)) plan.add("kubernetes:policy/v1:PodDisruptionBudget", `b${index}`, { metadata: metadata(`b${index}`), spec: { minAvailable: 1, selector: { matchLabels: { app: `a${index}` } } } }, inCluster);
});

/** Subnets of one network, made at once: none waits for another. */
const atOnce = (count: number): RecordedPlan => scenario(plan => {
  plan.add("azure-native:network:VirtualNetwork", "wide", { resourceGroupName: "rg-example", virtualNetworkName: "wide", addressSpace: { addressPrefixes: ["10.0.0.0/8"] } });
  for (const index of range(count)) plan.add("azure-native:network:Subnet", `u${index}`, { resourceGroupName: "rg-example", virtualNetworkName: "wide", subnetName: `u${index}`, addressPrefix: `10.${Math.floor(index / 256)}.${index % 256}.0/24` });
});

/** Networks of the same addresses around one in the middle, each peered with it and with no other. */
const peered = (count: number): RecordedPlan => scenario(plan => {
  const id = (name: string): string => `${GROUP}/providers/Microsoft.Network/virtualNetworks/${name}`;
  plan.add("azure-native:network:VirtualNetwork", "hub", { resourceGroupName: "rg-example", virtualNetworkName: "hub", addressSpace: { addressPrefixes: ["192.168.0.0/16"] } }, { id: predicted(id("hub")) });
  for (const index of range(count)) {
    plan.add("azure-native:network:VirtualNetwork", `v${index}`, { resourceGroupName: "rg-example", virtualNetworkName: `v${index}`, addressSpace: { addressPrefixes: [`10.${Math.floor(index / 256)}.${index % 256}.0/24`] } }, { id: predicted(id(`v${index}`)) });
    for (const [from, to] of [["hub", `v${index}`], [`v${index}`, "hub"]] as const) plan.add("azure-native:network:VirtualNetworkPeering", `${from}-${to}`, { resourceGroupName: "rg-example", virtualNetworkName: from, virtualNetworkPeeringName: to, remoteVirtualNetwork: { id: predicted(id(to)) } });
  }
});

/** Every one waits for the one before it. */
function chain(count: number): RecordedPlan {
  const plan = new PlanBuilder();
  let before: string | undefined;
  for (const index of range(count)) before = plan.add("azure-native:network:Subnet", `u${index}`, { virtualNetworkName: "v", resourceGroupName: "g", subnetName: `u${index}`, addressPrefix: `10.${Math.floor(index / 256)}.${index % 256}.0/24` }, { dependencies: before === undefined ? [] : [before] });
  return plan.build();
}

/** One object with values that the plan does not have, and a long text that their names must not stand in. */
export function placeholders(count: number): RecordedPlan {
  const data = Object.fromEntries(range(count).map(index => [`key-${index}`, UNKNOWN]));
  const plan = new PlanBuilder();
  plan.add("kubernetes:core/v1:ConfigMap", "settings", { metadata: { name: "settings" }, data, text: "x".repeat(count * 400) });
  return plan.build();
}


/** Pools in subnets of their own. */
const placedPools = (count: number): RecordedPlan => scenario(plan => {
  for (const index of range(count)) {
    const id = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/u${index}`;
    plan.add("azure-native:network:Subnet", `u${index}`, { resourceGroupName: "rg-example", virtualNetworkName: "vnet-example", subnetName: `u${index}`, addressPrefix: `10.${Math.floor(index / 256)}.${index % 256}.0/24` }, { id: predicted(id) });
    plan.add("azure-native:containerservice:AgentPool", `p${index}`, { resourceGroupName: "rg-example", resourceName: "aks-example", agentPoolName: `p${index}`, mode: "User", vmSize: "Standard_D4s_v5", count: 3, maxPods: 30, vnetSubnetID: predicted(id) });
  }
});

/** Clusters with a network, a subnet, a provider, a namespace and a Service each. */
function clusters(count: number): RecordedPlan {
  const plan = new PlanBuilder();
  for (const index of range(count)) {
    const network = `${GROUP}/providers/Microsoft.Network/virtualNetworks/v${index}`;
    const vnet = plan.add("azure-native:network:VirtualNetwork", `v${index}`, { resourceGroupName: "rg-example", virtualNetworkName: `v${index}`, addressSpace: { addressPrefixes: [`10.${Math.floor(index / 256)}.${index % 256}.0/24`] } }, { id: predicted(network) });
    const subnet = plan.add("azure-native:network:Subnet", `u${index}`, { resourceGroupName: "rg-example", virtualNetworkName: `v${index}`, subnetName: "aks", addressPrefix: `10.${Math.floor(index / 256)}.${index % 256}.0/25` }, { id: predicted(`${network}/subnets/aks`), dependencies: [vnet] });
    const cluster = plan.add("azure-native:containerservice:ManagedCluster", `c${index}`, {
      resourceGroupName: "rg-example", resourceName: `c${index}`, location: "canadacentral", kubernetesVersion: "1.36", identity: { type: "SystemAssigned" }, networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay", podCidr: `100.${64 + Math.floor(index / 256)}.${index % 256}.0/24`, serviceCidr: `172.${16 + Math.floor(index / 4096)}.${Math.floor(index / 16) % 256}.${(index % 16) * 16}/28` },
      agentPoolProfiles: [{ name: "system", mode: "System", vmSize: "Standard_D4s_v5", count: 3, vnetSubnetID: predicted(`${network}/subnets/aks`) }],
    }, { dependencies: [subnet], propertyDependencies: { agentPoolProfiles: [subnet] } });
    const provider = plan.add("pulumi:providers:kubernetes", `k${index}`, { kubeconfig: UNKNOWN }, { dependencies: [cluster] });
    exposed(plan, 1, { provider: `${provider}::id` }, `c${index}-`);
  }
  return plan.build();
}

/** A namespace each, with a workload, a Service, and a policy that lets in nobody but pods of the namespace itself. */
const namespaces = (count: number): RecordedPlan => scenario((plan, inCluster) => {
  for (const index of range(count)) {
    const namespace = `n${index}`, labels = { app: "a" };
    plan.add("kubernetes:core/v1:Namespace", namespace, { metadata: { name: namespace } }, inCluster);
    plan.add("kubernetes:core/v1:Service", namespace, { metadata: { name: "s", namespace }, spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] } }, inCluster);
    plan.add("kubernetes:apps/v1:Deployment", namespace, { metadata: { name: "d", namespace }, spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "a", ports: [{ containerPort: 8080 }] }] } } } }, inCluster);
    plan.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", namespace, { metadata: { name: "p", namespace }, spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ podSelector: {} }] }] } }, inCluster);
  }
}, { networkProfile: CILIUM });

/** ConfigMaps that a workload each mounts. */
const configMaps = (count: number): RecordedPlan => scenario((plan, inCluster) => {
  for (const index of range(count)) {
    const labels = { app: `a${index}` };
    plan.add("kubernetes:core/v1:ConfigMap", `m${index}`, { metadata: metadata(`m${index}`), data: { "haproxy.cfg": HAPROXY } }, inCluster);
    plan.add("kubernetes:core/v1:Service", `s${index}`, { metadata: metadata(`s${index}`), spec: { selector: labels, ports: [{ port: 80, targetPort: 85 }] } }, inCluster);
    plan.add("kubernetes:apps/v1:Deployment", `d${index}`, {
      metadata: metadata(`d${index}`), spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels, annotations: { "aks-anatomy/image-exposes": "80" } }, spec: {
        containers: [{ name: "a", image: "registry.example/a:1" }, { name: "port-mapper", image: "registry.example/haproxy:3.2", ports: [{ containerPort: 85 }], volumeMounts: [{ name: "config", mountPath: "/usr/local/etc/haproxy" }] }], volumes: [{ name: "config", configMap: { name: `m${index}` } }],
      } } },
    }, inCluster);
  }
});

/** Identities that a service account each acts as, for secrets of one vault: all roles are on the vault. */
const identities = (count: number): RecordedPlan => scenario((plan, inCluster) => {
  const id = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv`;
  const vault = plan.add("azure-native:keyvault:Vault", "kv", { resourceGroupName: "rg-example", vaultName: "kv", properties: { enableRbacAuthorization: true } }, { id: predicted(id) });
  for (const index of range(count)) {
    const identity = plan.add("azure-native:managedidentity:UserAssignedIdentity", `i${index}`, { resourceGroupName: "rg-example", resourceName: `id-${index}` });
    plan.add("azure-native:authorization:RoleAssignment", `g${index}`, { scope: predicted(id), roleDefinitionId: SECRETS_USER, principalId: UNKNOWN, principalType: "ServicePrincipal" }, { dependencies: [identity, vault], propertyDependencies: { principalId: [identity], scope: [vault] } });
    plan.add("azure-native:managedidentity:FederatedIdentityCredential", `f${index}`, { resourceGroupName: "rg-example", resourceName: `id-${index}`, issuer: UNKNOWN, subject: `system:serviceaccount:hogwarts:a${index}`, audiences: ["api://AzureADTokenExchange"] }, { propertyDependencies: { resourceName: [identity] } });
    plan.add("kubernetes:core/v1:ServiceAccount", `a${index}`, { metadata: { ...metadata(`a${index}`), annotations: { "azure.workload.identity/client-id": UNKNOWN } } }, { ...inCluster, propertyDependencies: { metadata: [identity] } });
    plan.add("kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass", `c${index}`, { metadata: metadata(`c${index}`), spec: { provider: "azure", parameters: { keyvaultName: "kv", clientID: UNKNOWN, objects: "array:\n  - |\n    objectName: a\n    objectType: secret\n" } } }, { ...inCluster, propertyDependencies: { spec: [identity] } });
    plan.add("kubernetes:core/v1:Pod", `p${index}`, { metadata: { ...metadata(`p${index}`), labels: { "azure.workload.identity/use": "true" } }, spec: { serviceAccountName: `a${index}`, containers: [{ name: "a" }], volumes: [{ name: "c", csi: { driver: "secrets-store.csi.k8s.io", volumeAttributes: { secretProviderClass: `c${index}` } } }] } }, inCluster);
  }
});

/** Registries of one identity, the nodes' own, with a role on each and a pod that pulls from it. */
const oneIdentity = (count: number): RecordedPlan => scenario((plan, inCluster) => {
  for (const index of range(count)) {
    const id = `${GROUP}/providers/Microsoft.ContainerRegistry/registries/r${index}`;
    const registry = plan.add("azure-native:containerregistry:Registry", `r${index}`, { resourceGroupName: "rg-example", registryName: `r${index}`, sku: { name: "Premium" } }, { id: predicted(id) });
    plan.add("azure-native:authorization:RoleAssignment", `g${index}`, { scope: predicted(id), roleDefinitionId: ACR_PULL, principalId: UNKNOWN, principalType: "ServicePrincipal" }, { dependencies: [CLUSTER, registry], propertyDependencies: { principalId: [CLUSTER], scope: [registry] } });
    plan.add("kubernetes:core/v1:Pod", `p${index}`, { metadata: metadata(`p${index}`), spec: { containers: [{ name: "a", image: `r${index}.azurecr.io/shop:1` }] } }, inCluster);
  }
}, { cluster: { identity: { type: "SystemAssigned" } } });

/** Registries and vaults that are closed but for a private endpoint each. */
const endpoints = (count: number): RecordedPlan => scenario((plan, inCluster) => {
  const subnet = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/aks`;
  for (const index of range(count)) {
    const ofVault = index % 2 === 0, name = `r${index}`;
    const id = ofVault ? `${GROUP}/providers/Microsoft.KeyVault/vaults/${name}` : `${GROUP}/providers/Microsoft.ContainerRegistry/registries/${name}`;
    const target = ofVault ? plan.add("azure-native:keyvault:Vault", name, { resourceGroupName: "rg-example", vaultName: name, properties: { publicNetworkAccess: "Disabled", enableRbacAuthorization: true } }, { id: predicted(id) })
      : plan.add("azure-native:containerregistry:Registry", name, { resourceGroupName: "rg-example", registryName: name, sku: { name: "Premium" }, publicNetworkAccess: "Disabled" }, { id: predicted(id) });
    const endpoint = plan.add("azure-native:network:PrivateEndpoint", `e${index}`, { resourceGroupName: "rg-example", privateEndpointName: `e${index}`, subnet: { id: predicted(subnet) }, privateLinkServiceConnections: [{ name: "c", privateLinkServiceId: predicted(id), groupIds: [ofVault ? "vault" : "registry"] }] }, { propertyDependencies: { privateLinkServiceConnections: [target] } });
    plan.add("azure-native:network:PrivateDnsZoneGroup", `z${index}`, { resourceGroupName: "rg-example", privateEndpointName: `e${index}`, privateDnsZoneGroupName: "default", privateDnsZoneConfigs: [{ name: "z", privateDnsZoneId: `${GROUP}/providers/Microsoft.Network/privateDnsZones/privatelink.${ofVault ? "vaultcore.azure.net" : "azurecr.io"}` }] }, { dependencies: [endpoint], propertyDependencies: { privateEndpointName: [endpoint] } });
    if (!ofVault) plan.add("kubernetes:core/v1:Pod", `p${index}`, { metadata: metadata(`p${index}`), spec: { containers: [{ name: "a", image: `${name}.azurecr.io/shop:1` }] } }, inCluster);
  }
});

/** Paths of one host in one VirtualService, or in one each. */
const paths = (apart: boolean) => (count: number): RecordedPlan => {
  const http = range(count).map(index => ({ match: [{ uri: { prefix: `/p${index}/` } }], route: [{ destination: { host: "sorting", port: { number: 90 } } }] }));
  if (!apart) return ingressPlan({ routes: { http } });
  return ingressPlan({ scenario: { more: (plan, { provider }) => http.forEach((route, index) =>
    plan.add("kubernetes:networking.istio.io/v1:VirtualService", `v${index}`, { metadata: metadata(`v${index}`), spec: { hosts: ["sorting.example.org"], gateways: ["sorting"], http: [route] } }, { provider: `${provider}::id` })) } });
};

/** Gateways of one proxy, a host each. */
const gateways = (count: number): RecordedPlan => ingressPlan({ scenario: { more: (plan, { provider }) => {
  for (const index of range(count)) {
    const there = { provider: `${provider}::id` }, host = `h${index}.example.org`;
    plan.add("kubernetes:networking.istio.io/v1:Gateway", `g${index}`, { metadata: metadata(`g${index}`), spec: { selector: { istio: "aks-istio-ingressgateway-internal" }, servers: [httpsServer({ hosts: [host] })] } }, there);
    plan.add("kubernetes:networking.istio.io/v1:VirtualService", `v${index}`, { metadata: metadata(`v${index}`), spec: { hosts: [host], gateways: [`g${index}`], http: [{ route: [{ destination: { host: "sorting", port: { number: 90 } } }] }] } }, there);
  }
} } });

/** Values that the stack gives out, each of which may hold a secret. */
const outputs = (count: number): RecordedPlan => ({ ...scenario(() => undefined), outputs: Object.fromEntries(range(count).map(index => [`o${index}`, predicted({ $secret: true })])) });

/** Resources of a component, and as many that wait for it as a whole. */
function components(count: number): RecordedPlan {
  const plan = new PlanBuilder();
  const cluster = plan.add("azure-native:containerservice:ManagedCluster", "cluster", { resourceGroupName: "rg-example", resourceName: "aks-example", identity: { type: "SystemAssigned" } });
  const component = plan.component("example:index:Parts", "parts");
  const provider = plan.add("pulumi:providers:kubernetes", "cluster", { kubeconfig: UNKNOWN }, { dependencies: [cluster] });
  const there = { provider: `${provider}::id` };
  for (const index of range(count)) {
    plan.add("kubernetes:core/v1:ConfigMap", `m${index}`, { metadata: metadata(`m${index}`) }, { ...there, parent: component });
    plan.add("azure-native:network:Subnet", `u${index}`, { virtualNetworkName: "v", resourceGroupName: "g", subnetName: `u${index}`, addressPrefix: `10.${Math.floor(index / 256)}.${index % 256}.0/24` }, { dependencies: [component] });
  }
  return plan.build();
}

/** A little of everything: a tenth of the count of each of ten kinds. */
function mixed(count: number): RecordedPlan {
  const parts = [guarded(false), roles, subnets, routes, namespaces, configMaps, identities, endpoints, pools, budgets].map(plan => plan(count / 10));
  // What two of them name alike is there once.
  const known = new Map(parts.flatMap(({ resources }) => resources.map(each => [each.urn, each])));
  return { ...scenario(() => undefined), resources: [...known.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1)) };
}

/** Plans to analyse. */
export const PLANS: readonly { readonly name: string; readonly plan: (count: number) => RecordedPlan }[] = [
  { name: "routes through a gateway", plan: routes },
  { name: "paths of a host, in one VirtualService", plan: paths(false) },
  { name: "paths of a host, in a VirtualService each", plan: paths(true) },
  { name: "gateways with a host each", plan: gateways },
  { name: "identities, registries, role assignments and pods", plan: roles },
  { name: "registries of one identity", plan: oneIdentity },
  { name: "identities of service accounts", plan: identities },
  { name: "private endpoints", plan: endpoints },
  { name: "subnets that meet", plan: subnets },
  { name: "subnets that are made at once", plan: atOnce },
  { name: "peered networks", plan: peered },
  { name: "rules of a security group, and a tenth of Services", plan: guarded(false) },
  { name: "SecurityRules, and a tenth of Services", plan: guarded(true) },
  { name: "load balancers and workloads", plan: services },
  { name: "network policies, load balancers and workloads", plan: policies },
  { name: "disruption budgets, load balancers and workloads", plan: budgets },
  { name: "namespaces with a policy each", plan: namespaces },
  { name: "ConfigMaps that are mounted", plan: configMaps },
  { name: "pools of ten nodes", plan: pools },
  { name: "pools in subnets of their own", plan: placedPools },
  { name: "clusters", plan: clusters },
  { name: "outputs", plan: outputs },
  { name: "resources that wait for one another in a line", plan: chain },
  { name: "resources that wait for a component", plan: components },
  { name: "a little of everything", plan: mixed },
];
