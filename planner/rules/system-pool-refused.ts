import { numberAt, textAt } from "../model/read";
import { declaredPools, poolDoubts, poolFixture, type DeclaredPool } from "./pool-declarations";
import type { Rule } from "./rule";

function reasons({ pool, declaration }: DeclaredPool): readonly (readonly [key: string, reason: string])[] {
  const key = pool.autoscaled ? "minCount" : "count";
  const unavailable = textAt(declaration, "upgradeSettings", "maxUnavailable") ?? numberAt(declaration, "upgradeSettings", "maxUnavailable")?.toString() ?? "0";
  return [
    ...(pool.spot ? [["scaleSetPriority", "its machines may be taken back at any time (Spot)"] as const] : []),
    ...(numberAt(declaration, key) === 0 ? [[key, "it would have no node"] as const] : []),
    ...(/^0+%?$/.test(unavailable) ? [] : [["upgradeSettings.maxUnavailable", "no node of a system pool may be unavailable during an upgrade"] as const]),
  ];
}

export const systemPoolRefused: Rule = {
  id: "system-pool-refused",
  severity: "error",
  question: "Has a cluster a system pool that AKS refuses?",
  fix: "Let the system pool be of ordinary machines, and never have fewer nodes than one; let upgrades of it surge.",
  source: "azure-aks-docs, use-system-pools.md, spot-node-pool.md, upgrade-aks-node-pools-rolling.md; bicep-types-az, ManagedClusterAgentPoolProfile@2025-09-01 (mode, count)",
  asOf: "2026-08-21",
  check: subject => declaredPools(subject).filter(({ pool }) => pool.mode === "System").flatMap(each => reasons(each).map(([key, reason]) => ({
    resource: each.pool.resource, path: `${each.pool.path}.${key}`, message: `${each.called} is a system pool: ${reason}`, evidence: { setting: key },
  }))),
  undecided: poolDoubts(["mode"]),
  fixtures: {
    breaks: [poolFixture({ mode: "System", scaleSetPriority: "Spot" })],
    nearMiss: [poolFixture({ mode: "System", count: 1, upgradeSettings: { maxUnavailable: "0" } })],
  },
};
