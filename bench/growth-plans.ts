/** Plans of any size, each much of one thing: what an analysis that looks at every two of something would be slow on. */
import type { PlanObject, RecordedPlan } from "../planner/model/plan";
import { httpsServer, ingressPlan } from "../test/planner/ingress-plan";
import { PlanBuilder, predicted, UNKNOWN, type ResourceOptions } from "../test/planner/plan-builder";
import { sortingPlan, type Scenario } from "../test/planner/sorting-plan";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-example";
const ACR_PULL = "/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d";
const SECURITY_GROUP = `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg-aks`;

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const metadata = (name: string) => ({ name, namespace: "hogwarts" });

/** Internal load balancers and the pods behind them, in a cluster. */
function exposed(plan: PlanBuilder, count: number, inCluster: ResourceOptions): void {
  for (const index of range(count)) {
    const labels = { app: `a${index}` };
    plan.add("kubernetes:core/v1:Service", `s${index}`, {
      metadata: { ...metadata(`s${index}`), annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" } }, spec: { type: "LoadBalancer", selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    }, inCluster);
    plan.add("kubernetes:apps/v1:Deployment", `d${index}`, {
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
}, { networkProfile: { networkPlugin: "azure", networkPolicy: "cilium", networkDataplane: "cilium", serviceCidr: "10.0.0.0/16", dnsServiceIP: "10.0.0.10", outboundType: "loadBalancer" } });

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

/** Plans to analyse. */
export const PLANS: readonly { readonly name: string; readonly plan: (count: number) => RecordedPlan }[] = [
  { name: "routes through a gateway", plan: routes },
  { name: "identities, registries, role assignments and pods", plan: roles },
  { name: "subnets that meet", plan: subnets },
  { name: "rules of a security group, and a tenth of Services", plan: guarded(false) },
  { name: "SecurityRules, and a tenth of Services", plan: guarded(true) },
  { name: "load balancers and workloads", plan: services },
  { name: "network policies, load balancers and workloads", plan: policies },
  { name: "disruption budgets, load balancers and workloads", plan: budgets },
  { name: "pools of ten nodes", plan: pools },
  { name: "resources that wait for one another in a line", plan: chain },
];
