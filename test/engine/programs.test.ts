/** Programs of other kinds than this project's: what the planner says of them is what the engine previews. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { runPass } from "../../planner/record/pass";
import { readProject } from "../../planner/record/project/project";
import { differences } from "./differences";
import { Engine, packagesOf } from "./engine";
import { packagesFor } from "./packages";
import { report } from "./report";

const PROGRAMS = join(__dirname, "..", "programs");
const STACK = "dev";
/**
 * Programs that other tests have: one fails on purpose, one is configured by its test (test/planner/record/faults.test.ts, test/planner/secrets), one reads another stack (below), one
 * asks things of the engine that only a hosted one has (an organisation, a provider that builds components), and one is of TypeScript modules that import CommonJS ones, which ts-node refuses.
 */
const ELSEWHERE = ["faults", "secrets", "stack-references", "facets", "modules-ts"];
const programs = readdirSync(PROGRAMS).filter(name => !ELSEWHERE.includes(name) && existsSync(join(PROGRAMS, name, "Pulumi.yaml")));

/** The faithful pass alone: the engine says nothing of the other. */
async function planned({ folder }: Engine) {
  const began = performance.now();
  const run = runPass(readProject({ cwd: folder, stack: STACK }), { pass: "faithful", timeoutSeconds: 120, onOutput: () => undefined, onSecret: () => undefined });
  return { plan: await run.report, planSeconds: (performance.now() - began) / 1000 };
}

let engine: Engine | undefined;
afterEach(() => { engine?.end(); });

test.each(programs)("%s is planned as the engine previews it", async name => {
  const program = join(PROGRAMS, name);
  engine = await Engine.on({ program, stack: STACK, packages: packagesFor(program) });
  const { plan, planSeconds } = await planned(engine);
  engine.provide(packagesOf(plan));
  const { document, said } = await engine.preview();
  const found = differences(document, plan);
  report({ name, resources: document.steps.length, differences: found.length, engineSeconds: said.seconds, planSeconds });
  expect(found).toEqual([]);
  expect(document.steps.length).toBeGreaterThan(0);
});

test("stack-references is planned as the engine previews it, but for what the other stack says", async () => {
  const program = join(PROGRAMS, "stack-references");
  engine = await Engine.on({ program, stack: STACK });
  await engine.deployed("network", STACK, { subnetId: "/subscriptions/1/subnets/nodes", routes: [{ prefix: "0.0.0.0/0" }], password: "plain" });
  const { plan, planSeconds } = await planned(engine);
  const { document, said } = await engine.preview();
  const found = differences(document, plan, { unknowns: true });
  report({ name: "stack-references", resources: document.steps.length, differences: found.length, engineSeconds: said.seconds, planSeconds, remark: "outputs of the other stack are unknown offline" });
  expect(found).toEqual([]);
  expect(differences(document, plan).length).toBeGreaterThan(0);
});
