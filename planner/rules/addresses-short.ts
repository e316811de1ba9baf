import type { RangeBudget, SubnetBudget } from "../model/results";
import type { FixtureResource, Rule } from "./rule";

/** A cluster of three nodes with their pods in a subnet: 93 addresses at creation, 124 while an upgrade runs. */
function fixture(addressPrefix: string): readonly FixtureResource[] {
  const subnet = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes";
  return [
    { type: "azure-native:network:Subnet", inputs: { resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName: "nodes", addressPrefix } },
    { type: "azure-native:containerservice:ManagedCluster", inputs: {
      resourceName: "aks-example", networkProfile: { networkPlugin: "azure" },
      agentPoolProfiles: [{ name: "system", count: 3, maxPods: 30, vnetSubnetID: subnet, upgradeSettings: { maxSurge: "1" } }],
    } },
  ];
}

const title = (budget: SubnetBudget | RangeBudget): string => ("of" in budget ? `the ${budget.of === "pods" ? "pod" : "service"} range` : `subnet ${budget.name}`);

/** Azure refuses the growth, not the declaration: what is too small at creation already, the program's own configuration refuses. */
export const addressesShort: Rule = {
  id: "addresses-short",
  severity: "warning",
  question: "Does a subnet or range hold the autoscaler's maximum and the surge of an upgrade?",
  fix: "Make the range larger, the pools or their pods per node fewer, or give pods a range of their own (overlay).",
  source: "azure-aks-docs, concepts-network-ip-address-planning.md",
  asOf: "2026-08-21",
  check: ({ analyses: { ipPlan } }) => [...ipPlan.subnets, ...ipPlan.ranges].filter(budget => budget.verdict === "short").map(budget => ({
    resource: "of" in budget ? budget.cluster : budget.resource,
    path: "of" in budget ? "inputs.networkProfile" : budget.path ?? "inputs",
    message: `${title(budget)} ${budget.prefix ?? ""} is too small: ${budget.reason ?? ""}`,
    evidence: { ...(budget.prefix !== undefined && { prefix: budget.prefix }), ...(budget.demandAtPeak !== undefined && { demandAtPeak: budget.demandAtPeak }) },
  })),
  fixtures: { breaks: fixture("10.0.0.0/25"), nearMiss: fixture("10.0.0.0/24") },
};
