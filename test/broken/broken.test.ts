/** Whole programs, each broken in one way that users report: the plan finds that, and nothing else. */
import { describe, expect, test } from "@jest/globals";
import { planOf } from "../../planner/testing";
import { CASES } from "./cases";

async function read(name: string) {
  const { plan: { findings, undecided } } = await planOf("dev", { cwd: __dirname, config: { case: name } });
  return { finds: findings.map(({ rule, resource = "" }) => `${rule} at ${resource.slice(resource.lastIndexOf("::") + 2)}`).sort(), leaves: undecided.map(({ rule, path = "" }) => `${rule} at ${path}`) };
}

/** Milliseconds for one program, on a machine that has much else to do. */
const PATIENCE = 120_000;

describe("a program", () => {
  // Programs are processes of their own, so that a second one has something to do while the first waits.
  test.concurrent("that is sound gives no finding", async () => {
    const { finds, leaves } = await read("sound");
    expect(finds).toEqual([]);
    expect(leaves.filter(left => left.startsWith("secret-in-clear"))).toEqual([]);
  }, PATIENCE);

  test.concurrent.each(Object.entries(CASES))("with %s is found out", async (name, { finds, leaves }) => {
    const found = await read(name);
    expect(found.finds).toEqual(finds.map(([rule, resource]) => `${rule} at ${resource}`).sort());
    if (leaves !== undefined) expect(found.leaves).toContain(leaves.join(" at "));
  }, PATIENCE);
});
