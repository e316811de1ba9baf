import { clusterFixture, subnetFixture } from "./address-fixtures";
import { budgetPlace, budgetTitle, shortBudgets } from "./short-budgets";
import type { Rule } from "./rule";

/** Azure refuses the growth or the upgrade, not the declaration: that is what subnet-too-small is about. */
export const addressesShort: Rule = {
  id: "addresses-short",
  severity: "warning",
  question: "Does a subnet or range hold growth, and the surge of an upgrade?",
  fix: "Make the range larger, the pools or their pods per node fewer, or give pods a range of their own (overlay).",
  source: "azure-aks-docs, concepts-network-ip-address-planning.md",
  asOf: "2026-08-21",
  check: subject => shortBudgets(subject, "is too small", ({ verdict, refused }) => verdict === "short" && !refused),
  undecided: ({ analyses: { ipPlan, pools, clusters } }) => [...ipPlan.subnets, ...ipPlan.ranges].filter(({ verdict }) => verdict === "undecided").map(budget => ({ ...budgetPlace(budget, { pools, clusters }), message: `${budgetTitle(budget)}: ${budget.reason ?? "its room is not known"}` })),
  // 99 addresses at creation, 132 while an upgrade runs.
  fixtures: { breaks: [subnetFixture({ addressPrefix: "10.0.0.0/25" }), clusterFixture({ maxPods: 32 })], nearMiss: [subnetFixture({}), clusterFixture({})] },
};
