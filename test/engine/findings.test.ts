/** The same findings in the real engine: of every stack, and of programs that are broken on purpose. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { analyse } from "../../planner/analyse";
import type { Plan, Severity } from "../../planner/model/plan";
import { partsOfUrn } from "../../planner/model/urn";
import { record } from "../../planner/record/record";
import { RULES } from "../../planner/rules/catalogue";
import { levelOf } from "../../policy/policies";
import { CASES } from "../broken/cases";
import { Engine, packagesOf } from "./engine";
import { offlinePack, runnerFolder, violationsIn, type Violation } from "./pack";

const PROJECT = join(__dirname, "..", ".."), BROKEN = join(__dirname, "..", "broken");
const STACKS = readdirSync(PROJECT).flatMap(file => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);

/** Of every kind of what users report, a few: a preview takes seconds, and the policies themselves are held to the planner's findings on all rules without an engine (test/policy). */
const BROKEN_CASES: readonly string[] = [
  "service-subnet-without-rights", "balancer-address-outside-its-subnet", "cluster-before-its-role", "principal-not-found-yet", "images-without-rights", "secrets-without-rights", "registry-with-a-hyphen",
  "subnet-exhausted-on-scale-out", "service-range-on-a-subnet", "security-group-that-drops-requests", "closed-registry-without-an-endpoint", "retired-http-application-routing", "dead-kubernetes-version",
  "autoscaler-the-wrong-way-round",
];

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "high", warning: "medium", note: "low" };
const questionOf = new Map(RULES.map(({ id, question }) => [id, question]));
const levels = new Map(RULES.map(rule => [rule.id, levelOf(rule).enforcementLevel]));

/** What the planner finds, as the engine would print it. */
const expected = ({ findings }: Plan): readonly Violation[] => findings.map(({ rule, severity, resource = "", message, path, fix, source }) => {
  const { type = "", name = "" } = partsOfUrn(resource) ?? {};
  const text = [questionOf.get(rule), message, ...(path === undefined ? [] : [`at ${path}`]), `fix: ${fix}`, `source: ${source}`].join("\n");
  return { level: levels.get(rule) ?? "none", severity: SEVERITIES[severity], rule, type, name, text };
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
  let engine: Engine;
  beforeAll(async () => { engine = await Engine.on({ program: BROKEN, stack: "dev", path: [runner.folder] }); });
  afterAll(() => { engine.end(); });

  const both = async (name: string) => {
    await engine.must(["config", "set", "case", name, "--stack", "dev"]);
    return { plan: analyse(await record({ cwd: BROKEN, stack: "dev", config: { case: name } })), violations: await found(engine, "dev") };
  };

  test.each(["sound", ...BROKEN_CASES])("with %s has in the engine what the planner finds", async name => {
    const { plan, violations } = await both(name);
    expect(inOrder(violations)).toEqual(inOrder(expected(plan)));
    expect([...new Set(violations.map(({ rule }) => rule))].sort()).toEqual([...new Set((CASES[name]?.finds ?? []).map(([rule]) => rule))].sort());
  });
});
