import { templatePath } from "../analyses/pod-specs";
import { isScheduled, pendingFinder, pendingText } from "../analyses/scheduling";
import { objectName } from "../analyses/services";
import type { PlanObject } from "../model/plan";
import { textAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

function fixture(podSpec: PlanObject): readonly FixtureResource[] {
  const labels = { app: "example" };
  return [
    { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system", mode: "System", count: 3, vmSize: "Standard_D4s_v5", nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] }] } },
    { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name: "example" }, spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } } } },
  ];
}

/** Workloads whose pods no declared pool takes. */
function pendingPods({ graph, analyses: { clusters, pools } }: Subject) {
  const pendingOf = pendingFinder({ graph, clusters, pools });
  return graph.where(isScheduled).flatMap(resource => {
    const pending = pendingOf(resource);
    if (pending === undefined) return [];
    return [{ resource, pending, place: { resource: resource.urn, path: `${templatePath(resource)}.spec` }, called: `${pending.cluster.name ?? "the cluster"} takes the pods of ${objectName(resource)}` }];
  });
}

export const unschedulablePods: Rule = {
  id: "unschedulable-pods",
  severity: "error",
  question: "Does no node pool take a workload's pods: by its node selector, the pools' taints, or what it requests?",
  fix: "Let one pool have the labels that the node selector wants and machines that hold the requests, and give the pods tolerations of its taints.",
  source: "Kubernetes, Assigning Pods to Nodes, Taints and Tolerations; azure-aks-docs, use-system-pools.md",
  asOf: "2026-11-22",
  check: subject => pendingPods(subject).flatMap(({ place, resource, called, pending }) => (pending.doubt !== undefined ? [] : [{
    ...place, message: `no pool of ${called}, which stay pending: ${pendingText(pending)}`,
    evidence: { pools: pending.reasons.map(({ pool }) => pool), namespace: textAt(resource.inputs, "metadata", "namespace") },
  }])),
  undecided: subject => pendingPods(subject).flatMap(({ place, called, pending }) => (pending.doubt === undefined ? [] : [{ ...place, message: `no pool that the plan knows of ${called}, and ${pending.doubt}: ${pendingText(pending)}` }])),
  fixtures: { breaks: fixture({ containers: [] }), nearMiss: fixture({ containers: [], tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }] }) },
};
