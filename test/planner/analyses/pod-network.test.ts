import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanValue } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const networkOf = (scenario: Scenario) => analyse(sortingPlan(scenario)).analyses.podNetworks[0]!;
const kubenet: Scenario = { networkProfile: { networkPlugin: "kubenet", podCidr: "10.244.0.0/16" } };

describe("the pods' network", () => {
  test("of kubenet: a block each node that routes lead to, translated on the way out, reached by nobody", () => {
    expect(networkOf(kubenet)).toMatchObject({
      model: "kubenet", addressesFrom: "range", range: "10.244.0.0/16", subnets: [], examples: { blocks: ["10.244.0.0/24", "10.244.1.0/24"], node: "10.240.0.4" },
      between: "routes", routes: { now: 3, atMost: 4, limit: 400 }, towards: { virtualNetwork: "node", beyond: "node" }, reachable: false,
    });
  });

  test("has no example of a node's address where the API server may have the first of that subnet", () => {
    const node = (enablePrivateCluster: PlanValue) => networkOf({ ...kubenet, cluster: { apiServerAccessProfile: { enablePrivateCluster } } }).examples.node;
    expect([node(false), node(true), node(UNKNOWN)]).toEqual(["10.240.0.4", undefined, undefined]);
  });

  test("of an overlay: the same without routes", () => {
    const network = networkOf({ networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" } });
    expect(network).toMatchObject({ addressesFrom: "range", range: "10.244.0.0/16", between: "overlay", towards: { virtualNetwork: "node", beyond: "node" }, reachable: false });
    expect(network.routes).toBeUndefined();
  });

  test("of pods in the nodes' subnet: known in the virtual network, translated beyond it", () => {
    expect(networkOf({})).toMatchObject({ addressesFrom: "node-subnet", subnets: ["aks"], examples: { blocks: [], node: "10.240.0.4" }, between: "virtual-network", towards: { virtualNetwork: "pod", beyond: "node" }, reachable: true });
  });

  test("of pods in a subnet of their own: never translated, where addresses are given one by one", () => {
    const subnet = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/services";
    const own = (podIPAllocationMode?: string) => networkOf({ pool: { podSubnetID: subnet, ...(podIPAllocationMode !== undefined && { podIPAllocationMode }) } });
    expect(own()).toMatchObject({ addressesFrom: "pod-subnet", subnets: ["services"], towards: { virtualNetwork: "pod", beyond: "pod" } });
    expect(own("StaticBlock").towards).toEqual({ virtualNetwork: "pod", beyond: "undecided" });
  });

  test("in a virtual network that AKS makes takes its example from that", () => {
    expect(networkOf({ ...kubenet, pool: { vnetSubnetID: null } }).examples.node).toBe("10.224.0.4");
  });

  test("says nothing that is not known", () => {
    const open = networkOf({ networkProfile: { networkPlugin: UNKNOWN } });
    expect(open).toMatchObject({ model: "undecided", addressesFrom: "undecided", between: "undecided", towards: { virtualNetwork: "undecided", beyond: "undecided" } });
    expect([open.reachable, open.source, open.examples.node]).toEqual([undefined, undefined, undefined]);
    expect(networkOf({ networkProfile: { networkPlugin: "none" } })).toMatchObject({ model: "own-cni", between: "undecided" });
    expect(networkOf({ networkProfile: { networkPlugin: "kubenet", podCidr: UNKNOWN } }).examples.blocks).toEqual([]);
    expect(networkOf({ ...kubenet, pool: { count: UNKNOWN } }).routes).toEqual({ now: undefined, atMost: undefined, limit: 400 });
    expect(networkOf({ ...kubenet, aksPrefix: UNKNOWN }).examples.node).toBeUndefined();
  });
});
