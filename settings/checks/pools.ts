/** What Azure asks of node pools, and of all of them together. */
import { parsePrefix, smallestSubnetLength, usableIn } from "../../facts/addresses";
import { addressesPerNode, nodesInPodRange, surgeNodes } from "../../facts/ip-demand";
import { TIERS } from "../../facts/kubernetes-versions";
import { AZURE_POLICY_MAX_NODES, KUBENET_MAX_NODES, MAX_PODS, MODEL_FACTS, POD_BLOCK_LENGTH, POOL_MAX_NODES } from "../../facts/network-models";
import { DEFAULT_OS_DISK_GIB, POOL_FLOOR, vmSizeOf } from "../../facts/vm-sizes";
import { shown, type Problem } from "../problem";
import type { NodePoolSettings, Sections } from "../schema";

type Network = Sections["network"];

/** Nodes the pool starts with, and the most that it can have. */
export const poolNodes = (pool: NodePoolSettings): { readonly start: number; readonly most: number } =>
  ({ start: pool.count ?? pool.autoscale?.min ?? 0, most: pool.autoscale?.max ?? pool.count ?? 0 });

export const podsPerNode = (pool: NodePoolSettings, network: Network): number => pool.maxPods ?? MODEL_FACTS[network.model].defaultMaxPods;

function scaleProblems(pool: NodePoolSettings, path: string): Problem[] {
  if ((pool.count === undefined) === (pool.autoscale === undefined)) return [{
    path, found: pool.count === undefined ? "neither count nor autoscale" : "both count and autoscale", allowed: "either count or autoscale",
  }];
  const problems: Problem[] = [];
  if (pool.autoscale && pool.autoscale.min > pool.autoscale.max) problems.push({ path: `${path}.autoscale.min`, found: shown(pool.autoscale.min), allowed: `at most max, ${pool.autoscale.max}`, nearest: String(pool.autoscale.max) });
  if (pool.mode === "System" && poolNodes(pool).start < 1) problems.push({
    path: pool.autoscale ? `${path}.autoscale.min` : `${path}.count`, found: shown(poolNodes(pool).start), allowed: "at least 1 in a system pool", nearest: "1", source: "azure-aks-docs, scale-cluster.md",
  });
  return problems;
}

function sizeProblems(pool: NodePoolSettings, path: string): Problem[] {
  const size = vmSizeOf(pool.vmSize);
  if (!size) return [];
  const floor = POOL_FLOOR[pool.mode];
  const problems: Problem[] = [];
  if (size.vcpu < floor.vcpu || size.memoryGib < floor.memoryGib) problems.push({
    path: `${path}.vmSize`, found: shown(pool.vmSize), allowed: `at least ${floor.vcpu} vCPU and ${floor.memoryGib} GiB in a ${pool.mode.toLowerCase()} pool`, source: "azure-aks-docs, quotas-skus-regions.md",
  });
  if (pool.osDiskType === "Ephemeral" && (!size.ephemeralOsDisk || Math.max(size.cacheGib ?? 0, size.tempGib) < DEFAULT_OS_DISK_GIB)) problems.push({
    path: `${path}.osDiskType`, found: shown("Ephemeral"), allowed: `Managed: ${pool.vmSize} has no room for an ephemeral OS disk of ${DEFAULT_OS_DISK_GIB} GiB`, nearest: "Managed", source: "azure-compute-docs, virtual-machines/sizes",
  });
  return problems;
}

function podProblems(pool: NodePoolSettings, path: string, network: Network): Problem[] {
  const perNode = podsPerNode(pool, network);
  const problems: Problem[] = [];
  if (pool.mode === "System" && perNode < MAX_PODS.systemNodeFloor) problems.push({
    path: `${path}.maxPods`, found: shown(perNode), allowed: `at least ${MAX_PODS.systemNodeFloor} in a system pool`, nearest: String(MAX_PODS.systemNodeFloor), source: "azure-aks-docs, use-system-pools.md",
  });
  const { start } = poolNodes(pool);
  if (start > 0 && start * perNode < MAX_PODS.poolFloor) problems.push({
    path: `${path}.maxPods`, found: `${perNode} on ${start} ${start === 1 ? "node" : "nodes"}`, allowed: `room for at least ${MAX_PODS.poolFloor} pods in the pool`, nearest: String(Math.ceil(MAX_PODS.poolFloor / start)), source: "azure-aks-docs, concepts-network-ip-address-planning.md",
  });
  return problems;
}

function poolProblems(pool: NodePoolSettings, index: number, network: Network): Problem[] {
  const path = `nodePools[${index}]`;
  const surge = surgeNodes(pool.maxSurge, poolNodes(pool).most) ?? 0;
  const crowded: Problem[] = poolNodes(pool).most + surge > POOL_MAX_NODES ? [{
    path: `${path}.maxSurge`, found: shown(pool.maxSurge), allowed: `a pool of at most ${POOL_MAX_NODES} nodes, surge included, not ${poolNodes(pool).most + surge}`, source: "azure-aks-docs, upgrade-aks-node-pools-rolling.md",
  }] : [];
  const spot: Problem[] = pool.spot && pool.mode === "System" ? [{ path: `${path}.spot`, found: "true", allowed: "false in a system pool", nearest: "false", source: "azure-aks-docs, use-system-pools.md" }] : [];
  return [...scaleProblems(pool, path), ...sizeProblems(pool, path), ...podProblems(pool, path, network), ...crowded, ...spot];
}

/** The AKS subnet must hold at least the nodes that the cluster starts with; growth is the plan's address budget to judge. */
function subnetProblems(pools: Sections["nodePools"], network: Network): Problem[] {
  const subnet = network.vnet && parsePrefix(network.vnet.subnets.aks);
  if (!subnet) return [];
  const demand = pools.reduce((sum, pool) => sum + poolNodes(pool).start * addressesPerNode(network.model, podsPerNode(pool, network)), 0);
  return demand <= usableIn(subnet) ? [] : [{
    path: "network.vnet.subnets.aks", found: `${shown(subnet.text)} with ${usableIn(subnet)} usable addresses`,
    allowed: `at least ${demand} addresses for the nodes and their pods`, nearest: `a /${smallestSubnetLength(demand)}`, source: "azure-aks-docs, concepts-network-ip-address-planning.md",
  }];
}

function podCidrProblems(pools: Sections["nodePools"], network: Network): Problem[] {
  const podCidr = parsePrefix(network.podCidr);
  if (MODEL_FACTS[network.model].podsFrom !== "pod CIDR" || !podCidr) return [];
  const blocks = nodesInPodRange(podCidr.length);
  const nodes = pools.reduce((sum, pool) => sum + poolNodes(pool).most, 0);
  return nodes <= blocks ? [] : [{ path: "network.podCidr", found: shown(podCidr.text), allowed: `room for ${nodes} nodes with a /${POD_BLOCK_LENGTH} each`, nearest: `a /${POD_BLOCK_LENGTH - Math.ceil(Math.log2(nodes))}`, source: "azure-aks-docs, concepts-network-azure-cni-overlay.md" }];
}

/** The most nodes that the cluster may have, and what sets the limit. */
function nodeLimit(network: Network, tier: Sections["cluster"]["tier"]): { readonly nodes: number; readonly by: string; readonly source: string } {
  if (network.model === "kubenet") return { nodes: KUBENET_MAX_NODES, by: "kubenet", source: MODEL_FACTS.kubenet.source };
  if (network.policyEngine === "azure") return { nodes: AZURE_POLICY_MAX_NODES, by: "policy engine azure", source: "azure-aks-docs, use-network-policies.md" };
  return { nodes: TIERS[tier].maxNodes, by: `tier ${tier}`, source: "azure-aks-docs, free-standard-pricing-tiers.md" };
}

export function nodePoolProblems(pools: Sections["nodePools"], network: Network, tier: Sections["cluster"]["tier"]): readonly Problem[] {
  const problems = pools.flatMap((pool, index) => poolProblems(pool, index, network));
  if (pools[0]?.mode === "User") problems.push({ path: "nodePools[0].mode", found: shown("User"), allowed: "System: the first pool is the cluster's own system pool", nearest: "System", source: "azure-aks-docs, use-system-pools.md" });
  pools.forEach(({ name }, index) => {
    if (pools.findIndex(other => other.name === name) < index) problems.push({ path: `nodePools[${index}].name`, found: shown(name), allowed: "a name that no other pool has" });
  });
  const nodes = pools.reduce((sum, pool) => sum + poolNodes(pool).most, 0);
  const limit = nodeLimit(network, tier);
  if (nodes > limit.nodes) problems.push({ path: "nodePools", found: `${nodes} nodes at most`, allowed: `${limit.nodes} nodes with ${limit.by}`, source: limit.source });
  return [...problems, ...subnetProblems(pools, network), ...podCidrProblems(pools, network)];
}
