import { describe, expect, it } from "@jest/globals";
import type { Report } from "../../../planner/record/child/report";
import { completeReport } from "../../../planner/record/outcome";
import { PlanError } from "../../../planner/model/plan-error";
import type { Ending } from "../../../planner/record/spawn";

const bare: Report = { resources: [], notes: [], duplicates: [], failures: [], errors: [], finished: true, pending: [], timedOut: false, exitCode: 0 };
const good: Report = { ...bare, outputs: {}, last: "urn:last" };
const ended = (report: Partial<Report> | undefined, ending: Partial<Ending> = {}): Ending =>
  ({ ...(report === undefined ? {} : { report: { ...good, ...report } }), exitCode: 0, signal: null, killed: false, ...ending });

function problem(ending: Ending): PlanError {
  try {
    completeReport(ending, 120);
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error("there is no problem");
}

describe("a child that has ended", () => {
  it("gives its report where the program came to a good end", () => {
    expect(completeReport(ended({}), 120)).toEqual(good);
  });

  it.each<readonly [string, Ending, string]>([
    ["an endless loop", ended(undefined, { killed: true, signal: "SIGKILL" }), "the program did not come to an end within 120 s and never gave back control: it may be in an endless loop"],
    ["a signal", ended(undefined, { signal: "SIGSEGV", exitCode: null }), "the program was ended by SIGSEGV"],
    ["a silent end", ended(undefined, { exitCode: 9 }), "the program ended with exit code 9 and without a plan"],
    ["the time limit", ended({ timedOut: true, exitCode: 124, finished: false, pending: ["an open handle (Timeout)"] }), "the program did not come to an end within 120 s; still pending: an open handle (Timeout); the last resource registered was urn:last"],
    ["an exit code", ended({ exitCode: 7, finished: false }), "the program ended with exit code 7; the last resource registered was urn:last"],
    ["leaving early", ended({ finished: false }), "the program left with process.exit before its resources were registered; the last resource registered was urn:last"],
    ["a promise that never settles", ended({ pending: ["the input 'tags' of 'a' (b:c:D)"] }), "the program ended while something that it waits for never settled; still pending: the input 'tags' of 'a' (b:c:D); the last resource registered was urn:last"],
    ["errors that the program logged", ended({ errors: [{ message: "one" }, { message: "two", urn: "urn:a" }] }), "one\n  two (urn:a)"],
    ["one URN twice", ended({ duplicates: ["urn:a"], failures: [{ message: "as a result" }] }), "Duplicate resource URN 'urn:a': give it a unique name"],
  ])("by %s says so", (_how, ending, message) => {
    expect(problem(ending).message).toBe(message);
  });

  it("without a single resource and without outputs says so", () => {
    expect(problem({ report: bare, exitCode: 0, signal: null, killed: false }).message).toBe("the program ended while something that it waits for never settled; no resource was registered");
  });

  it("by an error says what and where, before what followed from it", () => {
    const error = problem(ended({ failures: [{ message: "TypeError: no", file: "src/index.ts", line: 3, column: 7 }, { message: "later" }], exitCode: 1, finished: false, errors: [{ message: "logged" }] }));
    expect(error).toMatchObject({ message: "src/index.ts:3:7: TypeError: no", reason: "TypeError: no", file: "src/index.ts", line: 3, column: 7 });
    expect(problem(ended({ failures: [{ message: "needs a region" }] })).message).toBe("needs a region");
  });

  it("by an error names the functions that were not answered, and how to go on", () => {
    const notes = [{ rule: "invoke-not-answered", message: "the function a:b:getC is a provider's" }, { rule: "program-warning", message: "beware" }];
    const { message } = problem(ended({ failures: [{ message: "TypeError: no" }], notes }));
    expect(message).toMatch(/^TypeError: no\nit may have failed for what is not known here:\n {2}the function a:b:getC is a provider's\n {2}to plan it all the same, .*pulumi preview --json$/);
  });
});
