import { describe, expect, test } from "@jest/globals";
import type { PlanObject } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { doubtsBy, foundBy } from "./found";

const [NETWORK, SUBNET, TABLE, ROUTE] = ["VirtualNetwork", "Subnet", "RouteTable", "Route"].map(kind => `azure-native:network:${kind}`) as [string, string, string, string];
const urn = (type: string, index: number) => `urn:pulumi:dev::example::${type}::r${index}`;
const ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/routeTables/rt";
const everything = { name: "all", addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance" };
type Resources = Parameters<typeof foundBy> extends readonly [string, ...infer R] ? R : never;
const paths = (...resources: Resources) => [foundBy("gateway-subnet", ...resources), doubtsBy("gateway-subnet", ...resources)].map(all => all.map(({ path }) => path));
const gateway = (inputs: PlanObject) => [SUBNET, { subnetName: "gatewaysubnet", virtualNetworkName: "vnet", ...inputs }] as const;

describe("the gateway's subnet", () => {
  test("is found in its network, too", () => {
    expect(paths([NETWORK, { subnets: [{ name: "a" }, { name: "GatewaySubnet", networkSecurityGroup: { id: "nsg" } }] }])).toEqual([["inputs.subnets[1].networkSecurityGroup"], []]);
    expect(paths([TABLE, { routeTableName: "rt", routes: [everything] }], [NETWORK, { subnets: [{ name: "GatewaySubnet", routeTable: { id: ID } }] }])).toEqual([["inputs.subnets[0].routeTable"], []]);
  });

  test("may have its route from a resource of its own", () => {
    const route = (addressPrefix: PlanObject["a"], routeTableName = "RT") => [ROUTE, { routeTableName, routeName: "all", addressPrefix }] as const;
    const table = [TABLE, { routeTableName: "rt" }] as const, subnet = gateway({ routeTable: { id: ID } });
    expect(paths(table, route("0.0.0.0/0"), subnet)).toEqual([["inputs.routeTable"], []]);
    expect(paths(table, route("10.0.0.0/8"), subnet)).toEqual([[], []]);
    expect(paths(table, route("0.0.0.0/0", "other"), subnet)).toEqual([[], []]);
    expect(paths(table, route(UNKNOWN), subnet)).toEqual([[], ["inputs.routeTable"]]);
  });

  test("may have its table from an output", () => {
    const from = [SUBNET, { subnetName: "GatewaySubnet", routeTable: { id: UNKNOWN } }, { propertyDependencies: { routeTable: [urn(TABLE, 0)] } }] as const;
    expect(paths([TABLE, { routes: [everything] }], from)).toEqual([["inputs.routeTable"], []]);
    expect(paths([TABLE, {}], [ROUTE, { routeTableName: UNKNOWN, addressPrefix: "0.0.0.0/0" }, { propertyDependencies: { routeTableName: [urn(TABLE, 0)] } }], from)).toEqual([["inputs.routeTable"], []]);
    expect(paths([TABLE, { routes: UNKNOWN }], from)).toEqual([[], ["inputs.routeTable"]]);
    expect(paths(gateway({ routeTable: { id: UNKNOWN } }))).toEqual([[], ["inputs.routeTable"]]);
  });
});
