import { expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { PlanBuilder, UNKNOWN } from "../plan-builder";

const messages = (pools: readonly PlanObject[], cluster: PlanObject = {}) => {
  const plan = new PlanBuilder();
  plan.add("azure-native:containerservice:ManagedCluster", "aks", { networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay", podCidr: "10.128.0.0/9" }, agentPoolProfiles: pools.map((pool, index) => ({ name: `p${index}`, ...pool })), ...cluster });
  return analyse(plan.build()).findings.filter(({ rule }) => rule === "pool-size").map(({ message }) => message);
};

const scaling = (count: PlanObject[string], minCount: PlanObject[string], maxCount: PlanObject[string]): PlanObject => ({ enableAutoScaling: true, count, minCount, maxCount });

test.each<[PlanObject, readonly string[]]>([
  [scaling(6, 1, 5), ["pool p0 begins with a count of 6, but scales from 1 to 5"]],
  [scaling(1, 2, 5), ["pool p0 begins with a count of 1, but scales from 2 to 5"]],
  [scaling(3, 5, 2), ["pool p0 scales from 5 to 2 nodes, which is no range"]],
  [scaling(2, 2, 2), []],
  [scaling(UNKNOWN, 1, 5), []],
  [scaling(3, UNKNOWN, UNKNOWN), []],
  [{ enableAutoScaling: true, count: 3 }, ["pool p0 is autoscaled without maxCount", "pool p0 is autoscaled without minCount"]],
  [{ enableAutoScaling: true, count: 3, minCount: 4 }, ["pool p0 begins with a count of 3, but scales from 4 to ?", "pool p0 is autoscaled without maxCount"]],
  [{ enableAutoScaling: UNKNOWN, count: 3 }, []],
  [{ count: 1001 }, ["pool p0 may have 1001 nodes, the most is 1000"]],
  [{ count: 1000 }, []],
  [{ ...scaling(1, 1, 1001) }, ["pool p0 may have 1001 nodes, the most is 1000"]],
  [{ count: 3, maxPods: 9 }, ["pool p0 has 9 pods a node, which can be 10 to 250"]],
  [{ count: 3, maxPods: 251 }, ["pool p0 has 251 pods a node, which can be 10 to 250"]],
  [{ count: 2, maxPods: 10 }, ["pool p0 has room for 20 pods (2 × 10), the least is 30"]],
  [{ count: 3, maxPods: 10 }, []],
  [{ count: 0, mode: "System" }, []],
  [{ ...scaling(1, 0, 3), mode: "System" }, []],
  [{ count: 0, mode: "User" }, []],
])("a pool of %j: %j", (pool, expected) => {
  expect(messages([pool]).filter(message => !message.startsWith("the cluster"))).toEqual(expected);
});

test("a cluster has no more nodes at creation than its tier takes", () => {
  const pools = [{ count: 900 }, { count: 101 }];
  expect(messages(pools)).toEqual(["the cluster has 1001 nodes, tier Free takes 1000"]);
  expect(messages(pools, { sku: { name: "Base", tier: "Standard" } })).toEqual([]);
  expect(messages(pools, { sku: { name: "Base", tier: UNKNOWN } })).toEqual([]);
});
