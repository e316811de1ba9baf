/** What Azure asks of node pools, and of all of them together. */
import { parsePrefix, smallestSubnetLength, usableIn } from "../../facts/addresses";
import { addressesPerNode, nodesInPodRange, podSubnetAddresses, surgeNodes } from "../../facts/ip-demand";
import { TIERS } from "../../facts/kubernetes-versions";
import { AZURE_POLICY_MAX_NODES, KUBENET_MAX_NODES, MAX_PODS, MODEL_FACTS, POD_BLOCK_LENGTH, POOL_MAX_NODES } from "../../facts/network-models";
import { isSystemPoolTaint } from "../../facts/node-pools";
import { DEFAULT_OS_DISK_GIB, POOL_FLOOR, vmSizeOf } from "../../facts/vm-sizes";
import { standingPools } from "../generations";
import { shown, type Problem } from "../problem";
import { rotationProblems } from "./rotation";
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
  const disk = pool.osDiskSizeGib ?? DEFAULT_OS_DISK_GIB;
  if (pool.osDiskType === "Ephemeral" && (!size.ephemeralOsDisk || Math.max(size.cacheGib ?? 0, size.tempGib) < disk)) problems.push({
    path: `${path}.osDiskType`, found: shown("Ephemeral"), allowed: `Managed: ${pool.vmSize} has no room for an ephemeral OS disk of ${disk} GiB`, nearest: "Managed", source: "azure-compute-docs, virtual-machines/sizes",
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

/** What is said of machines that Azure may take back, and of no others. */
function spotProblems(pool: NodePoolSettings, path: string): Problem[] {
  const source = "azure-aks-docs, spot-node-pool.md";
  const named = (keys: readonly (keyof NodePoolSettings)[], allowed: string): Problem[] =>
    keys.filter(key => pool[key] !== undefined).map(key => ({ path: `${path}.${key}`, found: shown(pool[key]), allowed, source }));
  if (!pool.spot) return named(["spotEvictionPolicy", "spotMaxPrice"], "nothing in a pool that is not spot");
  const system: Problem[] = pool.mode === "System" ? [{ path: `${path}.spot`, found: "true", allowed: "false in a system pool", nearest: "false", source: "azure-aks-docs, use-system-pools.md" }] : [];
  return [...system, ...named(["maxUnavailable", "drainTimeoutMinutes", "nodeSoakMinutes", "undrainableNodes"], "nothing in a spot pool: its upgrade has no surge and drains no node")];
}

/** An upgrade either adds nodes first or takes some out: both at once are a preview, neither is no upgrade. */
function upgradeProblems({ spot, mode, maxSurge, maxUnavailable }: NodePoolSettings, path: string): Problem[] {
  const source = "azure-aks-docs, upgrade-aks-node-pools-rolling.md";
  if (spot) return [];
  if (mode === "System" && maxUnavailable !== undefined) return [{ path: `${path}.maxUnavailable`, found: shown(maxUnavailable), allowed: "nothing in a system pool: its upgrade adds nodes first", source }];
  if (maxUnavailable === undefined && maxSurge === "0") return [{ path: `${path}.maxSurge`, found: shown(maxSurge), allowed: "at least 1 without maxUnavailable", nearest: "1", source }];
  return maxUnavailable !== undefined && maxSurge !== "0" ? [{ path: `${path}.maxSurge`, found: shown(maxSurge), allowed: "0 with maxUnavailable: together they are a preview of Azure's", nearest: "0", source }] : [];
}

/** AKS's own pods must find room: what closes a system pool to all but them is AKS's own taint alone. */
function systemPoolProblems({ mode, dedicated, taints }: NodePoolSettings, path: string): Problem[] {
  if (mode !== "System") return dedicated ? [{ path: `${path}.dedicated`, found: "true", allowed: "false in a user pool: it is for AKS's own pods", nearest: "false", source: "azure-aks-docs, use-system-pools.md" }] : [];
  return taints.flatMap((taint, index): Problem[] => (isSystemPoolTaint(taint) ? [] : [{
    path: `${path}.taints[${index}]`, found: shown(taint), allowed: "CriticalAddonsOnly, or the effect PreferNoSchedule, in a system pool", source: "AKS's refusal SystemPoolHasRestrictedTaint, as quoted in Azure/AKS#2578",
  }]));
}

function poolProblems(pool: NodePoolSettings, path: string, network: Network): Problem[] {
  const surge = surgeNodes(pool.maxSurge, poolNodes(pool).most) ?? 0;
  const crowded: Problem[] = poolNodes(pool).most + surge > POOL_MAX_NODES ? [{
    path: `${path}.maxSurge`, found: shown(pool.maxSurge), allowed: `a pool of at most ${POOL_MAX_NODES} nodes, surge included, not ${poolNodes(pool).most + surge}`, source: "azure-aks-docs, upgrade-aks-node-pools-rolling.md",
  }] : [];
  return [...scaleProblems(pool, path), ...sizeProblems(pool, path), ...podProblems(pool, path, network), ...crowded, ...spotProblems(pool, path)];
}

function roomProblems(path: string, text: string | undefined, demand: number, what: string, source: string): Problem[] {
  const subnet = text === undefined ? undefined : parsePrefix(text);
  return !subnet || demand <= usableIn(subnet) ? [] : [{
    path, found: `${shown(subnet.text)} with ${usableIn(subnet)} usable addresses`, allowed: `at least ${demand} addresses for ${what}`, nearest: `a /${smallestSubnetLength(demand)}`, source,
  }];
}

/** The subnets must hold at least what the cluster starts with; growth is the plan's address budget to judge. */
function subnetProblems(pools: readonly NodePoolSettings[], network: Network): Problem[] {
  const total = (each: (pool: NodePoolSettings) => number) => pools.reduce((sum, pool) => sum + poolNodes(pool).start * each(pool), 0);
  const { podsFrom, source } = MODEL_FACTS[network.model];
  const nodes = total(pool => addressesPerNode(network.model, podsPerNode(pool, network)));
  return [
    ...roomProblems("network.vnet.subnets.aks", network.vnet?.subnets.aks, nodes, podsFrom === "node subnet" ? "the nodes and their pods" : "the nodes", "azure-aks-docs, concepts-network-ip-address-planning.md"),
    ...(podsFrom === "pod subnet" ? roomProblems("network.vnet.subnets.pods", network.vnet?.subnets.pods, total(pool => podSubnetAddresses(podsPerNode(pool, network)).atStart), "the pods: a batch for every node", source) : []),
  ];
}

function podCidrProblems(pools: readonly NodePoolSettings[], network: Network): Problem[] {
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
  const standing = standingPools(pools);
  const problems = [
    ...standing.flatMap(({ pool, path }) => poolProblems(pool, path, network)),
    ...pools.flatMap((pool, index) => [...systemPoolProblems(pool, `nodePools[${index}]`), ...upgradeProblems(pool, `nodePools[${index}]`)]),
    ...rotationProblems(pools, network),
  ];
  if (pools[0]?.mode === "User") problems.push({ path: "nodePools[0].mode", found: shown("User"), allowed: "System: the first pool is the cluster's own system pool", nearest: "System", source: "azure-aks-docs, use-system-pools.md" });
  pools.forEach(({ name }, index) => {
    if (pools.findIndex(other => other.name === name) < index) problems.push({ path: `nodePools[${index}].name`, found: shown(name), allowed: "a name that no other pool has" });
  });
  const all = standing.map(({ pool }) => pool);
  const nodes = all.reduce((sum, pool) => sum + poolNodes(pool).most, 0);
  const limit = nodeLimit(network, tier);
  if (nodes > limit.nodes) problems.push({ path: "nodePools", found: `${nodes} nodes at most`, allowed: `${limit.nodes} nodes with ${limit.by}`, source: limit.source });
  return [...problems, ...subnetProblems(all, network), ...podCidrProblems(all, network)];
}
