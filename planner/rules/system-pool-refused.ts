import { declarationOf } from "../analyses/pools";
import { isOpen, numberAt, textAt } from "../model/read";
import { declaredPools, poolDoubts, poolFixture, type DeclaredPool } from "./pool-declarations";
import type { Rule, Subject } from "./rule";

function reasons({ pool, declaration }: DeclaredPool): readonly (readonly [key: string, reason: string])[] {
  const key = pool.autoscaled ? "minCount" : "count";
  const unavailable = textAt(declaration, "upgradeSettings", "maxUnavailable") ?? numberAt(declaration, "upgradeSettings", "maxUnavailable")?.toString() ?? "0";
  return [
    ...(pool.spot ? [["scaleSetPriority", "its machines may be taken back at any time (Spot)"] as const] : []),
    ...(numberAt(declaration, key) === 0 ? [[key, "it would have no node"] as const] : []),
    ...(/^0+%?$/.test(unavailable) ? [] : [["upgradeSettings.maxUnavailable", "no node of a system pool may be unavailable during an upgrade"] as const]),
  ];
}

/** New clusters all of whose pools are known not to be system pools. Azure brings one of its own where it manages the nodes (Automatic). */
function withoutSystemPool({ graph, analyses }: Subject) {
  return analyses.clusters.filter(({ resource }) => {
    const cluster = graph.byUrn(resource);
    const pools = analyses.pools.filter(pool => pool.cluster === resource);
    if (cluster?.op !== "create" || isOpen(cluster.inputs, "sku") || textAt(cluster.inputs, "sku", "name") === "Automatic" || isOpen(cluster.inputs, "agentPoolProfiles")) return false;
    // Since API version 2020-03-01 a pool without a mode is no system pool (Azure/AKS#1602).
    return pools.length > 0 && pools.every(pool => pool.mode !== "System" && !isOpen(declarationOf(pool, graph), "mode"));
  });
}

export const systemPoolRefused: Rule = {
  id: "system-pool-refused",
  severity: "error",
  question: "Is a cluster without a system pool, or has one that AKS refuses?",
  fix: "Give the cluster a system pool of ordinary machines that never has fewer nodes than one; let upgrades of it surge.",
  source: "azure-aks-docs, use-system-pools.md, spot-node-pool.md, upgrade-aks-node-pools-rolling.md; bicep-types-az, ManagedClusterAgentPoolProfile@2025-09-01 (mode, count); Azure/AKS#1602",
  asOf: "2026-08-21",
  check: subject => [
    ...declaredPools(subject).filter(({ pool }) => pool.mode === "System").flatMap(each => reasons(each).map(([key, reason]) => ({
      resource: each.pool.resource, path: `${each.pool.path}.${key}`, message: `${each.called} is a system pool: ${reason}`, evidence: { setting: key },
    }))),
    ...withoutSystemPool(subject).map(({ resource, name }) => ({
      resource, path: "inputs.agentPoolProfiles", message: `cluster ${name ?? "without a known name"} has no system pool, and a cluster has one at all times`, evidence: { pools: subject.analyses.pools.filter(pool => pool.cluster === resource).map(pool => pool.name ?? "") },
    })),
  ],
  undecided: poolDoubts(["mode"]),
  fixtures: {
    breaks: [poolFixture({ mode: "System", scaleSetPriority: "Spot" })],
    nearMiss: [poolFixture({ mode: "System", count: 1, upgradeSettings: { maxUnavailable: "0" } })],
  },
};
