/** Every stack of this project: what the plan says is what the engine previews, and what it predicts is what then is. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { analyse } from "../../planner/analyse";
import type { RecordedPlan } from "../../planner/model/plan";
import { readPreview } from "../../planner/preview/read";
import { record } from "../../planner/record/record";
import { differences } from "./differences";
import type { PreviewDocument } from "./documents";
import { Engine, packagesOf } from "./engine";
import { held, inconsistencies, resourcesOf } from "./held";
import { report } from "./report";
import { sameness } from "./same-plan";

const PROJECT = join(__dirname, "..", "..");
const STACKS = readdirSync(PROJECT).flatMap(file => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);

describe.each(STACKS)("the stack %s", stack => {
  let engine: Engine, plan: RecordedPlan, planSeconds: number, document: PreviewDocument, printed: string, engineSeconds: number;
  const up = ["up", "--yes", "--skip-preview", "--stack", stack];

  beforeAll(async () => {
    const began = performance.now();
    plan = await record({ cwd: PROJECT, stack });
    planSeconds = (performance.now() - began) / 1000;
    engine = await Engine.on({ program: PROJECT, stack });
    engine.provide(packagesOf(plan));
    const { said, ...preview } = await engine.preview();
    ({ document } = preview);
    ({ stdout: printed, seconds: engineSeconds } = said);
  });
  afterAll(() => { engine.end(); });

  test("is planned as the engine previews it", () => {
    const found = differences(document, plan);
    report({ name: stack, resources: document.steps.length, differences: found.length, engineSeconds, planSeconds });
    expect(found).toEqual([]);
    expect(document.steps.length).toBeGreaterThan(30);
  });

  test("is the same plan when that preview is read, with the same findings", () => {
    const read = readPreview(Buffer.from(printed), { file: "preview.json", stack });
    const { different, wrong, predicted } = sameness(read, plan);
    expect(different).toEqual([]);
    expect(wrong).toEqual([]);
    expect(predicted).toBeGreaterThan(30);
    expect(analyse(read).findings).toEqual(analyse(plan).findings);
  });

  test("has every predicted value once it is deployed", async () => {
    await engine.must(up);
    const state = engine.state();
    const { compared, mistakes } = held(plan, state);
    expect(mistakes).toEqual([]);
    expect(compared).toBeGreaterThan(30);
    expect(inconsistencies(state, engine.cloud)).toEqual([]);
  });

  test("does not change when it is deployed again, nor by a refresh", async () => {
    const before = engine.cloud.creates;
    for (const command of [[...up, "--expect-no-changes"], ["refresh", "--yes", "--skip-preview", "--expect-no-changes", "--stack", stack]]) await engine.must(command);
    expect(engine.cloud.creates).toBe(before);
  });

  test("goes away as a whole", async () => {
    await engine.must(["destroy", "--yes", "--skip-preview", "--stack", stack]);
    expect(resourcesOf(engine.state())).toEqual([]);
    expect(engine.cloud.held).toEqual([]);
  });
});
