/** Whole programs, each broken in one way that users report: the plan finds that, and nothing else. */
import { describe, expect, test } from "@jest/globals";
import { planOf } from "../../planner/testing";
import { CASES } from "./cases";

const findingsOf = async (name: string) =>
  (await planOf("dev", { cwd: __dirname, config: { case: name } })).plan.findings.map(({ rule, resource = "" }) => `${rule} at ${resource.slice(resource.lastIndexOf("::") + 2)}`).sort();

/** Milliseconds for one program, on a machine that has much else to do. */
const PATIENCE = 120_000;

describe("a program", () => {
  // Programs are processes of their own, so that a second one has something to do while the first waits.
  test.concurrent("that is sound gives no finding", async () => {
    expect(await findingsOf("sound")).toEqual([]);
  }, PATIENCE);

  test.concurrent.each(Object.entries(CASES))("with %s is found out", async (name, { finds }) => {
    expect(await findingsOf(name)).toEqual(finds.map(([rule, resource]) => `${rule} at ${resource}`).sort());
  }, PATIENCE);
});
