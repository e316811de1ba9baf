/** Held against cloud-provider-azure, reconcileFrontendIPConfigs, and what Azure says of addresses in a subnet: it keeps the first four and the last. */
import { describe, expect, it } from "@jest/globals";
import { prefixAround, parseAddress } from "../../../facts/addresses";
import { frontEndFor, type FrontEnd, type FrontEndInput } from "./front-ends";
import type { AzureNetwork } from "./network";
import { FRONT_END, INTERNAL, refusalOf, service, type ServiceOptions } from "./testing";

const VNET = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet";
const subnet = (name: string, first: string, length: number) => ({ name, id: `${VNET}/subnets/${name}`, prefix: prefixAround(parseAddress(first) ?? 0, length) });

/** `services` has three addresses to give: 10.240.1.4 to 10.240.1.6. */
const NETWORK: AzureNetwork = {
  virtualNetwork: { name: "vnet", id: VNET, prefixes: [prefixAround(parseAddress("10.240.0.0") ?? 0, 16)] },
  subnets: [subnet("aks", "10.240.0.0", 24), subnet("services", "10.240.1.0", 29)], nodesSubnet: "aks",
  nodeResourceGroup: "/subscriptions/0/resourceGroups/MC_rg_aks_canadacentral", region: "canadacentral", identity: "id-control-plane", grants: [{ scope: VNET, right: "join" }],
};

interface Given extends Partial<Omit<FrontEndInput, "service">> { readonly spec?: ServiceOptions["spec"] }

const publicFrontEnd = (annotations: ServiceOptions["annotations"] = {}, { spec, ...given }: Given = {}): FrontEnd =>
  frontEndFor({ network: NETWORK, taken: [], others: [], ...given, service: service({ annotations, spec }) });
const internal = (annotations: ServiceOptions["annotations"] = {}, given: Given = {}): FrontEnd => publicFrontEnd({ ...INTERNAL, ...annotations }, given);

const taken = (...addresses: string[]): FrontEndInput["taken"] => addresses.map(address => ({ address, by: `the owner of ${address}` }));
const others = (...addresses: string[]): readonly FrontEnd[] => addresses.map(address => ({ ...FRONT_END, name: `front end of ${address}`, address }));
const fixed = (address: string) => ({ "azure-load-balancer-ipv4": address });

describe("an internal front end", () => {
  it("gets the first address of its subnet that Azure does not keep and nobody has", () => {
    expect(internal()).toEqual({ name: FRONT_END.name, loadBalancer: "kubernetes-internal", subnet: "services", address: "10.240.1.4" });
    expect(internal({}, { taken: taken("10.240.1.4"), others: others("10.240.1.5") }).address).toBe("10.240.1.6");
  });

  it("is in the first pool's subnet where it names none, and finds its own whatever the case", () => {
    expect(publicFrontEnd({ "azure-load-balancer-internal": "true" })).toMatchObject({ subnet: "aks", address: "10.240.0.4" });
    expect(internal({ "azure-load-balancer-internal-subnet": "SERVICES" })).toMatchObject({ subnet: "services", address: "10.240.1.4" });
  });

  it.each<readonly [string, string, string, Given]>([
    ["keeps the one that it has", "10.240.1.6", "10.240.1.6", {}],
    ["gets a new one where its subnet does not hold the old", "10.240.0.9", "10.240.1.4", {}],
    ["gets a new one where another has got the old", "10.240.1.6", "10.240.1.4", { others: others("10.240.1.6") }],
  ])("%s", (_what, current, address, given) => {
    expect(internal({}, { current, ...given }).address).toBe(address);
  });

  it.each(["10.240.1.4", "10.240.1.6"])("gets %s where it asks for it: the first and the last of the subnet that can be had", address => {
    expect(internal(fixed(address), { current: "10.240.1.5" })).toMatchObject({ address, subnet: "services", name: FRONT_END.name });
  });

  it("is asked for by the annotation before the older field", () => {
    const spec = { loadBalancerIP: "10.240.1.5" };
    expect([internal({}, { spec }).address, internal(fixed("10.240.1.6"), { spec }).address]).toEqual(["10.240.1.5", "10.240.1.6"]);
  });

  it("is shared with the Service that has the address at the same load balancer", () => {
    const [shared] = others("10.240.1.5");
    expect(internal(fixed("10.240.1.5"), { others: others("10.240.1.4", "10.240.1.5") })).toEqual(shared);
  });

  it("has no DNS label, which belongs to public addresses", () => {
    expect(internal({ "azure-dns-label-name": "sorting" })).not.toHaveProperty("dnsLabel");
  });
});

describe("an internal front end is refused", () => {
  it.each<readonly [string, string, ServiceOptions["annotations"], Given]>([
    ["where no address is left", "SubnetIsFull", {}, { taken: taken("10.240.1.4", "10.240.1.6"), others: others("10.240.1.5") }],
    ["an address that is none", "InvalidIPAddressFormat", fixed("10.240.1.300"), {}],
    ["an address of another subnet", "PrivateIPAddressNotInSubnet", fixed("10.240.0.9"), {}],
    ["the address before the subnet", "PrivateIPAddressNotInSubnet", fixed("10.240.0.255"), {}],
    ["the subnet's own address", "PrivateIPAddressInReservedRange", fixed("10.240.1.0"), {}],
    ["the last of the first four", "PrivateIPAddressInReservedRange", fixed("10.240.1.3"), {}],
    ["the subnet's last address", "PrivateIPAddressInReservedRange", fixed("10.240.1.7"), {}],
    ["an address that something has", "PrivateIPAddressIsAllocated", fixed("10.240.1.5"), { taken: taken("10.240.1.5") }],
    ["a subnet that is not there", "SubnetNotFound", { "azure-load-balancer-internal-subnet": "elsewhere" }, {}],
    ["a subnet that the identity may not see", "AuthorizationFailed", {}, { network: { ...NETWORK, grants: [{ scope: `${VNET}/subnets/aks`, right: "join" }] } }],
    ["a subnet that the identity may only see", "LinkedAuthorizationFailed", {}, { network: { ...NETWORK, grants: [{ scope: VNET, right: "read" }] } }],
    ["another address family", "NotImitated", {}, { spec: { ipFamilies: ["IPv4", "IPv6"] } }],
  ])("%s: %s", (_what, code, annotations, given) => {
    expect(refusalOf(() => internal(annotations, given))?.code).toBe(code);
  });

  it("in words that name the owner of the address, or the right that is missing and where", () => {
    expect(refusalOf(() => internal(fixed("10.240.1.5"), { taken: taken("10.240.1.5") }))?.message).toContain("the owner of 10.240.1.5");
    const message = refusalOf(() => internal({}, { network: { ...NETWORK, grants: [] } }))?.message;
    for (const words of ["HTTPStatusCode: 403", "id-control-plane", "subnets/read", `${VNET}/subnets/services`]) expect(message).toContain(words);
  });
});

describe("a public front end", () => {
  it("needs no subnet and no right, and gets an address that nobody has, which it keeps", () => {
    const network = { ...NETWORK, grants: [] }, first = publicFrontEnd({}, { network }), second = publicFrontEnd({}, { network, others: [first] });
    expect(first).toEqual({ name: "a0a1b2c3d4e5f60718293a4b5c6d7e8f", loadBalancer: "kubernetes", address: expect.stringMatching(/^192\.0\.2\.\d+$/) });
    expect(second.address).not.toBe(first.address);
    expect(publicFrontEnd({}, { network, current: second.address }).address).toBe(second.address);
  });

  it("has a DNS label that nobody else has in the region", () => {
    const label = { "azure-dns-label-name": "sorting-1" }, made = publicFrontEnd(label);
    expect(made.dnsLabel).toBe("sorting-1");
    expect(refusalOf(() => publicFrontEnd(label, { others: [made] }))?.message).toContain("sorting-1.canadacentral.cloudapp.azure.com");
  });

  it.each(["Sorting", "1sorting", "sorting-", "so_rting", "so", `s${"o".repeat(63)}`])("is refused the DNS label %j", label => {
    expect(refusalOf(() => publicFrontEnd({ "azure-dns-label-name": label }))?.code).toBe("InvalidDomainNameLabel");
  });

  it("that asks for an address which a public IP of the cluster has is beyond the stand-in, and told so", () => {
    const made = publicFrontEnd({});
    expect(refusalOf(() => publicFrontEnd(fixed(made.address), { others: [made] }))?.message).toContain("a public address that is asked for by itself");
  });

  it("is refused an address that the resource group does not have", () => {
    expect(refusalOf(() => publicFrontEnd(fixed("20.1.2.3")))?.message).toContain("20.1.2.3 was not found in resource group MC_rg_aks_canadacentral");
  });
});
