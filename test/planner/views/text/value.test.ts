import { describe, expect, test } from "@jest/globals";
import type { PlanValue } from "../../../../planner/model/plan";
import { print } from "../../../../planner/views/text/print";
import { valueLine } from "../../../../planner/views/text/value";
import { predicted, SECRET, UNKNOWN } from "../../plan-builder";

const shown = (value: PlanValue | undefined): string => print([valueLine(value)], false).trimEnd();

describe("a value for people", () => {
  test.each<[PlanValue | undefined, string]>([
    ["text", "text"], [90, "90"], [true, "true"], [null, "null"], [undefined, "null"],
    [SECRET, "[secret]"], [UNKNOWN, "(known after up)"], [predicted("aks"), "aks (predicted)"], [predicted(SECRET), "[secret]"],
    [["a", SECRET, predicted(1)], '["a", [secret], 1]'], [{ a: UNKNOWN, b: { c: "d" } }, '{a: (known after up), b: {c: "d"}}'],
  ])("%j is shown as %s", (value, text) => {
    expect(shown(value)).toBe(text);
  });

  test("is cut where it is long", () => {
    expect(shown("x".repeat(200))).toHaveLength(70);
  });
});
