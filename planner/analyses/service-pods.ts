/** Whose pods answer a Service: the workloads that its selector chooses. */
import type { Hop } from "../model/results";
import { labelsMatch, podsByLabel, type Match } from "./label-selector";
import { clusterDoubt, sameCluster } from "./placement";
import type { ServiceFacts } from "./services";
import type { Workload } from "./workloads";

/** Whether the Service's selector chooses the workload's pods: same cluster, same namespace, every label. */
function matches(service: ServiceFacts, workload: Workload): Match {
  const same = sameCluster(service.resource, workload.resource);
  if (service.selector === "absent" || same === "no") return "no";
  const namespacesKnown = service.namespace !== undefined && workload.namespace !== undefined;
  if (namespacesKnown && service.namespace !== workload.namespace) return "no";
  if (service.selector === "open") return "open";
  const chosen = labelsMatch(service.selector, workload);
  return chosen === "yes" && (!namespacesKnown || same === "open") ? "open" : chosen;
}

/** The pod hop of a Service that no workload in the plan answers. */
function nobody(service: ServiceFacts, undecided: readonly Workload[], hidden: string | undefined): Hop {
  const labels = service.selector instanceof Map ? [...service.selector].map(([key, value]) => `${key}=${value}`).join(", ") : "";
  const hop = { at: "pod", name: "(none)", resource: service.resource.urn } as const;
  if (service.selector === "open") return { ...hop, verdict: "undecided", says: "the selector is not known" };
  const [elsewhere] = undecided.filter(({ resource }) => sameCluster(service.resource, resource) === "open");
  if (elsewhere) return { ...hop, verdict: "undecided", says: clusterDoubt(elsewhere.resource) };
  if (undecided.length > 0) return { ...hop, verdict: "undecided", says: `whether ${undecided.map(each => each.name).join(", ")} has the labels ${labels} is not known` };
  if (hidden !== undefined) return { ...hop, verdict: "undecided", says: `no workload of this plan has pods with the labels ${labels}; what ${hidden} makes is not known` };
  return { ...hop, verdict: "broken", says: `no workload in namespace ${service.namespace ?? "(not known)"} has pods with the labels ${labels}` };
}

/** Those whose pods answer, or the pod hop that says why there are none. */
export type Answers = readonly [Workload, ...Workload[]] | { readonly nobody: Hop };

/** @param hidden name of what makes objects that the plan does not show, if anything does (`hiddenMaker`) */
export function podFinder(workloads: readonly Workload[], hidden: string | undefined): (service: ServiceFacts) => Answers {
  const byLabel = podsByLabel(workloads);
  return service => {
    const { selector } = service;
    const some = byLabel(selector instanceof Map ? [...selector][0] : undefined);
    const chosen = some.filter(workload => matches(service, workload) === "yes");
    // One that is scaled to nothing matters only where nobody else answers, as beside its successor.
    const running = chosen.filter(({ replicas }) => replicas !== 0);
    const [first, ...others] = running.length > 0 ? running : chosen;
    return first ? [first, ...others] : { nobody: nobody(service, some.filter(workload => matches(service, workload) === "open"), hidden) };
  };
}
