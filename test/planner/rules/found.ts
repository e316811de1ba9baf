/** What the rules find in a plan of a few resources. */
import { analyse } from "../../../planner/analyse";
import type { Finding, PlanObject, RecordedPlan, Undecided } from "../../../planner/model/plan";
import { PlanBuilder, type ResourceOptions } from "../plan-builder";

export const CLUSTER = "azure-native:containerservice:ManagedCluster";
export const POOL = "azure-native:containerservice:AgentPool";

type Resource = readonly [type: string, inputs: PlanObject, options?: ResourceOptions];

/** Resources are named `r0`, `r1` and so on. */
export function planWith(resources: readonly Resource[], more: Partial<RecordedPlan> = {}) {
  const plan = new PlanBuilder();
  resources.forEach(([type, inputs, options], index) => plan.add(type, `r${index}`, inputs, options));
  return analyse(plan.build(more));
}

export const foundBy = (rule: string, ...resources: readonly Resource[]): readonly Finding[] => planWith(resources).findings.filter(finding => finding.rule === rule);
export const doubtsBy = (rule: string, ...resources: readonly Resource[]): readonly Undecided[] => planWith(resources).undecided.filter(doubt => doubt.rule === rule);
/** Path and message of each. */
export const told = (findings: readonly Undecided[]): readonly string[] => findings.map(({ path, message }) => `${path ?? ""}: ${message}`);
