/** Adds networks, clusters and Services to plans that are built by hand. */
import type { PlanObject } from "../../planner/model/plan";
import { predicted, UNKNOWN, type PlanBuilder } from "./plan-builder";

/** Begins the type tokens of Azure Native. */
export const AZURE = "azure-native:";
const LB = "service.beta.kubernetes.io/azure-load-balancer-";
const OVERLAY = { networkPlugin: "azure", networkPluginMode: "overlay" };
export const subnetId = (group: string, network: string, name: string, subscription = "00000000-0000-0000-0000-000000000000") =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/${network}/subnets/${name}`;

/** Adds a network with subnets as resources of their own; their URNs by name. */
export function addNetwork(plan: PlanBuilder, key: string, group: string, name: string, space: string, subnets: Readonly<Record<string, PlanObject>>): Readonly<Record<string, string>> {
  const vnet = plan.add(`${AZURE}network:VirtualNetwork`, `vnet-${key}`, { resourceGroupName: group, virtualNetworkName: name, addressSpace: { addressPrefixes: [space] } });
  return Object.fromEntries(Object.entries(subnets).map(([subnetName, inputs]) => [subnetName, plan.add(`${AZURE}network:Subnet`, `${subnetName}-${key}`, {
    resourceGroupName: group, virtualNetworkName: predicted(name), subnetName, ...inputs,
  }, { id: predicted(subnetId(group, name, subnetName)), dependencies: [vnet], propertyDependencies: { virtualNetworkName: [vnet] } })]));
}

/** Adds a cluster of pools with three nodes each; its URN. */
export const addCluster = (plan: PlanBuilder, name: string, pools: readonly PlanObject[], networkProfile: PlanObject = OVERLAY, propertyDependencies: Readonly<Record<string, readonly string[]>> = {}, more: PlanObject = {}): string =>
  plan.add(`${AZURE}containerservice:ManagedCluster`, name, {
    resourceGroupName: "rg", resourceName: name, networkProfile, agentPoolProfiles: pools.map((pool, index) => ({ name: `p${index}`, mode: "System", count: 3, maxPods: 30, ...pool })), ...more,
  }, { propertyDependencies });

/** Adds a Service with a Deployment behind it, by a provider of its own. */
export function addService(plan: PlanBuilder, name: string, cluster: string, annotations: PlanObject, spec: PlanObject = {}): void {
  const provider = plan.add("pulumi:providers:kubernetes", `provider-${name}`, { kubeconfig: UNKNOWN }, { dependencies: [cluster], propertyDependencies: { kubeconfig: [cluster] } });
  const labels = { app: name };
  plan.add("kubernetes:apps/v1:Deployment", name, {
    metadata: { name }, spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "c", image: "i", ports: [{ containerPort: 80 }] }] } } },
  }, { provider: `${provider}::id` });
  plan.add("kubernetes:core/v1:Service", name, { metadata: { name, annotations }, spec: { type: "LoadBalancer", selector: labels, ports: [{ port: 80 }], ...spec } }, { provider: `${provider}::id` });
}

/** Annotations of an internal load balancer. */
export const internal = (subnet: string | undefined, address?: string): PlanObject => ({
  [`${LB}internal`]: "true", ...(subnet !== undefined && { [`${LB}internal-subnet`]: subnet }), ...(address !== undefined && { [`${LB}ipv4`]: address }),
});
