/** Where the addresses of a cluster's pods are known, how packets reach them, and whose address they leave with. */
import { parsePrefix } from "../../facts/addresses";
import { KUBENET_MAX_NODES, MODEL_FACTS, NETWORK_MODELS } from "../../facts/network-models";
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import { firstNodeAddress, firstPodBlocks, POD_NETWORKS } from "../../facts/pod-networks";
import type { ClusterSummary, NodePool } from "../model/results";
import type { PodNetwork } from "../model/upgrade-results";
import { placeOf } from "./front-ends";
import { nodesAtPeak } from "./pool-demand";
import { poolsOf } from "./pools";
import type { DeclaredSubnet } from "./subnets";

export interface PodNetworkInput {
  readonly clusters: readonly ClusterSummary[];
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
}

/** Blocks that are shown: enough to see how they follow one another. */
const SHOWN_BLOCKS = 2;

const ORIGINS = { "node subnet": "node-subnet", "pod subnet": "pod-subnet", "pod CIDR": "range" } as const;

function total(counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter(count => count !== undefined);
  return known.length < counts.length || counts.length === 0 ? undefined : known.reduce((sum, each) => sum + each, 0);
}

/** The prefix of the subnet where the first pool's nodes are. */
function nodePrefix(cluster: ClusterSummary, [first]: readonly NodePool[], subnets: readonly DeclaredSubnet[]) {
  if (!first?.subnet) return cluster.virtualNetwork === "managed" ? parsePrefix(MANAGED_SUBNET.prefix) : undefined;
  const place = placeOf(first.subnet, subnets);
  return place.origin === "declared" ? place.subnet.prefix : undefined;
}

function namesOfSubnets(origin: PodNetwork["addressesFrom"], cluster: ClusterSummary, pools: readonly NodePool[]): readonly string[] {
  if (origin === "pod-subnet") return [...new Set(pools.flatMap(pool => pool.podSubnet?.name ?? []))];
  if (origin !== "node-subnet") return [];
  const named = [...new Set(pools.flatMap(pool => pool.subnet?.name ?? []))];
  return named.length === 0 && cluster.virtualNetwork === "managed" ? [MANAGED_SUBNET.name] : named;
}

/** A private API server has an address in the nodes' subnet, too, and which one it takes is not documented. */
const sharesSubnet = ({ apiServer }: ClusterSummary): boolean => apiServer === "private" || apiServer === "undecided";

function networkOf(cluster: ClusterSummary, { pools, subnets }: PodNetworkInput): PodNetwork {
  const own = poolsOf(cluster, pools);
  const model = NETWORK_MODELS.find(each => each === cluster.network);
  const facts = model && POD_NETWORKS[model];
  const prefix = nodePrefix(cluster, own, subnets);
  const addressesFrom = model ? ORIGINS[MODEL_FACTS[model].podsFrom] : "undecided";
  const range = cluster.podRange?.prefix;
  // What is documented of pods in a subnet of their own is so of dynamic allocation alone.
  const documented = model !== "azure-cni-pod-subnet" || own.every(pool => pool.podAllocation === "dynamic");
  return {
    cluster: cluster.resource, model: cluster.network, addressesFrom, range, subnets: namesOfSubnets(addressesFrom, cluster, own),
    examples: { blocks: range === undefined ? [] : firstPodBlocks(range, SHOWN_BLOCKS), node: facts && prefix && !sharesSubnet(cluster) ? firstNodeAddress(prefix) : undefined },
    between: facts?.between ?? "undecided",
    routes: facts?.between === "routes" ? { now: total(own.map(pool => pool.nodes)), atMost: total(own.map(nodesAtPeak)), limit: KUBENET_MAX_NODES } : undefined,
    towards: facts ? { ...facts.towards, ...(!documented && { beyond: "undecided" as const }) } : { virtualNetwork: "undecided", beyond: "undecided" },
    reachable: facts?.reachable,
    source: facts && `${facts.source}, as of ${facts.asOf}`,
  };
}

export const podNetworks = (input: PodNetworkInput): readonly PodNetwork[] => input.clusters.map(cluster => networkOf(cluster, input));
