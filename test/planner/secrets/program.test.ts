import { describe, expect, it, jest } from "@jest/globals";
import { inspect } from "node:util";
import { main } from "../../../planner/cli";
import type { RecordedPlan } from "../../../planner/model/plan";
import { PlanError } from "../../../planner/model/plan-error";
import { record, type RecordOptions } from "../../../planner/record/record";
import planted from "../../programs/secrets/planted.json";
import { programFolder } from "../record/programs";
import { found } from "./search";

const SUBSCRIPTION = "zq25-subscription", PIN = "48151623";
const SECRETS = [...Object.values(planted), ...planted.key.split("\n").filter(line => line.startsWith("Zq")), SUBSCRIPTION, PIN];
const CONFIG = { declared: planted.declared, database: { password: planted.leaf, port: 5432 } };

/** Where a program fails: all that its user gets to see. */
async function failed(fault: string): Promise<{ readonly message: string; readonly shown: string }> {
  let printed = "";
  try {
    await record({ cwd: programFolder("secrets"), stack: "dev", config: { ...CONFIG, fault }, onProgramOutput: text => { printed += text; } });
  } catch (error) {
    if (error instanceof PlanError) return { message: error.message, shown: `${printed}\n${JSON.stringify(error)}\n${inspect(error)}` };
    throw error;
  }
  throw new Error(`'${fault}' did not fail`);
}

describe("a program with a secret in every place", () => {
  it("shows none of them, in no format, whatever it prints", async () => {
    let printed = "", shown = "";
    const recorded = await record({ cwd: programFolder("secrets"), stack: "dev", config: CONFIG, onProgramOutput: text => { printed += text; } });
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, "write").mockImplementation(chunk => {
        shown += String(chunk);
        return true;
      });
    }
    try {
      const again = (options: RecordOptions): Promise<RecordedPlan> => {
        options.onProgramOutput?.(printed);
        return Promise.resolve(recorded);
      };
      for (const options of [["--format", "json"], ["--color", "never"], ["--color", "always"]]) expect(await main(["plan", "--cwd", programFolder("secrets"), ...options], again)).toBe(0);
    } finally {
      jest.restoreAllMocks();
    }
    expect(shown).toContain("plain: [secret]");
    expect(shown).toContain("for the record: [secret]");
    expect(recorded.resources.map(({ name }) => name)).toEqual(expect.arrayContaining(["configured", "vault", "written", "custom", "listed", "dynamic", "reader"]));
    expect(found(SECRETS, shown)).toEqual([]);
  }, 60_000);

  it.concurrent.each<readonly [string, RegExp]>([
    ["throws", /^faults\.js:5:\d+: cannot use \[secret\] or \S*\[secret\]\S*\n  caused by: \[secret\]$/],
    ["rejects-and-logs", /^\{\s*reason: '\[secret\]',/],
    ["reads-wrongly", /^faults\.js:\d+:\d+: SyntaxError: \[secret\] is not valid JSON$/],
    ["configured-wrongly", /Configuration 'secrets:configured' value '\[secret\]' is not a valid number$/],
    ["killed", /^the program was ended by SIGKILL$/],
  ])("shows none of them where it fails: %s", async (fault, expected) => {
    const { message, shown } = await failed(fault);
    expect(message).toMatch(expected);
    expect(shown).toContain("plain: [secret]");
    expect(found(SECRETS, shown)).toEqual([]);
  }, 60_000);
});
