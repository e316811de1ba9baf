/** What the rules on short budgets have in common. */
import { exhaustionText, isShortOfRoutes } from "../analyses/exhaustion";
import type { RangeBudget, SubnetBudget } from "../model/address-results";
import { sameText } from "../model/read";
import type { Analyses } from "../model/results";
import type { Rule, Subject } from "./rule";

type Budget = RangeBudget | SubnetBudget;

export const budgetTitle = (budget: Budget): string => ("of" in budget ? `the ${budget.of === "pods" ? "pod" : "service"} range` : `subnet ${budget.name}`);

/** Where the budget is declared; of a subnet that the plan does not declare, who is in it. */
export function budgetPlace(budget: Budget, { pools, clusters }: Pick<Analyses, "pools" | "clusters">): { readonly resource?: string; readonly path?: string } {
  if ("of" in budget) return { resource: budget.cluster, path: "inputs.networkProfile" };
  if (budget.resource !== undefined) return { resource: budget.resource, path: budget.path ?? "inputs" };
  const pool = pools.find(({ subnet, podSubnet }) => [subnet, podSubnet].some(each => each !== undefined && each.resource === undefined && sameText(each.name, budget.name)));
  const own = budget.origin === "managed" ? budget.cluster ?? clusters.find(({ virtualNetwork }) => virtualNetwork === "managed")?.resource : pool?.resource;
  return { resource: own ?? [...budget.frontEnds, ...(budget.reserved ?? [])][0]?.resource };
}

/** No larger range has more routes. */
const ROUTES_FIX = "Move to Azure CNI Overlay, which needs no routes, or make the pools smaller; until then split them over several clusters.";

/** A place for each budget that the rule is about. */
export const shortBudgets = ({ analyses: { ipPlan, pools, clusters } }: Subject, says: string, isMeant: (budget: Budget) => boolean): ReturnType<Rule["check"]> => [...ipPlan.subnets, ...ipPlan.ranges].filter(isMeant).map(budget => ({
  ...budgetPlace(budget, { pools, clusters }),
  message: `${budgetTitle(budget)} ${budget.prefix ?? ""} ${says}: ${exhaustionText(budget) ?? budget.reason ?? ""}`,
  ...(isShortOfRoutes(budget) && { fix: ROUTES_FIX }),
  evidence: {
    ...(budget.prefix !== undefined && { prefix: budget.prefix }), ...(budget.demandAtPeak !== undefined && { demandAtPeak: budget.demandAtPeak }),
    ...(budget.exhaustedBy && { event: budget.exhaustedBy.event, demand: budget.exhaustedBy.demand }), ...(budget.smallestPrefix !== undefined && { smallestPrefix: budget.smallestPrefix }),
  },
}));
