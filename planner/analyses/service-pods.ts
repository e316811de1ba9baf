/** Whose pods answer a Service: the workloads that its selector chooses. */
import type { Hop } from "../model/results";
import { labelsMatch, type Match } from "./label-selector";
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

/** Finds the workloads that a Service may choose, by one label of its selector: comparing all with all would take a second for thousands. */
function candidateFinder(workloads: readonly Workload[]): (service: ServiceFacts) => readonly Workload[] {
  const byLabel = new Map<string, Workload[]>();
  for (const workload of workloads) {
    for (const [key, value] of workload.labels) {
      const alike = byLabel.get(JSON.stringify([key, value]));
      if (alike) alike.push(workload);
      else byLabel.set(JSON.stringify([key, value]), [workload]);
    }
  }
  const open = workloads.filter(workload => workload.labelsOpen);
  return ({ selector }) => {
    if (!(selector instanceof Map)) return workloads;
    const [label = []] = selector;
    return [...new Set([...(byLabel.get(JSON.stringify(label)) ?? []), ...open])];
  };
}

/** The pod hop of a Service that no workload in the plan answers. */
function nobody(service: ServiceFacts, undecided: readonly Workload[]): Hop {
  const labels = service.selector instanceof Map ? [...service.selector].map(([key, value]) => `${key}=${value}`).join(", ") : "";
  const hop = { at: "pod", name: "(none)", resource: service.resource.urn } as const;
  if (service.selector === "open") return { ...hop, verdict: "undecided", says: "the selector is not known" };
  const [elsewhere] = undecided.filter(({ resource }) => sameCluster(service.resource, resource) === "open");
  if (elsewhere) return { ...hop, verdict: "undecided", says: clusterDoubt(elsewhere.resource) };
  if (undecided.length > 0) return { ...hop, verdict: "undecided", says: `whether ${undecided.map(each => each.name).join(", ")} has the labels ${labels} is not known` };
  return { ...hop, verdict: "broken", says: `no workload in namespace ${service.namespace ?? "(not known)"} has pods with the labels ${labels}` };
}

/** Those whose pods answer, or the pod hop that says why there are none. */
export type Answers = readonly [Workload, ...Workload[]] | { readonly nobody: Hop };

export function podFinder(workloads: readonly Workload[]): (service: ServiceFacts) => Answers {
  const candidates = candidateFinder(workloads);
  return service => {
    const some = candidates(service);
    const chosen = some.filter(workload => matches(service, workload) === "yes");
    // One that is scaled to nothing matters only where nobody else answers, as beside its successor.
    const running = chosen.filter(({ replicas }) => replicas !== 0);
    const [first, ...others] = running.length > 0 ? running : chosen;
    return first ? [first, ...others] : { nobody: nobody(service, some.filter(workload => matches(service, workload) === "open")) };
  };
}
