import { BUDGETS_SOURCE } from "../../facts/disruption-budgets";
import type { FixtureResource, Rule } from "./rule";

function fixture(maxUnavailable: number): readonly FixtureResource[] {
  const labels = { app: "example" };
  return [
    { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system", count: 3 }] } },
    { type: "kubernetes:apps/v1:Deployment", inputs: {
      metadata: { name: "example", namespace: "example" },
      spec: { replicas: 3, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "example" }] } } },
    } },
    { type: "kubernetes:policy/v1:PodDisruptionBudget", inputs: { metadata: { name: "example", namespace: "example" }, spec: { maxUnavailable, selector: { matchLabels: labels } } } },
  ];
}

export const blockedDrain: Rule = {
  id: "blocked-drain",
  severity: "error",
  question: "Does a PodDisruptionBudget let no pod go, so that no upgrade drains a node?",
  fix: "Let the budget spare one pod or more: more replicas than minAvailable, maxUnavailable of 1 or more, and one budget for each pod.",
  source: BUDGETS_SOURCE,
  asOf: "2026-08-21",
  check: ({ analyses }) => analyses.upgrade.flatMap(({ budgets }) => budgets).filter(({ verdict }) => verdict === "broken").map(({ resource, name, says, pods, allowed }) => ({
    resource, path: "inputs.spec", message: `budget ${name}: ${says}`, evidence: { ...(pods !== undefined && { pods }), ...(allowed !== undefined && { allowed }) },
  })),
  fixtures: { breaks: fixture(0), nearMiss: fixture(1) },
};
