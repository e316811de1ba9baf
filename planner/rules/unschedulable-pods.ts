import { isScheduled, pendingFinder, pendingText } from "../analyses/scheduling";
import { objectName } from "../analyses/services";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

function fixture(podSpec: PlanObject): readonly FixtureResource[] {
  const labels = { app: "example" };
  return [
    { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system", mode: "System", count: 3, vmSize: "Standard_D4s_v5", nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] }] } },
    { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name: "example" }, spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } } } },
  ];
}

export const unschedulablePods: Rule = {
  id: "unschedulable-pods",
  severity: "error",
  question: "Does no node pool take a workload's pods: by its node selector, the pools' taints, or what it requests?",
  fix: "Let one pool have the labels that the node selector wants and machines that hold the requests, and give the pods tolerations of its taints.",
  source: "Kubernetes, Assigning Pods to Nodes, Taints and Tolerations; azure-aks-docs, use-system-pools.md",
  asOf: "2026-11-22",
  check: ({ graph, analyses: { clusters, pools } }) => {
    const pendingOf = pendingFinder({ graph, clusters, pools });
    return graph.where(isScheduled).flatMap(resource => {
      const pending = pendingOf(resource);
      return pending === undefined ? [] : [{
        resource: resource.urn, path: KINDS.pod(resource.type) ? "inputs.spec" : "inputs.spec.template.spec",
        message: `no pool of ${pending.cluster.name ?? "the cluster"} takes the pods of ${objectName(resource)}, which stay pending: ${pendingText(pending)}`,
        evidence: { pools: pending.reasons.map(({ pool }) => pool), namespace: textAt(resource.inputs, "metadata", "namespace") },
      }];
    });
  },
  fixtures: { breaks: fixture({ containers: [] }), nearMiss: fixture({ containers: [], tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }] }) },
};
