import { policyEngine } from "../analyses/network-policies";
import { clusterFinder } from "../analyses/clusters";
import { objectName } from "../analyses/services";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import type { ClusterSummary } from "../model/results";
import { nameOf } from "../model/urn";
import type { FixtureResource, Rule, Subject } from "./rule";

/** Policies with the engine of the cluster that they go to, which may be any of several. */
function policed({ graph, analyses: { clusters } }: Subject) {
  const clusterOf = clusterFinder(graph, clusters);
  const engineOf = (cluster: ClusterSummary) => policyEngine(cluster, graph.byUrn(cluster.resource)?.inputs);
  return clusters.length === 0 ? [] : graph.where(KINDS.networkPolicy).map(policy => {
    const cluster = clusterOf(policy);
    const [engine = "unknown", ...others] = new Set((cluster ? [cluster] : clusters).map(engineOf));
    return { policy, cluster, engine: others.length === 0 ? engine : "unknown" };
  });
}

const fixture = (networkProfile: PlanObject): readonly FixtureResource[] => [
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", networkProfile } },
  { type: "kubernetes:networking.k8s.io/v1:NetworkPolicy", inputs: { metadata: { name: "deny-all", namespace: "example" }, spec: { podSelector: {} } } },
];

export const networkPolicyWithoutEngine: Rule = {
  id: "network-policy-without-engine",
  severity: "warning",
  question: "Are there network policies in a cluster that has nothing to enforce them?",
  fix: "Choose an engine in the cluster's networkProfile.networkPolicy (cilium for a new cluster), or leave the policies out: Kubernetes takes them all the same, and every packet passes.",
  source: "azure-aks-docs, use-network-policies.md; Kubernetes, network policies",
  asOf: "2026-08-21",
  check: subject => policed(subject).filter(({ engine }) => engine === "none").map(({ policy, cluster }) => ({
    resource: policy.urn, path: "inputs.spec", message: `NetworkPolicy ${objectName(policy)} does nothing: ${cluster ? `cluster ${cluster.name ?? nameOf(cluster.resource)} has` : "the plan's clusters have"} no network policy engine`, evidence: { networkPolicy: "none" },
  })),
  undecided: subject => policed(subject).filter(({ engine }) => engine === "unknown").map(({ policy }) => ({
    resource: policy.urn, path: "inputs.spec", message: `whether anything enforces NetworkPolicy ${objectName(policy)} is not known`,
  })),
  fixtures: { breaks: fixture({ networkPlugin: "azure" }), nearMiss: fixture({ networkPlugin: "azure", networkDataplane: "cilium" }) },
};
