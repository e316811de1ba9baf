/** Whole programs, each broken in one way that users report: the plan finds that, and nothing else. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { analyse } from "../../planner/analyse";
import type { Plan, RecordedPlan } from "../../planner/model/plan";
import { record } from "../../planner/record/record";
import { planOf } from "../../planner/testing";
import { CASES } from "./cases";

/** Milliseconds for one program, on a machine that has much else to do. */
const PATIENCE = 300_000;

const show = (finding: Plan["findings"][number]): string => `${finding.rule} at ${(finding.resource ?? "").slice((finding.resource ?? "").lastIndexOf("::") + 2)}`;

/** One case of a program that holds several, as if it were alone. */
function alone(all: RecordedPlan, name: string): RecordedPlan {
  const resources = all.resources.filter(resource => resource.name.startsWith(`${name}.`) || resource.type === "pulumi:pulumi:Stack");
  return JSON.parse(JSON.stringify({ ...all, resources, outputs: all.outputs[name] ?? {}, notes: [] }).replaceAll(`${name}.`, "")) as RecordedPlan;
}

test("a program that is sound gives no finding", async () => {
  const { plan: { findings, undecided } } = await planOf("dev", { cwd: __dirname, config: { case: "sound" } });
  expect([findings, undecided.filter(({ rule }) => rule === "secret-in-clear")]).toEqual([[], []]);
}, PATIENCE);

/** So many programs beside each other take little memory, and little more time than one by one without the start. */
const BATCH = 16;
const BATCHES = Array.from({ length: Math.ceil(Object.keys(CASES).length / BATCH) }, (_, index) => [Object.keys(CASES).slice(index * BATCH, (index + 1) * BATCH)]);

describe.each(BATCHES)("a program", names => {
  let beside: RecordedPlan;
  beforeAll(async () => {
    beside = await record({ cwd: __dirname, stack: "dev", config: { case: names.join(",") }, timeoutSeconds: PATIENCE / 1000 });
  }, PATIENCE);

  test.each(names.map(name => [name, CASES[name]!] as const))("with %s is found out", (name, { finds, leaves }) => {
    const { findings, undecided } = analyse(alone(beside, name));
    expect(findings.map(show).sort()).toEqual(finds.map(([rule, resource]) => `${rule} at ${resource}`).sort());
    for (const [rule, , says = ""] of finds) expect(findings.filter(each => each.rule === rule).map(({ message }) => message).join("\n")).toContain(says);
    if (leaves !== undefined) expect(undecided.map(({ rule, path = "" }) => [rule, path])).toContainEqual(leaves);
  });
});
