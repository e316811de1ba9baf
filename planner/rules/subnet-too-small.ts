import { clusterFixture, subnetFixture } from "./address-fixtures";
import { shortBudgets } from "./short-budgets";
import type { Rule } from "./rule";

/** Azure counts before it makes anything, and of pools that scale it counts the most: "If Autoscaler is enabled, the max-count from each nodepool is counted towards this total". */
export const subnetTooSmall: Rule = {
  id: "subnet-too-small",
  severity: "error",
  question: "Does a subnet or range hold what Azure counts when it makes the pools: their nodes or, where they scale, the most of them?",
  fix: "Make the range larger, the pools, their most nodes or their pods per node fewer, or give pods a range of their own (overlay): otherwise Azure refuses with InsufficientSubnetSize.",
  source: "azure-aks-docs, concepts-network-ip-address-planning.md; the API's own message, quoted in Azure/AKS-Construction#701 and Azure/AKS#456",
  asOf: "2026-08-21",
  check: subject => shortBudgets(subject, "is refused as too small", ({ refused }) => refused === true),
  fixtures: {
    breaks: [subnetFixture({}), clusterFixture({ enableAutoScaling: true, count: 3, minCount: 3, maxCount: 10 })],
    nearMiss: [subnetFixture({ addressPrefix: "10.0.0.0/23" }), clusterFixture({ enableAutoScaling: true, count: 3, minCount: 3, maxCount: 10 })],
  },
};
