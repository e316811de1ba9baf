/** Which ranges of a plan meet, and whether they may: networks, subnets, pods, services, on-premises, and what Azure keeps for itself. */
import { cidrContains, cidrsOverlap, parseCidr } from "../../facts/cidrs";
import { FORBIDDEN_RANGES } from "../../facts/network-models";
import { NO_VNET_RANGES } from "../../facts/ranges";
import type { IpPlan, RangeOverlap } from "../model/address-results";
import { groupedBy } from "../model/once";
import { sameText } from "../model/read";
import type { ClusterSummary } from "../model/results";
import { addressRanges, gatewayNetworks, managedNetworkOf, networkKey, networksOf, peeringsIn, type AddressRange, type RangesInput } from "./address-ranges";
import { isUnnamed } from "./subnets";

type Judgement = Pick<RangeOverlap, "verdict" | "says" | "source">;

const VNET = "azure-docs, virtual-networks-faq.md";
const SIZING = "azure-aks-docs, concepts-network-ip-address-planning.md, concepts-network-azure-cni-overlay.md, as of 2026-08-21";
const SERVICE = "azure-aks-docs, concepts-network-legacy-cni.md, as of 2026-08-21; bicep-types-az, ContainerServiceNetworkProfile.serviceCidr@2026-05-01; Azure/AKS#1117 (ServiceCidrOverlapExistingSubnetsCidr)";
const FORBIDDEN = "azure-aks-docs, concepts-network-cni-overview.md, as of 2026-08-21";
const PEERING = "azure-docs, virtual-network-peering-overview.md";
const GATEWAY = "azure-docs, vpn-gateway, site-to-site";

const broken = (says: string, source: string): Judgement => ({ verdict: "broken", says, source });
const allowed = (says: string, source: string): Judgement => ({ verdict: "allowed", says, source });
const undecided = (says: string, source: string): Judgement => ({ verdict: "undecided", says, source });

/** How the networks of a plan hang together. */
interface Topology {
  /** The networks that each cluster is in. */
  readonly networks: ReadonlyMap<string, ReadonlySet<string>>;
  readonly isPeered: (a: string, b: string) => boolean;
  /** True where a peering of the network leads nobody knows where. */
  readonly mayBePeered: (network: string) => boolean;
  /** Whether what is on-premises reaches a network; undefined where that is not known. */
  readonly reachesSite: (network: string) => boolean | undefined;
  /** True where some subnet that may be of a network has a range that is not known. */
  readonly hasUnknownSubnets: (network: string) => boolean;
}

function topologyOf(input: RangesInput, peerings: ReturnType<typeof peeringsIn>): Topology {
  const gateways = gatewayNetworks(input.subnets);
  const unknownSubnets = new Set(input.subnets.flatMap(subnet => (subnet.prefixes.length === 0 ? [networkKey(subnet)] : [])));
  const pairOf = (a: string, b: string): string => JSON.stringify(a < b ? [a, b] : [b, a]);
  const pairs = new Set(peerings.flatMap(({ from, to }) => (from === undefined || to === undefined ? [] : [pairOf(from, to)])));
  const isPeered = (a: string, b: string): boolean => pairs.has(pairOf(a, b));
  const open = new Set(peerings.flatMap(peering => (peering.open ? peering.from ?? [] : [])));
  const led = new Set(peerings.flatMap(({ from, to }) => (from === undefined ? to ?? [] : [])));
  const anywhere = peerings.some(({ from, to }) => from === undefined && to === undefined);
  const mayBePeered = (network: string): boolean => anywhere || open.has(network) || led.has(network);
  return {
    networks: new Map(input.clusters.map(cluster => [cluster.resource, cluster.virtualNetwork === "managed" ? new Set([managedNetworkOf(cluster)]) : networksOf(cluster, input)])),
    isPeered, mayBePeered,
    reachesSite: network => (gateways.has(network) ? true : gateways.size === 0 || mayBePeered(network) || [...gateways].some(each => isPeered(each, network)) ? undefined : false),
    hasUnknownSubnets: network => unknownSubnets.has(undefined) || unknownSubnets.has(network),
  };
}

const OF_A_CLUSTER: readonly string[] = ["pods", "services"];

function betweenNetworks(a: AddressRange, b: AddressRange, { isPeered, mayBePeered }: Topology): Judgement {
  if (a.network === b.network) return broken("Azure takes no network whose own ranges meet", VNET);
  if (a.network !== undefined && b.network !== undefined && isPeered(a.network, b.network)) return broken("Azure peers no networks whose ranges meet", PEERING);
  if ([a.network, b.network].some(each => each !== undefined && mayBePeered(each))) return undecided("whether the two are peered is not known", PEERING);
  return allowed("networks that are not connected may have the same addresses", VNET);
}

const isInline = ({ end }: AddressRange): boolean => end.path?.startsWith("inputs.subnets[") ?? false;

/** Undefined where the pair says nothing: subnets of two networks meet where the networks do. */
function betweenSubnets(a: AddressRange, b: AddressRange): Judgement | undefined {
  if (a.network === undefined || a.network !== b.network) return undefined;
  // One that is described in its network and declared beside it is one.
  const isSame = !isUnnamed(a.end) && sameText(a.end.name, b.end.name) && isInline(a) !== isInline(b);
  return isSame ? undefined : broken("Azure takes no subnets of one network that meet", VNET);
}

const WHAT: Readonly<Record<string, string>> = { pods: "the pods' range", services: "the service range" };
const UNREACHED = "packets of pods to these addresses never leave the cluster";

/** A cluster's range and a subnet of a network that it is in. */
function besideSubnet({ end }: AddressRange): Judgement {
  return end.kind === "services"
    ? broken("Azure refuses a service range that meets a subnet of the cluster's network (ServiceCidrOverlapExistingSubnetsCidr)", SERVICE)
    : broken(`${WHAT[end.kind] ?? end.kind} must not meet a subnet of the cluster's network: ${UNREACHED}`, SIZING);
}

/** Of services the sources differ: the documents want the range outside of the network, the API only apart from its subnets. Of pods the API asks nothing. */
function insideNetwork({ end }: AddressRange, unknownSubnets: boolean): Judgement {
  const services = end.kind === "services";
  const asked = `AKS's documentation wants it outside of the network${services ? "; the API's own text asks only that it \"must not overlap with any Subnet IP ranges\"" : ""}`;
  return { verdict: "risk", says: `${WHAT[end.kind] ?? end.kind} lies in the network, ${unknownSubnets ? "and whether apart from its subnets is not known" : "apart from its subnets"}. ${asked}. A subnet that is made there later breaks it`, source: services ? SERVICE : SIZING };
}

/** @param besides the networks with a subnet that the range meets */
function besideNetwork(range: AddressRange, network: AddressRange, cluster: ClusterSummary, topology: Topology, besides: ReadonlySet<string>): Judgement | undefined {
  const own = topology.networks.get(cluster.resource) ?? new Set();
  const key = network.network ?? "";
  if (own.has(key)) {
    if (network.end.byDefault) return undecided("AKS chooses the range of the network that it makes: it has been this one (estimate)", "listings of real groups, as of 2026-08-21");
    // The subnet has its own line.
    return besides.has(key) ? undefined : insideNetwork(range, topology.hasUnknownSubnets(key));
  }
  if (network.end.byDefault) return undefined;
  if (own.size === 0) return undecided("which network the cluster is in is not known", SIZING);
  if ([...own].some(each => topology.isPeered(each, key))) return broken(`${WHAT[range.end.kind] ?? range.end.kind} must not meet a network that the cluster's is peered with: ${UNREACHED}`, SIZING);
  if ([...own, key].some(each => topology.mayBePeered(each))) return undecided("whether the network is peered with the cluster's is not known", SIZING);
  return allowed("the network is not connected to the cluster's", SIZING);
}

function betweenClusterRanges(a: AddressRange, b: AddressRange, topology: Topology): Judgement {
  if (a.cluster === b.cluster) return broken("the ranges of one cluster must be apart", SIZING);
  if (a.end.kind === "pods" && b.end.kind === "pods" && (a.cluster?.network !== "azure-cni-overlay" || b.cluster?.network !== "azure-cni-overlay")) {
    const first = topology.networks.get(a.cluster?.resource ?? ""), second = topology.networks.get(b.cluster?.resource ?? "");
    if ([...first ?? []].some(each => second?.has(each))) return undecided("that two clusters of one network may share pod addresses is documented of overlays alone", SIZING);
  }
  return allowed("independent clusters may use the same ranges: neither leaves its cluster", SIZING);
}

function besideSite(range: AddressRange, site: AddressRange, topology: Topology): Judgement {
  const networks = range.cluster ? topology.networks.get(range.cluster.resource) ?? new Set<string>() : new Set(range.network === undefined ? [] : [range.network]);
  const reached = [...networks].map(each => topology.reachesSite(each));
  if (networks.size === 0 || (!reached.includes(true) && reached.includes(undefined))) return undecided("whether the network is connected to what is on-premises is not known", GATEWAY);
  if (!reached.includes(true)) return allowed("the network is not connected to what is on-premises", GATEWAY);
  if (range.cluster) return broken(`${WHAT[range.end.kind] ?? range.end.kind} must not meet what is on-premises: ${UNREACHED}`, SIZING);
  return cidrContains(site.cidr, range.cidr) && site.cidr.length < range.cidr.length
    ? allowed("a summary of what is on-premises: within the network its own, narrower range wins", GATEWAY)
    : broken("the same addresses are in the network and on-premises: those on-premises are not reached", GATEWAY);
}

function besidePeer(range: AddressRange, peer: AddressRange, topology: Topology): Judgement | undefined {
  if (range.end.kind === "network") return range.network === peer.network ? broken("Azure peers no networks whose ranges meet", PEERING) : undefined;
  return range.cluster && topology.networks.get(range.cluster.resource)?.has(peer.network ?? "") ? broken(`${WHAT[range.end.kind] ?? range.end.kind} must not meet a network that the cluster's is peered with: ${UNREACHED}`, SIZING) : undefined;
}

/** Of a cluster's range, the networks with a subnet that it meets. */
type Besides = (range: AddressRange) => ReadonlySet<string>;

function judge(a: AddressRange, b: AddressRange, topology: Topology, besides: Besides): Judgement | undefined {
  const pair = (kind: string): readonly [AddressRange, AddressRange] | undefined => (a.end.kind === kind ? [b, a] : b.end.kind === kind ? [a, b] : undefined);
  const kinds = [a.end.kind, b.end.kind];
  if (kinds.every(kind => kind === "network")) return a.end.byDefault || b.end.byDefault ? undefined : betweenNetworks(a, b, topology);
  if (kinds.every(kind => kind === "subnet")) return betweenSubnets(a, b);
  if (kinds.every(kind => OF_A_CLUSTER.includes(kind))) return betweenClusterRanges(a, b, topology);
  const site = pair("on-premises");
  if (site) return OF_A_CLUSTER.includes(site[0].end.kind) || (site[0].end.kind === "network" && !site[0].end.byDefault) ? besideSite(...site, topology) : undefined;
  const peer = pair("peered-network");
  if (peer) return besidePeer(...peer, topology);
  const subnet = pair("subnet");
  if (subnet) return subnet[0].cluster && topology.networks.get(subnet[0].cluster.resource)?.has(subnet[1].network ?? "") ? besideSubnet(subnet[0]) : undefined;
  const network = pair("network");
  return network?.[0].cluster && besideNetwork(network[0], network[1], network[0].cluster, topology, besides(network[0]));
}

/** What Azure keeps from every network, and AKS from the networks, pods and services of its clusters. */
function reservedOverlaps(ranges: readonly AddressRange[], { networks }: Topology): readonly RangeOverlap[] {
  const hosts = new Set([...networks.values()].flatMap(each => [...each]));
  return ranges.flatMap(({ end, cidr, network }) => {
    const isNetwork = end.kind === "network";
    if (end.byDefault || !(isNetwork || end.kind === "pods" || end.kind === "services")) return [];
    const kept: readonly string[] = !isNetwork ? FORBIDDEN_RANGES : hosts.has(network ?? "") ? [...new Set<string>([...NO_VNET_RANGES, ...FORBIDDEN_RANGES])] : NO_VNET_RANGES;
    return kept.filter(text => { const reserved = parseCidr(text); return reserved && cidrsOverlap(cidr, reserved); }).map((prefix): RangeOverlap => {
      const byAks = FORBIDDEN_RANGES.some(each => each === prefix);
      return { a: end, b: { kind: "reserved", name: byAks ? "kept by AKS" : "of no network", prefix }, ...broken(byAks ? "AKS keeps it: no network, pods or services of a cluster may meet it" : "no virtual network may have it", byAks ? FORBIDDEN : VNET) };
    });
  });
}

/**
 * Every two ranges that meet, once. Prefixes lie in one another or apart: sorted by their beginning, the widest first, those that hold the next one are those that have not ended before it. So the time is
 * that of sorting, and of the pairs.
 */
function meeting(ranges: readonly AddressRange[]): readonly (readonly [AddressRange, AddressRange])[] {
  const sorted = [...ranges].sort(({ cidr: a }, { cidr: b }) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : a.length - b.length));
  const around: AddressRange[] = [];
  return sorted.flatMap(range => {
    for (let last = around.at(-1); last !== undefined && !cidrContains(last.cidr, range.cidr); last = around.at(-1)) around.pop();
    const pairs = around.map(outer => [outer, range] as const);
    around.push(range);
    return pairs;
  });
}

/** Subnets of one network with what may not meet them: of two networks they say nothing, and networks are often alike. */
function besideSubnets(ranges: readonly AddressRange[], { networks }: Topology): ReadonlyMap<string, readonly AddressRange[]> {
  const subnets = groupedBy(ranges, ({ end, network }) => (end.kind === "subnet" ? network : undefined));
  const clusters = groupedBy(ranges.flatMap(range => [...(networks.get(range.cluster?.resource ?? "") ?? [])].map(network => ({ network, range }))), ({ network }) => network);
  return new Map([...subnets].map(([network, own]) => [network, [...own, ...(clusters.get(network) ?? []).map(({ range }) => range)]]));
}

/** Every two ranges that meet, in the order of their declaration, and the ranges that are not known. */
export function rangeOverlaps(input: RangesInput): Pick<IpPlan, "overlaps" | "unknownRanges"> {
  const peerings = peeringsIn(input.graph);
  const { known, unknown } = addressRanges(input, peerings);
  const topology = topologyOf(input, peerings);
  const isSubnet = ({ end }: AddressRange): boolean => end.kind === "subnet";
  const ofNetworks = [...besideSubnets(known, topology)].map(([network, ranges]) => ({ network, pairs: meeting(ranges).filter(pair => pair.some(isSubnet)) }));
  const met = new Map<AddressRange, Set<string>>();
  for (const { network, pairs } of ofNetworks) for (const range of pairs.flat()) met.set(range, (met.get(range) ?? new Set()).add(network));
  const places = new Map(known.map((range, index) => [range, index]));
  const placeOf = (range: AddressRange): number => places.get(range) ?? 0;
  const pairs = [...meeting(known.filter(range => !isSubnet(range))), ...ofNetworks.flatMap(each => each.pairs)]
    .map(([a, b]) => (placeOf(a) < placeOf(b) ? [a, b] as const : [b, a] as const)).sort(([a, b], [c, d]) => placeOf(a) - placeOf(c) || placeOf(b) - placeOf(d));
  const overlaps = [...pairs.flatMap(([a, b]): readonly RangeOverlap[] => {
    const judgement = judge(a, b, topology, range => met.get(range) ?? new Set());
    return judgement ? [{ a: a.end, b: b.end, ...judgement }] : [];
  }), ...reservedOverlaps(known, topology)];
  return { ...(overlaps.length > 0 && { overlaps }), ...(unknown.length > 0 && { unknownRanges: unknown }) };
}
