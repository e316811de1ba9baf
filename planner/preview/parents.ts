/** Parents make a tree: a resource that stands under itself, directly or by others, would be in no place of it. */
import type { Node } from "./node";

/**
 * Throws PlanError, with the path of the parent that closes a ring.
 * @param parents where each resource says its parent, by URN
 */
export function assertTree(parents: ReadonlyMap<string, Node>): void {
  const rooted = new Set<string>();
  for (const urn of parents.keys()) {
    const above = new Set<string>();
    for (let at: string | undefined = urn; at !== undefined && !rooted.has(at);) {
      above.add(at);
      const node: Node | undefined = parents.get(at);
      const parent: string | undefined = node?.text();
      if (node !== undefined && parent !== undefined && above.has(parent)) node.fail("a resource that does not stand under this one", parent === at ? "the resource itself" : "one that does");
      at = parent;
    }
    for (const each of above) rooted.add(each);
  }
}
