import { test } from "@jest/globals";
import Ajv from "ajv/dist/2020";
import fc from "fast-check";
import { analyse } from "../../planner/analyse";
import type { Plan, RecordedPlan } from "../../planner/model/plan";
import { PlanError } from "../../planner/model/plan-error";
import schema from "../../planner/model/plan.schema.json";
import { toJson } from "../../planner/views/json";
import { manifestsOf, toManifests } from "../../planner/views/manifests";
import { toMarkdown } from "../../planner/views/markdown";
import { toMermaid } from "../../planner/views/mermaid";
import { toSarif } from "../../planner/views/sarif";
import { toText } from "../../planner/views/text/text";
import { arbitraryPlan, changedPlanOf, FIXTURES, STACKS } from "./fuzzed-plans";

const isPlan = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

/** What a program writes that takes a missing value for a text or a number. */
const SLIP = /undefined|\bNaN\b|\[object |Infinity|function \w+\(/;

/** Objects of several providers have no one stream: that is said, not thrown by accident. */
function manifestsText(plan: Plan): string {
  try {
    return toManifests(manifestsOf(plan));
  } catch (error) {
    if (error instanceof PlanError) return "";
    throw error;
  }
}

function checkPlace(plan: Plan, urns: ReadonlySet<string>): void {
  const lost = [...plan.findings, ...plan.undecided].find(({ resource }) => resource !== undefined && !urns.has(resource)) ?? plan.predicted.find(({ because }) => because.some(urn => !urns.has(urn)));
  if (lost) throw new Error(`about a resource that the plan does not have: ${JSON.stringify(lost)}`);
}

/** All that holds of every plan whatever. */
function check(recorded: RecordedPlan): void {
  const plan = analyse(recorded);
  // The resources are as they came.
  if (!isPlan({ ...JSON.parse(toJson(plan)) as object, resources: [] })) throw new Error(JSON.stringify(isPlan.errors));
  checkPlace(plan, new Set(recorded.resources.map(({ urn }) => urn)));
  const empty = plan.findings.find(({ rule, message, fix, source, evidence }) => [rule, message, fix, source].some(text => text.trim() === "" || SLIP.test(text)) || SLIP.test(JSON.stringify(evidence)));
  if (empty) throw new Error(`a finding that does not say what it is: ${JSON.stringify(empty)}`);
  const slips = [...plan.undecided.map(({ message }) => message), ...toText(plan, { colour: false }).split("\n"), ...toMarkdown(plan).split("\n"), ...toMermaid(plan).split("\n"), JSON.stringify([plan.analyses, plan.predicted])];
  const slip = slips.find(text => SLIP.test(text));
  if (slip !== undefined) throw new Error(`a slip: ${slip.slice(Math.max(0, slip.search(SLIP) - 300), slip.search(SLIP) + 100)}`);
  toSarif(plan, { version: "0.0.0" });
  manifestsText(plan);
}

/** The same plans each time, unless others are asked for: FUZZ_SEED=$RANDOM FUZZ_RUNS=20 looks further. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1), SEED = Number(process.env.FUZZ_SEED ?? 20261122);

test.each([
  ["resources that nobody wrote", arbitraryPlan, 150],
  ["a changed fixture of a rule", changedPlanOf(FIXTURES), 250],
  ["a changed stack", changedPlanOf(STACKS), 25],
] as const)("%s: every view has something true to say", (_, plans, numRuns) => {
  fc.assert(fc.property(plans, check), { numRuns: numRuns * RUNS, seed: SEED });
}, 600_000);
