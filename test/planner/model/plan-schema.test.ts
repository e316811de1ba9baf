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

describe("the plan's JSON", () => {
  test.each([["the scenario", sortingPlan()], ["one with findings", kubenet]])("of %s is what the schema says", (_, recorded) => {
    isPlan(json(analyse(recorded)));
    expect(isPlan.errors ?? []).toEqual([]);
  });

  test("has the version that the schema is of", () => {
    expect(new RegExp(schema.properties.formatVersion.pattern).test(FORMAT_VERSION)).toBe(true);
  });

  test("has its keys in one order", () => {
    expect(Object.keys(json(analyse(sortingPlan())))).toEqual(Object.keys(schema.properties));
  });
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
    ["a resource with a key of its own", { ...plan, resources: [{ ...(plan.resources as object[])[0], more: 1 }] }],
  ];
  test.each(broken)("%s", (_, value) => {
    expect(isPlan(value)).toBe(false);
  });
});
