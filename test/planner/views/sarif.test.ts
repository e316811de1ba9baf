import { describe, expect, test } from "@jest/globals";
import Ajv from "ajv/dist/2020";
import fc from "fast-check";
import { analyse } from "../../../planner/analyse";
import type { Plan, RecordedPlan } from "../../../planner/model/plan";
import { RULES } from "../../../planner/rules/catalogue";
import { toSarif } from "../../../planner/views/sarif";
import { PlanBuilder } from "../plan-builder";
import { sortingPlan } from "../sorting-plan";
import { finding, hostilePlan, hostileTexts } from "./hostile";

const object = (properties: object, ...required: readonly string[]) => ({ type: "object", additionalProperties: false, properties, required });
const text = { type: "string", minLength: 1 };
const count = { type: "integer", minimum: 1 };
const messageOf = (...more: readonly string[]) => object({ text, ...Object.fromEntries(more.map(each => [each, text])) }, "text", ...more);
const location = object({
  physicalLocation: object({ artifactLocation: object({ uri: { type: "string", pattern: "^(?!/)[\\w.~%/()!*'-]+$" }, uriBaseId: { const: "%SRCROOT%" }, index: { type: "integer", minimum: 0 } }, "uri", "uriBaseId", "index"), region: object({ startLine: count, startColumn: count }, "startLine") }, "artifactLocation", "region"),
  logicalLocations: { type: "array", minItems: 1, items: object({ name: { type: "string" }, fullyQualifiedName: { type: "string" }, kind: { const: "resource" } }, "fullyQualifiedName", "kind") },
}, "physicalLocation");
const level = { enum: ["error", "warning", "note"] };
const fingerprint = { type: "string", pattern: "^[0-9a-f]{32}:\\d+$" };
/** What of SARIF 2.1.0 the view uses, closed, with what the standard demands of it: section 3.27.10 for kind and level, 3.27.23 for suppressions. */
const isSarif = new Ajv({ strict: true, allErrors: true, strictRequired: false, allowUnionTypes: true }).compile(object({
  $schema: { const: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json" },
  version: { const: "2.1.0" },
  runs: { type: "array", minItems: 1, maxItems: 1, items: object({
    tool: object({ driver: object({ name: text, semanticVersion: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+" }, rules: { type: "array", uniqueItems: true, items: object({ id: text, shortDescription: messageOf(), fullDescription: messageOf(), help: messageOf("markdown"), defaultConfiguration: object({ level }, "level") }, "id", "shortDescription", "fullDescription", "help", "defaultConfiguration") } }, "name", "rules") }, "driver"),
    automationDetails: object({ id: { type: "string", pattern: "/$" } }, "id"),
    originalUriBaseIds: object({ "%SRCROOT%": object({ description: messageOf() }) }, "%SRCROOT%"),
    artifacts: { type: "array", uniqueItems: true, items: object({ location: object({ uri: text, uriBaseId: text }, "uri", "uriBaseId") }, "location") },
    invocations: { type: "array", minItems: 1, items: object({ executionSuccessful: { const: true }, toolExecutionNotifications: { type: "array", items: object({ descriptor: object({ id: { type: "string" } }, "id"), level, message: object({ text: { type: "string" } }, "text"), locations: { type: "array", items: location } }, "descriptor", "level", "message") } }, "executionSuccessful") },
    columnKind: { const: "utf16CodeUnits" },
    results: { type: "array", items: { oneOf: [
      { kind: { const: "fail" }, level }, { kind: { const: "open" }, level: { const: "none" } },
    ].map(judged => object({
      ...judged, ruleId: { type: "string" }, ruleIndex: { type: "integer", minimum: 0 }, message: messageOf(), locations: { type: "array", minItems: 1, items: location },
      partialFingerprints: object({ "planIdentity/v1": fingerprint, primaryLocationLineHash: fingerprint }, "planIdentity/v1", "primaryLocationLineHash"),
      suppressions: { type: "array", items: object({ kind: { const: "external" }, status: { const: "accepted" }, justification: { type: "string" } }, "kind", "justification") },
      properties: { type: "object" },
    }, "ruleId", "kind", "level", "message", "locations", "partialFingerprints", "suppressions")) } },
  }, "tool", "results", "columnKind") },
}, "$schema", "version", "runs"));

interface Result {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly index: number }; readonly region: object }; readonly logicalLocations?: readonly { readonly name: string; readonly fullyQualifiedName: string }[] }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly { readonly kind: string; readonly justification: string }[];
}
interface Log { readonly runs: readonly [{ readonly artifacts: readonly { readonly location: { readonly uri: string } }[]; readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly shortDescription: { readonly text: string }; readonly fullDescription: { readonly text: string }; readonly defaultConfiguration: { readonly level: string } }[] } }; readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly unknown[] }]; readonly results: readonly Result[] }] }

function runOf(plan: Plan, folder?: string): Log["runs"][0] {
  const log = JSON.parse(toSarif(plan, { version: "1.2.3", folder })) as Log;
  isSarif(log);
  expect(isSarif.errors ?? []).toEqual([]);
  const [run] = log.runs;
  for (const { locations: [{ physicalLocation: { artifactLocation } } = { physicalLocation: { artifactLocation: { uri: "none", index: -1 } } }] } of run.results) {
    expect(run.artifacts[artifactLocation.index]?.location.uri).toBe(artifactLocation.uri);
  }
  return run;
}
const kubenet = (stack?: string): RecordedPlan => {
  const plan = new PlanBuilder("shop", stack);
  plan.add("azure-native:containerservice:ManagedCluster", "cluster", { networkProfile: { networkPlugin: "kubenet" } });
  return plan.build();
};
const fingerprints = (plan: Plan): readonly string[] => runOf(plan).results.map(each => each.partialFingerprints["planIdentity/v1"] ?? "");
const placesOf = ({ results }: Log["runs"][0]): readonly unknown[] => results.map(({ locations: [location] }) => [location?.physicalLocation.artifactLocation.uri, location?.physicalLocation.region]);
const withFindings = (...findings: Plan["findings"]): Plan => ({ ...analyse(sortingPlan()), findings, undecided: [] });

describe("the log", () => {
  test("tells of every rule, and a finding says which it is of", () => {
    const { tool: { driver: { rules } }, results } = runOf(analyse(kubenet()));
    expect(rules.map(({ id, defaultConfiguration }) => [id, defaultConfiguration.level])).toEqual(RULES.map(({ id, severity }) => [id, severity]));
    const result = results.find(({ ruleId }) => ruleId === "kubenet-retirement");
    expect(rules[result?.ruleIndex ?? -1]?.id).toBe("kubenet-retirement");
    expect(result).toMatchObject({ kind: "fail", level: "warning", suppressions: [] });
    expect(result?.message.text).toContain("\nFix: ");
  });

  test("places a finding in the stack's file, and at its resource by URN", () => {
    const [result] = runOf(analyse(kubenet("prod/eu 1"))).results;
    expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("Pulumi.eu%201.yaml");
    expect(result?.locations[0]?.logicalLocations?.[0]?.fullyQualifiedName).toBe("urn:pulumi:prod/eu 1::shop::azure-native:containerservice:ManagedCluster::cluster");
  });

  test("places a finding in the line of the program that makes its resource, or the component around it, and elsewhere in the stack's file", () => {
    const plan = new PlanBuilder();
    const group = plan.component("a:b:Group", "group", { declaredAt: { file: "index.ts", line: 3, column: 5 } });
    const own = plan.add("a:b:Thing", "own", {}, { parent: group, declaredAt: { file: "lib/a b%41 ü😀.ts", line: 12, column: 1 } });
    const part = plan.add("a:b:Thing", "part", {}, { parent: group });
    const other = plan.add("a:b:Thing", "other");
    const run = runOf({ ...analyse(plan.build()), findings: [own, part, other, undefined, own].map(urn => finding("r", "error", urn)) });
    const [hostile, ofGroup, ofStack] = ["lib/a%20b%2541%20%C3%BC%F0%9F%98%80.ts", "index.ts", "Pulumi.dev.yaml"];
    expect(placesOf(run)).toEqual([
      [hostile, { startLine: 12, startColumn: 1 }], [ofGroup, { startLine: 3, startColumn: 5 }], [ofStack, { startLine: 1 }], [ofStack, { startLine: 1 }], [hostile, { startLine: 12, startColumn: 1 }],
    ]);
    expect(run.artifacts.map(({ location: { uri } }) => uri)).toEqual([hostile, ofGroup, ofStack]);
    expect(run.results[1]?.locations[0]?.logicalLocations?.[0]?.fullyQualifiedName).toBe(part);
  });

  test("names files from the root of the repository, and holds half a character in none", () => {
    const plan = analyse(kubenet("dev\ud800"));
    expect(runOf(plan, "platform/a b").artifacts.map(({ location: { uri } }) => uri)).toEqual(["platform/a%20b/Pulumi.dev%EF%BF%BD.yaml"]);
  });

  test("describes each rule within the length that code scanning takes", () => {
    for (const { shortDescription, fullDescription } of runOf(analyse(kubenet())).tool.driver.rules) for (const { text: said } of [shortDescription, fullDescription]) expect(said.length).toBeLessThanOrEqual(1024);
  });

  test("has a question that may stand as open, with the reason", () => {
    const { results } = runOf({ ...analyse(sortingPlan()), findings: [], undecided: [{ rule: "kubenet-retirement", message: "the plugin is not known", reason: "until spring" }] });
    expect(results).toEqual([expect.objectContaining({ kind: "open", suppressions: [{ kind: "external", status: "accepted", justification: "until spring" }] })]);
  });

  test("has what is undecided as open, with no level, and what is suppressed with its reason", () => {
    const { results } = runOf({ ...analyse(sortingPlan()), findings: [], undecided: [{ rule: "kubenet-retirement", message: "the plugin is not known" }], suppressed: [{ ...finding("a", "error"), reason: "until spring" }] });
    expect(results.map(({ kind, level, message: { text: said }, suppressions }) => [kind, level, said, suppressions])).toEqual([
      ["fail", "error", "a\nFix: a", [{ kind: "external", status: "accepted", justification: "until spring" }]], ["open", "none", "Undecided: the plugin is not known", []],
    ]);
  });

  test("has the plan's notes as notifications of the run", () => {
    const plan = analyse(sortingPlan());
    expect(runOf({ ...plan, notes: [{ rule: "invoke-not-answered", message: "a placeholder" }] }).invocations[0].toolExecutionNotifications).toEqual([
      { descriptor: { id: "invoke-not-answered" }, level: "note", message: { text: "a placeholder" } },
    ]);
  });

  test("makes no links or placeholders of outside text", () => {
    const [result] = runOf(withFindings({ ...finding("a", "note"), message: "[here](1) {0} ports[0].name {x}" })).results;
    expect(result?.message.text).toBe("[here\\](1) {{0}} ports[0].name {x}\nFix: a");
  });

  test("has no controls and no marks that turn text round", () => {
    const [result] = runOf(withFindings({ ...finding("a", "note", "urn:pulumi:dev::shop::t::web\u202E"), message: "a\u001b[31mb\u202Ec" })).results;
    expect([result?.message.text, result?.locations[0]?.logicalLocations?.[0]?.name]).toEqual(["a\\u001b[31mb\\u202ec\nFix: a", "web\\u202e"]);
  });

  test("is valid whatever the plan holds", () => {
    fc.assert(fc.property(hostileTexts, texts => { runOf(hostilePlan(texts)); }), { numRuns: 40 });
  });
});

test("what has no place in the program lies in the project's file where the stack has none", () => {
  const { runs: [{ results }] } = JSON.parse(toSarif({ ...analyse(sortingPlan()), findings: [finding("a", "error")] }, { version: "1.0.0", configured: false })) as Log;
  expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("Pulumi.yaml");
});

describe("the fingerprint", () => {
  const at = (name: string, stack = "dev", project = "shop"): string => `urn:pulumi:${stack}::${project}::a$b::${name}`;

  test("is given as the one that code scanning reads, too: a line's own would be one for all resources of the line", () => {
    const { results } = runOf(withFindings(finding("a", "error", at("x")), finding("a", "error", at("y"))));
    expect(results.map(({ partialFingerprints: each }) => each.primaryLocationLineHash)).toEqual(results.map(({ partialFingerprints: each }) => each["planIdentity/v1"]));
  });

  test("stays when the message, the stack or the project changes", () => {
    const [first] = fingerprints(withFindings({ ...finding("a", "error", at("x")), message: "3 of 4" }));
    const [second] = fingerprints(withFindings({ ...finding("a", "error", at("x", "prod", "other")), message: "5 of 6" }));
    expect(second).toBe(first);
  });

  test("stays when the resource moves in the program", () => {
    const at = (line: number): Plan => { const plan = kubenet(); return analyse({ ...plan, resources: plan.resources.map(each => ({ ...each, declaredAt: { file: `${line}.ts`, line, column: 1 } })) }); };
    expect(fingerprints(at(2))).toEqual(fingerprints(at(1)));
    expect(fingerprints(at(1))).toEqual(fingerprints(analyse(kubenet())));
  });

  test("is another for another rule, resource or path, and for a second finding about the same", () => {
    const one = finding("a", "error", at("x"));
    const all = fingerprints(withFindings(one, { ...one, rule: "b" }, { ...one, resource: at("y") }, { ...one, path: "inputs.other" }, { ...one, path: undefined }, { ...one, resource: undefined }, one));
    expect(new Set(all).size).toBe(7);
  });
});
