import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { PlanBuilder, SECRET, UNKNOWN, predicted } from "../plan-builder";

const NETWORK = "azure-native:network:VirtualNetwork", SUBNET = "azure-native:network:Subnet", CLUSTER = "azure-native:containerservice:ManagedCluster";
const SITE = "azure-native:network:LocalNetworkGateway", PEERING = "azure-native:network:VirtualNetworkPeering";
const idOf = (network: string): string => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/${network}`;

class Ranges extends PlanBuilder {
  network(name: string, prefixes: PlanObject[string], more: PlanObject = {}): string {
    return this.add(NETWORK, name, { resourceGroupName: "rg", virtualNetworkName: name, addressSpace: { addressPrefixes: prefixes }, ...more }, { id: predicted(idOf(name)) });
  }

  subnet(network: string, name: string, addressPrefix: PlanObject[string]): string {
    return this.add(SUBNET, `${network}-${name}`, { resourceGroupName: "rg", virtualNetworkName: network, subnetName: name, addressPrefix });
  }

  cluster(name: string, networkProfile: PlanObject, subnet?: string): string {
    const pool = { name: "system", count: 1, maxPods: 30, ...(subnet !== undefined && { vnetSubnetID: subnet }) };
    return this.add(CLUSTER, name, { resourceName: name, networkProfile: { networkPlugin: "azure", ...networkProfile }, agentPoolProfiles: [pool] });
  }

  site(prefixes: PlanObject[string]): string {
    return this.add(SITE, "office", { localNetworkGatewayName: "office", localNetworkAddressSpace: { addressPrefixes: prefixes } });
  }

  get ipPlan() { return analyse(this.build()).analyses.ipPlan; }

  /** `services+subnet broken` for each two that meet. */
  get met(): readonly string[] { return (this.ipPlan.overlaps ?? []).map(({ a, b, verdict }) => `${a.kind}+${b.kind} ${verdict}`); }

  rules(...ids: readonly string[]): readonly (readonly (string | undefined)[])[] {
    return analyse(this.build()).findings.filter(({ rule }) => ids.includes(rule)).map(({ rule, resource, path }) => [rule, resource?.split("::").at(-1), path]);
  }
}

const nodes = (network = "vnet") => `${idOf(network)}/subnets/nodes`;
const OVERLAY = { networkPluginMode: "overlay" } as const;

describe("subnets of a network", () => {
  test("meet, whether they stand in it or beside it", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.0.0.0/16"], { subnets: [{ name: "a", addressPrefix: "10.0.0.0/23" }, { name: "b", addressPrefixes: ["10.0.1.0/24"] }] });
    plan.subnet("vnet", "c", "10.0.0.128/25");
    expect(plan.met).toEqual(["subnet+subnet broken", "subnet+subnet broken"]);
    expect(plan.rules("range-overlap").every(([, resource]) => resource !== undefined)).toBe(true);
  });

  test("are one where one is declared in both ways", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.0.0.0/16"], { subnets: [{ name: "a", addressPrefix: "10.0.0.0/24" }] });
    plan.subnet("vnet", "a", "10.0.0.0/24");
    expect(plan.met).toEqual([]);
  });

  test("are two where one network describes them by one name", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.0.0.0/16"], { subnets: [{ name: "a", addressPrefix: "10.0.0.0/24" }, { name: "a", addressPrefix: "10.0.0.0/25" }] });
    expect(plan.met).toEqual(["subnet+subnet broken"]);
  });

  test("of two networks may be alike", () => {
    const plan = new Ranges();
    for (const network of ["one", "two"]) { plan.network(network, ["10.0.0.0/16"]); plan.subnet(network, `in-${network}`, "10.0.0.0/24"); }
    expect(plan.met).toEqual(["network+network allowed"]);
  });

  test("meet in IPv6 too, while both families stand side by side", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.0.0.0/16", "fd00::/48"], { subnets: [{ name: "a", addressPrefixes: ["10.0.0.0/24", "fd00::/64"] }, { name: "b", addressPrefixes: ["10.0.1.0/24", "fd00::/64"] }] });
    expect(plan.ipPlan.overlaps?.map(({ a, b }) => [a.path, b.path])).toEqual([["inputs.subnets[0].addressPrefixes[1]", "inputs.subnets[1].addressPrefixes[1]"]]);
    expect(plan.ipPlan.subnets.map(({ prefix, usable }) => [prefix, usable])).toEqual([["10.0.0.0/24", 251], ["10.0.1.0/24", 251]]);
  });

  test("meet exactly where two of them have an address in common", () => {
    const prefix = fc.record({ base: fc.integer({ min: 0, max: 255 }), length: fc.integer({ min: 24, max: 32 }) });
    fc.assert(fc.property(fc.array(prefix, { minLength: 2, maxLength: 4 }), prefixes => {
      const plan = new Ranges();
      plan.network("vnet", ["10.0.0.0/16"], { subnets: prefixes.map(({ base, length }, index) => ({ name: `s${index}`, addressPrefix: `10.0.0.${base}/${length}` })) });
      const sets = prefixes.map(({ base, length }) => { const size = 2 ** (32 - length), first = Math.floor(base / size) * size; return new Set(Array.from({ length: size }, (_, at) => first + at)); });
      const meeting = sets.flatMap((a, index) => sets.slice(index + 1).filter(b => [...a].some(each => b.has(each)))).length;
      expect(plan.met).toHaveLength(meeting);
    }), { numRuns: 100 });
  });

  test.each([["10.1.0.0/24", 1], ["10.0.255.0/24", 0], ["10.0.0.0/15", 1], ["fd00::/64", 1], ["10.2.0.0/25", 0]])("%s is outside of 10.0.0.0/16 and 10.2.0.0/24: %i", (prefix, outside) => {
    const plan = new Ranges();
    plan.network("vnet", ["10.0.0.0/16", "10.2.0.0/24"]);
    plan.subnet("vnet", "a", prefix);
    expect(plan.rules("subnet-outside-network")).toHaveLength(outside);
  });

  test("of a network whose ranges are not all known are not said to be outside", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.0.0.0/16", UNKNOWN]);
    plan.subnet("vnet", "a", "10.1.0.0/24");
    expect([plan.rules("subnet-outside-network"), plan.ipPlan.unknownRanges]).toEqual([[], [expect.objectContaining({ kind: "network", name: "vnet" })]]);
  });
});

describe("the service range", () => {
  test.each<[string, readonly string[], string, readonly string[]]>([
    ["Azure's default in a network of the same, on a subnet", ["10.0.0.0/16"], "10.0.1.0/24", ["subnet+services broken"]],
    ["Azure's default in 10.0.0.0/8, apart from its subnet", ["10.0.0.0/8"], "10.240.0.0/16", ["network+services risk"]],
    ["Azure's default beside the network", ["10.240.0.0/16"], "10.240.0.0/24", []],
  ])("%s", (_, space, subnet, met) => {
    const plan = new Ranges();
    plan.network("vnet", space);
    plan.subnet("vnet", "nodes", subnet);
    plan.cluster("aks", {}, nodes());
    expect(plan.met).toEqual(met);
    expect(plan.ipPlan.overlaps?.every(({ b }) => b.byDefault) ?? true).toBe(true);
  });

  test("on a subnet of the network that the cluster does not use is refused too, and the finding is the cluster's", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.0.0.0/8"]);
    plan.subnet("vnet", "nodes", "10.240.0.0/16");
    plan.subnet("vnet", "others", "10.0.239.0/24");
    plan.cluster("aks", {}, nodes());
    expect(plan.rules("range-overlap", "range-inside-network")).toEqual([["range-overlap", "aks", "inputs.networkProfile"]]);
  });

  test("says both sources where they differ", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.0.0.0/8"]);
    plan.subnet("vnet", "nodes", "10.240.0.0/16");
    plan.cluster("aks", {}, nodes());
    expect(plan.ipPlan.overlaps?.[0]?.says).toMatch(/outside of the network; the API's own text .*must not overlap with any Subnet IP ranges/);
  });

  test("may be that of a network that has nothing to do with it, and of another cluster in the same network", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.240.0.0/16"]);
    plan.network("other", ["10.0.0.0/16"]);
    plan.subnet("vnet", "nodes", "10.240.0.0/24");
    plan.cluster("a", OVERLAY, nodes());
    plan.cluster("b", OVERLAY, nodes());
    expect(plan.met).toEqual(["network+services allowed", "network+services allowed", "pods+pods allowed", "services+services allowed"]);
    expect(plan.rules("range-overlap", "range-inside-network")).toEqual([]);
  });

  test("is undecided where the cluster's network is not known", () => {
    const plan = new Ranges();
    plan.network("other", ["10.0.0.0/16"]);
    plan.add(CLUSTER, "aks", { networkProfile: { networkPlugin: "azure" }, agentPoolProfiles: [{ name: "system", vnetSubnetID: UNKNOWN }] });
    expect(plan.met).toEqual(["network+services undecided"]);
    expect(analyse(plan.build()).undecided).toContainEqual(expect.objectContaining({ rule: "range-overlap", path: "inputs.networkProfile" }));
  });

  test.each([["serviceCidr", UNKNOWN], ["serviceCidrs", [UNKNOWN]], ["podCidr", SECRET]])("or that of pods that is not known is named: %s", (key, value) => {
    const plan = new Ranges();
    plan.cluster("aks", { ...OVERLAY, [key]: value });
    expect(plan.ipPlan.unknownRanges).toEqual([expect.objectContaining({ name: "aks", path: `inputs.networkProfile.${key}` })]);
    expect(analyse(plan.build()).undecided).toContainEqual(expect.objectContaining({ rule: "range-overlap" }));
  });

  test("of both families are looked at by both", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.240.0.0/16", "fd00:1::/48"]);
    plan.add(SUBNET, "nodes", { resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName: "nodes", addressPrefixes: ["10.240.0.0/24", "fd00:1::/64"] });
    plan.cluster("aks", { ...OVERLAY, ipFamilies: ["IPv4", "IPv6"], podCidrs: ["10.244.0.0/16", "fd00:2::/64"], serviceCidrs: ["10.0.0.0/16", "fd00:1::/108"] }, nodes());
    expect(plan.met).toEqual(["subnet+services broken"]);
    expect(plan.ipPlan.ranges.map(({ prefix, byDefault }) => [prefix, byDefault])).toEqual([["10.244.0.0/16", false], ["10.0.0.0/16", false]]);
  });

  test.each([["10.96.0.0/12", 1], ["10.0.0.0/8", 1], ["10.96.0.0/13", 0]])("%s is too large: %i", (serviceCidr, found) => {
    const plan = new Ranges();
    plan.cluster("aks", { serviceCidr });
    expect(plan.rules("service-range-too-large")).toHaveLength(found);
  });

  test.each([["10.0.0.10", 0], ["10.0.0.0", 1], ["10.0.0.1", 1], ["10.0.0.2", 0], ["10.1.0.10", 1], ["fd00::a", 0], ["ten", 0]])("of Azure's default has %s for DNS: %i", (dnsServiceIP, found) => {
    const plan = new Ranges();
    plan.cluster("aks", { dnsServiceIP });
    expect(plan.rules("dns-service-address")).toHaveLength(found);
  });
});

describe("the pods' range", () => {
  test.each<[string, PlanObject, readonly string[]]>([
    ["on the nodes' subnet", { podCidr: "10.240.0.0/16" }, ["subnet+pods broken"]],
    ["in the network", { podCidr: "10.128.0.0/16" }, ["network+pods risk"]],
    ["on the services", { podCidr: "172.16.0.0/16", serviceCidr: "172.16.128.0/20" }, ["pods+services broken"]],
    ["on the bridge of an old version, which nothing reads", { podCidr: "172.17.0.0/16", serviceCidr: "172.18.0.0/16", dockerBridgeCidr: "172.17.0.1/16" }, []],
    ["apart", { podCidr: "172.16.0.0/16", serviceCidr: "172.18.0.0/16" }, []],
  ])("%s", (_, profile, met) => {
    const plan = new Ranges();
    plan.network("vnet", ["10.128.0.0/9"]);
    plan.subnet("vnet", "nodes", "10.240.0.0/16");
    plan.cluster("aks", { ...OVERLAY, ...profile }, nodes());
    expect(plan.met).toEqual(met);
  });

  test("is no range where pods are in a subnet", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.244.0.0/16"]);
    plan.subnet("vnet", "nodes", "10.244.0.0/24");
    plan.cluster("aks", {}, nodes());
    expect(plan.met).toEqual([]);
  });

  test("on the network that AKS makes is undecided: its range is an estimate", () => {
    const plan = new Ranges();
    plan.cluster("aks", { networkPlugin: "kubenet", podCidr: "10.224.0.0/16" });
    expect(plan.met).toEqual(["pods+network undecided"]);
  });

  test("of two kubenet clusters in one network is undecided", () => {
    const plan = new Ranges();
    plan.network("vnet", ["10.240.0.0/16"]);
    plan.subnet("vnet", "nodes", "10.240.0.0/24");
    for (const name of ["a", "b"]) plan.cluster(name, { networkPlugin: "kubenet" }, nodes());
    expect(plan.met).toEqual(["pods+pods undecided", "services+services allowed"]);
  });
});

describe("what Azure keeps", () => {
  test.each<[string, PlanObject, readonly string[], readonly string[]]>([
    ["a pod range that contains some of it", { podCidr: "172.16.0.0/12" }, ["10.0.0.0/16"], ["172.30.0.0/16", "172.31.0.0/16"]],
    ["a pod range that touches it", { podCidr: "172.30.255.0/24" }, ["10.0.0.0/16"], ["172.30.0.0/16"]],
    ["a network of a cluster", {}, ["192.0.0.0/16"], ["192.0.2.0/24"]],
    ["nothing", { podCidr: "172.16.0.0/13" }, ["10.0.0.0/16"], []],
  ])("is met by %s", (_, profile, space, met) => {
    const plan = new Ranges();
    plan.network("vnet", space);
    plan.subnet("vnet", "nodes", space[0]!.replace("/16", "/24"));
    plan.cluster("aks", { ...OVERLAY, serviceCidr: "10.100.0.0/16", ...profile }, nodes());
    expect((plan.ipPlan.overlaps ?? []).filter(({ b }) => b.kind === "reserved").map(({ b }) => b.prefix)).toEqual(met);
    expect(plan.rules("reserved-range")).toHaveLength(met.length);
  });

  test("for clusters may be in a network that has none, but not what no network may have", () => {
    const plan = new Ranges();
    plan.network("vnet", ["172.30.0.0/16", "127.0.0.0/16"]);
    expect(plan.ipPlan.overlaps?.map(({ b }) => b.prefix)).toEqual(["127.0.0.0/8"]);
  });
});

describe("networks that reach one another", () => {
  const two = (more: (plan: Ranges) => void, spaces: readonly [string, string] = ["10.0.0.0/16", "10.0.0.0/8"]): Ranges => {
    const plan = new Ranges();
    plan.network("one", [spaces[0]]);
    plan.network("two", [spaces[1]]);
    more(plan);
    return plan;
  };

  test("must be apart where they are peered, whichever way that is declared", () => {
    expect(two(plan => plan.add(PEERING, "p", { virtualNetworkName: "one", remoteVirtualNetwork: { id: idOf("two") } })).met).toEqual(["network+network broken"]);
    expect(two(plan => plan.network("three", [], { virtualNetworkPeerings: [{ remoteVirtualNetwork: { id: idOf("one") } }, { remoteVirtualNetwork: { id: idOf("two") } }] })).met).toEqual(["network+network allowed"]);
    expect(two(plan => plan.add(PEERING, "p", { virtualNetworkName: "one", remoteVirtualNetwork: UNKNOWN })).met).toEqual(["network+network undecided"]);
  });

  test("keep a cluster's services off the peer's addresses", () => {
    const plan = two(each => {
      each.subnet("one", "nodes", "10.240.0.0/24");
      each.cluster("aks", {}, nodes("one"));
      each.add(PEERING, "p", { virtualNetworkName: "one", remoteVirtualNetwork: { id: idOf("two") } });
    }, ["10.240.0.0/16", "10.0.0.0/20"]);
    expect(plan.met).toEqual(["network+services broken"]);
    expect(plan.rules("range-overlap")).toEqual([["range-overlap", "aks", "inputs.networkProfile"]]);
  });

  test("are read from the peering where the plan has not the peer", () => {
    const plan = new Ranges();
    plan.network("one", ["10.240.0.0/16"]);
    plan.subnet("one", "nodes", "10.240.0.0/24");
    plan.cluster("aks", {}, nodes("one"));
    plan.add(PEERING, "p", { virtualNetworkName: "one", remoteVirtualNetwork: { id: idOf("hub") }, remoteAddressSpace: { addressPrefixes: ["10.0.0.0/12"] } });
    expect(plan.met).toEqual(["services+peered-network broken"]);
  });
});

describe("what is on-premises", () => {
  const hybrid = (ranges: PlanObject[string], gateway: boolean): Ranges => {
    const plan = new Ranges();
    plan.network("vnet", ["10.240.0.0/16"]);
    plan.subnet("vnet", "nodes", "10.240.0.0/24");
    if (gateway) plan.subnet("vnet", "GatewaySubnet", "10.240.255.0/27");
    plan.cluster("aks", OVERLAY, nodes());
    plan.site(ranges);
    return plan;
  };

  test.each<[string, boolean, readonly string[]]>([
    ["10.240.1.0/24", true, ["network+on-premises broken"]],
    ["10.240.0.0/16", true, ["network+on-premises broken"]],
    ["10.240.0.0/12", true, ["network+on-premises allowed", "pods+on-premises broken"]],
    ["10.0.1.0/24", true, ["services+on-premises broken"]], ["10.0.1.0/24", false, ["services+on-premises undecided"]], ["192.168.0.0/16", true, []],
  ])("at %s, with a gateway: %s", (range, gateway, met) => {
    expect(hybrid([range], gateway).met).toEqual(met);
  });

  test("and not known is named", () => {
    expect(hybrid(UNKNOWN, true).ipPlan.unknownRanges).toEqual([expect.objectContaining({ kind: "on-premises", name: "office" })]);
  });
});
