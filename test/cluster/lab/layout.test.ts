import { beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { containsPrefix, overlaps, parseAddress, parsePrefix, prefixAround, usableIn, usableRange, type Prefix } from "../../../facts/addresses";
import type { Plan } from "../../../planner/model/plan";
import { planOf } from "../../../planner/testing";
import { ROOT } from "../../stack-config";
import { apiService, inPrefix, layoutOf, nodeAddresses, nth, prefixOf, range, WORLD, type Layout } from "./layout";

let plan: Plan, layout: Layout;
beforeAll(async () => {
  ({ plan } = await planOf("dev", { cwd: ROOT }));
  layout = layoutOf(plan);
});

const prefixed = (text: string): Prefix => parsePrefix(text)!;
/** First and last address of a node, as numbers. */
const blockOf = (given: Layout, index: number): readonly [number, number] => {
  const { node, lastPod } = nodeAddresses(given, index);
  return [parseAddress(node)!, parseAddress(lastPod)!];
};

describe("the layout of the dev stack", () => {
  it("is what the stack's file says", () => {
    expect(layout).toMatchObject({
      virtualNetwork: { text: "10.240.0.0/16" }, nodes: { name: "aks", prefix: { text: "10.240.0.0/24" } }, pool: { nodes: 3, maxPods: 30 }, serviceRange: "10.0.0.0/16", dnsService: "10.0.0.10",
    });
    expect(Object.fromEntries(layout.subnets.map(({ name, prefix }) => [name, prefix.text]))).toEqual({ aks: "10.240.0.0/24", services: "10.240.1.0/24" });
    // Kubernetes gives the first address of the range to its own API.
    expect(apiService(layout)).toBe("10.0.0.1");
  });

  it("has room in the VNet for neighbours, whose addresses a subnet can have and no declared one has", () => {
    const { prefix, router, client } = layout.neighbours;
    expect(containsPrefix(layout.virtualNetwork, prefix)).toBe(true);
    expect(layout.subnets.filter(subnet => overlaps(subnet.prefix, prefix))).toEqual([]);
    expect([inPrefix(prefix, router), inPrefix(prefix, client), router === client]).toEqual([true, true, false]);
    expect(parseAddress(client)).toBeGreaterThanOrEqual(usableRange(prefix)!.first);
  });

  it("has no range that another one has: the VNet, services, the internet, on premises, public front ends, the API server", () => {
    const ranges = [layout.virtualNetwork, ...[layout.serviceRange, WORLD.internet.network, WORLD.onPremises.range, WORLD.publicFrontEnds, `${WORLD.apiServer}/32`].map(prefixed)];
    const both = ranges.flatMap((one, index) => ranges.slice(index + 1).filter(other => overlaps(one, other)).map(other => [one.text, other.text]));
    expect(both).toEqual([]);
  });

  it("takes as many addresses for the pool at its peak as the plan says", () => {
    const [subnet] = plan.analyses.ipPlan.subnets, { nodesAtPeak = 0, addressesPerNode } = subnet!.pools[0]!;
    const taken = Array.from({ length: nodesAtPeak }, (_, index) => nodeAddresses(layout, index)).flatMap(({ node, lastPod }) => range(node, lastPod));
    expect(new Set(taken).size).toBe(subnet!.demandAtPeak);
    expect(taken).toHaveLength(nodesAtPeak * Number(addressesPerNode));
  });

  it("gives the first node the first address that Azure leaves free", () => {
    expect(nodeAddresses(layout, 0)).toEqual({ node: "10.240.0.4", firstPod: "10.240.0.5", lastPod: "10.240.0.34" });
    expect(nodeAddresses(layout, 1).node).toBe("10.240.0.35");
  });

  // 251 usable addresses, 31 a node.
  it("has room for eight nodes and none for a ninth", () => {
    expect(nodeAddresses(layout, 7).lastPod).toBe("10.240.0.251");
    expect(() => nodeAddresses(layout, 8)).toThrow("subnet aks has no room for node 9");
  });

  it.each<[string, (given: Plan) => Plan, string]>([
    ["two pools", given => ({ ...given, analyses: { ...given.analyses, pools: [...given.analyses.pools, ...given.analyses.pools] } }), "2 node pools"],
    ["no cluster", given => ({ ...given, analyses: { ...given.analyses, clusters: [] } }), "0 clusters"],
    ["no VNet of its own", given => ({ ...given, resources: given.resources.filter(({ type }) => !type.endsWith(":VirtualNetwork")) }), "0 virtual networks"],
    ["a pool in a subnet that it does not declare", given => ({ ...given, analyses: { ...given.analyses, ipPlan: { ...given.analyses.ipPlan, subnets: [] } } }), "0 subnets of the pool"],
    ["an unknown service range", given => ({ ...given, analyses: { ...given.analyses, clusters: given.analyses.clusters.map(cluster => ({ ...cluster, serviceRange: undefined })) } }), "not known"],
    ["an unknown number of nodes", given => ({ ...given, analyses: { ...given.analyses, pools: given.analyses.pools.map(pool => ({ ...pool, nodes: undefined })) } }), "not known"],
    ["a VNet without room for others", given => ({ ...given, resources: given.resources.map(each => (each.type.endsWith(":VirtualNetwork") ? { ...each, inputs: { ...each.inputs, addressSpace: { addressPrefixes: ["10.240.0.0/24"] } } } : each)) }), "has no room for 10.240.0.0/24"],
  ])("cannot be made of a plan with %s", (_, changed, told) => {
    expect(() => layoutOf(changed(plan))).toThrow(told);
  });
});

describe("addresses of nodes", () => {
  const subnet = fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 20, max: 30 })).map(([address, length]) => prefixAround(address, length));
  // AKS: 10 to 250 pods a node.
  const maxPods = fc.integer({ min: 10, max: 250 });
  const layoutWith = (prefix: Prefix, pods: number): Layout => ({ ...layout, nodes: { name: "aks", prefix }, pool: { ...layout.pool, maxPods: pods } });

  it("are in the subnet, none twice, one for the node and one for each pod, and end exactly where the subnet is full", () => {
    fc.assert(fc.property(subnet, maxPods, (prefix, pods) => {
      const given = layoutWith(prefix, pods), room = Math.floor(usableIn(prefix) / (1 + pods));
      const blocks = Array.from({ length: room }, (_, index) => blockOf(given, index)), usable = usableRange(prefix);
      for (const [first, last] of blocks) {
        expect(last - first).toBe(pods);
        expect(first >= usable!.first && last <= usable!.last).toBe(true);
      }
      blocks.slice(1).forEach(([first], index) => { expect(first).toBeGreaterThan(blocks[index]![1]); });
      expect(() => nodeAddresses(given, room)).toThrow(`no room for node ${room + 1}`);
    }));
  });

  it("keep the pods' beside the node's own", () => {
    fc.assert(fc.property(maxPods, pods => {
      const { node, firstPod, lastPod } = nodeAddresses(layoutWith(prefixed("10.1.0.0/16"), pods), 3);
      expect(range(firstPod, lastPod)).toHaveLength(pods);
      expect(range(firstPod, lastPod)).not.toContain(node);
    }));
  });
});

describe("addresses and prefixes", () => {
  it.each([
    ["10.240.0.0", true], ["10.240.0.255", true], ["10.240.0.9", true], ["10.239.255.255", false], ["10.240.1.0", false], ["10.240.0.256", false], ["10.24.0.0", false], ["", false], ["10.240.0.0/24", false],
  ])("%j is in 10.240.0.0/24: %p", (address, expected) => {
    expect(inPrefix(prefixed("10.240.0.0/24"), address)).toBe(expected);
  });

  it("count every address from one to another, over the ends of octets", () => {
    expect(range("10.0.0.254", "10.0.1.1")).toEqual(["10.0.0.254", "10.0.0.255", "10.0.1.0", "10.0.1.1"]);
    expect(range("10.0.0.1", "10.0.0.1")).toEqual(["10.0.0.1"]);
    expect(range("10.0.0.2", "10.0.0.1")).toEqual([]);
  });

  it("count from a prefix's first address, and refuse what is no prefix", () => {
    expect(nth(prefixOf("10.0.0.0/16"), 260)).toBe("10.0.1.4");
    expect(() => prefixOf("10.0.0.0")).toThrow("10.0.0.0 is no prefix");
  });
});
