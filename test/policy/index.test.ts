import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, jest, test } from "@jest/globals";
import { parse } from "yaml";
import type * as analysis from "../../planner/analyse";
import type * as catalogue from "../../planner/rules/catalogue";
import { RULES } from "../../planner/rules/catalogue";
import { forEngine } from "../../policy/policies";
import type * as policies from "../../policy/policies";

const ROOT = join(__dirname, "..", "..");
const json = (path: string) => JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Record<string, unknown>;

/** Every test loads modules afresh, and with them a server that only notes that it is started. */
function watchedServer() {
  const server = jest.requireActual<{ serve?: unknown }>("@pulumi/policy/server");
  const serve = jest.fn();
  server.serve = serve;
  return serve;
}

afterEach(() => { jest.resetModules(); });

test("policies made of the rules start no server; the pack does, with the catalogue, under the project's name", () => {
  const serve = watchedServer();
  const { policiesOf } = jest.requireActual<typeof policies>("../../policy/policies");
  expect([policiesOf(RULES).length, serve.mock.calls.length]).toEqual([forEngine(RULES).length, 0]);
  jest.requireActual("../../policy/index");
  expect(serve.mock.calls.map(([name, version, , pack]) => [name, version, (pack as { policies: readonly { name: string }[] }).policies.map(({ name }) => name)]))
    .toEqual([["aks-anatomy", json("package.json").version, forEngine(RULES).map(({ id }) => id)]]);
});

test("the rules know nothing of the policy SDK", () => {
  jest.doMock("@pulumi/policy", () => { throw new Error("the SDK was loaded"); });
  const { RULES: loaded } = jest.requireActual<typeof catalogue>("../../planner/rules/catalogue");
  const { analyse } = jest.requireActual<typeof analysis>("../../planner/analyse");
  expect([loaded.length, typeof analyse]).toEqual([RULES.length, "function"]);
  jest.dontMock("@pulumi/policy");
});

test("the pack is found by the engine: its runtime, entry, and the project's version", () => {
  expect(parse(readFileSync(join(ROOT, "policy", "PulumiPolicy.yaml"), "utf8"))).toMatchObject({ runtime: "nodejs" });
  expect(json("policy/package.json")).toMatchObject({ main: "main.cjs", version: json("package.json").version });
});
