/** Plans to try the policies on: the kept ones of the stacks, and those of the rules. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NO_SUBSCRIPTION } from "../../facts/arm-ids";
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

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";

/** A value as the engine knows it of a stack that stands: with the real subscription in ids, and a GUID for what no name decides. */
function standing(value: PlanValue): PlanValue {
  if (isUnknown(value)) return value.predicted === undefined ? SUBSCRIPTION : standing(value.predicted);
  if (isList(value)) return value.map(standing);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inner === undefined ? undefined : standing(inner)]));
  return typeof value === "string" ? value.replaceAll(NO_SUBSCRIPTION, SUBSCRIPTION) : value;
}

const golden = (stack: string): Plan => JSON.parse(readFileSync(join(GOLDEN, stack, "plan.json"), "utf8")) as Plan;
const STACKS = ["basic", "dev", "prod", "public"];

export const STACK_PLANS: readonly RecordedPlan[] = STACKS.map(golden).map(faithful);

/** The same stacks in a second run. */
export const STANDING_PLANS: readonly RecordedPlan[] = STACKS.map(golden).map(plan => ({
  ...faithful(plan), resources: plan.resources.map(resource => ({ ...resource, id: { $unknown: true }, inputs: standing(resource.inputs) as PlanResource["inputs"] })),
}));

export const RULE_PLANS: readonly RecordedPlan[] = forEngine(RULES).flatMap(({ fixtures }) => [fixtures.breaks, fixtures.nearMiss]).map(fixturePlan).map(plan => ({
  ...plan,
  resources: plan.resources.map(resource => ({ ...resource, id: { $unknown: true }, provider: `urn:pulumi:dev::example::pulumi:providers:${resource.type.split(":")[0] ?? ""}::default_1_0_0::${UNKNOWN}` })),
}));
