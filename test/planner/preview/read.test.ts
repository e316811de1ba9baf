import { describe, expect, test } from "@jest/globals";
import { SIGNATURE_KEY, SIGNATURES } from "../../../planner/model/signatures";
import { analyse } from "../../../planner/analyse";
import { remains } from "../../../planner/model/operations";
import type { RecordedPlan } from "../../../planner/model/plan";
import { toText } from "../../../planner/views/text/text";
import { named } from "../record/programs";
import { fixture, preview, problemOf, read, readText, STACK, step, urnOf } from "./previews";

const change = readText(fixture("change"));
const operations = (plan: RecordedPlan) => Object.fromEntries(plan.resources.map(({ name, op }) => [name, op]));

describe("a real preview of a change", () => {
  test("gives one operation a resource, each of them meant", () => {
    expect(operations(change)).toEqual({
      "life-dev": "same", group: "same", kept: "same", grown: "update", moved: "replace", swapped: "replace", fresh: "create",
      adopted: "import", found: "read", "looked-up": "discard", gone: "delete", left: "delete",
    });
  });

  test("gives the same plan where every step of a replacement is listed, and where everything is looked at first", () => {
    expect(readText(fixture("change-steps")).resources).toEqual(change.resources);
    // Of what goes away, a look in the cloud may say other things than the state did.
    const refreshed = readText(fixture("refresh"));
    expect([refreshed.resources.filter(remains), operations(refreshed)]).toEqual([change.resources.filter(remains), operations(change)]);
  });

  test("says of what project and stack it is, and where it comes from", () => {
    expect(change).toMatchObject({ project: "life", stack: "dev", source: "preview", formatVersion: "1.3" });
    expect(change.resources.map(({ urn }) => urn)).toEqual([...change.resources.map(({ urn }) => urn)].sort());
  });

  test("tells what changes and what makes a resource be replaced, and no value of either", () => {
    expect(named(change, "grown")).toMatchObject({ op: "update", id: "id-grown", detailedDiff: { deep: "update", note: "add", old: "delete", size: "update" }, options: { protect: true } });
    expect(named(change, "swapped")).toMatchObject({ replaceReasons: ["immutable"], detailedDiff: { immutable: "update-replace", of: "update" } });
    expect(named(change, "fresh")).not.toHaveProperty("detailedDiff");
  });

  test("keeps the id of what stays, and knows none of what is made anew", () => {
    expect([named(change, "kept").id, named(change, "gone").id, named(change, "adopted").id]).toEqual(["id-kept", "id-gone", "adopted-id"]);
    expect([named(change, "moved").id, named(change, "fresh").id]).toEqual([{ $unknown: true }, { $unknown: true }]);
    expect(named(change, "group")).not.toHaveProperty("id");
    expect(named(change, "adopted")).toMatchObject({ op: "import", options: { import: "adopted-id" }, inputs: { size: 5 }, detailedDiff: { size: "add" } });
  });

  test("marks secrets and unknowns, in what stays and in what goes", () => {
    expect([named(change, "kept").inputs, named(change, "gone").inputs]).toEqual([{ size: 1, token: { $secret: true } }, { size: 1, token: { $secret: true } }]);
    expect(named(change, "fresh").inputs).toEqual({ of: "id-kept", size: 3, swapped: { $unknown: true }, now: { $unknown: true } });
  });

  test("says how many unchanged resources it leaves out, and then concludes nothing", () => {
    const part = analyse(readText(fixture("change-only")));
    expect(part).toMatchObject({ omitted: 2, notes: expect.arrayContaining([expect.objectContaining({ rule: "unchanged-not-listed", message: expect.stringContaining("--show-sames") })]) });
    expect(toText(part, { colour: false })).toContain("nothing was checked: 2 unchanged resources not in the preview");
    expect(change).not.toHaveProperty("omitted");
  });
});

describe("a resource of a preview", () => {
  const parent = urnOf("group", "test:index:Group");
  const { resources: [thing] } = { resources: read(preview([step("thing", { size: 1 }, { state: {
    parent, provider: "urn:pulumi:dev::shop::pulumi:providers:test::default::04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    dependencies: [urnOf("b"), urnOf("a"), urnOf("a")], propertyDependencies: { size: [urnOf("b"), urnOf("a")] },
    additionalSecretOutputs: ["key"], customTimeouts: { create: 90 }, deletedWith: urnOf("a"), hideDiff: [["spec", "ports", 0]], ignoreChanges: ["size"], replaceOnChanges: ["size"],
    replaceWith: [urnOf("b")], replacementTrigger: "[secret]", resourceHooks: { BeforeCreate: ["check"], AfterCreate: [] }, retainOnDelete: true, protect: false,
  } })])).resources.filter(({ urn }) => urn === urnOf("thing")) };

  test("has the parts that a recorded one has", () => {
    expect(thing).toEqual({
      urn: urnOf("thing"), type: "test:index:Thing", name: "thing", parent, custom: true, provider: expect.stringContaining("::default::"), id: { $unknown: true },
      inputs: { size: 1 }, dependencies: [urnOf("a"), urnOf("b")], propertyDependencies: { size: [urnOf("a"), urnOf("b")] }, op: "create",
      options: {
        additionalSecretOutputs: ["key"], customTimeouts: { create: 90 }, deletedWith: urnOf("a"), hideDiffs: ["spec.ports[0]"], hooks: { beforeCreate: ["check"] }, ignoreChanges: ["size"],
        replaceOnChanges: ["size"], replaceWith: [urnOf("b")], replacementTrigger: { $secret: true }, retainOnDelete: true,
      },
    });
  });

  test("that is a component with a provider is built elsewhere", () => {
    const remote = read(preview([step("chart", {}, { state: { custom: false, provider: "urn:pulumi:dev::shop::pulumi:providers:test::own::id" } })])).resources.find(({ name }) => name === "chart");
    expect(remote).toMatchObject({ custom: false, remote: true });
  });

  test("that is a Secret of Kubernetes shows none of its content, however it was written", () => {
    const plan = read(preview([step("key", { kind: "Secret", data: { password: "aHVudGVyMg==" } }, { type: "kubernetes:core/v1:Secret" })]));
    expect(named(plan, "key").inputs).toEqual({ kind: "Secret", data: { $secret: true } });
  });

  test("that is looked up by a secret has a secret id", () => {
    expect(named(read(preview([step("found", { by: "[secret]" }, { op: "read", state: { id: "the-secret" } })])), "found").id).toEqual({ $secret: true });
  });

  test("without a detailed difference is told apart by what the states have", () => {
    const urn = urnOf("thing"), type = "test:index:Thing";
    const update = { op: "update", urn, oldState: { urn, type, custom: true, inputs: { a: 1, b: 1 } }, newState: { urn, type, custom: true, inputs: { b: 2, c: 2 } }, diffReasons: ["a", "b", "c"], replaceReasons: ["c"], detailedDiff: null };
    expect(named(read(preview([update])), "thing").detailedDiff).toEqual({ a: "delete", b: "update", c: "add-replace" });
  });
});

describe("a subscription that is secret", () => {
  const PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:azure-native::own";
  const group = step("group", { resourceGroupName: "rg" }, { type: "azure-native:resources:ResourceGroup", state: { provider: `${PROVIDER}::id` } });
  const secrets = ["[secret]", { [SIGNATURE_KEY]: SIGNATURES.secret, plaintext: '"5ec2e7"' }];
  const idWith = (subscriptionId: unknown) => named(read(preview([group], { config: { "azure-native:subscriptionId": subscriptionId } })), "group").id;

  test("in the configuration is as good as none", () => {
    expect(idWith("c1ea2")).toEqual({ $unknown: true, predicted: "/subscriptions/c1ea2/resourceGroups/rg" });
    for (const secret of secrets) expect(idWith(secret)).toEqual(idWith(undefined));
  });

  test("of a provider leaves the ids of its resources open", () => {
    for (const subscriptionId of secrets) {
      const own = step("own", { subscriptionId }, { type: "pulumi:providers:azure-native" });
      expect(named(read(preview([own, group])), "group").id).toEqual({ $unknown: true });
    }
  });
});

describe("a step that contradicts itself", () => {
  const under = (name: string, parent: string) => step(name, {}, { state: { parent: urnOf(parent) } });

  test("as its resource stands under itself, directly or by others, is named", () => {
    expect(problemOf(() => read(preview([under("a", "a")])))).toContain("steps[1].newState.parent: expected a resource that does not stand under this one, found the resource itself");
    expect(problemOf(() => read(preview([under("top", "a"), under("a", "b"), under("b", "a")])))).toContain("steps[3].newState.parent: expected a resource that does not stand under this one, found one that does");
  });

  test("as resources wait for one another in a ring is named", () => {
    const after = (name: string, ...others: readonly string[]) => step(name, {}, { state: { dependencies: others.map(each => urnOf(each)) } });
    expect(problemOf(() => read(preview([after("a", "b"), after("b", "c"), after("c", "b"), after("d")])))).toContain(`${urnOf("a")} depends on itself, by others or directly, or on resources that do`);
    expect(read(preview([after("a", "b", "elsewhere"), after("b", "c"), after("c")])).resources).toHaveLength(4);
  });

  test("as its new state has another URN is named", () => {
    expect(problemOf(() => read(preview([step("a", {}, { state: { urn: urnOf("b") } })])))).toContain(`steps[1].newState.urn: expected the URN of the step, ${urnOf("a")}, found another one`);
  });
});

describe("the stack", () => {
  test("has outputs where the preview says them, and a note where it does not", () => {
    const withOutputs = { steps: [{ op: "same", urn: STACK, newState: { urn: STACK, custom: false, type: "pulumi:pulumi:Stack", outputs: { port: 90 } } }] };
    expect(read(withOutputs)).toMatchObject({ outputs: { port: 90 }, notes: [] });
    expect(read(preview([]))).toMatchObject({ outputs: {}, notes: [{ rule: "outputs-not-in-preview" }] });
  });

  test("that --stack asks for must be the one of the preview", () => {
    expect(problemOf(() => readText(fixture("change"), "prod"))).toBe("preview.json: the preview is of the stack dev, not of prod, which --stack asks for");
    for (const stack of ["dev", "acme/dev", "acme/shop/dev"]) expect(readText(fixture("change"), stack).stack).toBe("dev");
  });

  test("is one in a file", () => {
    const other = { op: "create", urn: "urn:pulumi:prod::shop::test:index:Thing::x", newState: { custom: true } };
    expect(problemOf(() => read(preview([other])))).toBe("preview.json: more than one stack in one file: steps[0] is of shop/dev, steps[1] of shop/prod");
  });
});

test("warnings of the engine are counted, and an old copy that is deleted is named", () => {
  const plan = read(preview([step("thing", {}, { op: "delete-replaced" })], { diagnostics: [{ severity: "warning", message: "s3cret" }, { severity: "info" }] }));
  expect(plan.notes.map(({ rule }) => rule)).toEqual(["old-copy-deleted", "outputs-not-in-preview", "preview-warnings"]);
  expect(JSON.stringify(plan)).not.toContain("s3cret");
});

test("what goes away does not count in the analyses", () => {
  const pool = step("pool", { agentPoolName: "old", vmSize: "Standard_Unheard_v9" }, { op: "delete", type: "azure-native:containerservice:AgentPool" });
  const kept = step("pool", { agentPoolName: "new", vmSize: "Standard_Unheard_v9" }, { type: "azure-native:containerservice:AgentPool" });
  expect(analyse(read(preview([pool]))).findings.map(({ rule }) => rule)).toEqual(["pool-lost-undrained"]);
  expect(analyse(read(preview([kept]))).findings.map(({ rule }) => rule)).toEqual(["unknown-vm-size"]);
});
