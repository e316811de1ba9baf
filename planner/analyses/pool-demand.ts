/** What a node pool takes in its subnet, at creation and at the most. */
import { addressesPerNode } from "../../facts/ip-demand";
import { NETWORK_MODELS } from "../../facts/network-models";
import type { ClusterSummary, NodePool, PoolDemand } from "../model/results";

/** The demand, or why it cannot be said. */
export type Demand = PoolDemand | { readonly undecided: string };

export const isDecided = (demand: Demand): demand is PoolDemand => !("undecided" in demand);

function perNode(network: ClusterSummary["network"], maxPods: number | undefined): number | undefined {
  // With pods in a subnet of their own, or another vendor's CNI, a node takes its own address alone here.
  if (network === "azure-cni-pod-subnet" || network === "own-cni") return 1;
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
  const addresses = perNode(cluster?.network ?? "undecided", pool.maxPods);
  if (pool.nodes === undefined || peak === undefined) return { undecided: `the number of nodes of ${name} is not known` };
  if (addresses === undefined) return { undecided: `how many addresses a node of ${name} takes is not known` };
  return { pool: name, nodes: pool.nodes, nodesAtPeak: peak, addressesPerNode: addresses };
}
