import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { addCluster, addNetwork, addService, AZURE, internal, subnetId } from "../network-plan";
import { PlanBuilder, predicted } from "../plan-builder";

const rows = (plan: PlanBuilder) => analyse(plan.build()).analyses.ipPlan.subnets.map(({ name, prefix, pools, frontEnds }) => [name, prefix, pools.length, frontEnds.map(({ address }) => address ?? "any")]);
const frontEndsOf = (plan: PlanBuilder) => analyse(plan.build()).analyses.portChains.map(({ hops }) => hops.find(({ at }) => at === "front-end")).map(hop => [hop?.verdict, hop?.says]);

test("a subnet that an annotation names is one of the nodes' network, though another network alone has it", () => {
  const plan = new PlanBuilder();
  addNetwork(plan, "hub", "rg", "vnet-hub", "10.0.0.0/16", { services: { addressPrefix: "10.0.1.0/24" } });
  addNetwork(plan, "spoke", "rg", "vnet-spoke", "10.1.0.0/16", { aks: { addressPrefix: "10.1.0.0/24" } });
  addService(plan, "web", addCluster(plan, "aks", [{ vnetSubnetID: predicted(subnetId("rg", "vnet-spoke", "aks")) }]), internal("services", "10.0.1.10"));
  expect(frontEndsOf(plan)).toEqual([["broken", "virtual network vnet-spoke, which this plan makes, has no subnet services: the load balancer would stay pending"]]);
  expect(rows(plan)).toEqual([["aks", "10.1.0.0/24", 1, []], ["services", "10.0.1.0/24", 0, []], ["services", undefined, 0, ["10.0.1.10"]]]);
});

test("subnets of one name that exist already have a row for each network", () => {
  const plan = new PlanBuilder();
  for (const region of ["weu", "neu"]) addService(plan, `web-${region}`, addCluster(plan, `aks-${region}`, [{ vnetSubnetID: subnetId(`rg-${region}`, "vnet", "aks") }]), internal(undefined, "10.5.0.200"));
  expect(rows(plan)).toEqual([["aks", undefined, 1, ["10.5.0.200"]], ["aks", undefined, 1, ["10.5.0.200"]]]);
});

describe("networks of one name in two groups", () => {
  function twoRegions(): PlanBuilder {
    const plan = new PlanBuilder();
    for (const n of [1, 2]) {
      addNetwork(plan, `${n}`, `rg-${n}`, "vnet", `10.${n}.0.0/16`, { aks: { addressPrefix: `10.${n}.0.0/24` }, services: { addressPrefix: `10.${n}.1.0/24` } });
      const cluster = addCluster(plan, `aks-${n}`, [{ vnetSubnetID: predicted(subnetId(`rg-${n}`, "vnet", "aks")) }]);
      addService(plan, `web-${n}`, cluster, internal("services", `10.${n}.1.10`));
    }
    return plan;
  }

  test("have front ends, pools and addresses of their own", () => {
    expect(rows(twoRegions())).toEqual([
      ["aks", "10.1.0.0/24", 1, []], ["aks", "10.2.0.0/24", 1, []], ["services", "10.1.1.0/24", 0, ["10.1.1.10"]], ["services", "10.2.1.0/24", 0, ["10.2.1.10"]],
    ]);
    expect(frontEndsOf(twoRegions())).toEqual([["proven", "private address in subnet services"], ["proven", "private address in subnet services"]]);
  });

  test("are told apart by the group in an id, in any letter case and whatever the subscription is", () => {
    const rowsFor = (id: string) => {
      const plan = new PlanBuilder();
      addNetwork(plan, "new", "rg-new", "vnet", "10.9.0.0/16", { aks: { addressPrefix: "10.9.0.0/28" } });
      addCluster(plan, "aks", [{ vnetSubnetID: id }]);
      return rows(plan);
    };
    expect(rowsFor(subnetId("rg-existing", "vnet", "aks", "11111111-1111-1111-1111-111111111111"))).toEqual([["aks", "10.9.0.0/28", 0, []], ["aks", undefined, 1, []]]);
    expect(rowsFor(subnetId("RG-New", "VNET", "AKS", "11111111-1111-1111-1111-111111111111"))).toEqual([["aks", "10.9.0.0/28", 1, []]]);
  });

  test("have security groups that know their own addresses alone", () => {
    const plan = twoRegions();
    for (const n of [1, 2]) {
      const id = `/subscriptions/s/resourceGroups/rg-${n}/providers/Microsoft.Network/networkSecurityGroups/nsg`;
      const rule = (name: string, priority: number, access: string, more: PlanObject = {}) => ({ name, priority, access, direction: "Inbound", protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*", ...more });
      plan.add(`${AZURE}network:NetworkSecurityGroup`, `nsg-${n}`, { resourceGroupName: `rg-${n}`, networkSecurityGroupName: "nsg", securityRules: [rule("own", 100, "Allow", { sourceAddressPrefix: `10.${n}.0.0/16` }), rule("probes", 110, "Allow", { sourceAddressPrefix: "AzureLoadBalancer" }), rule("deny", 4000, "Deny")] });
      addNetwork(plan, `guarded-${n}`, `rg-${n}`, "guarded", `10.${n}.0.0/16`, { guarded: { addressPrefix: `10.${n}.5.0/24`, networkSecurityGroup: { id } } });
      const cluster = addCluster(plan, `guarded-${n}`, [{ vnetSubnetID: predicted(subnetId(`rg-${n}`, "guarded", "guarded")) }]);
      addService(plan, `guarded-${n}`, cluster, internal(undefined));
    }
    const said = analyse(plan.build()).analyses.portChains.flatMap(({ name, hops }) => hops.filter(({ at }) => at === "security-group").slice(0, 1).map(({ says, resource }) => [name, resource?.split("::").at(-1), says]));
    expect(said).toEqual([1, 2].map(n => [`guarded-${n}`, `nsg-${n}`, "own lets in the virtual network; probes the probes of Azure's load balancer"]));
  });
});
