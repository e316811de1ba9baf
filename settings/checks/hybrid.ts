/** What a site-to-site VPN must keep with the network, and its key with being a secret. */
import { containsAddress, containsPrefix, parseAddress, parsePrefix, parsePrefixes, prefixAround } from "../../facts/addresses";
import { FORBIDDEN_RANGES, MODEL_FACTS } from "../../facts/network-models";
import { NO_VNET_RANGES, PRIVATE_RANGES, SHARED_RANGE } from "../../facts/ranges";
import { BGP_SOURCE, GATEWAY_SUBNET, isReservedAsn } from "../../facts/vpn-gateway";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";
import { overlapProblems, range } from "./network";

type Network = Sections["network"];
type Vpn = NonNullable<Sections["hybrid"]>;

function gatewaySubnetProblems({ gatewaySubnet }: Vpn, { vnet }: Network): Problem[] {
  const path = "hybrid.gatewaySubnet";
  const prefix = parsePrefix(gatewaySubnet);
  const space = vnet && parsePrefix(vnet.addressSpace);
  if (!vnet) return [{ path: "hybrid", found: "a VPN without a vnet", allowed: "a network.vnet of our own, in which the gateway stands: the VNet that AKS makes is not ours to change" }];
  if (!prefix || !space) return [];
  const problems: Problem[] = [];
  if (prefix.length > GATEWAY_SUBNET.longest) problems.push({ path, found: shown(prefix.text), allowed: `a /${GATEWAY_SUBNET.longest} or larger`, nearest: prefixAround(prefix.first, GATEWAY_SUBNET.longest).text, source: GATEWAY_SUBNET.source });
  if (!containsPrefix(space, prefix)) problems.push({
    path, found: shown(prefix.text), allowed: `a prefix inside the VNet, ${space.text}`, ...(GATEWAY_SUBNET.longest >= space.length && { nearest: prefixAround(space.last, GATEWAY_SUBNET.longest).text }),
  });
  const others = Object.entries(vnet.subnets).flatMap(([name, text]) => (typeof text === "string" ? range(`network.vnet.subnets.${name}`, `the subnet ${name}`, text) : []));
  const overlapping = overlapProblems([...others, ...range(path, "GatewaySubnet", gatewaySubnet)], GATEWAY_SUBNET.source);
  return [...problems, ...overlapping.filter(problem => problem.path === path)];
}

/** A range that is on both sides of the tunnel would never be sent through it. */
function siteRangeProblems({ site }: Vpn, network: Network): Problem[] {
  const here = [
    ...(network.vnet ? range("network.vnet.addressSpace", "the VNet", network.vnet.addressSpace) : []),
    ...range("network.serviceCidr", "the service CIDR", network.serviceCidr),
    ...(MODEL_FACTS[network.model].podsFrom === "pod CIDR" ? range("network.podCidr", "the pod CIDR", network.podCidr) : []),
  ];
  const there = site.ranges.flatMap((text, index) => range(`hybrid.site.ranges[${index}]`, "another on-premises range", text));
  const everybody = there.filter(({ prefix }) => prefix.length === 0);
  if (everybody.length > 0) return everybody.map(({ path, prefix }) => ({ path, found: shown(prefix.text), allowed: "the ranges of the site; its way to everything else is defaultSite or BGP" }));
  const taken = [...NO_VNET_RANGES, ...FORBIDDEN_RANGES].flatMap(text => range("", `${text}, which Azure or AKS keeps`, text));
  const kept = there.flatMap(({ path, prefix }): Problem[] => {
    const by = taken.find(each => containsPrefix(each.prefix, prefix));
    return by ? [{ path, found: shown(prefix.text), allowed: `a range apart from ${by.title}` }] : [];
  });
  return [...overlapProblems([...here, ...there], "azure-aks-docs, concepts-network-ip-address-planning.md, azure-cni-overlay.md").filter(({ path }) => path.startsWith("hybrid.")), ...kept];
}

/** The device answers on the internet; what it speaks BGP from is inside the site. */
function deviceProblems({ site }: Vpn, network: Network): Problem[] {
  const device = parseAddress(site.address);
  const hidden = device !== undefined && parsePrefixes([...PRIVATE_RANGES, SHARED_RANGE, ...NO_VNET_RANGES]).find(each => containsAddress(each, device));
  const problems: Problem[] = hidden ? [{ path: "hybrid.site.address", found: shown(site.address), allowed: `the VPN device's public address, not one of ${hidden.text}` }] : [];
  if (!site.bgp) return problems;
  const { asn, peerAddress } = site.bgp;
  const peer = parseAddress(peerAddress);
  const vnet = network.vnet && parsePrefix(network.vnet.addressSpace);
  if (isReservedAsn(asn)) problems.push({ path: "hybrid.site.bgp.asn", found: shown(asn), allowed: "an autonomous system that neither Azure nor IANA keeps, and other than the gateway's 65515", source: BGP_SOURCE });
  if (peer === undefined) return problems;
  const wrong = peerAddress === site.address ? "another address than the device's public one"
    : vnet && containsAddress(vnet, peer) ? `an address outside the VNet, ${vnet.text}`
      : parsePrefixes(["169.254.0.0/16"]).some(each => containsAddress(each, peer)) ? "no link-local address: custom BGP addresses of the gateway are not built" : undefined;
  if (wrong !== undefined) problems.push({ path: "hybrid.site.bgp.peerAddress", found: shown(peerAddress), allowed: wrong, source: BGP_SOURCE });
  return problems;
}

export const hybridProblems = (hybrid: Vpn, network: Network): readonly Problem[] =>
  [...gatewaySubnetProblems(hybrid, network), ...siteRangeProblems(hybrid, network), ...deviceProblems(hybrid, network)];

/**
 * The key is there where the VPN is, and it is a secret. What it is, is never told.
 * @param given whether the configuration has the key
 * @param secret whether it is encrypted there
 */
export function sharedKeyProblems(hybrid: Sections["hybrid"], given: boolean, secret: boolean): readonly Problem[] {
  const path = "vpnSharedKey";
  const allowed = "an encrypted value: pulumi config set --secret vpnSharedKey";
  if (given) return secret ? [] : [{ path, found: "a key in clear", allowed }];
  return hybrid ? [{ path, found: "nothing", allowed: `${allowed}, which hybrid needs` }] : [];
}
