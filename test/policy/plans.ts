/** Plans to try the policies on: the kept ones of the stacks, and those of the rules. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan, PlanResource, PlanValue, RecordedPlan } from "../../planner/model/plan";
import { UNKNOWN } from "../../planner/model/signatures";
import { isList, isObject, isUnknown } from "../../planner/model/values";
import { RULES } from "../../planner/rules/catalogue";
import { fixturePlan } from "../../planner/rules/fixture-plan";
import { forEngine } from "../../policy/policies";

const GOLDEN = join(__dirname, "..", "golden");

/** A value as the engine knows it in a preview. */
function known(value: PlanValue): PlanValue {
  if (isUnknown(value)) return { $unknown: true };
  if (isList(value)) return value.map(known);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inner === undefined ? undefined : known(inner)])) : value;
}

const knownObject = (resource: PlanResource): PlanResource["inputs"] => known(resource.inputs) as PlanResource["inputs"];

/** What the faithful pass alone would have recorded. */
const faithful = ({ formatVersion, project, stack, resources }: Plan): RecordedPlan => ({
  formatVersion, project, stack, source: "record", outputs: {}, notes: [],
  resources: resources.filter(({ only }) => only === undefined).map(resource => ({ ...resource, ...(resource.custom && { id: { $unknown: true } }), inputs: knownObject(resource) })),
});

export const STACK_PLANS: readonly RecordedPlan[] = ["basic", "dev", "prod", "public"].map(stack => faithful(JSON.parse(readFileSync(join(GOLDEN, stack, "plan.json"), "utf8")) as Plan));

export const RULE_PLANS: readonly RecordedPlan[] = forEngine(RULES).flatMap(({ fixtures }) => [fixtures.breaks, fixtures.nearMiss]).map(fixturePlan).map(plan => ({
  ...plan,
  resources: plan.resources.map(resource => ({ ...resource, id: { $unknown: true }, provider: `urn:pulumi:dev::example::pulumi:providers:${resource.type.split(":")[0] ?? ""}::default_1_0_0::${UNKNOWN}` })),
}));
