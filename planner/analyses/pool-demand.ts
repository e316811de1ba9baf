/** What a node pool takes in its subnet, in the pods' own and in a pod range, at creation, at the most and in between. */
import { addressesPerNode, podSubnetAddresses, staticBlockAddresses } from "../../facts/ip-demand";
import { NETWORK_MODELS } from "../../facts/network-models";
import type { PoolDemand } from "../model/address-results";
import type { ClusterSummary, NodePool } from "../model/results";

/** A pool's nodes and what each of them takes. Where something is not known, the least that it can be. */
export interface PoolTaking {
  readonly nodes: number;
  /** The autoscaler's most, or the nodes at creation. */
  readonly most: number;
  /** Nodes that an upgrade adds, with the nodes at creation and at the most. */
  readonly surge: number;
  readonly surgeAtMost: number;
  readonly each: number;
  /** The most that a node may come to take. */
  readonly eachAtMost: number;
  readonly retiring: boolean;
  /** True where Azure counts a pool's most in advance, as it does of what nodes take at once. */
  readonly inAdvance: boolean;
}

/** What is known of the demand; whole, as the budget lists it, or with what is in doubt. */
export interface Demand {
  readonly taking: PoolTaking;
  readonly whole?: PoolDemand;
  readonly undecided?: string;
}

const nameOf = (pool: NodePool): string => pool.name ?? "a pool";

function perNode(network: ClusterSummary["network"], { maxPods, podAllocation }: NodePool): number | undefined {
  // With another vendor's CNI a node takes its own address alone here.
  if (network === "own-cni") return 1;
  // Azure has one model for the whole cluster: what it would make of a pool that does not keep to it is not known.
  if (network === "azure-cni-pod-subnet" && podAllocation === undefined) return undefined;
  const model = NETWORK_MODELS.find(each => each === network);
  if (!model) return undefined;
  // Only pods in the node subnet make `maxPods` count.
  return maxPods === undefined && addressesPerNode(model, 1) > 1 ? undefined : addressesPerNode(model, maxPods ?? 0);
}

/** The nodes of a pool at its largest, without those that an upgrade adds. */
const largestSize = (pool: NodePool): number | undefined => (pool.autoscaled ? pool.maxNodes : pool.nodes);

/** The nodes of a pool at its largest while an upgrade runs; undefined where that is not known. */
export function nodesAtPeak(pool: NodePool): number | undefined {
  const largest = largestSize(pool);
  return largest === undefined || pool.surgeNodes === undefined ? undefined : largest + pool.surgeNodes;
}

/** The pool with so many addresses, or blocks, a node. A node has one at the least. */
export function takingOf(pool: NodePool, each: number | undefined, growth?: { readonly eachAtMost: number }): PoolTaking {
  const nodes = pool.nodes ?? 0;
  return {
    nodes, most: Math.max(nodes, largestSize(pool) ?? 0), surge: pool.surgeNodesAtStart ?? 0, surgeAtMost: pool.surgeNodes ?? 0,
    each: each ?? 1, eachAtMost: growth?.eachAtMost ?? each ?? 1, retiring: pool.retiring ?? false, inAdvance: growth === undefined,
  };
}

export function poolDemand(pool: NodePool, cluster: ClusterSummary | undefined): Demand {
  const peak = nodesAtPeak(pool);
  const addresses = perNode(cluster?.network ?? "undecided", pool);
  const taking = takingOf(pool, addresses);
  if (pool.nodes === undefined || peak === undefined) return { taking, undecided: `the number of nodes of ${nameOf(pool)} is not known` };
  if (addresses === undefined) return { taking, undecided: `how many addresses a node of ${nameOf(pool)} takes is not known` };
  return { taking, whole: { pool: nameOf(pool), nodes: pool.nodes, nodesAtPeak: peak, addressesPerNode: addresses } };
}

/** Addresses of the pods' own subnet that a node takes at its start, and at the most; undefined where that is not known. */
export function podAddresses({ podAllocation, maxPods }: NodePool): { readonly atStart: number; readonly atMost: number } | undefined {
  if (maxPods === undefined) return undefined;
  switch (podAllocation) {
    case "dynamic": return podSubnetAddresses(maxPods);
    case "static-block": return { atStart: staticBlockAddresses(maxPods), atMost: staticBlockAddresses(maxPods) };
    default: return undefined;
  }
}

/** What the pods of a pool take in a subnet of their own. */
export function podDemand(pool: NodePool): Demand {
  const peak = nodesAtPeak(pool);
  const addresses = podAddresses(pool);
  const taking = takingOf(pool, addresses?.atStart, { eachAtMost: addresses?.atMost ?? 1 });
  if (pool.podAllocation === "undecided") return { taking, undecided: `how nodes of ${nameOf(pool)} get addresses for their pods is not known` };
  if (pool.nodes === undefined || peak === undefined) return { taking, undecided: `the number of nodes of ${nameOf(pool)} is not known` };
  if (!addresses) return { taking, undecided: `how many pods a node of ${nameOf(pool)} may have is not known` };
  const { atStart, atMost } = addresses;
  return { taking, whole: { pool: nameOf(pool), nodes: pool.nodes, nodesAtPeak: peak, addressesPerNode: atStart, ...(pool.podAllocation === "dynamic" && { addressesPerNodeAtPeak: atMost }) } };
}
