import { DEFAULT_ROLLOUT_SHARE, mayBeMissing } from "../../facts/rolling-updates";
import { selectorMatches, type Match } from "../analyses/label-selector";
import { declarationOf, hasUnknownPools, makesNodes } from "../analyses/pools";
import { closedTo } from "../analyses/scheduling";
import { KINDS } from "../model/kinds";
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { countAt, entriesAt, holdsOpen, isOpen, listAt, numberAt, readAt, textAt, textEntriesAt, textsAt, wordAt } from "../model/read";
import { isObject } from "../model/values";
import type { FixtureResource, Rule, Subject } from "./rule";

const LABELS = { app: "example" };
const HOST = "kubernetes.io/hostname";
const REVISION = "pod-template-hash";
const TEMPLATE = ["spec", "template"] as const;

const deployment = (podSpec: PlanObject, strategy: PlanObject): readonly FixtureResource[] => [
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system", count: 3 }] } },
  { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name: "example" }, spec: { replicas: 3, strategy, selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: podSpec } } } },
];
const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOST, labelSelector: { matchLabels: LABELS } }] } } };

/** Nodes of pools of a fixed size: those that the pods may go to, and those whose taint keeps them away. Undefined where a pool that takes the pods grows, or the numbers are not known. */
interface Nodes { readonly taking: number; readonly closed: number }

function nodesFor(podSpec: PlanValue | undefined, { graph, analyses: { pools } }: Subject): Nodes | undefined {
  if (isOpen(podSpec, "tolerations")) return undefined;
  let taking = 0, closed = 0;
  for (const pool of pools) {
    const declared = declarationOf(pool, graph);
    if (holdsOpen(declared, "nodeTaints") || isOpen(declared, "scaleSetPriority")) return undefined;
    const fewest = pool.autoscaled ? pool.minNodes : pool.nodes;
    if (closedTo(podSpec, pool, declared) !== undefined) closed += fewest ?? 0;
    else if (pool.autoscaled || fewest === undefined) return undefined;
    else taking += fewest;
  }
  return { taking, closed };
}

/** How many pods the rolling update takes out before new ones are ready; undefined where that is not known, or the Deployment takes all of them out. */
function leavingFirst({ inputs }: PlanResource, replicas: number): number | undefined {
  const at = ["spec", "strategy"] as const;
  if (isOpen(inputs, ...at, "type") || textAt(inputs, ...at, "type") === "Recreate") return undefined;
  const share = (key: string): string | number | undefined => {
    const path = [...at, "rollingUpdate", key];
    return isOpen(inputs, ...path) ? undefined : textAt(inputs, ...path) ?? numberAt(inputs, ...path) ?? DEFAULT_ROLLOUT_SHARE;
  };
  const [maxUnavailable, maxSurge] = [share("maxUnavailable"), share("maxSurge")];
  return maxUnavailable === undefined || maxSurge === undefined ? undefined : mayBeMissing(maxUnavailable, maxSurge, replicas);
}

/** Whether an anti-affinity or a spread counts the Deployment's own pods, of whatever revision where `anyRevision` asks for that, on each node. */
function countsOwnPods(term: PlanValue, { inputs }: PlanResource, anyRevision: boolean): Match {
  if (textAt(term, "topologyKey") !== HOST) return isOpen(term, "topologyKey") ? "open" : "no";
  if (anyRevision && textsAt(term, "matchLabelKeys").includes(REVISION)) return "no";
  const labelsAt = [...TEMPLATE, "metadata", "labels"] as const;
  const pod = { labels: textEntriesAt(inputs, ...labelsAt), labelsOpen: isOpen(inputs, ...labelsAt) || entriesAt(inputs, ...labelsAt).some(([, value]) => isOpen(value)) };
  const chosen = isObject(term) ? selectorMatches(term, ["labelSelector"], pod) : "no";
  // Other namespaces than the pod's own, and pods that differ in a label, are another question.
  const elsewhere = ["namespaces", "namespaceSelector", "mismatchLabelKeys"].some(key => readAt(term, key).knowledge !== "absent");
  return chosen === "yes" && (elsewhere || (anyRevision && isOpen(term, "matchLabelKeys"))) ? "open" : chosen;
}

interface Standstill { readonly match: Match; readonly found: ReturnType<Rule["check"]>[number] & { readonly resource: string } }

const RULES_OF_ANTI_AFFINITY = ["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"] as const;

/** The first that surely counts the Deployment's pods, or else the first that may. */
function strongest(terms: readonly PlanValue[], matchOf: (term: PlanValue) => Match): Match {
  const matches = terms.map(matchOf);
  return matches.includes("yes") ? "yes" : matches.includes("open") ? "open" : "no";
}

/** Spread constraints that hold pods back and count nodes as empty where no pod may go: the default. */
function spreadsOverClosedNodes(podSpec: PlanValue | undefined): readonly (readonly [constraint: PlanValue, index: number, maxSkew: number])[] {
  // By default a constraint leaves out nodes that the pods do not select.
  if (["nodeSelector", "nodeName"].some(key => readAt(podSpec, key).knowledge !== "absent") || readAt(podSpec, "affinity", "nodeAffinity").knowledge !== "absent") return [];
  return listAt(podSpec, "topologySpreadConstraints").flatMap((constraint, index) => {
    const maxSkew = countAt(constraint, "maxSkew");
    const counts = !isOpen(constraint, "nodeTaintsPolicy") && wordAt(["Honor"], constraint, "nodeTaintsPolicy") !== "Honor";
    return maxSkew !== undefined && counts && textAt(constraint, "whenUnsatisfiable") === "DoNotSchedule" ? [[constraint, index, maxSkew] as const] : [];
  });
}

function standstills(resource: PlanResource, subject: Subject): readonly Standstill[] {
  const { urn, name, inputs } = resource;
  const podSpec = readAt(inputs, ...TEMPLATE, "spec").value;
  const replicas = countAt(inputs, "spec", "replicas"), nodes = nodesFor(podSpec, subject);
  if (replicas === undefined || nodes === undefined || nodes.taking === 0) return [];
  const { taking, closed } = nodes;
  const called = textAt(inputs, "metadata", "name") ?? name;
  const leaves = leavingFirst(resource, replicas);
  const kept = leaves === 0 && replicas >= taking ? strongest(listAt(podSpec, ...RULES_OF_ANTI_AFFINITY), term => countsOwnPods(term, resource, true)) : "no";
  return [
    {
      match: kept,
      found: {
        resource: urn, path: "inputs.spec.strategy.rollingUpdate.maxUnavailable", evidence: { replicas, nodes: taking },
        message: `${called}: ${replicas} pods on ${taking} nodes, never two on one, and none leaves before a new one is ready: an update of the Deployment stands still`,
      },
    },
    ...spreadsOverClosedNodes(podSpec).flatMap(([constraint, index, maxSkew]): readonly Standstill[] => {
      const room = taking * maxSkew;
      const full = replicas === room && leaves === 0;
      if (closed === 0 || (replicas <= room && !full)) return [];
      const why = `${closed} tainted ${closed === 1 ? "node" : "nodes"} count as empty, so that the other ${taking} take ${maxSkew} ${maxSkew === 1 ? "pod" : "pods"} each`;
      return [{
        match: countsOwnPods(constraint, resource, full),
        found: {
          resource: urn, path: `inputs.spec.template.spec.topologySpreadConstraints[${index}]`, evidence: { replicas, nodes: taking, taintedNodes: closed, maxSkew },
          message: `${called}: ${why}; ${full ? "none leaves before a new one is ready, and an update of the Deployment stands still" : `of ${replicas} pods ${replicas - room} never find a node`}`,
          fix: `Give the constraint nodeTaintsPolicy: Honor, so that nodes that the pods do not tolerate do not count, and matchLabelKeys: [${REVISION}], so that it counts pods of one revision.`,
        },
      }];
    }),
  ].filter(({ match }) => match !== "no");
}

/** Only where pools keep their size, and are all there are: the autoscaler would add a node, as node auto-provisioning does. A share of `maxUnavailable` is rounded down: of three pods, 25% is none. */
function allStandstills(subject: Subject): readonly Standstill[] {
  const { graph, analyses: { pools, clusters } } = subject;
  const [cluster, ...others] = clusters;
  if (cluster === undefined || others.length > 0 || pools.length === 0 || hasUnknownPools(cluster, graph) || makesNodes(graph.byUrn(cluster.resource)?.inputs)) return [];
  return graph.where(KINDS.workload).filter(({ type }) => type.endsWith(":Deployment")).flatMap(each => standstills(each, subject));
}

export const stuckRollout: Rule = {
  id: "stuck-rollout",
  severity: "error",
  question: "Do a Deployment's rules of where its pods may run leave no node for the next pod of a rollout?",
  fix: `Let maxUnavailable be 1, or give the anti-affinity matchLabelKeys: [${REVISION}], so that it counts pods of one revision.`,
  source: "Kubernetes API, PodAffinityTerm, RollingUpdateDeployment and TopologySpreadConstraint; kubernetes#107464, #116118",
  asOf: "2026-08-21",
  check: subject => allStandstills(subject).filter(({ match }) => match === "yes").map(({ found }) => found),
  undecided: subject => allStandstills(subject).filter(({ match }) => match === "open").map(({ found: { resource, path, message } }) => ({ resource, path, message: `whether its rule counts its own pods is not known; if it does, ${message}` })),
  fixtures: {
    breaks: deployment(apart, { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }),
    nearMiss: deployment(apart, { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 1 } }),
  },
};
