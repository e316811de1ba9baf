import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const groupOf = (scenario: Scenario = {}) => analyse(sortingPlan(scenario)).analyses.managedGroups[0]!;
const inside = (scenario: Scenario = {}) => {
  const plan = analyse(sortingPlan(scenario));
  return plan.predicted.filter(each => each.resourceGroup !== undefined && each.resourceGroup === plan.analyses.managedGroups[0]?.name);
};
const names = (type: string, scenario: Scenario = {}) => inside(scenario).filter(each => each.type.endsWith(type)).map(each => each.name);

describe("the managed group's name", () => {
  test("is made of group, cluster and region, and is measured against Azure's limit", () => {
    expect(groupOf()).toMatchObject({ name: "MC_rg-example_aks-example_canadacentral", length: 39, limit: 80, verdict: "fits" });
  });

  test("of more than 80 characters is too long", () => {
    expect(groupOf({ cluster: { resourceName: "a".repeat(63) } })).toMatchObject({ length: 91, verdict: "too-long" });
    expect(groupOf({ cluster: { resourceName: "a".repeat(52) } })).toMatchObject({ length: 80, verdict: "fits" });
  });

  test("is the one that the cluster asks for", () => {
    expect(groupOf({ cluster: { nodeResourceGroup: "rg-nodes" } })).toMatchObject({ name: "rg-nodes", length: 8 });
  });

  test("is undecided while a part of it is not known", () => {
    const unnamed = groupOf({ cluster: { resourceName: UNKNOWN } });
    expect([unnamed.name, unnamed.length, unnamed.verdict]).toEqual(["MC_rg-example_<not known>_canadacentral", undefined, "undecided"]);
    expect(groupOf({ cluster: { nodeResourceGroup: UNKNOWN } }).verdict).toBe("undecided");
  });
});

describe("what AKS puts into it", () => {
  test("a scale set for each pool, with the addresses that every NIC takes in advance", () => {
    expect(inside().find(each => each.type.endsWith("virtualMachineScaleSets"))).toMatchObject({
      name: "aks-system-<8 digits>-vmss", certainty: "documented", properties: { instances: 3, addressesPerInterface: 31, addressesInAdvance: 93, subnet: "aks" },
    });
  });

  test("Windows pools have a name of another pattern", () => {
    expect(names("virtualMachineScaleSets", { pool: { name: "win", osType: "Windows" } })).toEqual(["akswin"]);
  });

  test("a load balancer for outbound traffic, and an internal one for the private Service", () => {
    expect(names("loadBalancers")).toEqual(["kubernetes", "kubernetes-internal"]);
    expect(names("publicIPAddresses")).toEqual(["<guid>"]);
  });

  test("a public Service has a public address of its own and no internal load balancer", () => {
    expect(names("loadBalancers", { annotations: {} })).toEqual(["kubernetes"]);
    expect(names("publicIPAddresses", { annotations: {} })).toEqual(["<guid>", "kubernetes-a<uid>"]);
  });

  test("with routes of one's own there is nothing for outbound traffic", () => {
    const scenario: Scenario = { networkProfile: { networkPlugin: "azure", outboundType: "userDefinedRouting" } };
    expect([names("loadBalancers", scenario), names("publicIPAddresses", scenario)]).toEqual([["kubernetes-internal"], []]);
  });

  test("the number of outbound addresses is the profile's, and none where they are one's own", () => {
    const outbound = (loadBalancerProfile: Scenario["cluster"]) => inside({ networkProfile: { networkPlugin: "azure", loadBalancerProfile } }).filter(each => each.type.endsWith("publicIPAddresses")).map(each => each.count);
    expect(outbound({ managedOutboundIPs: { count: 3 } })).toEqual([3]);
    expect(outbound({ outboundIPs: { publicIPs: [] } })).toEqual([]);
  });

  test("a NAT gateway where AKS manages one", () => {
    expect(names("natGateways", { networkProfile: { networkPlugin: "azure", outboundType: "managedNATGateway" } })).toHaveLength(1);
  });

  test("the kubelet's identity, unless it is one's own, and the add-on's", () => {
    expect(names("userAssignedIdentities")).toEqual(["aks-example-agentpool", "azurekeyvaultsecretsprovider-aks-example"]);
    expect(names("userAssignedIdentities", { cluster: { identityProfile: { kubeletidentity: { resourceId: UNKNOWN } }, addonProfiles: { azureKeyvaultSecretsProvider: { enabled: false } } } })).toEqual([]);
  });

  test("a network only where AKS owns it, a route table only under kubenet", () => {
    expect([names("virtualNetworks"), names("routeTables")]).toEqual([[], []]);
    const kubenet: Scenario = { networkProfile: { networkPlugin: "kubenet" }, pool: { vnetSubnetID: null } };
    expect([names("virtualNetworks", kubenet), names("routeTables", kubenet)]).toEqual([["aks-vnet-<8 digits>"], ["aks-agentpool-<8 digits>-routetable"]]);
  });

  test("no route table where the pools' subnet has one already", () => {
    const withTable: Scenario = {
      networkProfile: { networkPlugin: "kubenet" }, pool: { vnetSubnetID: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/routed" },
      more: plan => plan.add("azure-native:network:Subnet", "routed", { virtualNetworkName: "v", subnetName: "routed", addressPrefix: "10.9.0.0/24", routeTable: { id: "x" } }),
    };
    expect(names("routeTables", withTable)).toEqual([]);
    expect(names("routeTables", { networkProfile: { networkPlugin: "kubenet" } })).toHaveLength(1);
  });

  test("the endpoint of a private API server, and its DNS zone unless that is one's own", () => {
    const access = (privateDNSZone?: PlanValue, more: PlanObject = {}): Scenario => ({ cluster: { apiServerAccessProfile: { enablePrivateCluster: true, ...(privateDNSZone !== undefined && { privateDNSZone }), ...more } } });
    expect(names("privateEndpoints", access())).toEqual(["kube-apiserver"]);
    expect(names("privateDnsZones", access())).toEqual(["<guid>.privatelink.canadacentral.azmk8s.io"]);
    expect(names("privateDnsZones", access("None"))).toEqual([]);
    expect(names("privateDnsZones", access("/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.canadacentral.azmk8s.io"))).toEqual([]);
    expect([names("privateEndpoints", access(UNKNOWN)), names("privateDnsZones", access(UNKNOWN))]).toEqual([["kube-apiserver"], []]);
    expect([names("privateEndpoints", access("system", { enableVnetIntegration: true })), names("privateDnsZones", access("system", { enableVnetIntegration: UNKNOWN }))]).toEqual([[], []]);
  });

  test("each with the declaration that causes it, how sure it is, and where that is known from", () => {
    const urns = new Set(sortingPlan().resources.map(resource => resource.urn));
    for (const { because, certainty, source } of inside()) {
      expect(because.length).toBeGreaterThan(0);
      for (const urn of because) expect(urns.has(urn)).toBe(true);
      expect([certainty, source.length > 10]).toEqual([expect.stringMatching(/documented|estimated/), true]);
    }
  });
});
