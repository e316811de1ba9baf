/** What a node pool takes in its subnet, and in the pods' own, at creation and at the most. */
import { addressesPerNode, podSubnetAddresses } from "../../facts/ip-demand";
import { NETWORK_MODELS } from "../../facts/network-models";
import type { ClusterSummary, NodePool, PoolDemand } from "../model/results";

/** The demand, or why it cannot be said. */
export type Demand = PoolDemand | { readonly undecided: string };

export const isDecided = (demand: Demand): demand is PoolDemand => !("undecided" in demand);

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

/** The nodes of a pool at its largest while an upgrade runs; undefined where that is not known. */
export function nodesAtPeak(pool: NodePool): number | undefined {
  const largest = pool.autoscaled ? pool.maxNodes : pool.nodes;
  return largest === undefined || pool.surgeNodes === undefined ? undefined : largest + pool.surgeNodes;
}

export function poolDemand(pool: NodePool, cluster: ClusterSummary | undefined): Demand {
  const name = pool.name ?? "a pool";
  const peak = nodesAtPeak(pool);
  const addresses = perNode(cluster?.network ?? "undecided", pool);
  if (pool.nodes === undefined || peak === undefined) return { undecided: `the number of nodes of ${name} is not known` };
  if (addresses === undefined) return { undecided: `how many addresses a node of ${name} takes is not known` };
  return { pool: name, nodes: pool.nodes, nodesAtPeak: peak, addressesPerNode: addresses };
}

/** What the pods of a pool take in a subnet of their own. Blocks of static allocation must be whole and aligned, which is not counted here. */
export function podDemand(pool: NodePool): Demand {
  const name = pool.name ?? "a pool";
  const peak = nodesAtPeak(pool);
  if (pool.podAllocation !== "dynamic") return { undecided: `what the pods of ${name} take is not counted` };
  if (pool.nodes === undefined || peak === undefined) return { undecided: `the number of nodes of ${name} is not known` };
  if (pool.maxPods === undefined) return { undecided: `how many pods a node of ${name} may have is not known` };
  const { atStart, atMost } = podSubnetAddresses(pool.maxPods);
  return { pool: name, nodes: pool.nodes, nodesAtPeak: peak, addressesPerNode: atStart, addressesPerNodeAtPeak: atMost };
}
