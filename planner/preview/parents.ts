/** Parents make a tree, and what waits for what an order: a resource that stands under itself or waits for itself, directly or by others, would be in no place of either. */
import { PlanError } from "../model/plan-error";
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

interface Waiting { readonly urn: string; readonly dependencies: readonly string[] }

/**
 * Throws PlanError where resources wait for one another in a ring: no engine makes one.
 * @param file what it is called in the message
 */
export function assertOrder(resources: readonly Waiting[], file: string): void {
  const after = new Map<string, string[]>(resources.map(({ urn }) => [urn, []]));
  const waitsFor = new Map<string, number>();
  for (const { urn, dependencies } of resources) {
    const known = dependencies.filter(each => after.has(each));
    waitsFor.set(urn, known.length);
    for (const each of known) after.get(each)?.push(urn);
  }
  const free = [...waitsFor].flatMap(([urn, count]) => (count === 0 ? [urn] : []));
  for (let urn = free.pop(); urn !== undefined; urn = free.pop()) {
    waitsFor.delete(urn);
    for (const each of after.get(urn) ?? []) {
      const left = (waitsFor.get(each) ?? 0) - 1;
      waitsFor.set(each, left);
      if (left === 0) free.push(each);
    }
  }
  const [stuck] = waitsFor.keys();
  if (stuck !== undefined) throw new PlanError(`${stuck} depends on itself, by others or directly, or on resources that do: no engine would make it`, { file });
}
