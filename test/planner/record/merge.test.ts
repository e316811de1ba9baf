import { describe, expect, it } from "@jest/globals";
import type { PlanResource, PlanValue } from "../../../planner/model/plan";
import { mergeObject, mergeResources, mergeValue } from "../../../planner/record/merge";

const unknown = { $unknown: true } as const;
const secret = { $secret: true } as const;
const inClear = { $unknown: true, predicted: secret, credentials: { user: "clusterAdmin" } } as const;

const resource = (urn: string, members: Partial<PlanResource> = {}): PlanResource =>
  ({ urn, type: "a:b:C", name: urn, custom: true, inputs: {}, dependencies: [], propertyDependencies: {}, options: {}, op: "create", ...members });

describe("a value of two passes", () => {
  it.each<readonly [string, PlanValue, PlanValue | undefined, PlanValue]>([
    ["an unknown has the prediction beside it", unknown, "id", { $unknown: true, predicted: "id" }],
    ["an unknown that both do not know stays one", unknown, unknown, unknown],
    ["an unknown that is not there in the other pass stays one", unknown, undefined, unknown],
    ["an unknown whose prediction is nothing but unknowns stays one", unknown, [{ a: unknown }, unknown], unknown],
    ["an unknown may be predicted to be a secret, but not which", unknown, secret, { $unknown: true, predicted: secret }],
    ["an unknown whose prediction says whose credentials it holds says so too", unknown, inClear, inClear],
    ["what both passes know of credentials is there once", inClear, inClear, inClear],
    ["credentials inside of what is unknown as a whole are kept", unknown, { a: inClear, b: unknown }, { $unknown: true, predicted: { a: inClear, b: unknown } }],
    ["an empty list is a prediction", unknown, [], { $unknown: true, predicted: [] }],
    ["a secret stays a secret", secret, "shown", secret],
    ["a known value is the engine's", 1, 2, 1],
    ["null is a value", null, "x", null],
    ["lists are merged element by element", [1, unknown], [1, "b"], [1, { $unknown: true, predicted: "b" }]],
    ["lists of different length are the engine's", [unknown], ["a", "b"], [unknown]],
    ["objects are merged property by property", { a: { b: unknown } }, { a: { b: "x" } }, { a: { b: { $unknown: true, predicted: "x" } } }],
    ["an object against a text is the engine's", { a: unknown }, "x", { a: unknown }],
  ])("%s", (_sentence, faithful, predicted, expected) => {
    expect(mergeValue(faithful, predicted)).toEqual(expected);
  });

  it("has the properties that the engine saw, and no others", () => {
    expect(mergeObject({ a: unknown }, { a: 1, b: 2 })).toEqual({ a: { $unknown: true, predicted: 1 } });
  });
});

describe("the resources of two passes", () => {
  it("are one list in order, with what only one of them reaches marked", () => {
    const merged = mergeResources(
      [resource("urn:c", { id: unknown, inputs: { a: unknown }, dependencies: ["urn:a"] }), resource("urn:a", { outputs: { id: unknown } })],
      [resource("urn:b", { id: "b" }), resource("urn:a", { outputs: { id: "x" } }), resource("urn:c", { id: "c", inputs: { a: 1 }, dependencies: ["urn:a", "urn:b"] })],
    );
    expect(merged.map(({ urn, only }) => [urn, only])).toEqual([["urn:a", undefined], ["urn:b", "predicted"], ["urn:c", undefined]]);
    expect(merged[0]?.outputs).toEqual({ id: { $unknown: true, predicted: "x" } });
    expect(merged[2]).toMatchObject({ id: { $unknown: true, predicted: "c" }, inputs: { a: { $unknown: true, predicted: 1 } }, dependencies: ["urn:a"] });
  });

  it("say what a provider is made of, which the SDK drops while it is not known; of nothing else", () => {
    const merged = mergeResources(
      [resource("urn:a", { type: "pulumi:providers:kubernetes", dependencies: ["urn:x"] }), resource("urn:b", { dependencies: ["urn:x"] }), resource("urn:c", { type: "pulumi:providers:kubernetes", dependencies: ["urn:x"] })],
      [resource("urn:a", { dependencies: ["urn:x", "urn:y"] }), resource("urn:b", { dependencies: ["urn:x", "urn:y"] }), resource("urn:c", { dependencies: ["urn:x"] })],
    );
    expect(merged.map(({ dependencies, predictedDependencies }) => [dependencies, predictedDependencies])).toEqual([[["urn:x"], ["urn:y"]], [["urn:x"], undefined], [["urn:x"], undefined]]);
  });

  it("are the engine's alone where there is no prediction", () => {
    const only = resource("urn:a", { id: unknown });
    expect(mergeResources([only], [])).toEqual([only]);
  });
});
