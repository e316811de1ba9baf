import { describe, expect, test } from "@jest/globals";
import { fixture, preview, problemOf, read, readText, step, urnOf } from "./previews";

const thing = (more: object): object => preview([{ op: "create", urn: urnOf("thing"), newState: { custom: true }, ...more }]);

describe("a file that is no preview is named for what it is", () => {
  test.each<[string, string, string]>([
    ["nothing", "", "the file is empty"],
    ["blanks", " \n\t", "the file is empty"],
    ["an export of a stack", JSON.stringify({ version: 3, deployment: {} }), "a stack export: what is deployed, not what would change; `pulumi preview --json > preview.json` writes one"],
    ["a plan of ours", JSON.stringify({ formatVersion: "1.1", resources: [] }), "a plan that was made already (--format json)"],
    ["an update plan", JSON.stringify({ manifest: {}, resourcePlans: {} }), "an update plan of Pulumi (--save-plan)"],
    ["a Terraform plan", JSON.stringify({ format_version: "1.2", terraform_version: "1.11", planned_values: {} }), "a plan of Terraform"],
    ["one event", JSON.stringify({ sequence: 0, timestamp: 1, preludeEvent: {} }), "a log of the engine's events"],
    ["many events", '{"sequence":0,"timestamp":1,"preludeEvent":{}}\n{"sequence":1,"timestamp":1,"resourcePreEvent":{}}\n', "without PULUMI_ENABLE_STREAMING_JSON_PREVIEW and --event-log"],
    ["a list", "[]", "an object; found a list"],
    ["a text", '"hunter2"', "an object; found a text"],
    ["another object", '{"a":1}', "with `steps`; found an object without any of its keys"],
    ["a preview of nothing", '{"duration":1}', "the preview has no `steps`, not even that of the stack"],
    ["YAML", "steps:\n  - op: create\n", "found text that is no JSON"],
  ])("%s", (_, text, message) => {
    expect(problemOf(() => readText(text))).toContain(message);
  });
});

describe("what is not JSON is named by its place", () => {
  test("cut off", () => {
    const text = fixture("create");
    for (const end of [text.length - 3, text.length >> 1, 2]) expect(problemOf(() => readText(text.slice(0, end)))).toContain("the document is cut off: it ends before it is complete");
  });

  test("broken, without a word of it", () => {
    expect(problemOf(() => readText('{\n "steps": [hunter2]\n}'))).toBe("preview.json:2:12: expected the document that `pulumi preview --json` prints, but this is no JSON from here on. Send the standard output of one preview alone to the file");
  });

  test("behind what npm or the engine said, with the line where it begins", () => {
    const problem = problemOf(() => readText(`\n> shop@1.0.0 preview\nhunter2\n${fixture("create")}`));
    expect(problem).toContain("preview.json:2:1: ");
    expect(problem).toContain("the document seems to begin in line 4. Send nothing but pulumi's standard output to the file");
    expect(problem).not.toContain("hunter2");
  });
});

describe("a wrong part is named by its path and kind, never by its value", () => {
  test.each<[string, object, string]>([
    ["steps", { steps: { a: "hunter2" } }, "steps: expected a list, found an object"],
    ["a step", { steps: ["hunter2"] }, "steps[0].urn: expected a URN, found nothing"],
    ["a URN", thing({ urn: "hunter2" }), "steps[1].urn: expected a URN (urn:pulumi:<stack>::<project>::<type>::<name>), found another text"],
    ["an operation", thing({ op: "hunter2" }), "steps[1].op: expected one of same, create,"],
    ["inputs", thing({ newState: { inputs: "hunter2" } }), "steps[1].newState.inputs: expected an object, found a text"],
    ["a state", thing({ newState: ["hunter2"] }), "steps[1].newState: expected the state of a resource: an object, found a list"],
    ["no state", thing({ newState: null }), "steps[1]: expected `oldState`, `newState` or both, found neither"],
    ["a type", thing({ newState: { type: "hunter2:a:b" } }), "steps[1].newState.type: expected the type of the URN, test:index:Thing, found another one"],
    ["a dependency", thing({ newState: { dependencies: ["hunter2"] } }), "steps[1].newState.dependencies[0]: expected a URN"],
    ["dependencies of a property", thing({ newState: { propertyDependencies: { "a b": "hunter2" } } }), 'steps[1].newState.propertyDependencies["a b"]: expected a list, found a text'],
    ["a flag", thing({ newState: { custom: "hunter2" } }), "steps[1].newState.custom: expected true or false, found a text"],
    ["a kind of difference", thing({ detailedDiff: { a: { kind: "hunter2" } } }), "steps[1].detailedDiff.a.kind: expected one of add,"],
    ["a time limit", thing({ newState: { customTimeouts: { create: "hunter2" } } }), "steps[1].newState.customTimeouts.create: expected a number of seconds, found a text"],
    ["a hidden difference", thing({ newState: { hideDiff: [[true]] } }), "steps[1].newState.hideDiff[0]: expected a path: a list of keys and indices, found a boolean in it"],
    ["a count", preview([], { changeSummary: { same: -1 } }), "changeSummary.same: expected a whole number, found a number"],
    ["diagnostics", preview([], { diagnostics: "hunter2" }), "diagnostics: expected a list, found a text"],
  ])("%s", (_, document, message) => {
    const problem = problemOf(() => read(document));
    expect(problem).toContain(`preview.json: ${message}`);
    expect(problem).not.toContain("hunter2");
  });

  test("steps that contradict each other, with each of them", () => {
    expect(problemOf(() => read(preview([step("thing"), step("thing")])))).toBe(`preview.json: steps that contradict each other for ${urnOf("thing")}: steps[1] create, steps[2] create`);
    expect(problemOf(() => read(preview([step("thing", {}, { op: "same" }), step("thing", {}, { op: "delete" })])))).toContain("steps[1] same, steps[2] delete");
  });

  test("a value that is nested too deeply", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    expect(problemOf(() => readText(JSON.stringify(thing({ newState: { inputs: { a: "deep" } } })).replace('"deep"', deep)))).toBe("preview.json: steps[1].newState.inputs: expected no more than 500 levels of lists and objects, found more");
  });
});
