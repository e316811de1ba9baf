import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../../planner/analyse";
import { podNetworkLines } from "../../../../planner/views/text/pod-network";
import { print } from "../../../../planner/views/text/print";
import { UNKNOWN } from "../../plan-builder";
import { sortingPlan, type Scenario } from "../../sorting-plan";

const linesOf = (scenario: Scenario = {}): readonly string[] => print(podNetworkLines(analyse(sortingPlan(scenario))), false).trimEnd().split("\n");
const SUBNET = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/services";

describe("the section of the pods' network", () => {
  test("says of kubenet where its routes lead and whose address packets leave with", () => {
    expect(linesOf({ networkProfile: { networkPlugin: "kubenet" } })).toEqual([
      "Pods' network of aks-example  basic networking (kubenet)",
      "  addresses     10.244.0.0/16, unknown to the VNet: a /24 each node, such as 10.244.0.0/24",
      "  node to node  by a route table, next hop each node's address: 3 routes, up to 4 of 400",
      "  going out     with the node's address (source NAT), such as 10.240.0.4; to pods with the pod's own",
      "  coming in     to nodes and front ends alone: nothing in the VNet reaches a pod directly",
    ]);
  });

  test("says of an overlay that it needs no routes", () => {
    expect(linesOf({ networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" } })[2]).toBe("  node to node  in a routing domain that Azure keeps for the range, without routes or tunnels");
  });

  test("says of pods in the nodes' subnet where they are translated", () => {
    expect(linesOf()).toEqual([
      "Pods' network of aks-example  advanced networking (Azure CNI, node subnet)",
      "  addresses     subnet aks, like the nodes': known to the VNet",
      "  going out     with the pod's own address; beyond the VNet the node's, such as 10.240.0.4",
      "  coming in     to each pod directly from the VNet, where rules and policies let it",
    ]);
  });

  test("says of pods in a subnet of their own that they are not translated, or that no source says", () => {
    const leaving = (podIPAllocationMode: string) => linesOf({ pool: { podSubnetID: SUBNET, podIPAllocationMode } }).slice(1).filter(each => /addresses|going/.test(each));
    expect(leaving("DynamicIndividual")).toEqual(["  addresses     subnet services: known to the VNet", "  going out     with the pod's own address, beyond the VNet as well"]);
    expect(leaving("StaticBlock")[1]).toBe("  going out     with the pod's own address; beyond the VNet not known");
  });

  test("marks what is not known, and leaves out a model of which nothing is", () => {
    const open = linesOf({ networkProfile: { networkPlugin: "kubenet", podCidr: UNKNOWN }, pool: { count: UNKNOWN }, aksPrefix: UNKNOWN });
    expect(open.slice(1, 4)).toEqual([
      "  addresses     a range that is not known, unknown to the VNet: a /24 each node",
      "  node to node  by a route table, next hop each node's address: routes not known, up to ? of 400",
      "  going out     with the node's address (source NAT); to pods with the pod's own",
    ]);
    expect([linesOf({ networkProfile: { networkPlugin: UNKNOWN } }), linesOf({ networkProfile: { networkPlugin: "none" } })]).toEqual([[""], [""]]);
  });
});
