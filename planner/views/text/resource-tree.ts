/** Any plan's resources as the tree of their parents: what is shown where there is no cluster to draw. */
import type { ResourceGraph } from "../../model/graph";
import type { PlanResource } from "../../model/plan";
import { dim, line, predicted, strong, type Line } from "./line";
import { treeLines, type Branch } from "./tree";

/** Children of one type and one parent that are shown before the rest is counted. */
const MOST_ALIKE = 5;
/** A resource without a parent in the plan stands beside the stack. */
const isRoot = (resource: PlanResource, graph: ResourceGraph): boolean => graph.parentOf(resource) === undefined;

function head({ type, name, custom, op, only, remote }: PlanResource): Line {
  return line(
    custom ? name : strong(name), dim(`  ${type}`), op === "create" ? undefined : dim(`  ${op}`),
    only === undefined ? undefined : predicted("  (predicted)"), remote === undefined ? undefined : dim("  (its children are not known offline)"),
  );
}

function branches(resources: readonly PlanResource[], graph: ResourceGraph): readonly Branch[] {
  const byType = new Map<string, PlanResource[]>();
  for (const resource of resources) {
    const alike = byType.get(resource.type);
    if (alike) alike.push(resource);
    else byType.set(resource.type, [resource]);
  }
  return [...byType].flatMap(([type, alike]) => {
    const shown = alike.length > MOST_ALIKE + 1 ? alike.slice(0, MOST_ALIKE) : alike;
    return [
      ...shown.map((resource): Branch => ({ name: head(resource), branches: branches(graph.childrenOf(resource.urn), graph) })),
      ...(shown.length < alike.length ? [{ name: line(dim(`… ${alike.length - shown.length} more of ${type}`)) }] : []),
    ];
  });
}

export function resourceTreeLines(graph: ResourceGraph): readonly Line[] {
  return treeLines(branches(graph.resources.filter(resource => isRoot(resource, graph)), graph));
}
