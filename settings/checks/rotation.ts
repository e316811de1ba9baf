/** What the exchange of a pool asks of its settings, and scaling of all of them. */
import { poolName } from "../../facts/anatomy-names";
import { MODEL_FACTS } from "../../facts/network-models";
import { retiringPools } from "../generations";
import { shown, type Problem } from "../problem";
import type { NodePoolSettings, Sections } from "../schema";

const SOURCE = "azure-aks-docs, resize-node-pool.md; docs/node-pools.md";

/** Two generations that are made of the same would have one name. */
function sameNameProblems(pool: NodePoolSettings, path: string, network: Sections["network"]): Problem[] {
  const { defaultMaxPods, podsFrom } = MODEL_FACTS[network.model];
  const named = (each: NodePoolSettings): string => poolName(each.name, { ...each, maxPods: each.maxPods ?? defaultMaxPods, podSubnet: podsFrom === "pod subnet" });
  const names = [named(pool), ...retiringPools(pool).map(named)];
  return names.flatMap((name, index): Problem[] => (names.indexOf(name) === index ? [] : [{
    path: `${path}.retiring[${index - 1}]`, found: `what ${names.indexOf(name) === 0 ? "the pool is now" : "another entry is"} made of`,
    allowed: "another vmSize, maxPods, zones, disk, spot setting or version of Windows: what the pool was made of before", source: SOURCE,
  }]));
}

export function rotationProblems(pools: readonly NodePoolSettings[], network: Sections["network"]): Problem[] {
  return pools.flatMap((pool, index): Problem[] => {
    const path = `nodePools[${index}]`;
    const inline = index === 0 && !pool.addedLater && pool.retiring.length > 0;
    return [
      ...(index > 0 && pool.addedLater ? [{ path: `${path}.addedLater`, found: "true", allowed: "false, but for the first pool: every other has a resource of its own anyway", nearest: "false" }] : []),
      ...(inline ? [{
        path: `${path}.retiring`, found: `${pool.retiring.length} in the pool that the cluster itself describes`,
        allowed: "none there: Azure refuses another pool in a cluster's description; add a second system pool and follow docs/node-pools.md", source: "pulumi-azure-native#2719; docs/node-pools.md",
      }] : []),
      ...sameNameProblems(pool, path, network),
    ];
  });
}

/** A profile without a pool that scales would do nothing. */
export function autoscalerProblems(pools: readonly NodePoolSettings[], autoscaler: Sections["cluster"]["autoscaler"]): Problem[] {
  return autoscaler === undefined || pools.some(pool => pool.autoscale) ? [] : [{
    path: "cluster.autoscaler", found: shown(autoscaler), allowed: "nothing where no pool has autoscale", source: "azure-aks-docs, cluster-autoscaler-overview.md",
  }];
}
