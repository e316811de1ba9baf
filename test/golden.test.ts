import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import Ajv from "ajv/dist/2020";
import { analyse } from "../planner/analyse";
import type { Plan } from "../planner/model/plan";
import schema from "../planner/model/plan.schema.json";
import { record } from "../planner/record/record";
import { toJson } from "../planner/views/json";
import { manifestsOf, toManifests } from "../planner/views/manifests";
import { toMarkdown } from "../planner/views/markdown";
import { toText } from "../planner/views/text/text";

const PROJECT = join(__dirname, "..");
/** `UPDATE_GOLDEN=1 npm test -- golden` writes what is then looked at and committed. */
const UPDATE = process.env.UPDATE_GOLDEN === "1";

const isPlan = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

function compared(file: string, text: string): void {
  if (UPDATE) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file)).toBe(true);
  expect(text).toBe(readFileSync(file, "utf8"));
}

describe.each(["dev", "public", "basic", "prod"])("the stack %s", stack => {
  let plan: Plan;
  beforeAll(async () => { plan = analyse(await record({ cwd: PROJECT, stack })); }, 60_000);

  test("has the plan that is kept as JSON", () => { compared(join(__dirname, "golden", stack, "plan.json"), toJson(plan)); });

  test("has the text that is kept", () => { compared(join(__dirname, "golden", stack, "plan.txt"), toText(plan, { colour: false })); });

  test("has the manifests that are kept", () => { compared(join(__dirname, "golden", stack, "manifests.yaml"), toManifests(manifestsOf(plan))); });

  test("has the comment for a pull request that is kept", () => { compared(join(__dirname, "golden", stack, "plan.md"), toMarkdown(plan)); });

  test("has a plan of the published shape", () => {
    isPlan(JSON.parse(toJson(plan)));
    expect(isPlan.errors ?? []).toEqual([]);
  });

  test("carries no path of this machine", () => {
    expect(toJson(plan)).not.toContain(PROJECT);
  });
});
