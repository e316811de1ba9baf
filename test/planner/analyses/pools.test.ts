import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { PlanBuilder, UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const poolsOf = (pool: PlanObject, agentPool?: PlanObject) =>
  analyse(sortingPlan({ pool, ...(agentPool && { more: plan => plan.add("azure-native:containerservice:AgentPool", "extra", agentPool) }) })).analyses.pools;

describe("a pool", () => {
  test("of a fixed size has its count, and the surge of that", () => {
    expect(poolsOf({ count: 3, upgradeSettings: { maxSurge: "50%" } })[0]).toMatchObject({ autoscaled: false, nodes: 3, surgeNodes: 2, subnet: { name: "aks" } });
  });

  test("that scales has bounds, and the surge of its maximum", () => {
    expect(poolsOf({ count: 2, enableAutoScaling: true, minCount: 2, maxCount: 20, upgradeSettings: {} })[0]).toMatchObject({ autoscaled: true, nodes: 2, minNodes: 2, maxNodes: 20, surgeNodes: 2 });
  });

  test("that says nothing of surge has one node up to ten", () => {
    expect(poolsOf({ upgradeSettings: null })[0]?.surgeNodes).toBe(1);
  });

  test("of spot machines has no surge", () => {
    expect(poolsOf({ scaleSetPriority: "Spot", upgradeSettings: null })[0]?.surgeNodes).toBe(0);
  });

  test("without maxPods has the network model's default, with an unknown one none", () => {
    expect(poolsOf({ maxPods: null })[0]?.maxPods).toBe(30);
    expect(poolsOf({ maxPods: UNKNOWN })[0]?.maxPods).toBeUndefined();
  });

  test("whose subnet's id is not known lies in the one subnet that the property depends on", () => {
    expect(poolsOf({ vnetSubnetID: UNKNOWN })[0]?.subnet?.name).toBe("aks");
  });

  test("whose subnet's id is not known is nowhere where the property depends on two", () => {
    const more: Scenario["more"] = (plan, { aks, services }) => plan.add("azure-native:containerservice:AgentPool", "extra", { resourceName: "aks-example", agentPoolName: "extra", vnetSubnetID: UNKNOWN }, { propertyDependencies: { vnetSubnetID: [aks, services] } });
    expect(analyse(sortingPlan({ more })).analyses.pools[1]).toMatchObject({ name: "extra" });
    expect(analyse(sortingPlan({ more })).analyses.pools[1]?.subnet).toBeUndefined();
  });
});

describe("a pool whose subnet's id comes from a network without a known name", () => {
  const planOf = (subnets: readonly string[], beside: readonly string[] = []) => {
    const plan = new PlanBuilder();
    const vnet = plan.add("azure-native:network:VirtualNetwork", "vnet", { addressSpace: { addressPrefixes: ["10.240.0.0/16"] }, subnets: subnets.map((name, index) => ({ name, addressPrefix: `10.240.${index}.0/24` })) });
    beside.forEach((subnetName, index) => plan.add("azure-native:network:Subnet", subnetName, { virtualNetworkName: UNKNOWN, subnetName, addressPrefix: `10.240.${index + 8}.0/24` }, { propertyDependencies: { virtualNetworkName: [vnet] } }));
    plan.add("azure-native:containerservice:ManagedCluster", "aks", {
      identity: { type: "UserAssigned", userAssignedIdentities: [UNKNOWN] }, networkProfile: { networkPlugin: "azure" }, agentPoolProfiles: [{ name: "system", mode: "System", count: 3, vnetSubnetID: UNKNOWN }],
    }, { propertyDependencies: { agentPoolProfiles: [vnet] } });
    return analyse(plan.build());
  };
  const doubts = (plan: ReturnType<typeof planOf>) => plan.undecided.filter(({ rule }) => rule === "addresses-short").map(({ message }) => message);

  test("is in the one that the network declares inline", () => {
    expect(planOf(["aks"]).analyses.pools[0]?.subnet?.name).toBe("aks");
    expect(doubts(planOf(["aks"]))).toEqual([]);
  });

  test.each<[string, readonly string[], readonly string[], string]>([["inline", ["aks", "services"], [], "aks, services"], ["inline and beside it", ["services"], ["aks"], "aks, services"]])("is in one of several %s, and the plan says in which", (_, inline, beside, names) => {
    const plan = planOf(inline, beside);
    expect(plan.analyses.pools[0]?.subnet).toBeUndefined();
    expect(doubts(plan)).toEqual(expect.arrayContaining([`subnet aks: the subnet of system is one of ${names}: which, is not known`]));
    expect(plan.analyses.roles?.needs).toMatchObject([{ need: "node-subnet", status: "undecided", on: { name: `one of ${names}` } }]);
  });

  test("leaves alone what cannot be it", () => {
    const plan = new PlanBuilder();
    const vnet = plan.add("azure-native:network:VirtualNetwork", "vnet", { subnets: [{ name: "a", addressPrefix: "10.0.0.0/24" }, { name: "b", addressPrefix: "10.0.1.0/24" }] });
    plan.add("azure-native:network:VirtualNetwork", "other", { subnets: [{ name: "c", addressPrefix: "10.1.0.0/24" }] });
    plan.add("azure-native:containerservice:ManagedCluster", "aks", { networkProfile: { networkPlugin: "azure" }, agentPoolProfiles: [{ name: "system", count: 3, vnetSubnetID: UNKNOWN }] }, { propertyDependencies: { agentPoolProfiles: [vnet] } });
    expect(analyse(plan.build()).analyses.ipPlan.subnets.map(({ name, verdict }) => [name, verdict])).toEqual([["c", "fits"], ["a", "undecided"], ["b", "undecided"]]);
  });
});

describe("a pool's taints", () => {
  test.each<[string, PlanObject, PlanObject]>([
    ["of this project say that it is retiring", { nodeTaints: ["aks-anatomy/retiring=true:NoSchedule"] }, { retiring: true }],
    ["of AKS's own say that it is for AKS's own pods", { nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] }, { dedicated: true }],
    ["of others say neither", { nodeTaints: ["aks-anatomy/retiring-soon=true:NoSchedule", "CriticalAddonsOnlyToday=1:NoSchedule"] }, {}],
  ])("%s", (_, pool, said) => {
    const { retiring, dedicated } = poolsOf(pool)[0]!;
    expect({ retiring, dedicated }).toEqual({ retiring: undefined, dedicated: undefined, ...said });
  });
});

describe("a pool whose pods have a subnet of their own", () => {
  test.each<[string, PlanObject[string], string | undefined]>([
    ["says nothing of how", undefined, "dynamic"], ["takes addresses one by one", "DynamicIndividual", "dynamic"], ["takes blocks", "StaticBlock", "static-block"], ["does not say it yet", UNKNOWN, "undecided"],
  ])("%s", (_, podIPAllocationMode, allocation) => {
    expect(poolsOf({ podSubnetID: UNKNOWN, podIPAllocationMode })[0]?.podAllocation).toBe(allocation);
    expect(poolsOf({ podIPAllocationMode })[0]?.podAllocation).toBeUndefined();
  });
});

describe("a pool of its own", () => {
  test("belongs to the cluster that it names", () => {
    const [inline, own] = poolsOf({}, { resourceName: "aks-example", agentPoolName: "user", count: 1 });
    expect(own).toMatchObject({ name: "user", cluster: inline?.cluster, path: "inputs" });
    expect(inline?.path).toBe("inputs.agentPoolProfiles[0]");
  });

  test("that the cluster describes inline too is one pool", () => {
    expect(poolsOf({}, { resourceName: "aks-example", agentPoolName: "system", count: 7 }).map(pool => pool.nodes)).toEqual([7]);
  });

  test("of a cluster outside the plan has none", () => {
    expect(poolsOf({}, { resourceName: "another", agentPoolName: "user" })[1]?.cluster).toBeUndefined();
  });
});

test("an AgentPool is of the cluster of its own group, where another group has a cluster of the same name", () => {
  const plan = new PlanBuilder();
  const [, second] = ["rg-1", "rg-2"].map(group => plan.add("azure-native:containerservice:ManagedCluster", `of ${group}`, { resourceGroupName: group, resourceName: "aks" }));
  plan.add("azure-native:containerservice:AgentPool", "user", { resourceGroupName: "RG-2", resourceName: "aks", agentPoolName: "user" });
  expect(analyse(plan.build()).analyses.pools.map(({ cluster }) => cluster)).toEqual([second]);
});
