import { describe, expect, test } from "@jest/globals";
import Ajv from "ajv/dist/2020";
import { analyse } from "../../../planner/analyse";
import { FORMAT_VERSION, type Plan } from "../../../planner/model/plan";
import schema from "../../../planner/model/plan.schema.json";
import { toJson } from "../../../planner/views/json";
import { sortingPlan } from "../sorting-plan";

const isPlan = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
const json = (plan: Plan): Record<string, unknown> => JSON.parse(toJson(plan)) as Record<string, unknown>;
const kubenet = sortingPlan({ networkProfile: { networkPlugin: "kubenet" }, pool: { vnetSubnetID: null, vmSize: "Standard_B2ms" }, annotations: {} });
const stuck = sortingPlan({ pool: { orchestratorVersion: "1.37" }, cluster: { autoUpgradeProfile: { upgradeChannel: "patch" } }, deployment: { replicas: 1 }, more: (plan, { provider }) => {
  plan.add("kubernetes:policy/v1:PodDisruptionBudget", "all", { metadata: { name: "all", namespace: "hogwarts" }, spec: { maxUnavailable: 0, selector: {} } }, { provider: `${provider}::id` });
  plan.add("azure-native:containerservice:MaintenanceConfiguration", "window", { resourceName: "aks-example", configName: "default" });
} });

describe("the plan's JSON", () => {
  test.each([["the scenario", sortingPlan()], ["one with findings", kubenet], ["one whose upgrade does not go", stuck]])("of %s is what the schema says", (_, recorded) => {
    isPlan(json(analyse(recorded)));
    expect(isPlan.errors ?? []).toEqual([]);
  });

  test("has the version that the schema is of", () => {
    expect(new RegExp(schema.properties.formatVersion.pattern).test(FORMAT_VERSION)).toBe(true);
  });

  test("has its keys in one order", () => {
    expect(Object.keys(json({ ...analyse(sortingPlan()), omitted: 1 }))).toEqual(Object.keys(schema.properties));
  });
});

test("a plan of changes is what the schema says, and one of creations has no more than it had", () => {
  const [first, ...others] = sortingPlan().resources;
  const changed = { ...sortingPlan(), omitted: 3, resources: [{ ...first!, op: "discard" as const, replaceReasons: ["a"], detailedDiff: { "a.b": "update-replace" as const }, declaredAt: { file: "index.ts", line: 1, column: 1 } }, ...others] };
  isPlan(json(analyse(changed)));
  expect(isPlan.errors ?? []).toEqual([]);
  expect(Object.keys(json(analyse(sortingPlan())))).not.toContain("omitted");
});

describe("the schema refuses", () => {
  const plan = json(analyse(sortingPlan()));
  const broken: readonly (readonly [string, Record<string, unknown>])[] = [
    ["a key that is not in the contract", { ...plan, more: 1 }],
    ["a missing part", Object.fromEntries(Object.entries(plan).filter(([key]) => key !== "findings"))],
    ["another major version", { ...plan, formatVersion: "2.0" }],
    ["a secret that carries its value", { ...plan, outputs: { password: { $secret: true, value: "x" } } }],
    ["an unknown with anything but a prediction", { ...plan, outputs: { id: { $unknown: true, id: "x" } } }],
    ["an operation that there is not", { ...plan, resources: [{ ...(plan.resources as object[])[0], op: "explode" }] }],
    ["a difference with a value", { ...plan, resources: [{ ...(plan.resources as object[])[0], detailedDiff: { a: { kind: "update", value: 1 } } }] }],
    ["a place without its line", { ...plan, resources: [{ ...(plan.resources as object[])[0], declaredAt: { file: "index.ts", column: 1 } }] }],
    ["a resource with a key of its own", { ...plan, resources: [{ ...(plan.resources as object[])[0], more: 1 }] }],
  ];
  test.each(broken)("%s", (_, value) => {
    expect(isPlan(value)).toBe(false);
  });
});
