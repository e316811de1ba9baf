import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { differences, type Expected } from "../../planner/match";
import type { PlanValue } from "../../planner/model/plan";
import { predicted, SECRET, UNKNOWN } from "./plan-builder";

const first = (expected: Expected, actual: PlanValue | undefined) => differences(expected, actual)[0];

describe("a match in part", () => {
  test("what is not expected does not matter", () => {
    expect(differences({ spec: { ports: [{ port: 90 }] } }, { metadata: {}, spec: { type: "x", ports: [{ port: 90, name: "http" }] } })).toEqual([]);
  });

  test("a list must have as many elements", () => {
    expect(first({ ports: [1] }, { ports: [1, 2] })).toEqual({ path: "ports", expected: "[1]", found: "[1,2]" });
  });

  test("the difference has its path, what was expected and what was found", () => {
    expect(first({ spec: { ports: [{ port: 90 }] } }, { spec: { ports: [{ port: 91 }] } })).toEqual({ path: "spec.ports[0].port", expected: "90", found: "91" });
    expect(first({ a: { b: 1 } }, {})).toEqual({ path: "a", expected: '{"b":1}', found: "nothing" });
  });

  test("a predicted value counts as its prediction, unless the marker itself is wanted", () => {
    expect(differences({ name: "aks" }, { name: predicted("aks") })).toEqual([]);
    expect(differences({ name: { $unknown: true } }, { name: predicted("aks") })).toEqual([]);
    expect(differences({ name: { $unknown: true } }, { name: "aks" })).toHaveLength(1);
    expect(first({ key: "x" }, { key: SECRET })?.found).toBe('{"$secret":true}');
    expect(first({ key: "x" }, { key: UNKNOWN })?.found).toBe('{"$unknown":true}');
  });

  test("predicates and jest's matchers decide for themselves", () => {
    const isPort = (value: unknown): boolean => typeof value === "number" && value > 0;
    expect(differences({ port: isPort, name: expect.stringMatching(/^h/) as Expected }, { port: 90, name: "http" })).toEqual([]);
    expect(first({ port: isPort }, { port: "90" })).toEqual({ path: "port", expected: "a value that isPort accepts", found: '"90"' });
    expect(first(expect.stringMatching(/^h/) as Expected, "x")).toMatchObject({ expected: "StringMatching", found: '"x"' });
  });

  test("every value matches itself, and nothing that is not there", () => {
    fc.assert(fc.property(fc.jsonValue(), value => {
      expect(differences(value as Expected, value as PlanValue)).toEqual([]);
      expect(differences({ key: value as Expected }, {})).toHaveLength(1);
    }));
  });
});
