/** In words: what a subnet or a range does not suffice for, and what would do. */
import { KUBENET_MAX_NODES, POD_BLOCK_LENGTH } from "../../facts/network-models";
import type { DemandEventName, RangeBudget, SubnetBudget } from "../model/address-results";

const WHEN: Readonly<Record<DemandEventName, string>> = {
  start: "at creation", upgrade: "while a pool is upgraded", maximum: "at the most", "upgrade-at-maximum": "in an upgrade at the most",
  rotation: "while a pool is exchanged", "rotation-at-maximum": "while a pool is exchanged at the most",
};

const nodesText = (count: number): string => `${count} ${count === 1 ? "node" : "nodes"}`;

const POD_BLOCK = 2 ** (32 - POD_BLOCK_LENGTH);

/** True where it is not the range that is short, but the routes: kubenet needs one for each node. */
export const isShortOfRoutes = (budget: SubnetBudget | RangeBudget): boolean => "of" in budget && budget.of === "pods" && budget.capacity === KUBENET_MAX_NODES && budget.smallestPrefix === undefined;

/** `10 nodes × 31 = 310 addresses at the most, 251 can be had (for 8 nodes); a /23 would do`; undefined where nothing is sure to exhaust it. */
export function exhaustionText(budget: SubnetBudget | RangeBudget): string | undefined {
  const { exhaustedBy, smallestPrefix } = budget;
  if (!exhaustedBy) return undefined;
  const { event, demand, nodes, each, nodesThatFit } = exhaustedBy;
  if (isShortOfRoutes(budget)) return `${nodesText(nodes)} ${WHEN[event]}, and kubenet has a route for each, of ${KUBENET_MAX_NODES} at the most`;
  const isPods = "of" in budget && budget.of === "pods";
  const fixed = "of" in budget ? 0 : budget.fixed;
  const unit = isPods ? POD_BLOCK : 1;
  const room = ("of" in budget ? budget.capacity ?? 0 : budget.usable ?? 0) * unit;
  const product = each === undefined ? "" : `${nodesText(nodes)} × ${each * unit} ${fixed > 0 ? `and ${fixed} more ` : ""}= `;
  const fit = nodesThatFit === undefined ? "" : ` (for ${nodesText(nodesThatFit)})`;
  return `${product}${demand * unit} addresses ${WHEN[event]}, ${room} can be had${fit}${smallestPrefix === undefined ? "" : `; a ${smallestPrefix} would do`}`;
}
