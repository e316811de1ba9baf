import type { FixtureResource, Rule } from "./rule";

function fixture(replicas: number): readonly FixtureResource[] {
  const labels = { app: "example" };
  return [
    { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system", count: 3 }] } },
    { type: "kubernetes:apps/v1:Deployment", inputs: {
      metadata: { name: "example", namespace: "example" },
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "example" }] } } },
    } },
  ];
}

export const singlePod: Rule = {
  id: "single-pod",
  severity: "note",
  question: "Is there a workload of one pod, which every drain of its node takes away for a while?",
  fix: "Where somebody waits for it, run two pods or more, on different nodes, and let a PodDisruptionBudget keep one of them.",
  source: "Kubernetes, Disruptions, and Safely Drain a Node",
  asOf: "2026-08-21",
  check: ({ analyses }) => analyses.upgrade.flatMap(({ interrupted }) => interrupted).filter(({ doubt }) => doubt === undefined).map(({ resource, kind, name }) => ({
    resource, path: "inputs.spec.replicas", message: `${kind} ${name} has one pod: while an upgrade drains its node it is away, until another is ready`, evidence: { replicas: 1 },
  })),
  undecided: ({ analyses }) => analyses.upgrade.flatMap(({ interrupted }) => interrupted).flatMap(({ resource, kind, name, doubt }) => (doubt === undefined ? [] : [{
    resource, path: "inputs.spec.replicas", message: `whether ${kind} ${name} has one pod: ${doubt}`,
  }])),
  fixtures: { breaks: fixture(1), nearMiss: fixture(2) },
};
