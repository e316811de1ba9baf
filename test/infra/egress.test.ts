import { describe, expect, it } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { Egress } from "../../infra/egress";
import { apiServerProfile, networkProfile, type ClusterEgressArgs } from "../../infra/cluster-profiles";
import { Network } from "../../infra/network";
import { SiteToSite, type SiteToSiteArgs } from "../../infra/site-to-site";
import { onMocks, only } from "../mocks";
import { networkArgs, place, withSubnets } from "./network-args";

const names = { routeTable: "rt", natGateway: "ng", natAddress: "pip-ng", vpnGateway: "vgw", vpnAddress: "pip-vgw", site: "lgw", siteConnection: "cn" };
const profile = (egress?: ClusterEgressArgs) => networkProfile({ model: "azure-cni-node-subnet", policyEngine: "none", serviceCidr: "10.0.0.0/16", dnsServiceIp: "10.0.0.10", podCidr: "10.244.0.0/16", egress });

describe("egress", () => {
  it("by a NAT gateway has static addresses of its own, and the AKS subnet alone leaves through it", async () => {
    const resources = await onMocks(() => new Network("network", { ...networkArgs, egress: new Egress("egress", { ...place, kind: "natGateway", addresses: 2, idleTimeoutMinutes: 10, names }) }));
    expect(only(resources, ":NatGateway").inputs).toMatchObject({ natGatewayName: "ng", sku: { name: "Standard" }, idleTimeoutInMinutes: 10, publicIpAddresses: [{ id: "egress-id" }, { id: "egress-2-id" }] });
    const addresses = resources.filter(({ type }) => type.endsWith(":PublicIPAddress")).map(({ inputs }) => [inputs["publicIpAddressName"], inputs["sku"], inputs["publicIPAllocationMethod"]]);
    expect(addresses).toEqual([["pip-ng", { name: "Standard" }, "Static"], ["pip-ng-2", { name: "Standard" }, "Static"]]);
    expect(only(resources, ":Subnet", "aks").inputs).toMatchObject({ natGateway: { id: "egress-id" } });
    expect(only(resources, ":Subnet", "aks").inputs).not.toHaveProperty("routeTable");
    expect(only(resources, ":Subnet", "services").inputs).not.toHaveProperty("natGateway");
    expect(resources.filter(({ type }) => type.endsWith(":RouteTable"))).toEqual([]);
  });

  it.each([
    [{ kind: "virtualNetworkGateway" }, { nextHopType: "VirtualNetworkGateway" }],
    [{ kind: "virtualAppliance", address: "10.9.0.4" }, { nextHopType: "VirtualAppliance", nextHopIpAddress: "10.9.0.4" }],
  ] as const)("by routes to %j is one default route on the AKS subnet alone, beside those that a gateway learns", async (nextHop, hop) => {
    const resources = await onMocks(() => new Network("network", { ...networkArgs, egress: new Egress("egress", { ...place, kind: "userDefinedRouting", nextHop, names }) }));
    expect(only(resources, ":RouteTable").inputs).toMatchObject({ routeTableName: "rt", disableBgpRoutePropagation: false, routes: [{ name: "default", addressPrefix: "0.0.0.0/0", ...hop }] });
    expect(only(resources, ":Subnet", "aks").inputs).toMatchObject({ routeTable: { id: "egress-id" } });
    expect(only(resources, ":Subnet", "services").inputs).not.toHaveProperty("routeTable");
    expect(resources.filter(({ type }) => /:(NatGateway|PublicIPAddress)$/.test(type))).toEqual([]);
  });

  it("of pods with a subnet of their own is by that subnet, and the same", async () => {
    for (const [kind, key] of [[{ kind: "natGateway", addresses: 1, idleTimeoutMinutes: 10 }, "natGateway"], [{ kind: "userDefinedRouting", nextHop: { kind: "virtualNetworkGateway" } }, "routeTable"]] as const) {
      const resources = await onMocks(() => new Network("network", { ...withSubnets({ pods: "10.240.2.0/24" }), egress: new Egress("egress", { ...place, ...kind, names }) }));
      for (const subnet of ["aks", "pods"]) expect([subnet, only(resources, ":Subnet", subnet).inputs[key]]).toEqual([subnet, { id: "egress-id" }]);
    }
  });

  it("is told to the cluster by Azure's own name, and a load balancer's numbers only where they are given", () => {
    expect(profile()).toMatchObject({ outboundType: "loadBalancer" });
    expect(profile()).not.toHaveProperty("loadBalancerProfile");
    expect(profile({ kind: "loadBalancer", addresses: 2, portsPerNode: 0 })).toMatchObject({ outboundType: "loadBalancer", loadBalancerProfile: { managedOutboundIPs: { count: 2 }, allocatedOutboundPorts: 0 } });
    expect(profile({ kind: "natGateway" })).toMatchObject({ outboundType: "userAssignedNATGateway" });
    expect(profile({ kind: "userDefinedRouting" })).toMatchObject({ outboundType: "userDefinedRouting" });
    expect(profile({ kind: "userDefinedRouting" })).not.toHaveProperty("loadBalancerProfile");
  });

  it("by a NAT gateway is let in by an API server that answers named ranges only", async () => {
    let ranges: readonly pulumi.Output<string>[] = [];
    await onMocks(() => { ({ ranges } = new Egress("egress", { ...place, kind: "natGateway", addresses: 1, idleTimeoutMinutes: 4, names })); });
    const profileOf = (access: "public" | "authorized-ranges") => new Promise(resolve => pulumi.output(apiServerProfile({ access, authorizedIpRanges: ["198.51.100.0/24"] }, ranges)).apply(resolve));
    expect(await profileOf("authorized-ranges")).toMatchObject({ authorizedIPRanges: ["198.51.100.0/24", "203.0.113.9/32"] });
    expect(await profileOf("public")).not.toHaveProperty("authorizedIPRanges");
  });
});

describe("the VPN", () => {
  const args = (changes: Partial<SiteToSiteArgs>): SiteToSiteArgs => ({
    ...place, names, virtualNetworkName: "vnet", gatewaySubnet: "10.240.255.0/27", sku: "VpnGw1AZ", activeActive: false, zones: ["1", "2", "3"],
    site: { address: "198.51.100.7", ranges: ["192.168.0.0/16"] }, defaultSite: true, sharedKey: pulumi.secret("hunter2"), after: new Network("network", networkArgs).lastSubnet, ...changes,
  });
  const vpn = (changes: Partial<SiteToSiteArgs> = {}) => onMocks(() => new SiteToSite("vpn", args(changes)));

  it("stands in GatewaySubnet, which has neither a security group nor a route table", async () => {
    const subnet = only(await vpn(), ":Subnet", "gateway").inputs;
    expect(subnet).toMatchObject({ subnetName: "GatewaySubnet", addressPrefix: "10.240.255.0/27" });
    for (const key of ["networkSecurityGroup", "routeTable", "natGateway"]) expect(subnet).not.toHaveProperty(key);
  });

  it("is route-based, with a zone-redundant Standard address and the site as its default", async () => {
    const resources = await vpn();
    const gateway = only(resources, ":VirtualNetworkGateway").inputs;
    expect(gateway).toMatchObject({
      gatewayType: "Vpn", vpnType: "RouteBased", sku: { name: "VpnGw1AZ", tier: "VpnGw1AZ" }, activeActive: false, enableBgp: false, gatewayDefaultSite: { id: "site-id" },
      ipConfigurations: [{ subnet: { id: "gateway-id" }, publicIPAddress: { id: "gateway-id" } }],
    });
    expect(only(resources, ":PublicIPAddress").inputs).toMatchObject({ sku: { name: "Standard" }, publicIPAllocationMethod: "Static", zones: ["1", "2", "3"] });
  });

  it("has two addresses when active-active, and none of zones where a region has none", async () => {
    const resources = await vpn({ activeActive: true, zones: [] });
    expect((only(resources, ":VirtualNetworkGateway").inputs["ipConfigurations"] as unknown[]).length).toBe(2);
    const addresses = resources.filter(({ type }) => type.endsWith(":PublicIPAddress"));
    expect(addresses.map(({ inputs }) => inputs["publicIpAddressName"])).toEqual(["pip-vgw", "pip-vgw-2"]);
    for (const { inputs } of addresses) expect(inputs).not.toHaveProperty("zones");
  });

  it("knows the site by device, ranges and, with BGP, its autonomous system", async () => {
    expect(only(await vpn(), ":LocalNetworkGateway").inputs).toMatchObject({ gatewayIpAddress: "198.51.100.7", localNetworkAddressSpace: { addressPrefixes: ["192.168.0.0/16"] } });
    expect(only(await vpn(), ":LocalNetworkGateway").inputs).not.toHaveProperty("bgpSettings");
    const learned = await vpn({ defaultSite: false, site: { address: "198.51.100.7", ranges: ["192.168.0.0/16"], bgp: { asn: 65010, peerAddress: "192.168.0.1" } } });
    expect(only(learned, ":LocalNetworkGateway").inputs).toMatchObject({ bgpSettings: { asn: 65010, bgpPeeringAddress: "192.168.0.1" } });
    expect(only(learned, ":VirtualNetworkGateway").inputs).toMatchObject({ enableBgp: true });
    expect(only(learned, ":VirtualNetworkGateway").inputs).not.toHaveProperty("gatewayDefaultSite");
    expect(only(learned, ":VirtualNetworkGatewayConnection").inputs).toMatchObject({ enableBgp: true });
  });

  it("connects gateway and site by IKEv2 with the pre-shared key, which stays a secret", async () => {
    expect(only(await vpn(), ":VirtualNetworkGatewayConnection").inputs).toMatchObject({
      connectionType: "IPsec", connectionProtocol: "IKEv2", virtualNetworkGateway1: { id: "gateway-id" }, localNetworkGateway2: { id: "site-id" }, sharedKey: { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value: "hunter2" },
    });
  });
});
