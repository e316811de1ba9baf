import { describe, expect, it } from "@jest/globals";
import type { Problem } from "../../settings/problem";
import { readSettings } from "../../settings/read";
import { FORCED, HYBRID, hybridTree, KEY } from "../hybrid-config";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

const read = (tree: Tree, key = "s3cret", secretKeys: readonly string[] = [KEY], stack = "dev") =>
  readSettings({ project: "aks-anatomy", stack, values: { ...asValues(tree), [KEY]: key }, secretKeys, imagePort: 80 });
const readWithout = (tree: Tree) => readSettings({ project: "aks-anatomy", stack: "dev", values: asValues(tree), imagePort: 80 });

function problemsOf(tree: Tree, stack = "dev"): readonly Problem[] {
  const result = read(tree, "s3cret", [KEY], stack);
  return "problems" in result ? result.problems : [];
}

const forced = hybridTree();
const set = (path: string, value: unknown, tree: Tree = forced) => withValue(tree, path.split(".").map(key => (/^\d+$/.test(key) ? Number(key) : key)), value);
const appliance = (address: string) => set("network.egress", { kind: "userDefinedRouting", nextHop: { kind: "virtualAppliance", address } });
const overlay = (tree: Tree) => set("network.podCidr", "10.244.0.0/16", set("network.model", "azure-cni-overlay", tree));
const authorized = (publicRanges: readonly string[]) =>
  set("network.egress.publicRanges", publicRanges, set("cluster.apiServer", { access: "authorized-ranges", authorizedIpRanges: ["203.0.113.0/24"] }));

describe("the settings of egress and the VPN", () => {
  it.each<readonly [what: string, tree: Tree]>([
    ["forced tunnelling to a default site", forced],
    ["forced tunnelling by BGP", set("hybrid.defaultSite", false, set("hybrid.site.bgp", { asn: 65010, peerAddress: "192.168.0.1" }))],
    ["a firewall in a peered network", appliance("10.9.0.4")],
    ["a firewall in the VNet beside our subnets", appliance("10.240.9.4")],
    ["a NAT gateway", set("network.egress", { kind: "natGateway", addresses: 2 }, stackTree("dev"))],
    ["a VPN without forced tunnelling", set("network.egress", undefined, set("hybrid.defaultSite", false))],
    ["on-premises ranges as sources", set("apps.sorting.allowedSources", ["10.240.0.0/16", "192.168.0.0/16"])],
    ["public ranges within those that are authorised", authorized(["203.0.113.8/29"])],
    ["ports that find room", set("network.egress", { kind: "loadBalancer", addresses: 2, portsPerNode: 32000 }, stackTree("dev"))],
    ["everything before the cluster", set("apps.enabled", false, set("cluster.enabled", false))],
    ["a system-assigned identity: with Azure CNI nobody writes to the table", set("cluster.identity", "system-assigned")],
    ["a public service of which nothing is deployed yet", set("apps.enabled", false, set("apps.sorting.exposure", { kind: "public" }))],
  ])("take %s", (_what, tree) => {
    expect(read(tree)).toHaveProperty("settings");
  });

  it("leave a stack without them as it was", () => {
    expect(readWithout(stackTree("dev"))).toMatchObject({ settings: { network: { egress: { kind: "loadBalancer" } }, hybrid: undefined, cluster: { enabled: true } } });
  });

  it.each<readonly [what: string, tree: Tree, at: string, allowed: RegExp, nearest?: string]>([
    ["a misspelt way out", set("network.egress", { kind: "natGatway" }), "network.egress.kind", /loadBalancer, natGateway, userDefinedRouting/, "natGateway"],
    ["a misspelt key of a way out", set("network.egress", { kind: "natGateway", adresses: 2 }), "network.egress.adresses", /addresses/, "addresses"],
    ["more addresses than a NAT gateway takes", set("network.egress", { kind: "natGateway", addresses: 17 }), "network.egress.addresses", /at most 16/, "16"],
    ["ports that are no multiple of 8", set("network.egress", { kind: "loadBalancer", portsPerNode: 1001 }), "network.egress.portsPerNode", /a multiple of 8/, "1000"],
    ["more ports than the addresses have", set("network.egress", { kind: "loadBalancer", portsPerNode: 32000 }), "network.egress.portsPerNode", /1 address of 64000 ports/, "16000"],
    ["routes without a VPN that they lead to", set("hybrid", undefined), "network.egress.nextHop.kind", /VPN gateway in hybrid/],
    ["forced tunnelling without a default site or BGP", set("hybrid.defaultSite", false), "hybrid.defaultSite", /nowhere to send/, "true"],
    ["a default site beside a load balancer", set("network.egress", { kind: "loadBalancer" }), "hybrid.defaultSite", /draws the traffic/, "false"],
    ["a default site beside a NAT gateway", set("network.egress", { kind: "natGateway" }), "hybrid.defaultSite", /draws the traffic/, "false"],
    ["a firewall in the subnet that it serves", appliance("10.240.0.9"), "network.egress.nextHop.address", /outside 10\.240\.0\.0\/24/],
    ["a firewall in GatewaySubnet", appliance("10.240.255.9"), "network.egress.nextHop.address", /GatewaySubnet/],
    ["a firewall among the virtual addresses", appliance("10.0.0.9"), "network.egress.nextHop.address", /service CIDR/],
    ["a firewall among the pods", overlay(appliance("10.244.3.4")), "network.egress.nextHop.address", /pod CIDR/],
    ["a firewall on-premises", appliance("192.168.3.4"), "network.egress.nextHop.address", /on-premises/],
    ["a firewall on the internet", appliance("203.0.113.9"), "network.egress.nextHop.address", /a private address/],
    ["an API server that lets the nodes not in", authorized([]), "network.egress.publicRanges", /must let them in/],
    ["an API server that lets others in", authorized(["198.51.100.0/29"]), "network.egress.publicRanges[0]", /within cluster\.apiServer\.authorizedIpRanges/],
    ["private ranges as public ones", set("network.egress.publicRanges", ["10.0.0.0/24"]), "network.egress.publicRanges[0]", /a public range/],
    ["a public service whose answers go into the tunnel", set("apps.sorting.exposure", { kind: "public" }), "apps.sorting.exposure.kind", /answers to a public front end/, "internal"],
    ["apps without a cluster", set("cluster.enabled", false), "apps.enabled", /while cluster\.enabled is false/, "false"],
    ["a gateway subnet that is too small", set("hybrid.gatewaySubnet", "10.240.255.0/28"), "hybrid.gatewaySubnet", /\/27 or larger/, "10.240.255.0/27"],
    ["a gateway subnet outside the VNet", set("hybrid.gatewaySubnet", "10.241.0.0/27"), "hybrid.gatewaySubnet", /inside the VNet/, "10.240.255.224/27"],
    ["a gateway subnet that another has", set("hybrid.gatewaySubnet", "10.240.1.0/27"), "hybrid.gatewaySubnet", /apart from the subnet services/],
    ["on-premises ranges of the VNet", set("hybrid.site.ranges", ["10.240.8.0/24"]), "hybrid.site.ranges[0]", /apart from the VNet/],
    ["on-premises ranges around the VNet", set("hybrid.site.ranges", ["10.0.0.0/8"]), "hybrid.site.ranges[0]", /apart from/],
    ["on-premises ranges of services", set("hybrid.site.ranges", ["192.168.0.0/16", "10.0.128.0/17"]), "hybrid.site.ranges[1]", /service CIDR/],
    ["on-premises ranges of pods", overlay(set("hybrid.site.ranges", ["10.244.0.0/24"])), "hybrid.site.ranges[0]", /pod CIDR/],
    ["on-premises ranges that overlap", set("hybrid.site.ranges", ["192.168.0.0/16", "192.168.4.0/24"]), "hybrid.site.ranges[1]", /another on-premises range/],
    ["everything as an on-premises range", set("hybrid.site.ranges", ["0.0.0.0/0"]), "hybrid.site.ranges[0]", /defaultSite or BGP/],
    ["an on-premises range that AKS keeps", set("hybrid.site.ranges", ["172.30.4.0/24"]), "hybrid.site.ranges[0]", /keeps/],
    ["no on-premises range", set("hybrid.site.ranges", []), "hybrid.site.ranges", /at least 1/],
    ["a device behind a private address", set("hybrid.site.address", "192.168.0.1"), "hybrid.site.address", /public address/],
    ["an autonomous system of Azure's", set("hybrid.site.bgp", { asn: 65515, peerAddress: "192.168.0.1" }), "hybrid.site.bgp.asn", /neither Azure nor IANA/],
    ["a device that speaks BGP from its public address", set("hybrid.site.bgp", { asn: 65010, peerAddress: "198.51.100.7" }), "hybrid.site.bgp.peerAddress", /another address/],
    ["a device that speaks BGP from the VNet", set("hybrid.site.bgp", { asn: 65010, peerAddress: "10.240.9.9" }), "hybrid.site.bgp.peerAddress", /outside the VNet/],
    ["a gateway without zones, which is retired", set("hybrid.sku", "VpnGw2"), "hybrid.sku", /retired for new gateways 2025-01-01.*VpnGw2AZ/],
    ["a gateway's size that there is not", set("hybrid.sku", "VpnGw6AZ"), "hybrid.sku", /VpnGw1AZ, VpnGw2AZ/, "VpnGw1AZ"],
  ])("locate %s", (_what, tree, at, allowed, ...[nearest]) => {
    const found = problemsOf(tree).find(problem => problem.path === at);
    expect(found?.allowed).toMatch(allowed);
    expect(found?.nearest).toBe(nearest);
  });

  it.each([["userDefinedRouting", FORCED], ["natGateway", { kind: "natGateway" }]] as const)("refuse %s where AKS owns the VNet", (kind, egress) => {
    const found = problemsOf(set("network.egress", egress, stackTree("basic")), "basic").find(({ path }) => path === "network.egress.kind");
    expect(found).toMatchObject({ found: `"${kind}" without a vnet`, nearest: "loadBalancer" });
    expect(found?.allowed.includes("write its own routes")).toBe(kind === "userDefinedRouting");
  });

  it("refuse a VPN where AKS owns the VNet", () => {
    expect(problemsOf({ ...stackTree("basic"), hybrid: { ...HYBRID, defaultSite: false } }, "basic").map(({ path }) => path)).toEqual(["hybrid"]);
  });

  it("say of a VPN with mistakes of its own nothing that follows from its not being there", () => {
    expect(problemsOf(set("hybrid.activeActive", "yes")).map(({ path }) => path)).toEqual(["hybrid.activeActive"]);
  });
});

describe("the tunnel's key", () => {
  it("is needed with a VPN", () => {
    expect(readWithout(forced)).toMatchObject({ problems: [{ path: "vpnSharedKey", found: "nothing" }] });
  });

  it("is refused in clear, and told in no message", () => {
    const result = read(forced, "hunter2", []);
    expect(result).toMatchObject({ problems: [{ path: "vpnSharedKey", found: "a key in clear", allowed: expect.stringContaining("--secret") as unknown }] });
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });

  it.each([["with a blank", "hun ter2"], ["that is too long", "hunter2".repeat(20)]])("is told in no message either %s, secret or not", (_what, key) => {
    for (const secretKeys of [[], [KEY]]) {
      const result = read(forced, key, secretKeys);
      expect(result).toMatchObject({ problems: expect.arrayContaining([expect.objectContaining({ path: "vpnSharedKey", found: "[secret]" })]) as unknown });
      expect(JSON.stringify(result)).not.toMatch(/hunter2|hun ter2/);
    }
  });
});
