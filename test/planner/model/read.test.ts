import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { PlanValue } from "../../../planner/model/plan";
import { countAt, entriesAt, flagAt, isOpen, listAt, readAt, textAt, textEntriesAt, textsAt } from "../../../planner/model/read";
import { predicted, SECRET, UNKNOWN } from "../plan-builder";

describe("reading a plan's value", () => {
  test("a value is known, predicted, unknown, secret or absent", () => {
    const value: PlanValue = { a: "x", b: predicted("y"), c: UNKNOWN, d: SECRET, e: null };
    expect(["a", "b", "c", "d", "e", "f"].map(key => readAt(value, key).knowledge)).toEqual(["known", "predicted", "unknown", "secret", "absent", "absent"]);
  });

  test("what lies under a prediction is predicted, under an unknown unknown, under a secret secret", () => {
    expect(readAt(predicted({ id: "x" }), "id")).toEqual({ knowledge: "predicted", value: "x" });
    expect(readAt(UNKNOWN, "id")).toEqual({ knowledge: "unknown" });
    expect(readAt({ data: SECRET }, "data", "key")).toEqual({ knowledge: "secret" });
  });

  test("an unknown within a prediction stays unknown", () => {
    expect(readAt(predicted({ id: UNKNOWN }), "id").knowledge).toBe("unknown");
    expect(isOpen(predicted(UNKNOWN))).toBe(true);
  });

  test("a path takes numbers in lists and names in objects only", () => {
    expect(textAt(["a", { b: "c" }], 1, "b")).toBe("c");
    expect(textAt({ 0: "a" }, 0)).toBeUndefined();
    expect(textAt(["a"], "length")).toBeUndefined();
    expect(textAt({}, "constructor", "name")).toBeUndefined();
  });

  test("values of another type than asked for are not read", () => {
    expect([textAt(""), textAt(1), countAt("1"), countAt(-1), countAt(1.5), flagAt("true"), listAt({ length: 1 }), entriesAt([1])]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, [], []]);
  });

  test("lists of texts leave out what is no text, and objects take numbers and empty texts as Kubernetes would", () => {
    expect(textsAt(["a", 1, UNKNOWN, predicted("b")])).toEqual(["a", "b"]);
    expect([...textEntriesAt({ e: "", u: UNKNOWN, x: "1", y: 2, z: predicted("3") })]).toEqual([["e", ""], ["x", "1"], ["y", "2"], ["z", "3"]]);
  });

  test("no value and no path make reading throw", () => {
    fc.assert(fc.property(fc.jsonValue(), fc.array(fc.oneof(fc.string(), fc.nat())), (value, path) => {
      readAt(value, ...path);
    }));
  });
});
