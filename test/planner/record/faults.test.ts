import { describe, expect, it } from "@jest/globals";
import { runPass } from "../../../planner/record/pass";
import { readProject } from "../../../planner/record/project/project";
import { PlanError } from "../../../planner/model/plan-error";
import { record } from "../../../planner/record/record";
import { folderOf } from "./project/folder";
import { programFolder } from "./programs";

/** How the program goes wrong that is asked to, in one run of it. */
async function fault(name: string, timeoutSeconds = 60): Promise<PlanError> {
  const project = readProject({ cwd: programFolder("faults"), stack: "dev", config: { fault: name } });
  try {
    await runPass(project, { pass: "faithful", timeoutSeconds, onOutput: () => undefined }).report;
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error(`'${name}' did not go wrong`);
}

const SETTLED = "the last resource registered was urn:pulumi:dev::faults::test:index:Thing::settled";

describe("a program that", () => {
  it.concurrent.each<readonly [string, string, string | RegExp]>([
    ["throws", "throws", "src/faults.ts:7:39: TypeError: Cannot read properties of undefined (reading 'name')"],
    ["throws later", "throws-in-apply", /^src\/faults\.ts:18:\d+: RangeError: too large$/],
    ["throws what is no error", "throws-text", "only a text"],
    ["refuses its settings", "run-error", "this stack needs a region"],
    ["logs errors", "logs-errors", "the first mistake\n  the second mistake (urn:pulumi:dev::faults::test:index:Thing::guilty)"],
    ["gives two resources one URN", "duplicate", /^Duplicate resource URN 'urn:pulumi:dev::faults::test:index:Thing::again': give it a unique name\n {2}Duplicate resource URN '.*::twice'/],
    ["names a file that is not there", "missing-asset", /^src\/thing\.ts:8:5: failed to register new resource documented \[test:index:Thing\]: the file asset '\.\/nowhere\.txt' has no contents: there is no such file$/],
    ["names a module that is not there", "missing-module", /^src\/faults\.ts:\d+:\d+: Cannot find module '\.\/nowhere'$/],
    ["waits for an input that never comes", "input-never-settles", `the program ended while something that it waits for never settled; still pending: the input 'tags.name' of 'stuck' (test:index:Thing), the registration of 'stuck' (test:index:Thing); ${SETTLED}`],
    ["waits for ever at its top", "program-never-settles", `the program ended while something that it waits for never settled; still pending: the promise of the exported function; ${SETTLED}`],
    ["leaves before its resources are registered", "leaves-early", /^the program left with process\.exit before its resources were registered; /],
    ["goes through the result of a function that was not answered", "counts-unanswered", /^src\/faults\.ts:\d+:\d+: the result of test:index:listKeys is not known offline, and the program goes through its elements: .*\nit may have failed for what is not known here:\n/],
    ["takes the result of a function that was not answered for a text", "parses-unanswered", /^src\/faults\.ts:\d+:\d+: SyntaxError: [^]*\nit may have failed for what is not known here:\n {2}the function test:index:listKeys is a provider's/],
    ["leaves with an exit code", "leaves-with-code", /^the program ended with exit code 7; /],
  ])("%s is no plan, for one reason in one place", async (_what, name, message) => {
    const error = await fault(name);
    if (typeof message === "string") expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/node_modules|pulumi\/cmd\/run/);
  }, 60_000);

  it("takes too long is ended, whether it gives back control or not", async () => {
    // The limits hold the start of a process too, which a busy machine draws out.
    const [running, busy] = await Promise.all([fault("keeps-running", 6), fault("never-gives-back", 10)]);
    expect(running.message).toBe(`the program did not come to an end within 6 s; still pending: an open handle (Timeout); ${SETTLED}`);
    expect(busy.message).toBe("the program did not come to an end within 10 s and never gave back control: it may be in an endless loop");
  }, 60_000);

  it("goes wrong stops both passes at once", async () => {
    await expect(record({ cwd: programFolder("faults"), stack: "dev", config: { fault: "run-error" } })).rejects.toThrow(new PlanError("this stack needs a region"));
  }, 60_000);

  it("goes wrong only where more is known is planned with what an engine would know, and a note", async () => {
    const { notes, resources } = await record({ cwd: programFolder("faults"), stack: "dev", config: { fault: "fails-when-known" } });
    expect(notes).toEqual([{ rule: "prediction-failed", message: expect.stringMatching(/^values that are certain .* missing: src\/faults\.ts:\d+:\d+: only where the id is known$/) }]);
    expect(resources.find(({ name }) => name === "known")?.id).toEqual({ $unknown: true });
  }, 60_000);

  it("waits for a function that was not answered is planned, with inputs that are not known and a note for each function", async () => {
    const { notes, outputs, resources } = await record({ cwd: programFolder("faults"), stack: "dev", config: { fault: "reads-unanswered" } });
    const unknown = { $unknown: true };
    expect(resources.find(({ name }) => name === "reader")?.inputs).toEqual({ key: unknown, text: unknown, found: unknown, size: 1 });
    expect(outputs).toEqual({ key: unknown });
    expect(notes.map(({ rule, message }) => `${rule}: ${message.split(" ")[2] ?? ""}`)).toEqual(["invoke-not-answered: test:index:findByKey", "invoke-not-answered: test:index:listKeys"]);
  }, 60_000);

  it("cannot be parsed is no plan, with the place in what was written", async () => {
    const folder = folderOf({ "Pulumi.yaml": "name: broken\nruntime: nodejs\n", "index.ts": "import './lib';\n", "lib.ts": "const port: number = 90;\nfunction open( {\n" });
    try {
      await expect(record({ cwd: folder.root, stack: "dev" })).rejects.toMatchObject({ name: "PlanError", file: "lib.ts", line: 2, message: expect.stringMatching(/^lib\.ts:2:\d+: SyntaxError: /) });
    } finally {
      folder.remove();
    }
  }, 60_000);
});
