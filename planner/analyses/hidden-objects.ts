/** What makes Kubernetes objects that a plan does not show: with it, what is not in the plan may be there all the same. */
import type { ResourceGraph } from "../model/graph";

/** A component that a provider builds, or a Helm release, by its name; undefined where the plan shows everything. */
export function hiddenMaker(graph: ResourceGraph): string | undefined {
  return graph.resources.find(({ remote, type }) => remote === true || /^kubernetes:helm\.sh\/v\d:Release$/.test(type))?.name;
}
