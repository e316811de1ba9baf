/** What the way out of the nodes' traffic must keep with the network, the VPN, the API server and the service. */
import { containsAddress, containsPrefix, parseAddress, parsePrefix, parsePrefixes } from "../../facts/addresses";
import { OUTBOUND_LOAD_BALANCER } from "../../facts/egress";
import { surgeNodes } from "../../facts/ip-demand";
import { MODEL_FACTS } from "../../facts/network-models";
import { PRIVATE_RANGES } from "../../facts/ranges";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";
import { overlapProblems, range } from "./network";
import { poolNodes } from "./pools";

type Network = Sections["network"];
type Hybrid = Sections["hybrid"];
type Routed = Extract<Network["egress"], { readonly kind: "userDefinedRouting" }>;

const TYPES = "azure-aks-docs, egress-outboundtype.md";
const ROUTES = "azure-aks-docs, egress-udr.md";
const SITES = "azure-docs, vpn-gateway/about-site-to-site-tunneling.md";

/** NAT gateways and routes of our own sit on a subnet of our own. */
function placeProblems({ egress, vnet, model }: Network): Problem[] {
  if (egress.kind === "loadBalancer" || vnet) return [];
  const routes = egress.kind === "userDefinedRouting" && model === "kubenet" ? "; with kubenet AKS would have to write its own routes into the table, too, with a user-assigned identity" : "";
  return [{ path: "network.egress.kind", found: `${shown(egress.kind)} without a vnet`, allowed: `loadBalancer where AKS owns the VNet: ${egress.kind} needs a subnet of our own${routes}`, nearest: "loadBalancer", source: TYPES }];
}

/** The most nodes with their ports must find room on the public addresses. */
function portProblems({ egress }: Network, pools: Sections["nodePools"]): Problem[] {
  const ports = egress.kind === "loadBalancer" ? egress.portsPerNode ?? 0 : 0;
  if (egress.kind !== "loadBalancer" || ports === 0) return [];
  const nodes = pools.reduce((sum, pool) => sum + poolNodes(pool).most + (surgeNodes(pool.maxSurge, poolNodes(pool).most) ?? 0), 0);
  const addresses = egress.addresses ?? OUTBOUND_LOAD_BALANCER.addresses.byDefault;
  const room = addresses * OUTBOUND_LOAD_BALANCER.portsPerAddress;
  if (nodes * ports <= room) return [];
  const step = OUTBOUND_LOAD_BALANCER.portsPerNode.step;
  return [{
    path: "network.egress.portsPerNode", found: `${ports} ports for each of ${nodes} nodes at most, surge included`, allowed: `room on ${addresses} ${addresses === 1 ? "address" : "addresses"} of ${OUTBOUND_LOAD_BALANCER.portsPerAddress} ports each`,
    nearest: String(Math.floor(room / nodes / step) * step), source: "azure-aks-docs, configure-load-balancer-standard.md",
  }];
}

/** A next hop is a private address that is reached without the route that names it. */
function applianceProblems(egress: Routed, network: Network, hybrid: Hybrid): Problem[] {
  const address = egress.nextHop.kind === "virtualAppliance" ? parseAddress(egress.nextHop.address) : undefined;
  const vnet = network.vnet && parsePrefix(network.vnet.addressSpace);
  if (egress.nextHop.kind !== "virtualAppliance" || address === undefined || !vnet) return [];
  const path = "network.egress.nextHop.address";
  const own = [...range("", "the AKS subnet, whose packets it would send back to itself", network.vnet?.subnets.aks ?? ""), ...range("", "GatewaySubnet", hybrid?.gatewaySubnet ?? ""),
    ...range("", "the service CIDR", network.serviceCidr), ...(MODEL_FACTS[network.model].podsFrom === "pod CIDR" ? range("", "the pod CIDR", network.podCidr) : []),
    ...(hybrid?.site.ranges ?? []).flatMap(text => range("", "an on-premises range: a next hop lies in this VNet or in a peered one", text))];
  const inside = own.filter(({ prefix }) => containsAddress(prefix, address));
  if (inside.length > 0) return inside.map(({ title, prefix }) => ({ path, found: shown(egress.nextHop.kind === "virtualAppliance" && egress.nextHop.address), allowed: `an address outside ${prefix.text}, ${title}`, source: ROUTES }));
  const isPrivate = containsAddress(vnet, address) || parsePrefixes(PRIVATE_RANGES).some(each => containsAddress(each, address));
  return isPrivate ? [] : [{ path, found: shown(egress.nextHop.address), allowed: "a private address of a firewall in this VNet or in a peered one", source: ROUTES }];
}

/** @param hybrid the VPN; `unread` where its settings have mistakes of their own */
function tunnelProblems({ egress }: Network, hybrid: Hybrid | "unread"): Problem[] {
  if (hybrid === "unread") return [];
  const forced = egress.kind === "userDefinedRouting" && egress.nextHop.kind === "virtualNetworkGateway";
  if (forced && !hybrid) return [{ path: "network.egress.nextHop.kind", found: `${shown("virtualNetworkGateway")} without hybrid`, allowed: "a VPN gateway in hybrid that the route leads to, or virtualAppliance", source: ROUTES }];
  if (forced && hybrid && !hybrid.defaultSite && !hybrid.site.bgp) return [{
    path: "hybrid.defaultSite", found: "false, and no site.bgp", allowed: "true, or site.bgp from which the gateway learns a default route: otherwise it has nowhere to send 0.0.0.0/0", nearest: "true", source: SITES,
  }];
  if (hybrid?.defaultSite && egress.kind !== "userDefinedRouting") return [{
    path: "hybrid.defaultSite", found: `true with egress by ${egress.kind}`, allowed: "false, or egress.kind userDefinedRouting: a default site draws the traffic of every subnet without a default route of its own into the tunnel", nearest: "false", source: SITES,
  }];
  return [];
}

/** Nodes call the API server from the address that their traffic leaves with; Azure lets in only that of its own load balancer unasked. */
function apiServerProblems(egress: Routed, { access, authorizedIpRanges }: Sections["cluster"]["apiServer"]): Problem[] {
  if (access !== "authorized-ranges") return [];
  const path = "network.egress.publicRanges";
  const source = "azure-aks-docs, egress-outboundtype.md, api-server-authorized-ip-ranges.md";
  if (egress.publicRanges.length === 0) return [{ path, found: "no range", allowed: "the public ranges that the nodes' traffic leaves with: with access authorized-ranges the API server must let them in", source }];
  const authorized = parsePrefixes(authorizedIpRanges);
  return egress.publicRanges.flatMap((text, index): Problem[] => {
    const own = parsePrefix(text);
    return !own || authorized.some(each => containsPrefix(each, own)) ? [] : [{ path: `${path}[${index}]`, found: shown(text), allowed: "a range within cluster.apiServer.authorizedIpRanges, or the nodes cannot reach the API server", source }];
  });
}

function publicRangeProblems({ publicRanges }: Routed): Problem[] {
  const ranges = publicRanges.flatMap((text, index) => range(`network.egress.publicRanges[${index}]`, "another range", text));
  const own = ranges.filter(({ prefix }) => [...parsePrefixes(PRIVATE_RANGES)].some(each => containsPrefix(each, prefix) || containsPrefix(prefix, each)));
  return [...overlapProblems(ranges, ROUTES), ...own.map(({ path, prefix }): Problem => ({ path, found: shown(prefix.text), allowed: "a public range: the one that the internet sees", source: ROUTES }))];
}

/** Answers to a public front end would leave by the default route, not the way they came, and be dropped. The gateway is the cluster's own: it is there without apps, too. */
function exposureProblems(apps: Sections["apps"] | undefined, ingress: Sections["ingress"]): Problem[] {
  const frontEnds = [
    ...(apps?.enabled ? [{ path: "apps.sorting.exposure.kind", kind: apps.sorting.exposure.kind }] : []),
    ...(ingress ? [{ path: "ingress.exposure.kind", kind: ingress.exposure.kind }] : []),
  ];
  return frontEnds.filter(({ kind }) => kind === "public").map(({ path }) => ({
    path, found: `${shown("public")} with egress by userDefinedRouting`, allowed: "internal: answers to a public front end would leave through the default route and be dropped there", nearest: "internal",
    source: "azure-aks-docs, limit-egress-traffic.md",
  }));
}

export interface EgressContext {
  readonly network: Network;
  readonly hybrid: Hybrid | "unread";
  readonly nodePools?: Sections["nodePools"] | undefined;
  readonly cluster?: Sections["cluster"] | undefined;
  readonly apps?: Sections["apps"] | undefined;
  readonly ingress?: Sections["ingress"];
}

export function egressProblems({ network, hybrid, nodePools, cluster, apps, ingress }: EgressContext): readonly Problem[] {
  const { egress } = network;
  const routed = egress.kind === "userDefinedRouting" ? [
    ...applianceProblems(egress, network, hybrid === "unread" ? undefined : hybrid), ...publicRangeProblems(egress),
    ...(cluster ? apiServerProblems(egress, cluster.apiServer) : []), ...exposureProblems(apps, ingress),
  ] : [];
  return [...placeProblems(network), ...(nodePools ? portProblems(network, nodePools) : []), ...tunnelProblems(network, hybrid), ...routed];
}
