import { expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import { addCluster, addNetwork, subnetId } from "../network-plan";
import { PlanBuilder } from "../plan-builder";

const OVERLAY = { networkPlugin: "azure", networkPluginMode: "overlay" };

const metIn = (plan: PlanBuilder): readonly string[] => (analyse(plan.build()).analyses.ipPlan.overlaps ?? []).map(({ a, b, verdict }) => `${a.kind}+${b.kind} ${verdict}`);

test("a pods' range is one where it is written in both ways", () => {
  const plan = new PlanBuilder();
  addNetwork(plan, "own", "rg", "vnet", "10.128.0.0/9", { nodes: { addressPrefix: "10.240.0.0/16" } });
  addCluster(plan, "aks", [{ vnetSubnetID: subnetId("rg", "vnet", "nodes") }], { ...OVERLAY, podCidr: "10.240.0.0/16", podCidrs: ["10.240.0.0/16"] });
  expect(metIn(plan)).toEqual(["subnet+pods broken"]);
});

test("a pods' range has nothing to do with the network that AKS makes for another cluster", () => {
  const plan = new PlanBuilder();
  addNetwork(plan, "own", "rg", "vnet", "192.168.0.0/16", { nodes: { addressPrefix: "192.168.0.0/24" } });
  addCluster(plan, "aks", [{ vnetSubnetID: subnetId("rg", "vnet", "nodes") }], { ...OVERLAY, podCidr: "10.224.0.0/16", serviceCidr: "172.16.0.0/16" });
  addCluster(plan, "other", [{}], { ...OVERLAY, podCidr: "10.100.0.0/16", serviceCidr: "172.18.0.0/16" });
  expect(metIn(plan)).toEqual([]);
});
