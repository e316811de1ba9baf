/** The addresses that a node's network interface has from its creation on, before any pod runs there. */
import { addressesPerNode } from "../../facts/ip-demand";
import { MODEL_FACTS, NETWORK_MODELS, POD_BLOCK_LENGTH } from "../../facts/network-models";
import type { NodeInterface } from "../model/address-results";
import type { ClusterSummary, NodePool } from "../model/results";
import { podAddresses } from "./pool-demand";
import { clusterAt } from "./pools";

const ORIGINS = { "node subnet": "node-subnet", "pod subnet": "pod-subnet", "pod CIDR": "pod-range" } as const;

function interfaceOf(pool: NodePool, cluster: ClusterSummary | undefined): NodeInterface {
  const place = { pool: pool.name ?? "a pool", ...(pool.cluster !== undefined && { cluster: pool.cluster }) };
  const model = NETWORK_MODELS.find(each => each === cluster?.network);
  if (!model) return cluster?.network === "own-cni" ? { ...place, podsFrom: "own-cni", inNodeSubnet: 1 } : { ...place, podsFrom: "undecided" };
  const podsFrom = ORIGINS[MODEL_FACTS[model].podsFrom];
  switch (podsFrom) {
    case "node-subnet": return { ...place, podsFrom, ...(pool.maxPods !== undefined && { inNodeSubnet: addressesPerNode(model, pool.maxPods) }) };
    case "pod-range": return { ...place, podsFrom, inNodeSubnet: 1, podBlock: `/${POD_BLOCK_LENGTH}` };
    case "pod-subnet": {
      if (pool.podAllocation === undefined) return { ...place, podsFrom: "undecided" };
      const addresses = podAddresses(pool)?.atStart;
      return { ...place, podsFrom, inNodeSubnet: 1, ...(addresses !== undefined && { inPodSubnet: addresses }) };
    }
  }
}

export const nodeInterfaces = ({ pools, clusters }: { readonly pools: readonly NodePool[]; readonly clusters: readonly ClusterSummary[] }): readonly NodeInterface[] =>
  pools.map(pool => interfaceOf(pool, clusterAt(pool, clusters)));
