/** Who has which address: VNet, subnets, pool and service range of the plan, and around them what a plan does not declare. */
import { containsPrefix, formatAddress, overlaps, parseAddress, parsePrefix, usableRange, type Prefix } from "../../../facts/addresses";
import type { Plan } from "../../../planner/model/plan";
import { textsAt } from "../../../planner/model/read";

/** The world around the VNet. The public ranges are kept for documentation (RFC 5737): nobody has them. */
export const WORLD = {
  apiServer: "198.51.100.10",
  publicFrontEnds: "192.0.2.0/24",
  internet: { network: "203.0.113.0/24", router: "203.0.113.1", client: "203.0.113.7" },
  /** A network on the other side of a VPN gateway: its router, and a client behind it. */
  onPremises: { range: "10.10.0.0/16", gateway: "10.10.255.1", router: "10.10.255.2", inside: "10.10.1.1", client: "10.10.1.7" },
} as const;

interface Subnet { readonly name: string; readonly prefix: Prefix }

export interface Layout {
  readonly virtualNetwork: Prefix;
  /** Subnet of nodes and pods. */
  readonly nodes: Subnet;
  /** Every subnet that the plan declares. */
  readonly subnets: readonly Subnet[];
  readonly pool: { readonly name: string; readonly nodes: number; readonly maxPods: number };
  readonly serviceRange: string;
  readonly dnsService: string;
  /** A subnet of the VNet that the plan does not declare, where another team's machines are. */
  readonly neighbours: { readonly prefix: Prefix; readonly router: string; readonly client: string };
}

/** Addresses of one node: its own, and those that its network interface holds for pods. */
export interface NodeAddresses { readonly node: string; readonly firstPod: string; readonly lastPod: string }

function only<T>(items: readonly T[], what: string): T {
  const [item, ...more] = items;
  if (item === undefined || more.length > 0) throw new Error(`the plan has ${items.length} ${what}; one is wanted`);
  return item;
}

/** @throws Error where the text is no prefix */
export function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(`${text} is no prefix`);
  return prefix;
}

/** Address of a prefix, counted from its first. */
export const nth = (prefix: Prefix, index: number): string => formatAddress(prefix.first + index);

/** @throws Error where the plan is not of one cluster with one pool in a VNet of its own */
export function layoutOf({ analyses, resources }: Plan): Layout {
  const cluster = only(analyses.clusters, "clusters"), pool = only(analyses.pools, "node pools");
  const network = only(resources.filter(({ type }) => type === "azure-native:network:VirtualNetwork"), "virtual networks");
  const virtualNetwork = prefixOf(only(textsAt(network.inputs, "addressSpace", "addressPrefixes"), "address spaces"));
  const subnets = analyses.ipPlan.subnets.flatMap(({ name, prefix }) => (name === undefined || prefix === undefined ? [] : [{ name, prefix: prefixOf(prefix) }]));
  const nodes = only(subnets.filter(({ name }) => name === pool.subnet?.name), "subnets of the pool");
  if (pool.name === undefined || pool.nodes === undefined || pool.maxPods === undefined || cluster.serviceRange?.prefix === undefined || cluster.dnsServiceAddress === undefined) throw new Error("the plan's pool or service range is not known");
  // The last /24 of the VNet: far from what the plan declares.
  const neighbours = prefixOf(`${formatAddress(virtualNetwork.last - 255)}/24`);
  if (!containsPrefix(virtualNetwork, neighbours) || subnets.some(({ prefix }) => overlaps(prefix, neighbours))) throw new Error(`VNet ${virtualNetwork.text} has no room for ${neighbours.text}, where a client of another team is`);
  return {
    virtualNetwork, nodes, subnets, pool: { name: pool.name, nodes: pool.nodes, maxPods: pool.maxPods },
    serviceRange: cluster.serviceRange.prefix, dnsService: cluster.dnsServiceAddress,
    neighbours: { prefix: neighbours, router: nth(neighbours, 1), client: nth(neighbours, 4) },
  };
}

/**
 * What the network interface of a node holds, as Azure gives it when the node is made: one address for itself and one for each pod that it may ever run.
 * @param index the how-manieth node of the subnet, from 0
 */
export function nodeAddresses({ nodes, pool }: Layout, index: number): NodeAddresses {
  const usable = usableRange(nodes.prefix), first = (usable?.first ?? 0) + index * (1 + pool.maxPods), last = first + pool.maxPods;
  if (!usable || last > usable.last) throw new Error(`subnet ${nodes.name} has no room for node ${index + 1}`);
  return { node: formatAddress(first), firstPod: formatAddress(first + 1), lastPod: formatAddress(last) };
}

/** The first address of the service range: Kubernetes gives it to `kubernetes.default`. */
export const apiService = ({ serviceRange }: Layout): string => nth(prefixOf(serviceRange), 1);

export const inPrefix = (prefix: Prefix, address: string): boolean => {
  const number = parseAddress(address);
  return number !== undefined && prefix.first <= number && number <= prefix.last;
};

/** Every address from one to another, both included. */
export function range(first: string, last: string): readonly string[] {
  const from = parseAddress(first) ?? 0, to = parseAddress(last) ?? -1;
  return Array.from({ length: to - from + 1 }, (_, index) => formatAddress(from + index));
}
