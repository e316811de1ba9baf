/** Whose pods answer a Service: those that its selector chooses, whatever makes them. */
import { AKS_NAMESPACES, CONTROLLER_LABELS } from "../../facts/pod-makers";
import type { ResourceGraph } from "../model/graph";
import { partsOf } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { textAt } from "../model/read";
import type { Hop } from "../model/results";
import type { AbsenceFinder } from "./absent-pods";
import { hiddenMaker } from "./hidden-objects";
import { labelsMatch, podsByLabel, type Match } from "./label-selector";
import { clusterDoubt, sameCluster } from "./placement";
import { namespaceOf, objectName, type ServiceFacts } from "./services";
import { isCustom, podMakersIn, type Workload } from "./workloads";

/** Whether the Service's selector chooses the workload's pods: same cluster, same namespace, every label. */
function matches(service: ServiceFacts, workload: Workload): Match {
  const same = sameCluster(service.resource, workload.resource);
  if (service.selector === "absent" || same === "no") return "no";
  const namespacesKnown = service.namespace !== undefined && workload.namespace !== undefined;
  if (namespacesKnown && service.namespace !== workload.namespace) return "no";
  if (service.selector === "open") return "open";
  const stated = new Map([...service.selector].filter(([key]) => !CONTROLLER_LABELS.includes(key) || workload.labels.has(key)));
  const matched = labelsMatch(stated, workload);
  // What Kubernetes itself puts on a pod, no template says; of the StatefulSet's own names the first is always there.
  const added = [...service.selector].filter(([key]) => !stated.has(key));
  const given = added.every(([key, value]) => key === "statefulset.kubernetes.io/pod-name" && workload.kind === "StatefulSet" && value === `${workload.name}-0`);
  const chosen = matched === "yes" && !given ? "open" : matched;
  return chosen === "yes" && (!namespacesKnown || same === "open") ? "open" : chosen;
}

/** Who may make pods, and what goes with them, in an object's namespace that the plan does not show: something of AKS's own, or the operator of a custom resource. */
export function makerIn({ namespace, resource }: Pick<ServiceFacts, "namespace" | "resource">, custom: readonly PlanResource[]): string | undefined {
  if (namespace !== undefined && AKS_NAMESPACES.includes(namespace)) return `AKS makes in namespace ${namespace}`;
  // Without a namespace of its own it may be for all of them.
  const near = custom.find(each => sameCluster(each, resource) !== "no" && (namespace === undefined || textAt(each.inputs, "metadata", "namespace") === undefined || namespaceOf(each) === namespace));
  return near && `the operator of ${partsOf(near.type).name} ${objectName(near)} makes`;
}

/** The pod hop of a Service that nobody in the plan answers. @param hidden what makes pods that the plan does not show, as the subject of "… is not known" */
function nobody(service: ServiceFacts, undecided: readonly Workload[], hidden: string | undefined): Hop {
  const labels = service.selector instanceof Map ? [...service.selector].map(([key, value]) => `${key}=${value}`).join(", ") : "";
  const hop = { at: "pod", name: "(none)", resource: service.resource.urn } as const;
  if (service.selector === "open") return { ...hop, verdict: "undecided", says: "the selector is not known" };
  const [elsewhere] = undecided.filter(({ resource }) => sameCluster(service.resource, resource) === "open");
  if (elsewhere) return { ...hop, verdict: "undecided", says: clusterDoubt(elsewhere.resource) };
  if (undecided.length > 0) return { ...hop, verdict: "undecided", says: `whether ${undecided.map(each => each.name).join(", ")} has the labels ${labels} is not known` };
  if (hidden !== undefined) return { ...hop, verdict: "undecided", says: `no workload of this plan has pods with the labels ${labels}; what ${hidden} is not known` };
  return { ...hop, verdict: "broken", says: `no workload in namespace ${service.namespace ?? "(not known)"} has pods with the labels ${labels}` };
}

/** Those whose pods answer, or the pod hop that says why there are none. */
export type Answers = readonly [Workload, ...Workload[]] | { readonly nobody: Hop };

export function podFinder(graph: ResourceGraph, absenceOf: AbsenceFinder): (service: ServiceFacts) => Answers {
  const byLabel = podsByLabel(podMakersIn(graph));
  const custom = graph.where(isCustom);
  const maker = hiddenMaker(graph);
  return service => {
    const { selector } = service;
    const some = byLabel(typeof selector === "string" ? undefined : [...selector].find(([key]) => !CONTROLLER_LABELS.includes(key)));
    const chosen = some.filter(workload => matches(service, workload) === "yes");
    // One that is scaled to nothing, or has no pods for another reason, or whose pods come and go, matters only where nobody else answers, as beside its successor.
    const there = chosen.filter(workload => workload.replicas !== 0 && absenceOf(workload) === undefined);
    const running = [there.filter(({ podsDoubt }) => podsDoubt === undefined), there].find(each => each.length > 0);
    const [first, ...others] = running ?? chosen;
    if (first) return [first, ...others];
    const hidden = maker === undefined ? makerIn(service, custom) : `${maker} makes`;
    return { nobody: nobody(service, some.filter(workload => matches(service, workload) === "open"), hidden) };
  };
}
