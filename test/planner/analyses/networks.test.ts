import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanResource } from "../../../planner/model/plan";
import { PlanBuilder, UNKNOWN } from "../plan-builder";

const AZURE = "azure-native:network:";

/** A cluster's network and a hub, both named by Pulumi, as are the subnets: nothing but what depends on what says which is which. */
function planFor({ back = true, hub = {}, route }: { readonly back?: boolean; readonly hub?: PlanObject; readonly route?: PlanObject } = {}) {
  const plan = new PlanBuilder();
  /** A resource whose inputs come from others, by the first part of their path. */
  const add = (type: string, name: string, inputs: PlanObject, propertyDependencies: PlanResource["propertyDependencies"] = {}): string =>
    plan.add(type, name, inputs, { id: UNKNOWN, propertyDependencies, dependencies: [...new Set(Object.values(propertyDependencies).flat())] });
  const spoke = add(`${AZURE}VirtualNetwork`, "spoke", { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
  const centre = add(`${AZURE}VirtualNetwork`, "hub", { addressSpace: { addressPrefixes: ["10.1.0.0/16"] }, ...hub });
  const table = route && add(`${AZURE}RouteTable`, "rt", { routeTableName: "rt", routes: [route] });
  const routed = table === undefined ? {} : { routeTable: { id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/rt" } };
  const nodes = add(`${AZURE}Subnet`, "nodes", { virtualNetworkName: UNKNOWN, addressPrefix: "10.0.0.0/24", ...routed }, { virtualNetworkName: [spoke] });
  const gateways = add(`${AZURE}Subnet`, "gateways", { virtualNetworkName: UNKNOWN, subnetName: "GatewaySubnet", addressPrefix: "10.0.9.0/27" }, { virtualNetworkName: [spoke] });
  const half = (name: string, from: string, to: string) => add(`${AZURE}VirtualNetworkPeering`, name, { virtualNetworkName: UNKNOWN, remoteVirtualNetwork: { id: UNKNOWN } }, { virtualNetworkName: [from], remoteVirtualNetwork: [to] });
  half("there", spoke, centre);
  if (back) half("back", centre, spoke);
  const gateway = add(`${AZURE}VirtualNetworkGateway`, "vpn", { gatewayType: "Vpn", ipConfigurations: [{ subnet: { id: UNKNOWN } }] }, { ipConfigurations: [gateways] });
  const site = add(`${AZURE}LocalNetworkGateway`, "office", { localNetworkAddressSpace: { addressPrefixes: ["192.168.0.0/16"] } });
  add(`${AZURE}VirtualNetworkGatewayConnection`, "tunnel", { virtualNetworkGateway1: { id: UNKNOWN }, localNetworkGateway2: { id: UNKNOWN } }, { virtualNetworkGateway1: [gateway], localNetworkGateway2: [site] });
  add("azure-native:containerservice:ManagedCluster", "cluster", {
    resourceName: "aks", location: "westeurope", networkProfile: { networkPlugin: "azure", ...(route && { outboundType: "userDefinedRouting" }) }, agentPoolProfiles: [{ name: "system", count: 1, maxPods: 30, vnetSubnetID: UNKNOWN }],
  }, { agentPoolProfiles: [nodes] });
  add("kubernetes:core/v1:Service", "web", { metadata: { name: "web" }, spec: { type: "NodePort", selector: { app: "web" }, ports: [{ port: 80, targetPort: 80 }] } });
  add("kubernetes:apps/v1:Deployment", "web", { metadata: { name: "web" }, spec: { template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "web:1", ports: [{ containerPort: 80 }] }] } } } });
  return analyse(plan.build());
}

const originsOf = (options?: Parameters<typeof planFor>[0]) =>
  planFor(options).analyses.flows?.find(({ kind }) => kind === "consumer")?.origins.filter(({ reaches }) => reaches).map(({ at, label, says }) => [at, label, says]) ?? [];

describe("networks that Pulumi names", () => {
  test("are known by their logical names, with what is peered and connected to them", () => {
    expect(originsOf()).toEqual([
      ["virtual-network", "network spoke", expect.anything()], ["peered-network", "peered network hub", "by peering"], ["on-premises", "on-premises", "through gateway vpn"],
    ]);
  });

  test("are peered when both halves are there", () => {
    expect(originsOf({ back: false })).toContainEqual(["peered-network", "peered network hub", expect.stringContaining("the other half")]);
  });

  test("are not told by a logical name that another network has in Azure", () => {
    expect(originsOf({ hub: { virtualNetworkName: "spoke" } }).map(([at]) => at)).toEqual(["virtual-network"]);
  });

  test("hold a device by the address spaces of both", () => {
    const route = { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.1.0.4" };
    const way = (back: boolean) => planFor({ route, back }).analyses.egress?.[0]?.ways[0]?.verdict;
    expect([way(true), way(false)]).toEqual(["proven", "undecided"]);
  });
});
