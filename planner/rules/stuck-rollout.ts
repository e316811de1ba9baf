import { KINDS } from "../model/kinds";
import type { PlanObject, PlanValue } from "../model/plan";
import { countAt, isOpen, listAt, readAt, textAt, textEntriesAt, textsAt } from "../model/read";
import { labelsMatch } from "../analyses/label-selector";
import type { FixtureResource, Rule } from "./rule";

const LABELS = { app: "example" };
const HOST = "kubernetes.io/hostname";
const deployment = (podSpec: PlanObject, strategy: PlanObject): readonly FixtureResource[] => [
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system", count: 3 }] } },
  { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name: "example" }, spec: { replicas: 3, strategy, selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: podSpec } } } },
];
const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOST, labelSelector: { matchLabels: LABELS } }] } } };

/** True where the deployment takes none of its pods out before a new one is ready. */
function keepsAll(inputs: PlanValue): boolean {
  const { value } = readAt(inputs, "spec", "strategy", "rollingUpdate", "maxUnavailable");
  return textAt(inputs, "spec", "strategy", "type") !== "Recreate" && (value === 0 || value === "0" || value === "0%");
}

/** True for a rule that keeps two pods of these labels, of whatever revision, from one node. */
function keepsApart(term: PlanValue, labels: ReadonlyMap<string, string>): boolean {
  const chosen = textEntriesAt(term, "labelSelector", "matchLabels");
  return textAt(term, "topologyKey") === HOST && !textsAt(term, "matchLabelKeys").includes("pod-template-hash") && !isOpen(term, "matchLabelKeys")
    && listAt(term, "labelSelector", "matchExpressions").length === 0 && chosen.size > 0 && labelsMatch(chosen, { labels, labelsOpen: false }) === "yes";
}

/**
 * Of anti-affinity alone, which holds for any number of pods: a spread constraint allows a second pod on a node once all nodes have one. Only where there are no more nodes than pods does it stand still; the
 * autoscaler would add one, so pools that grow are left out.
 */
export const stuckRollout: Rule = {
  id: "stuck-rollout",
  severity: "error",
  question: "Does a Deployment keep its pods on nodes apart, on all there are, and take none out before a new one is ready?",
  fix: "Let maxUnavailable be 1, or give the anti-affinity matchLabelKeys: [pod-template-hash], so that it counts pods of one revision.",
  source: "Kubernetes API, PodAffinityTerm and RollingUpdateDeployment",
  asOf: "2026-08-21",
  check: ({ graph, analyses: { pools, clusters } }) => {
    if (clusters.length !== 1 || pools.length === 0 || pools.some(({ autoscaled, nodes }) => autoscaled || nodes === undefined)) return [];
    const nodes = pools.reduce((sum, each) => sum + (each.nodes ?? 0), 0);
    return graph.where(KINDS.workload).filter(({ type }) => type.endsWith(":Deployment")).flatMap(({ urn, name, inputs }) => {
      const replicas = countAt(inputs, "spec", "replicas"), labels = textEntriesAt(inputs, "spec", "template", "metadata", "labels");
      const terms = listAt(inputs, "spec", "template", "spec", "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
      if (replicas === undefined || replicas < nodes || !keepsAll(inputs) || !terms.some(term => keepsApart(term, labels))) return [];
      return [{
        resource: urn, path: "inputs.spec.strategy.rollingUpdate.maxUnavailable",
        message: `${textAt(inputs, "metadata", "name") ?? name}: ${replicas} pods on ${nodes} nodes, never two on one, and none leaves before a new one is ready: an update of the Deployment stands still`,
        evidence: { replicas, nodes },
      }];
    });
  },
  fixtures: {
    breaks: deployment(apart, { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }),
    nearMiss: deployment(apart, { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 1 } }),
  },
};
