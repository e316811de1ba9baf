/** The address budget: for every subnet and range what it holds, what is taken at creation, what at the most, and what is left. */
import { AZURE_RESERVED_PER_SUBNET, parsePrefix, sizeOf, smallestSubnetLength, usableIn, type Prefix } from "../../facts/addresses";
import { AKS_DELEGATION, API_SERVER_ENDPOINT_ADDRESSES, STATIC_BLOCK, untouchedBlockAddresses } from "../../facts/ip-demand";
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import { NAT_ADDRESSES } from "../../facts/private-link-service";
import { LARGEST_VNET_LENGTH } from "../../facts/ranges";
import type { ResourceGraph } from "../model/graph";
import type { DemandEvent, DemandEventName, FrontEndAddress, IpPlan, PoolDemand, ReservedAddresses, SubnetBudget } from "../model/address-results";
import { sameText } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import { goesToNone } from "./clusters";
import { roomOf } from "./demand-events";
import { frontEndPlace, placeOf, type KnownPlace, type SubnetPlace } from "./front-ends";
import { nodeInterfaces } from "./node-interfaces";
import { podDemand, poolDemand } from "./pool-demand";
import { clusterAt, hasUnknownPools, poolsOf, possibleSubnets } from "./pools";
import { endpointDemands } from "./private-endpoints";
import { natPlace, privateLinksOf } from "./private-link";
import { rangeOverlaps } from "./range-overlaps";
import { rangeBudgets } from "./ranges";
import type { ServiceFacts } from "./services";
import { clusterUsers, delegationsOf, gatewayReserves, uncountedUsers } from "./subnet-users";
import type { DeclaredSubnet } from "./subnets";

/** What the analysis reads, put together once by the caller. */
export interface IpPlanInput {
  readonly graph: ResourceGraph;
  readonly clusters: readonly ClusterSummary[];
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
  readonly services: readonly ServiceFacts[];
  readonly clusterOf: (service: ServiceFacts) => ClusterSummary | undefined;
}

/** A subnet with all that takes addresses in it. */
interface Tenancy {
  readonly name: string;
  readonly origin: SubnetBudget["origin"];
  readonly declared?: DeclaredSubnet;
  /** Whose subnet it is, where AKS makes it. */
  readonly cluster?: string;
  readonly prefix?: Prefix;
  readonly pools: NodePool[];
  readonly podPools: NodePool[];
  /** Front ends of load balancers, and the API server's endpoint. */
  readonly frontEnds: FrontEndAddress[];
  /** Addresses of declared private endpoints. */
  readonly endpoints: FrontEndAddress[];
  readonly reserved: ReservedAddresses[];
  readonly doubts: string[];
  /** Services that the subnet is delegated to. */
  readonly delegations: string[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function keyOf(place: KnownPlace): string {
  switch (place.origin) {
    case "declared": return `declared ${place.subnet.resource} ${place.subnet.path}`;
    case "managed": return `managed ${place.cluster.resource}`;
    case "elsewhere": return `elsewhere ${[place.resourceGroup, place.virtualNetwork, place.name].join("/").toLowerCase()}`;
  }
}

function untenanted(place: KnownPlace): Pick<Tenancy, "name" | "origin" | "declared" | "cluster" | "prefix"> {
  const { origin } = place;
  switch (origin) {
    case "declared": return { name: place.subnet.name, origin, declared: place.subnet, prefix: place.subnet.prefix };
    case "managed": return { name: MANAGED_SUBNET.name, origin, cluster: place.cluster.resource, prefix: parsePrefix(MANAGED_SUBNET.prefix) };
    case "elsewhere": return { name: place.name, origin };
  }
}

class Tenancies {
  readonly #byKey = new Map<string, Tenancy>();

  at(place: KnownPlace): Tenancy {
    const key = keyOf(place);
    const known = this.#byKey.get(key);
    if (known) return known;
    const made = { ...untenanted(place), pools: [], podPools: [], frontEnds: [], endpoints: [], reserved: [], doubts: [], delegations: [] };
    this.#byKey.set(key, made);
    return made;
  }

  all(): readonly Tenancy[] {
    return [...this.#byKey.values()];
  }
}

function settleTenancies({ graph, clusters, pools, subnets, services, clusterOf }: IpPlanInput): readonly Tenancy[] {
  const tenancies = new Tenancies();
  const users = uncountedUsers(graph, subnets), reserves = gatewayReserves(graph, subnets);
  for (const subnet of subnets) {
    const tenancy = tenancies.at({ origin: "declared", subnet });
    const gateways = reserves.get(subnet);
    if (gateways) tenancy.reserved.push(gateways);
    for (const user of users.get(subnet) ?? []) tenancy.doubts.push(`what ${user} takes is not counted`);
    for (const service of delegationsOf(subnet)) tenancy.delegations.push(service);
  }
  for (const { place, ...use } of clusterUsers({ graph, clusters, pools, subnets })) {
    if (use.reserved) tenancies.at(place).reserved.push(use.reserved);
    else tenancies.at(place).doubts.push(use.doubt);
  }
  // What has no known place may be in any subnet: then no declared one can be said to have room.
  const unplaced = (doubt: string, possible: readonly DeclaredSubnet[] = []): void => { for (const subnet of possible.length > 0 ? possible : subnets) tenancies.at({ origin: "declared", subnet }).doubts.push(doubt); };
  // Which of several clusters it goes to may not be known: then it is in one of the subnets that it would take in each.
  const unplacedService = (service: ServiceFacts, doubt: string, placeIn: (cluster: ClusterSummary) => SubnetPlace | undefined): void => {
    const places = clusterOf(service) || goesToNone(service.resource, graph) ? [] : clusters.map(placeIn);
    unplaced(doubt, places.some(place => place?.origin === "undecided") ? [] : places.flatMap(place => (place?.origin === "declared" ? [place.subnet] : [])));
  };
  const unplacedPool = (pool: NodePool, key: "subnet" | "podSubnet"): void => {
    const possible = possibleSubnets(pool, key, graph, subnets);
    const what = `the subnet of ${key === "subnet" ? "" : "the pods of "}${pool.name ?? "a pool"} is`;
    unplaced(possible.length > 0 ? `${what} one of ${possible.map(({ name }) => name).join(", ")}: which, is not known` : `${what} not known`, possible);
  };
  for (const { name } of clusters.filter(cluster => hasUnknownPools(cluster, graph))) unplaced(`the pools of ${name ?? "a cluster"} are not known`);
  for (const pool of pools) {
    const cluster = clusterAt(pool, clusters);
    if (pool.subnet) tenancies.at(placeOf(pool.subnet, subnets)).pools.push(pool);
    else if (cluster?.virtualNetwork === "managed") tenancies.at({ origin: "managed", cluster }).pools.push(pool);
    else unplacedPool(pool, "subnet");
    if (pool.podSubnet) tenancies.at(placeOf(pool.podSubnet, subnets)).podPools.push(pool);
    else if (pool.podAllocation) unplacedPool(pool, "podSubnet");
  }
  const ownerOfFrontEnd = new Map<FrontEndAddress, ClusterSummary | undefined>();
  for (const service of services) {
    // One doubt for annotations that are not known: whether it is internal at all.
    if (service.type === "LoadBalancer" && service.internalOpen) unplaced(`${service.name}: whether its load balancer is internal is not known`);
    const place = frontEndPlace(service, clusterOf(service), pools, subnets);
    if (!place) continue;
    if (place.origin === "undecided") { unplacedService(service, `${service.name}: ${place.reason}`, cluster => frontEndPlace(service, cluster, pools, subnets)); continue; }
    const { frontEnds } = tenancies.at(place);
    // Services of one cluster that name the same address share it: they are on one load balancer.
    const cluster = clusterOf(service);
    if (service.fixedAddress !== undefined && frontEnds.some(each => each.address === service.fixedAddress && ownerOfFrontEnd.get(each) === cluster)) continue;
    const frontEnd: FrontEndAddress = { resource: service.resource.urn, name: service.name, address: service.fixedAddress };
    ownerOfFrontEnd.set(frontEnd, cluster);
    frontEnds.push(frontEnd);
  }
  for (const { resource, name, subnet, candidates, addresses, doubt } of endpointDemands(graph, subnets)) {
    if (subnet && addresses !== undefined) {
      for (let n = 0; n < addresses; n++) tenancies.at(placeOf(subnet, subnets)).endpoints.push({ resource, name });
    } else if (subnet) tenancies.at(placeOf(subnet, subnets)).doubts.push(doubt);
    else for (const each of candidates) tenancies.at({ origin: "declared", subnet: each }).doubts.push(doubt);
  }
  for (const { service, link } of privateLinksOf(services)) {
    const place = natPlace(service, clusterOf(service), pools, subnets);
    if (place.origin === "undecided") { unplacedService(service, `${link.name}: ${place.reason}`, cluster => natPlace(service, cluster, pools, subnets)); continue; }
    const tenancy = tenancies.at(place);
    if (link.natAddresses === undefined) tenancy.doubts.push(`how many addresses ${link.name} takes is not known`);
    for (let n = 0; n < Math.min(link.natAddresses ?? 0, NAT_ADDRESSES.max); n++) tenancy.frontEnds.push({ resource: service.resource.urn, name: link.name });
  }
  for (const cluster of clusters) {
    const endpoint = cluster.privateApiServer ? cluster.privateApiServer.endpoint : cluster.apiServer === "undecided" ? undefined : false;
    if (endpoint === false) continue;
    const first = poolsOf(cluster, pools)[0]?.subnet;
    const place: KnownPlace | undefined = first ? placeOf(first, subnets) : cluster.virtualNetwork === "managed" ? { origin: "managed", cluster } : undefined;
    // Without a known subnet of the first pool, that pool is a doubt for every subnet already.
    if (!place) continue;
    if (endpoint === undefined) tenancies.at(place).doubts.push("whether the API server has a private endpoint is not known");
    else for (let n = 0; n < API_SERVER_ENDPOINT_ADDRESSES; n++) tenancies.at(place).frontEnds.push({ resource: cluster.resource, name: "kube-apiserver" });
  }
  return tenancies.all();
}

/** The smallest prefix for so many addresses; undefined where no network is that wide. Blocks of static allocation leave the first and the last of a subnet alone. */
function smallestPrefix(addresses: number, inBlocks: boolean): string | undefined {
  const length = smallestSubnetLength(inBlocks ? addresses + 2 * STATIC_BLOCK.size - AZURE_RESERVED_PER_SUBNET : addresses);
  return length < LARGEST_VNET_LENGTH ? undefined : `/${length}`;
}

function unknownPrefix(declared: DeclaredSubnet | undefined): string {
  const several = declared?.prefixes.filter(({ text }) => parsePrefix(text)).length ?? 0;
  return several > 1 ? `it has ${several} IPv4 prefixes, and how they are used is not known` : "its prefix is not known";
}

/** Pods and API servers of AKS are counted, whatever else a subnet is delegated to is not. */
const delegationDoubts = ({ delegations, podPools, reserved }: Tenancy): readonly string[] =>
  delegations.filter(service => podPools.length + reserved.length === 0 || !sameText(service, AKS_DELEGATION.service)).map(service => `what ${service}, to which it is delegated, takes is not counted`);

/** Why it is not said whether what is reserved has room. Of API servers Azure says what they keep at the least, of gateways which subnet it advises. */
function crowdedBy(reserved: readonly ReservedAddresses[], usable: number | undefined, clusters: readonly ClusterSummary[]): string {
  const names = reserved.map(({ name }) => name).join(", ");
  const ofClusters = reserved.every(({ resource }) => clusters.some(cluster => cluster.resource === resource));
  return ofClusters ? `AKS keeps ${sum(reserved.map(({ addresses }) => addresses))} addresses at the least for ${names}, and ${usable ?? 0} can be had` : `what ${names} takes of so small a subnet is not documented`;
}

function budget(tenancy: Tenancy, clusters: readonly ClusterSummary[]): SubnetBudget {
  const { name, origin, declared, prefix } = tenancy;
  const frontEnds = [...tenancy.frontEnds, ...tenancy.endpoints];
  const usable = prefix && usableIn(prefix);
  // What gateways have for themselves is an estimate: it may fill a subnet, but not be too much for it.
  const fits = tenancy.reserved.length === 0 || usable === undefined || frontEnds.length + sum(tenancy.reserved.map(({ addresses }) => addresses)) <= usable;
  const reserved = fits ? tenancy.reserved : [];
  // Two clusters may name their pools alike; with one there is nothing to tell apart.
  const several = clusters.length > 1;
  const ownerOf = ({ cluster }: NodePool): Pick<PoolDemand, "cluster"> => (several && cluster !== undefined ? { cluster } : {});
  const demands = [
    ...tenancy.pools.map(pool => ({ ...poolDemand(pool, clusterAt(pool, clusters)), owner: ownerOf(pool) })),
    ...tenancy.podPools.map(pool => ({ ...podDemand(pool), owner: ownerOf(pool) })),
  ];
  const pools = demands.flatMap(({ whole, owner }) => (whole ? [{ ...whole, ...owner }] : []));
  const doubts = [...(prefix ? [] : [unknownPrefix(declared)]), ...demands.flatMap(({ undecided }) => undecided ?? []), ...tenancy.doubts, ...delegationDoubts(tenancy), ...(fits ? [] : [crowdedBy(tenancy.reserved, usable, clusters)])];
  const fixed = frontEnds.length + sum(reserved.map(({ addresses }) => addresses));
  const inBlocks = tenancy.podPools.some(pool => pool.podAllocation === "static-block");
  const { most, ...room } = roomOf({ takings: demands.map(({ taking }) => taking), fixed, capacity: usable, ...(inBlocks && prefix && { sure: untouchedBlockAddresses(sizeOf(prefix)) }), doubts });
  const sure = doubts.length === 0;
  const at = (name: DemandEventName): DemandEvent | undefined => room.events.find(({ event }) => event === name);
  const [now, peak] = [at("start")?.demand ?? fixed, at("upgrade-at-maximum")?.demand ?? fixed];
  const smallest = demands.every(({ whole }) => whole) && tenancy.doubts.length === 0 && delegationDoubts(tenancy).length === 0 && fits ? smallestPrefix(most, inBlocks) : undefined;
  const estimated = pools.some(pool => pool.addressesPerNodeAtPeak !== undefined);
  // Too small is too small, whatever else is not known.
  const reason = room.verdict === "short" && usable !== undefined ? `${peak} addresses are needed at the most${estimated ? ", by estimate" : ""}, ${usable} can be had`
    : room.verdict === "undecided" ? doubts[0] ?? "whether the blocks with the addresses that Azure keeps can be handed out is not documented" : undefined;
  return {
    name, resource: declared?.resource, path: declared?.path, origin, ...(several && tenancy.cluster !== undefined && { cluster: tenancy.cluster }),
    prefix: prefix?.text, size: prefix && sizeOf(prefix), usable,
    role: tenancy.pools.length > 0 ? "nodes" : tenancy.podPools.length > 0 ? "pods" : tenancy.frontEnds.length > 0 ? "services" : "other",
    pools, frontEnds, reserved: reserved.length > 0 ? reserved : undefined, fixed,
    demandNow: sure ? now : undefined,
    demandAtPeak: sure ? peak : undefined,
    leftNow: sure && usable !== undefined ? usable - now : undefined,
    leftAtPeak: sure && usable !== undefined ? usable - peak : undefined,
    ...room, smallestPrefix: smallest, reason,
  };
}

export function ipPlan(input: IpPlanInput): IpPlan {
  return {
    subnets: settleTenancies(input).map(tenancy => budget(tenancy, input.clusters)),
    ranges: rangeBudgets(input),
    ...(input.pools.length > 0 && { nodeInterfaces: nodeInterfaces(input) }),
    ...rangeOverlaps(input),
  };
}
