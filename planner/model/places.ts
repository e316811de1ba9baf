/** Where in the program a resource comes from. */
import type { ResourceGraph } from "./graph";
import type { PlanResource, SourcePlace } from "./plan";

export interface Declaration {
  readonly place: SourcePlace;
  /** The resource itself, or the nearest of its ancestors whose place is known. */
  readonly of: PlanResource;
}

/** The place of the resource, or of the component that it is a part of; undefined where the plan has neither. */
export function declarationOf(resource: PlanResource, graph: ResourceGraph): Declaration | undefined {
  for (const of of [resource, ...graph.ancestorsOf(resource)]) if (of.declaredAt !== undefined) return { place: of.declaredAt, of };
  return undefined;
}
