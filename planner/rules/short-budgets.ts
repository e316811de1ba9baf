/** What the rules on short budgets have in common. */
import { exhaustionText } from "../analyses/exhaustion";
import type { RangeBudget, SubnetBudget } from "../model/address-results";
import type { Rule, Subject } from "./rule";

type Budget = RangeBudget | SubnetBudget;

const title = (budget: Budget): string => ("of" in budget ? `the ${budget.of === "pods" ? "pod" : "service"} range` : `subnet ${budget.name}`);

/** A place for each budget that the rule is about. */
export const shortBudgets = ({ analyses: { ipPlan } }: Subject, says: string, isMeant: (budget: Budget) => boolean): ReturnType<Rule["check"]> => [...ipPlan.subnets, ...ipPlan.ranges].filter(isMeant).map(budget => ({
  resource: "of" in budget ? budget.cluster : budget.resource,
  path: "of" in budget ? "inputs.networkProfile" : budget.path ?? "inputs",
  message: `${title(budget)} ${budget.prefix ?? ""} ${says}: ${exhaustionText(budget) ?? budget.reason ?? ""}`,
  evidence: {
    ...(budget.prefix !== undefined && { prefix: budget.prefix }), ...(budget.demandAtPeak !== undefined && { demandAtPeak: budget.demandAtPeak }),
    ...(budget.exhaustedBy && { event: budget.exhaustedBy.event, demand: budget.exhaustedBy.demand }), ...(budget.smallestPrefix !== undefined && { smallestPrefix: budget.smallestPrefix }),
  },
}));
