/** What Windows nodes cannot be combined with, and what AKS asks of their pools. */
import { WINDOWS_POOL_HASH_LENGTH } from "../../facts/anatomy-names";
import { NAME_RULES } from "../../facts/naming";
import { isBeyond, nodeOsRetirement } from "../../facts/retirements";
import { DEFAULT_NODE_OS_CHANNEL, NODE_OS_CHANNELS_SOURCE } from "../../facts/upgrades";
import { isArm, isWindows, NO_WINDOWS_CHANNELS, NO_WINDOWS_ENGINES, WINDOWS_MODELS, WINDOWS_MODELS_SOURCE } from "../../facts/windows-nodes";
import { retiringPools, standingPools } from "../generations";
import { shown, type Problem } from "../problem";
import type { NodePoolSettings, Sections } from "../schema";

const LONGEST_NAME = NAME_RULES.windowsPool.max - WINDOWS_POOL_HASH_LENGTH;

/** The name that configuration gives is the front of Azure's, which has half the room of a Linux pool's. */
function nameProblems(pools: readonly NodePoolSettings[]): Problem[] {
  return pools.flatMap((pool, index): Problem[] => {
    if (pool.name.length <= LONGEST_NAME || ![pool, ...retiringPools(pool)].some(({ osSku }) => isWindows(osSku))) return [];
    return [{
      path: `nodePools[${index}].name`, found: `${shown(pool.name)} of a Windows pool`,
      allowed: `1 or ${LONGEST_NAME} characters: Azure's name of a Windows pool has ${NAME_RULES.windowsPool.max}, and the hash of the settings takes ${WINDOWS_POOL_HASH_LENGTH} of them`,
      nearest: pool.name.slice(0, LONGEST_NAME), source: NAME_RULES.windowsPool.source,
    }];
  });
}

function machineProblems({ pool, path }: { readonly pool: NodePoolSettings; readonly path: string }): Problem[] {
  const problems: Problem[] = [];
  if (pool.mode === "System") problems.push({
    path: `${path}.osSku`, found: `${shown(pool.osSku)} in a system pool`,
    allowed: "Ubuntu or AzureLinux in a system pool, or mode User: AKS's own pods run on Linux", nearest: "Ubuntu", source: "azure-aks-docs, use-system-pools.md, windows-vs-linux-containers.md",
  });
  if (isArm(pool.vmSize)) problems.push({
    path: `${path}.vmSize`, found: `${shown(pool.vmSize)}, an Arm machine`, allowed: "a size with an x64 processor in a Windows pool, such as Standard_D4s_v5", source: "azure-aks-docs, use-arm64-vms.md",
  });
  return problems;
}

function networkProblems(network: Sections["network"], named: string): Problem[] {
  const engine = NO_WINDOWS_ENGINES[network.policyEngine];
  return [
    ...(WINDOWS_MODELS.includes(network.model) ? [] : [{
      path: "network.model", found: `${shown(network.model)} with Windows ${named}`, allowed: `${WINDOWS_MODELS.join(", ")}: Windows nodes need Azure CNI`, nearest: "azure-cni-overlay", source: WINDOWS_MODELS_SOURCE,
    }]),
    ...(engine ? [{ path: "network.policyEngine", found: `${shown(network.policyEngine)} with Windows ${named}`, allowed: `calico or none: ${engine.why}`, nearest: "calico", source: engine.source }] : []),
  ];
}

function clusterProblems({ kubernetesVersion, upgrades }: Sections["cluster"], osSkus: readonly string[], named: string): Problem[] {
  const beyond = osSkus.flatMap(osSku => nodeOsRetirement(osSku) ?? []).find(each => isBeyond(each, kubernetesVersion));
  const last = beyond?.notFrom?.replace(/\d+$/, minor => String(Number(minor) - 1));
  const channel = upgrades?.nodeOsChannel;
  return [
    ...(beyond && last !== undefined ? [{
      path: "cluster.kubernetesVersion", found: `${shown(kubernetesVersion)} with ${beyond.osSku} in ${named}`,
      allowed: `${last} or older: ${beyond.what} is not to be had from Kubernetes ${beyond.notFrom ?? ""} on`, nearest: `"${last}"`, source: beyond.source,
    }] : []),
    // The channel Unmanaged is taken by Azure and does nothing for Windows nodes: the plan warns.
    ...(channel === "SecurityPatch" ? [{
      path: "cluster.upgrades.nodeOsChannel", found: `${shown(channel)} with Windows ${named}`, allowed: `another channel: ${NO_WINDOWS_CHANNELS[channel] ?? ""}`, nearest: DEFAULT_NODE_OS_CHANNEL, source: NODE_OS_CHANNELS_SOURCE,
    }] : []),
  ];
}

/** Nothing where no pool, as it is or as it was, runs Windows. */
export function windowsProblems(pools: readonly NodePoolSettings[], network: Sections["network"], cluster: Sections["cluster"]): readonly Problem[] {
  const windows = standingPools(pools).filter(({ pool }) => isWindows(pool.osSku));
  if (windows.length === 0) return [];
  const names = [...new Set(windows.map(({ pool }) => pool.name))];
  const named = `${names.length === 1 ? "pool" : "pools"} ${names.join(", ")}`;
  return [...nameProblems(pools), ...windows.flatMap(machineProblems), ...networkProblems(network, named), ...clusterProblems(cluster, windows.flatMap(({ pool }) => pool.osSku ?? []), named)];
}
