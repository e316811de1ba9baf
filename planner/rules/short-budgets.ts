/** What the rules on short budgets have in common. */
import { exhaustionText } from "../analyses/exhaustion";
import type { RangeBudget, SubnetBudget } from "../model/address-results";
import type { Rule, Subject } from "./rule";

type Budget = RangeBudget | SubnetBudget;

export const budgetTitle = (budget: Budget): string => ("of" in budget ? `the ${budget.of === "pods" ? "pod" : "service"} range` : `subnet ${budget.name}`);

export const budgetPlace = (budget: Budget): { readonly resource?: string; readonly path: string } =>
  ("of" in budget ? { resource: budget.cluster, path: "inputs.networkProfile" } : { resource: budget.resource, path: budget.path ?? "inputs" });

/** A place for each budget that the rule is about. */
export const shortBudgets = ({ analyses: { ipPlan } }: Subject, says: string, isMeant: (budget: Budget) => boolean): ReturnType<Rule["check"]> => [...ipPlan.subnets, ...ipPlan.ranges].filter(isMeant).map(budget => ({
  ...budgetPlace(budget),
  message: `${budgetTitle(budget)} ${budget.prefix ?? ""} ${says}: ${exhaustionText(budget) ?? budget.reason ?? ""}`,
  evidence: {
    ...(budget.prefix !== undefined && { prefix: budget.prefix }), ...(budget.demandAtPeak !== undefined && { demandAtPeak: budget.demandAtPeak }),
    ...(budget.exhaustedBy && { event: budget.exhaustedBy.event, demand: budget.exhaustedBy.demand }), ...(budget.smallestPrefix !== undefined && { smallestPrefix: budget.smallestPrefix }),
  },
}));
