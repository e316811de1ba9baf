import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { toDiagram } from "../../../planner/views/mermaid";
import { toText } from "../../../planner/views/text/text";
import { PlanBuilder, predicted, UNKNOWN, type ResourceOptions } from "../plan-builder";

const GROUP = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network";
const DEFAULT = { name: "default", addressPrefix: "0.0.0.0/0", nextHopType: "VirtualNetworkGateway" };

interface Scenario {
  readonly outboundType?: string;
  readonly subnet?: PlanObject;
  readonly routes?: PlanObject[string];
  readonly gateway?: PlanObject | null;
  readonly cluster?: PlanObject;
  readonly options?: ResourceOptions;
  readonly more?: (plan: PlanBuilder) => void;
}

const planFor = ({ outboundType = "userDefinedRouting", subnet = { routeTable: { id: predicted(`${GROUP}/routeTables/rt`) } }, routes = [DEFAULT], gateway = {}, cluster = {}, options = {}, more }: Scenario = {}) => {
  const plan = new PlanBuilder();
  plan.add("azure-native:network:VirtualNetwork", "vnet", { virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/8"] } });
  plan.add("azure-native:network:RouteTable", "rt", { routeTableName: "rt", routes });
  plan.add("azure-native:network:Subnet", "aks", { virtualNetworkName: "vnet", subnetName: "aks", addressPrefix: "10.0.0.0/24", ...subnet });
  if (gateway !== null) plan.add("azure-native:network:VirtualNetworkGateway", "vgw", { gatewayType: "Vpn", gatewayDefaultSite: { id: `${GROUP}/localNetworkGateways/lgw` }, enableBgp: false, ...gateway });
  plan.add("azure-native:network:LocalNetworkGateway", "lgw", { localNetworkGatewayName: "lgw", gatewayIpAddress: "198.51.100.7" });
  plan.add("azure-native:containerservice:ManagedCluster", "cluster", {
    resourceName: "aks", location: "westeurope", networkProfile: { networkPlugin: "azure", outboundType }, agentPoolProfiles: [{ name: "system", count: 1, maxPods: 30, vnetSubnetID: `${GROUP}/virtualNetworks/vnet/subnets/aks` }], ...cluster,
  }, options);
  more?.(plan);
  return analyse(plan.build());
};
const wayOf = (scenario: Scenario = {}) => planFor(scenario).analyses.egress?.[0]?.ways[0];
const destinations = (scenario: Scenario = {}) => planFor(scenario).analyses.egress?.[0]?.rules.map(({ destination }) => destination) ?? [];

/** A NAT gateway on the nodes' subnet. */
const natted = (inputs: PlanObject): Scenario => ({
  outboundType: "userAssignedNATGateway", subnet: { natGateway: { id: `${GROUP}/natGateways/nat` } }, more: plan => { plan.add("azure-native:network:NatGateway", "nat", { natGatewayName: "nat", ...inputs }); },
});

describe("the way out", () => {
  test("through AKS's own load balancer is not spoken of", () => {
    expect(planFor({ outboundType: "loadBalancer" }).analyses).not.toHaveProperty("egress");
  });

  test("by a route to the VPN goes to the default site's device", () => {
    expect(wayOf()).toMatchObject({ subnet: "aks", through: "virtual-network-gateway", verdict: "proven", says: expect.stringContaining("device 198.51.100.7") });
  });

  test("by a route that is a resource of its own is one, too", () => {
    const route = (op: "create" | "same") => (plan: PlanBuilder): void => { plan.add("azure-native:network:Route", "default", { routeTableName: "RT", ...DEFAULT, nextHopType: "virtualAppliance", nextHopIpAddress: "10.9.0.4" }, { op }); };
    const awaited = { dependencies: ["urn:pulumi:dev::example::azure-native:network:Route::default"] };
    expect(wayOf({ routes: [], more: route("create"), options: awaited })).toMatchObject({ through: "virtual-appliance", address: "10.9.0.4", verdict: "proven" });
    expect(wayOf({ routes: [], more: route("same") })).toMatchObject({ verdict: "proven" });
    expect(wayOf({ routes: [], more: route("create") })).toMatchObject({ verdict: "undecided", says: expect.stringContaining("does not wait for route default") });
  });

  test("by a firewall that no joined network of the plan holds is undecided", () => {
    const nva = (nextHopIpAddress: string, more?: Scenario["more"]) => wayOf({ routes: [{ ...DEFAULT, nextHopType: "VirtualAppliance", nextHopIpAddress }], more });
    const peered = (...directions: readonly (readonly [string, string])[]): Scenario["more"] => plan => {
      plan.add("azure-native:network:VirtualNetwork", "hub", { virtualNetworkName: "hub", addressSpace: { addressPrefixes: ["172.16.0.0/16"] } });
      for (const [from, to] of directions) plan.add("azure-native:network:VirtualNetworkPeering", `${from}-${to}`, { virtualNetworkName: from, remoteVirtualNetwork: { id: `${GROUP}/virtualNetworks/${to}` } });
    };
    expect(nva("172.16.0.4")).toMatchObject({ verdict: "undecided", says: expect.stringContaining("to the device 172.16.0.4") });
    expect(nva("172.16.0.4", peered(["vnet", "hub"]))?.verdict).toBe("undecided");
    expect(nva("172.16.0.4", peered(["vnet", "hub"], ["hub", "vnet"]))?.verdict).toBe("proven");
  });

  test("is another for pods that have a subnet of their own: each by its own subnet", () => {
    const pool = { name: "system", count: 1, maxPods: 30, vnetSubnetID: `${GROUP}/virtualNetworks/vnet/subnets/aks`, podSubnetID: `${GROUP}/virtualNetworks/vnet/subnets/pods` };
    const withPods = (subnet: PlanObject): Scenario => ({
      cluster: { agentPoolProfiles: [pool] }, more: plan => { plan.add("azure-native:network:Subnet", "pods", { virtualNetworkName: "vnet", subnetName: "pods", addressPrefix: "10.0.2.0/24", ...subnet }); },
    });
    const planned = (scenario: Scenario) => planFor(scenario).analyses.egress?.map(({ ways, verdict }) => [verdict, ways.map(way => [way.subnet, way.verdict])]);
    expect(planned(withPods({ routeTable: { id: predicted(`${GROUP}/routeTables/rt`) } }))).toEqual([["proven", [["aks", "proven"], ["pods", "proven"]]]]);
    expect(planned(withPods({}))).toEqual([["broken", [["aks", "proven"], ["pods", "broken"]]]]);
  });

  test.each<readonly [what: string, scenario: Scenario, verdict: string, says: RegExp]>([
    ["without a route table", { subnet: {} }, "broken", /no route table/],
    ["by a table without a default route", { routes: [{ ...DEFAULT, addressPrefix: "10.0.0.0/8" }] }, "broken", /no 0\.0\.0\.0\/0/],
    ["by a route to the internet", { routes: [{ ...DEFAULT, nextHopType: "Internet" }] }, "broken", /goes to Internet/],
    ["to a gateway with neither default site nor BGP", { gateway: { gatewayDefaultSite: null } }, "broken", /neither a default site nor BGP/],
    ["to a gateway that learns its routes", { gateway: { gatewayDefaultSite: null, enableBgp: true } }, "undecided", /advertises 0\.0\.0\.0\/0/],
    ["to a gateway of which that is not known", { gateway: { gatewayDefaultSite: null, enableBgp: UNKNOWN } }, "undecided", /BGP is not known/],
    ["to a gateway that is not of the plan", { gateway: null }, "undecided", /not of this plan/],
    ["by a table that is not of the plan", { subnet: { routeTable: { id: `${GROUP}/routeTables/another` } } }, "undecided", /not of this plan/],
    ["by a table that is not known", { subnet: { routeTable: { id: UNKNOWN } } }, "undecided", /not known/],
    ["by routes that are not known", { routes: UNKNOWN }, "undecided", /not every route/],
    ["by a next hop that is not known", { routes: [{ ...DEFAULT, nextHopType: UNKNOWN }] }, "undecided", /next hop/],
    ["by a route to the internet, in other letters", { routes: [{ ...DEFAULT, nextHopType: "internet" }] }, "broken", /goes to Internet/],
    ["by routes of one's own in a network that AKS makes", { cluster: { agentPoolProfiles: [{ name: "system", count: 1 }] } }, "broken", /AKS makes this one/],
    ["by a NAT gateway of one's own in a network that AKS makes", { outboundType: "userAssignedNATGateway", cluster: { agentPoolProfiles: [{ name: "system", count: 1 }] } }, "broken", /AKS makes this one/],
    ["by AKS's NAT gateway in a subnet of one's own", { outboundType: "managedNATGateway" }, "broken", /AKS refuses outbound type managedNATGateway/],
    ["by a NAT gateway without an address", natted({}), "broken", /neither a public address nor a prefix/],
    ["by a NAT gateway whose addresses are not known", natted({ publicIpAddresses: UNKNOWN }), "undecided", /has an address is not known/],
    ["by a NAT gateway that is not there", { outboundType: "userAssignedNATGateway" }, "broken", /no NAT gateway/],
  ])("%s is %s", (_what, scenario, verdict, says) => {
    const plan = planFor(scenario);
    expect(plan.analyses.egress?.[0]).toMatchObject({ verdict, ways: [{ verdict, says: expect.stringMatching(says) }] });
    expect(plan.findings.some(({ rule }) => rule === "broken-egress")).toBe(verdict === "broken");
    expect(plan.undecided.some(({ rule }) => rule === "broken-egress")).toBe(verdict === "undecided");
    expect(toText(plan, { colour: false })).toContain(`  ${verdict}\n`);
  });

  test("by a route is told whatever its letters", () => {
    expect(wayOf({ routes: [{ ...DEFAULT, nextHopType: "virtualNetworkGateway" }] })).toMatchObject({ through: "virtual-network-gateway", verdict: "proven" });
  });

  test("by a NAT gateway with an address or a prefix is one, as is AKS's own in AKS's network", () => {
    expect(wayOf(natted({ publicIpAddresses: [{ id: UNKNOWN }] }))).toMatchObject({ through: "nat-gateway", resource: expect.stringMatching(/NatGateway::nat$/), verdict: "proven", says: "translated to the public addresses of NAT gateway nat" });
    expect(wayOf(natted({ publicIpPrefixes: [{ id: "p" }] }))).toMatchObject({ verdict: "proven" });
    expect(planFor({ outboundType: "managedNATGateway", cluster: { agentPoolProfiles: [{ name: "system", count: 1 }] } }).analyses).not.toHaveProperty("egress");
  });

  test("by a NAT gateway is drawn with its own name, in one arrow", () => {
    const drawn = toDiagram(planFor(natted({ publicIpAddresses: [{ id: "p" }] })), "network");
    expect(drawn).toContain('["NAT gateway<br/>nat"]');
  });

  test("by a NAT gateway on the subnet passes no firewall", () => {
    const plan = planFor({ outboundType: "userAssignedNATGateway", subnet: { natGateway: { id: UNKNOWN } } });
    expect(toDiagram(plan, "network")).toContain("NAT gateway");
    expect(plan.analyses.egress).toMatchObject([{ verdict: "proven", rules: [], ways: [{ through: "nat-gateway" }] }]);
  });
});

describe("what the firewall must let through", () => {
  test("follows the cluster's region, API server and add-ons", () => {
    expect(destinations()).toContain("*.hcp.westeurope.azmk8s.io");
    expect(destinations({ cluster: { apiServerAccessProfile: { enablePrivateCluster: true } } })).not.toContain("*.hcp.westeurope.azmk8s.io");
    expect(destinations()).not.toContain("*.ods.opinsights.azure.com");
    expect(destinations({ cluster: { addonProfiles: { omsagent: { enabled: true }, azurepolicy: { enabled: false } } } })).toContain("*.ods.opinsights.azure.com");
    expect(destinations({ cluster: { addonProfiles: { azurepolicy: { enabled: false } } } })).not.toContain("data.policy.core.windows.net");
  });

  test("has the plan's registry and vault, but not behind a private endpoint", () => {
    const store = (closed: boolean) => (plan: PlanBuilder): void => {
      const registry = plan.add("azure-native:containerregistry:Registry", "acr", { registryName: "AcrOne" });
      const vault = plan.add("azure-native:keyvault:Vault", "kv", { vaultName: "kv-one" });
      if (closed) for (const urn of [registry, vault]) plan.add("azure-native:network:PrivateEndpoint", `to ${urn}`, { privateLinkServiceConnections: [{}] }, { propertyDependencies: { privateLinkServiceConnections: [urn] } });
    };
    const cluster = { addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } } };
    const hosts = ["acrone.azurecr.io", "*.blob.core.windows.net", "kv-one.vault.azure.net"];
    for (const host of hosts) expect([destinations({ cluster, more: store(false) }).includes(host), destinations({ cluster, more: store(true) }).includes(host)]).toEqual([true, false]);
  });

  test("has the hosts of the pods' images, Docker's where an image names none", () => {
    const more = (plan: PlanBuilder): void => {
      const pod = (images: readonly string[]) => ({ spec: { template: { spec: { containers: images.map(image => ({ name: "c", image })) } } } });
      plan.add("kubernetes:apps/v1:Deployment", "d", { metadata: { name: "d" }, ...pod(["ghcr.io/a/b:1", "library/nginx:1", "redis"]) });
    };
    expect(destinations({ more })).toEqual(expect.arrayContaining(["ghcr.io", "registry-1.docker.io"]));
    expect(destinations({ more })).not.toContain("library");
  });

  test("has the network's own DNS servers", () => {
    expect(destinations({ more: plan => plan.add("azure-native:network:VirtualNetwork", "vnet", { virtualNetworkName: "vnet", dhcpOptions: { dnsServers: ["192.168.0.53"] } }) })).toContain("192.168.0.53");
  });
});

describe("the address budget of GatewaySubnet", () => {
  const budget = (addressPrefix: string) => planFor({ more: plan => {
    const subnet = plan.add("azure-native:network:Subnet", "gateway", { virtualNetworkName: "vnet", subnetName: "GatewaySubnet", addressPrefix });
    plan.add("azure-native:network:VirtualNetworkGateway", "second", { gatewayType: "ExpressRoute", ipConfigurations: [{ subnet: { id: UNKNOWN } }] }, { propertyDependencies: { ipConfigurations: [subnet] } });
  } }).analyses.ipPlan.subnets.find(({ name }) => name === "GatewaySubnet");

  test("keeps the smallest subnet that Azure advises, and leaves what is beyond it", () => {
    expect(budget("10.0.1.0/27")).toMatchObject({ verdict: "fits", demandNow: 27, leftAtPeak: 0 });
    expect(budget("10.0.1.0/26")).toMatchObject({ verdict: "fits", demandAtPeak: 27, leftAtPeak: 32 });
    expect(budget("10.0.1.0/28")).toMatchObject({ verdict: "undecided" });
  });
});

test("GatewaySubnet with a route for everything is found, with another route not", () => {
  const found = (routes: PlanObject[string]) => planFor({ routes, more: plan => { plan.add("azure-native:network:Subnet", "gateway", { virtualNetworkName: "vnet", subnetName: "GatewaySubnet", addressPrefix: "10.0.1.0/27", routeTable: { id: `${GROUP}/routeTables/rt` } }); } })
    .findings.filter(({ rule }) => rule === "gateway-subnet").map(({ path }) => path);
  expect([found([DEFAULT]), found([{ ...DEFAULT, addressPrefix: "10.9.0.0/16" }])]).toEqual([["inputs.routeTable"], []]);
});
