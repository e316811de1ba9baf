/** The same findings in the real engine: of every stack, and of every program that is broken on purpose. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { analyse } from "../../planner/analyse";
import type { Plan, Severity } from "../../planner/model/plan";
import { partsOfUrn } from "../../planner/model/urn";
import { record } from "../../planner/record/record";
import { RULES } from "../../planner/rules/catalogue";
import { CASES } from "../broken/cases";
import { Engine, packagesOf } from "./engine";
import { offlinePack, runnerFolder, violationsIn, type Violation } from "./pack";

const PROJECT = join(__dirname, "..", ".."), BROKEN = join(__dirname, "..", "broken");
const STACKS = readdirSync(PROJECT).flatMap(file => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);

/** Broken programs in one preview. */
const BATCH = 22;

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "high", warning: "medium", note: "low" };
const questionOf = new Map(RULES.map(({ id, question }) => [id, question]));

/** What the planner finds, as the engine would print it. */
const expected = ({ findings }: Plan): readonly Violation[] => findings.map(({ rule, severity, resource = "", message, path, fix, source }) => {
  const { type = "", name = "" } = partsOfUrn(resource) ?? {};
  const text = [questionOf.get(rule), message, ...(path === undefined ? [] : [`at ${path}`]), `fix: ${fix}`, `source: ${source}`].join("\n");
  return { level: severity === "error" ? "mandatory" : "advisory", severity: SEVERITIES[severity], rule, type, name, text };
});

const inOrder = (violations: readonly Violation[]): readonly string[] => violations.map(each => JSON.stringify(each)).sort();

let runner: ReturnType<typeof runnerFolder>;
let packProject: Engine, pack: string;
beforeAll(async () => {
  runner = runnerFolder();
  packProject = await Engine.on({ program: PROJECT, stack: "dev" });
  pack = offlinePack(packProject.folder);
});
afterAll(() => {
  packProject.end();
  runner.end();
});

/** `pulumi preview` with the pack: what it says. Throws an Error where the preview does not end as its levels want. */
async function found(engine: Engine, stack: string): Promise<readonly Violation[]> {
  const { exitCode, stdout, stderr } = await engine.run(["preview", "--stack", stack, "--policy-pack", pack]);
  const violations = violationsIn(stdout);
  const stops = violations.some(({ level }) => level === "mandatory");
  if (exitCode !== (stops ? 1 : 0)) throw new Error(`preview ended with ${exitCode}\n${stdout}\n${stderr}`);
  return violations;
}

test.each(STACKS)("the stack %s has in the engine what the planner finds", async stack => {
  const plan = await record({ cwd: PROJECT, stack });
  const engine = await Engine.on({ program: PROJECT, stack, path: [runner.folder] });
  try {
    engine.provide(packagesOf(plan));
    expect(inOrder(await found(engine, stack))).toEqual(inOrder(expected(analyse(plan))));
  } finally {
    engine.end();
  }
});

describe("the program that is broken on purpose", () => {
  // A preview takes seconds: several programs are asked beside each other, in one.
  const names = Object.keys(CASES), groups = [["sound"], ...Array.from({ length: Math.ceil(names.length / BATCH) }, (_, index) => names.slice(index * BATCH, (index + 1) * BATCH))];
  const rulesFound = new Set<string>();
  let engine: Engine;
  beforeAll(async () => { engine = await Engine.on({ program: BROKEN, stack: "dev", path: [runner.folder] }); });
  afterAll(() => { engine.end(); });

  test.each(groups.map(group => group.join(",")))("with %s has in the engine what the planner finds", async cases => {
    await engine.must(["config", "set", "case", cases, "--stack", "dev"]);
    const plan = analyse(await record({ cwd: BROKEN, stack: "dev", config: { case: cases } }));
    const violations = await found(engine, "dev");
    expect(inOrder(violations)).toEqual(inOrder(expected(plan)));
    for (const { rule } of violations) rulesFound.add(rule);
    expect(violations.length > 0).toBe(cases !== "sound");
  });

  test("has in the engine each rule that a case is about", () => {
    const meant = Object.values(CASES).flatMap(({ finds }) => finds.map(([rule]) => rule));
    expect([...new Set(meant)].filter(rule => !rulesFound.has(rule))).toEqual([]);
  });
});
