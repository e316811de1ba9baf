import { expect, it } from "@jest/globals";
import { planObject, planValue } from "../../../../planner/record/engine/plan-value";

it("keeps the value of outputs that are one secret to itself", () => {
  const key = "4dabf18193072939515e22adb298388d", signature = "1b47061264138c4ac30d75fd1eb44270";
  expect(planObject({ [key]: signature, value: { open: "sesame" } }, { directory: "/", root: "/" })).toEqual({ [key]: signature, value: { $secret: true } });
});

it("writes numbers that JSON has none for as the engine does", () => {
  const folder = { directory: "/", root: "/" };
  const float = (value: string) => ({ "4dabf18193072939515e22adb298388d": "8ad145fe-0d11-4827-bfd7-1abcbf086f5c", value });
  expect([NaN, Infinity, -Infinity, 1.5].map(value => planValue(value, folder))).toEqual([float("7fffffffffffffff"), float("7ff0000000000000"), float("fff0000000000000"), 1.5]);
});
