/** Any plan's resources as the tree of their parents: what is shown where there is no cluster to draw. */
import type { ResourceGraph } from "../../model/graph";
import type { PlanResource } from "../../model/plan";
import { dim, line, predicted, strong, type Line } from "./line";
import { isStack, type Signer } from "./operations";
import { treeLines, type Branch } from "./tree";

/** Children of one type and one parent that are shown before the rest is counted. */
const MOST_ALIKE = 5;
/** A resource without a parent in the plan stands beside the stack. */
const isRoot = (resource: PlanResource, graph: ResourceGraph): boolean => graph.parentOf(resource) === undefined;

function head({ type, name, custom, op, only, remote }: PlanResource): Line {
  return line(
    op === "same" ? dim(name) : custom ? name : strong(name), dim(`  ${type}`),
    only === undefined ? undefined : predicted("  (predicted)"), remote === undefined ? undefined : dim("  (its children are not known offline)"),
  );
}

/** `above` are the URNs on the way here: a plan whose parents form a ring ends where it began. */
function branches(resources: readonly PlanResource[], graph: ResourceGraph, signer: Signer, above: ReadonlySet<string> = new Set()): readonly Branch[] {
  const byKind = new Map<string, [PlanResource, ...PlanResource[]]>();
  for (const resource of resources) {
    // Alike is what is of one type and meets the same fate.
    const key = `${resource.type} ${resource.op}`;
    const alike = byKind.get(key);
    if (alike) alike.push(resource);
    else byKind.set(key, [resource]);
  }
  const below = ({ urn }: PlanResource): readonly Branch[] => branches(graph.childrenOf(urn).filter(child => child.urn !== urn && !above.has(child.urn)), graph, signer, new Set([...above, urn]));
  return [...byKind.values()].flatMap(alike => {
    const [{ type, op }] = alike;
    const shown = alike.length > MOST_ALIKE + 1 ? alike.slice(0, MOST_ALIKE) : alike;
    return [
      ...shown.map((resource): Branch => ({ sign: signer(isStack(resource) ? "same" : op), name: head(resource), branches: below(resource) })),
      ...(shown.length < alike.length ? [{ sign: signer(op), name: line(dim(`… ${alike.length - shown.length} more of ${type}`)) }] : []),
    ];
  });
}

export function resourceTreeLines(graph: ResourceGraph, signer: Signer): readonly Line[] {
  return treeLines(branches(graph.resources.filter(resource => isRoot(resource, graph)), graph, signer));
}
