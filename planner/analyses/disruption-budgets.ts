/** What the PodDisruptionBudgets of a plan let a drain do, and which workloads a drain interrupts. */
import { allowedByMaxUnavailable, allowedByMinAvailable, isAll, isNothing, podShareOf, type PodShare } from "../../facts/disruption-budgets";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { countAt, flagAt, isOpen, readAt, textAt } from "../model/read";
import type { ClusterSummary } from "../model/results";
import type { BudgetEffect, InterruptedWorkload } from "../model/upgrade-results";
import { neededLabel, podsByLabel, selectorMatches, type Match } from "./label-selector";
import { podCounter } from "./pod-counts";
import { namespaceOf, objectName } from "./services";
import type { Workload } from "./workloads";

export interface DisruptionInput {
  readonly graph: ResourceGraph;
  readonly workloads: readonly Workload[];
  /** The cluster that a Kubernetes resource goes to. */
  readonly clusterOfObject: (resource: PlanResource) => ClusterSummary | undefined;
}

export interface Disruptions {
  readonly budgets: readonly BudgetEffect[];
  readonly interrupted: readonly InterruptedWorkload[];
}

/** A budget with the workloads that it surely protects, and those that it may. */
interface Budget {
  readonly resource: PlanResource;
  readonly sure: readonly Workload[];
  readonly maybe: readonly Workload[];
}

type Limit = { readonly kind: "maxUnavailable" | "minAvailable"; readonly share: PodShare } | undefined;

function limitOf({ inputs }: PlanResource): Limit {
  for (const kind of ["maxUnavailable", "minAvailable"] as const) {
    if (readAt(inputs, "spec", kind).knowledge === "absent") continue;
    const share = podShareOf(countAt(inputs, "spec", kind) ?? textAt(inputs, "spec", kind));
    return share === undefined ? undefined : { kind, share };
  }
  return undefined;
}

/** A budget protects pods of its own namespace; both are of one cluster already. */
function matchOf(budget: PlanResource, workload: Workload): Match {
  const namespace = namespaceOf(budget);
  const sameNamespace = namespace === undefined || workload.namespace === undefined ? undefined : namespace === workload.namespace;
  if (sameNamespace === false) return "no";
  const chosen = selectorMatches(budget.inputs, ["spec", "selector"], workload);
  return chosen === "yes" && sameNamespace === undefined ? "open" : chosen;
}

/** Workloads that a budget may be for, by provider, namespace and a label. */
function neighbourFinder(workloads: readonly Workload[]): (budget: PlanResource) => readonly Workload[] {
  const byLabel = podsByLabel(workloads);
  return budget => {
    const namespace = namespaceOf(budget);
    return byLabel(neededLabel(budget.inputs, ["spec", "selector"]))
      .filter(workload => workload.resource.provider === budget.provider && (namespace === undefined || workload.namespace === undefined || workload.namespace === namespace));
  };
}

type Effect = Pick<BudgetEffect, "verdict" | "says"> & { readonly allowed?: number };

/** How many pods there are: `scaled` where an autoscaler may add more. */
interface Counted { readonly pods?: number; readonly scaled: boolean }

const AT_LEAST = "at the least that its autoscaler keeps";

const mayGo = (allowed: number, pods: number, scaled: boolean): string => `${allowed} of ${pods} ${pods === 1 ? "pod" : "pods"} may go at a time${scaled ? `, ${AT_LEAST}` : ""}`;

function underMaxUnavailable(share: PodShare, { pods, scaled }: Counted): Effect {
  if (isNothing(share)) return { verdict: "broken", allowed: 0, says: `maxUnavailable ${share} lets no pod go: AKS begins no upgrade` };
  if (pods === undefined) return { verdict: "proven", says: `maxUnavailable ${share}: some pod may always go` };
  const allowed = allowedByMaxUnavailable(share, pods);
  return { verdict: "proven", allowed, says: mayGo(allowed, pods, scaled) };
}

function underMinAvailable(share: PodShare, { pods, scaled }: Counted, workloads: number): Effect {
  if (isNothing(share)) return { verdict: "proven", allowed: pods, says: `minAvailable ${share}: every pod may go` };
  const blocked = (of: string): Effect => ({ verdict: "broken", allowed: 0, says: `minAvailable ${share}${of} lets no pod go: the drain of a node with one ends at its timeout` });
  if (pods === undefined) return isAll(share) && workloads > 0 ? blocked("") : { verdict: "undecided", says: `minAvailable ${share}: how many pods it protects is not known` };
  const allowed = allowedByMinAvailable(share, pods);
  return allowed === 0 && pods > 0 ? blocked(` of ${pods}${scaled ? `, ${AT_LEAST},` : ""}`) : { verdict: "proven", allowed, says: mayGo(allowed, pods, scaled) };
}

function effectOf({ resource, sure }: Budget, pods: Counted, shared: readonly Workload[]): Effect {
  const [twice] = shared;
  if (twice) return { verdict: "broken", says: `pods of ${twice.name} have more than one budget: Kubernetes evicts none of them` };
  const limit = limitOf(resource);
  if (!limit) return { verdict: "undecided", says: "how many pods it lets go is not known" };
  return limit.kind === "maxUnavailable" ? underMaxUnavailable(limit.share, pods) : underMinAvailable(limit.share, pods, sure.length);
}

/** Whether the upgrade is to pass over its own safeguards, or may be: what a budget then stops is not known. */
const isForced = (cluster: PlanResource | undefined): boolean => {
  const path = ["upgradeSettings", "overrideSettings", "forceUpgrade"] as const;
  return flagAt(cluster?.inputs, ...path) === true || isOpen(cluster?.inputs, ...path);
};

/** The pods of a DaemonSet stay where they are in a drain: no budget of theirs stops it. */
export function disruptionsIn(cluster: ClusterSummary, { graph, workloads, clusterOfObject }: DisruptionInput): Disruptions {
  const own = workloads.filter(workload => workload.kind !== "DaemonSet" && clusterOfObject(workload.resource) === cluster);
  const neighbours = neighbourFinder(own);
  const podsOf = podCounter(graph);
  const budgets = graph.where(KINDS.podDisruptionBudget).filter(each => clusterOfObject(each) === cluster).map((resource): Budget => {
    const matches = neighbours(resource).map(workload => [workload, matchOf(resource, workload)] as const);
    const that = (match: Match): readonly Workload[] => matches.filter(([, found]) => found === match).map(([workload]) => workload);
    return { resource, sure: that("yes"), maybe: that("open") };
  });
  const timesProtected = new Map<Workload, number>();
  for (const workload of budgets.flatMap(({ sure }) => sure)) timesProtected.set(workload, (timesProtected.get(workload) ?? 0) + 1);

  const forced = isForced(graph.byUrn(cluster.resource));
  const effects = budgets.map((budget): BudgetEffect => {
    const { resource, sure, maybe } = budget;
    const counts = sure.map(podsOf);
    const known = counts.flatMap(each => each.least ?? []);
    const pods = maybe.length > 0 || sure.length === 0 || known.length < counts.length ? undefined : known.reduce((sum, each) => sum + each, 0);
    const effect = effectOf(budget, { pods, scaled: counts.some(({ scaled }) => scaled) }, sure.filter(workload => (timesProtected.get(workload) ?? 0) > 1));
    return {
      resource: resource.urn, name: objectName(resource), namespace: namespaceOf(resource), workloads: sure.map(each => each.resource.urn), pods,
      ...effect, ...(forced && effect.verdict === "broken" && { verdict: "undecided" as const, says: `${effect.says}, unless the upgrade is forced, as the cluster may be told to` }),
    };
  });
  const held = new Set(effects.filter(({ verdict }) => verdict === "broken").flatMap(each => each.workloads));
  const interrupted = own.filter(({ resource }) => !held.has(resource.urn)).flatMap(workload => {
    const { resource, kind, name, namespace, replicas } = workload, { most, doubt } = podsOf(workload);
    return most === 1 || (doubt !== undefined && replicas === 1) ? [{ resource: resource.urn, kind, name, namespace, ...(doubt !== undefined && { doubt }) }] : [];
  });
  return { budgets: effects, interrupted };
}
