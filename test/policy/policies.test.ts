import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { analyse } from "../../planner/analyse";
import type { PlanObject, PlanValue, RecordedPlan } from "../../planner/model/plan";
import { withPredictions } from "../../planner/model/predictions";
import { isList, isObject } from "../../planner/model/values";
import { RULES } from "../../planner/rules/catalogue";
import type { Rule } from "../../planner/rules/rule";
import { forEngine, policiesOf } from "../../policy/policies";
import { keepSecretsApart } from "../../policy/secrets";
import { SECRET, UNKNOWN } from "../planner/plan-builder";
import { deployed, type Diagnostic } from "./engine-requests";
import { RULE_PLANS, STACK_PLANS, STANDING_PLANS } from "./plans";

keepSecretsApart();

const ADVISORY = 0, MANDATORY = 1;
const questionOf = new Map(RULES.map(({ id, question }) => [id, question]));

/** A finding, and what the engine would be told, in the same words. A pack cannot tell what stands already from what is made. */
const offline = (plan: RecordedPlan) => analyse({ ...plan, resources: withPredictions(plan.resources.map(each => (each.op === "same" || each.op === "update" ? { ...each, op: "create" } : each))) }).findings.map(({ rule, resource, message, path, fix, source }) =>
  ({ policy: rule, urn: resource ?? "", message: [questionOf.get(rule), message, ...(path === undefined ? [] : [`at ${path}`]), `fix: ${fix}`, `source: ${source}`].join("\n") }));
const inEngine = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ policy, urn, message }) => ({ policy, urn, message }));
const sorted = <T>(list: readonly T[]): readonly string[] => list.map(each => JSON.stringify(each)).sort();

const rule = (more: Partial<Rule>): Rule => ({
  id: "a-rule", severity: "warning", question: "Is it so?", fix: "Change it.", source: "a book", asOf: "2026-01-01", fixtures: { breaks: [], nearMiss: [] },
  check: () => [{ resource: "urn:x", path: "inputs.y", message: "it is so", evidence: {} }], ...more,
});
const [BASIC] = STACK_PLANS;
if (!BASIC) throw new Error("no plan of basic is kept");

/** Paths of all values below a value. */
const paths = (value: PlanValue | undefined): readonly (readonly string[])[] =>
  (isObject(value) || isList(value) ? Object.entries(value) : []).flatMap(([key, inner]: [string, PlanValue | undefined]) => [[key], ...paths(inner).map(rest => [key, ...rest])]);

function replaced(value: PlanValue | undefined, [key, ...rest]: readonly string[], by: PlanValue): PlanValue {
  if (key === undefined) return by;
  if (isList(value)) return value.map((each, index) => (String(index) === key ? replaced(each, rest, by) : each));
  return isObject(value) ? { ...value, [key]: replaced(value[key], rest, by) } : by;
}

/** A plan of ours, mostly a small one, in which some values are unknown or secret. */
const anyPlan = fc.oneof(fc.constant(BASIC), { arbitrary: fc.constantFrom(...RULE_PLANS), weight: 4 }).chain(plan => {
  const places = plan.resources.flatMap((resource, index) => paths(resource.inputs).map(path => ({ index, path })));
  return fc.array(fc.record({ place: fc.constantFrom(...places), marker: fc.constantFrom(UNKNOWN, SECRET) }), { maxLength: 4 }).map(changes => changes.reduce<RecordedPlan>(
    (changed, { place: { index, path }, marker }) => ({ ...changed, resources: changed.resources.map((each, at) => (at === index ? { ...each, inputs: replaced(each.inputs, path, marker) as PlanObject } : each)) }), plan));
});

describe("rules as policies", () => {
  test("are all in the pack, each once, in the catalogue's order", () => {
    expect(policiesOf(RULES).map(({ name }) => name)).toEqual(forEngine(RULES).map(({ id }) => id));
  });

  test("are all rules but those that docs/rules.md names as not in the pack", () => {
    const left = RULES.map(({ id }) => id).filter(id => !forEngine(RULES).some(each => each.id === id));
    expect(left).toEqual(["cluster-replaced", "immutable-change", "kubernetes-version-end", "pool-lost-undrained"]);
    const sections = readFileSync(join(__dirname, "..", "..", "docs", "rules.md"), "utf8").split(/^### /m).slice(1);
    expect(sections.filter(section => section.includes("Not in the policy pack")).map(section => section.split("\n")[0])).toEqual(left);
  });

  test("stop an update for an error, and tell a warning or a note", () => {
    const levels = (["error", "warning", "note"] as const).flatMap(severity => policiesOf([rule({ severity })])).map(({ enforcementLevel, severity }) => [enforcementLevel, severity]);
    expect(levels).toEqual([["mandatory", "high"], ["advisory", "medium"], ["advisory", "low"]]);
  });

  test("stop nothing where they ask how things come to stand, since the engine does not say what stands already", async () => {
    const stack = RULE_PLANS.filter((_, index) => index === 2 * forEngine(RULES).findIndex(({ id }) => id === "role-too-late"));
    const told = (await Promise.all(stack.map(plan => deployed([...policiesOf(RULES)], plan)))).flat();
    expect(told.filter(({ policy }) => policy === "role-too-late").map(({ level }) => level)).toEqual([ADVISORY]);
    const advisory = policiesOf(RULES).filter(({ name, enforcementLevel }) => enforcementLevel === "advisory" && RULES.find(({ id }) => id === name)?.severity === "error").map(({ name }) => name);
    expect(advisory).toEqual(["cluster-without-identity", "cluster-without-system-pool", "image-pull-rights", "internal-load-balancer-rights", "kubernetes-version-refused", "missing-role", "principal-type-refused", "region-without-zones", "retired-sku", "role-too-late", "untrusted-service-account"]);
  });

  test("say what is wrong, where, what to do and by which source, at the resource", async () => {
    const [resource] = BASIC.resources;
    const told = await deployed([...policiesOf([rule({ severity: "error", check: () => [{ resource: resource?.urn, path: "inputs.y", message: "it is so", evidence: {} }] })])], BASIC);
    expect(told).toEqual([{ policy: "a-rule", urn: resource?.urn, level: MANDATORY, message: "Is it so?\nit is so\nat inputs.y\nfix: Change it.\nsource: a book, as of 2026-01-01" }]);
  });

  test.each([...STACK_PLANS, ...RULE_PLANS].map((plan, index) => [`${index} ${plan.stack}`, plan] as const))("find in plan %s what the planner finds", async (_, plan) => {
    expect(sorted(inEngine(await deployed([...policiesOf(RULES)], plan)))).toEqual(sorted(offline(plan)));
  });

  test.each(STANDING_PLANS.map(plan => [plan.stack, plan] as const))("stop nothing when stack %s, which stands and is sound, is updated", async (_, plan) => {
    expect((await deployed([...policiesOf(RULES)], plan)).filter(({ level }) => level === MANDATORY)).toEqual([]);
  });

  test("find something in the plans that break them", async () => {
    const found = await Promise.all(RULE_PLANS.map(plan => deployed([...policiesOf(RULES)], plan)));
    expect([...new Set(found.flat().map(({ policy }) => policy))].sort()).toEqual(forEngine(RULES).map(({ id }) => id));
  });

  test("find what the planner finds where values are unknown or secret, whatever a secret holds", async () => {
    await fc.assert(fc.asyncProperty(anyPlan, fc.constantFrom("Standard_B2ms", "kubenet", "10.0.0.0/30"), async (plan, held) => {
      expect(sorted(inEngine(await deployed([...policiesOf(RULES)], plan, { reveal: () => held })))).toEqual(sorted(offline(plan)));
    }), { numRuns: 40 });
  });

  test("are advisory in the stack that uses kubenet", async () => {
    const told = await deployed([...policiesOf(RULES)], BASIC);
    expect(told.filter(({ policy }) => policy === "kubenet-retirement").map(({ level, message }) => [level, message.includes("2028-03-31")])).toEqual([[ADVISORY, true]]);
  });

  test("stop a first deployment whose service ends nowhere, though its namespace is not known yet", async () => {
    const broken: RecordedPlan = { ...BASIC, resources: BASIC.resources.map(resource => (resource.type === "kubernetes:core/v1:Service"
      ? { ...resource, inputs: { ...resource.inputs, spec: { type: "LoadBalancer", selector: { "app.kubernetes.io/name": "sorting" }, ports: [{ port: 90, targetPort: "elsewhere" }] } } } : resource)) };
    const told = await deployed([...policiesOf(RULES)], broken);
    expect(told.filter(({ level }) => level === MANDATORY)).toEqual([expect.objectContaining({ policy: "broken-port-chain", message: expect.stringContaining("\"elsewhere\"") })]);
  });

  test("conclude once from the resources of a stack, whatever number of rules ask", async () => {
    const check = jest.fn<Rule["check"]>(() => []);
    await deployed([...policiesOf([rule({ id: "a", check }), rule({ id: "b", check })])], BASIC);
    const [first, second] = check.mock.calls;
    expect(check).toHaveBeenCalledTimes(2);
    expect(first?.[0]).toBe(second?.[0]);
  });

  test("read the inputs of this deployment, not those of one before", async () => {
    const policies = [...policiesOf(RULES)];
    const overlay: RecordedPlan = { ...BASIC, resources: BASIC.resources.map(resource => (resource.type.endsWith(":ManagedCluster") ? { ...resource, inputs: { ...resource.inputs, networkProfile: { networkPlugin: "azure" } } } : resource)) };
    const rulesOf = async (plan: RecordedPlan) => (await deployed(policies, plan)).map(({ policy }) => policy);
    expect([(await rulesOf(BASIC)).includes("kubenet-retirement"), (await rulesOf(overlay)).includes("kubenet-retirement")]).toEqual([true, false]);
  });

  test("fail the deployment with the error of a rule that throws", async () => {
    const failing = policiesOf([rule({ check: () => { throw new Error("no such table"); } })]);
    await expect(deployed([...failing], BASIC)).rejects.toThrow(/a-rule[\s\S]*no such table/);
  });
});
