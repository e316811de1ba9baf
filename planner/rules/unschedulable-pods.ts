import { clusterFinder } from "../analyses/clusters";
import { hiddenMaker } from "../analyses/hidden-objects";
import { declarationOf, hasUnknownPools, poolsOf } from "../analyses/pools";
import { templateOf } from "../analyses/pod-specs";
import { refusal } from "../analyses/scheduling";
import { objectName } from "../analyses/services";
import type { ResourceGraph } from "../model/graph";
import { KINDS, partsOf } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { countAt, flagAt, readAt, textAt } from "../model/read";
import type { ClusterSummary } from "../model/results";
import { nameOf } from "../model/urn";
import type { FixtureResource, Rule } from "./rule";

function fixture(podSpec: PlanObject): readonly FixtureResource[] {
  const labels = { app: "example" };
  return [
    { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system", mode: "System", count: 3, vmSize: "Standard_D4s_v5", nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] }] } },
    { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name: "example" }, spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } } } },
  ];
}

/** True where the pools of the plan are all that the cluster will have: none unknown, none that Azure or something in the cluster makes as pods ask for it. */
function hasKnownPools(cluster: ClusterSummary, graph: ResourceGraph): boolean {
  const resource = graph.byUrn(cluster.resource);
  const profile = readAt(resource?.inputs, "nodeProvisioningProfile", "mode");
  const virtualNodes = readAt(resource?.inputs, "addonProfiles", "aciConnectorLinux", "enabled");
  return resource !== undefined && resource.op !== "read" && !hasUnknownPools(cluster, graph) && hiddenMaker(graph) === undefined
    && (profile.knowledge === "absent" || profile.value === "Manual") && (virtualNodes.knowledge === "absent" || flagAt(virtualNodes.value) === false)
    && !graph.resources.some(({ type }) => type.startsWith("kubernetes:karpenter."));
}

/** A DaemonSet's pods are where they can be, and a pod that names its node, or another scheduler, is not asked for. */
const isScheduled = (type: string): boolean => KINDS.pod(type) || KINDS.job(type) || (KINDS.workload(type) && partsOf(type).name !== "DaemonSet");

export const unschedulablePods: Rule = {
  id: "unschedulable-pods",
  severity: "error",
  question: "Does no node pool take a workload's pods: by its node selector, the pools' taints, or what it requests?",
  fix: "Let one pool have the labels that the node selector wants and machines that hold the requests, and give the pods tolerations of its taints.",
  source: "Kubernetes, Assigning Pods to Nodes, Taints and Tolerations; azure-aks-docs, use-system-pools.md",
  asOf: "2026-11-22",
  check: ({ graph, analyses: { clusters, pools } }) => {
    const clusterOf = clusterFinder(graph, clusters);
    const whole = clusters.filter(cluster => hasKnownPools(cluster, graph) && poolsOf(cluster, pools).length > 0);
    const foreign = pools.some(({ cluster }) => cluster === undefined);
    return foreign || whole.length === 0 ? [] : graph.where(isScheduled).flatMap(resource => {
      const cluster = clusterOf(resource);
      const spec = readAt(templateOf(resource), "spec").value;
      if (!cluster || !whole.includes(cluster) || spec === undefined || countAt(resource.inputs, "spec", "replicas") === 0 || ["nodeName", "schedulerName"].some(key => readAt(spec, key).knowledge !== "absent")) return [];
      const own = poolsOf(cluster, pools);
      const reasons = own.flatMap(pool => {
        const reason = refusal(spec, pool, declarationOf(pool, graph));
        return reason === undefined ? [] : [{ pool: pool.name ?? (pool.resource === pool.cluster ? "(name not known)" : nameOf(pool.resource)), reason }];
      });
      if (reasons.length < own.length) return [];
      return [{
        resource: resource.urn, path: KINDS.pod(resource.type) ? "inputs.spec" : "inputs.spec.template.spec",
        message: `no pool of ${cluster.name ?? "the cluster"} takes the pods of ${objectName(resource)}, which stay pending: ${reasons.map(({ pool, reason }) => `${pool}: ${reason}`).join("; ")}`,
        evidence: { pools: reasons.map(({ pool }) => pool), namespace: textAt(resource.inputs, "metadata", "namespace") },
      }];
    });
  },
  fixtures: { breaks: fixture({ containers: [] }), nearMiss: fixture({ containers: [], tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }] }) },
};
