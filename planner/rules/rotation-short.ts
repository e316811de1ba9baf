import { clusterFixture, subnetFixture } from "./address-fixtures";
import { POOL_EXCHANGE } from "./pool-exchange";
import { shortBudgets } from "./short-budgets";
import type { Rule } from "./rule";

export const rotationShort: Rule = {
  id: "rotation-short",
  severity: "note",
  question: "Is there room for a new pool beside an old one of its size, as a change of VM size, disk or pods per node needs?",
  fix: `Make the range larger while it is empty. ${POOL_EXCHANGE}`,
  source: "azure-aks-docs, resize-node-pool.md, concepts-network-ip-address-planning.md",
  asOf: "2026-08-21",
  check: subject => shortBudgets(subject, "has no room to exchange a pool", ({ verdict, exhaustedBy }) => verdict === "fits" && exhaustedBy !== undefined),
  // 120 addresses in an upgrade, 180 with a second pool of three.
  fixtures: { breaks: [subnetFixture({ addressPrefix: "10.0.0.0/25" }), clusterFixture({ maxPods: 29 })], nearMiss: [subnetFixture({}), clusterFixture({ maxPods: 29 })] },
};
