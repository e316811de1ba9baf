import { expect, it } from "@jest/globals";
import { planObject, planValue } from "../../../../planner/record/engine/plan-value";

it("keeps the value of outputs that are one secret to itself", () => {
  const key = "4dabf18193072939515e22adb298388d", signature = "1b47061264138c4ac30d75fd1eb44270";
  expect(planObject({ [key]: signature, value: { open: "sesame" } }, { directory: "/", root: "/" })).toEqual({ [key]: signature, value: { $secret: true } });
});

it("takes an object for unknown as a whole where one of its keys is, and keeps a key called __proto__", () => {
  const folder = { directory: "/", root: "/" };
  expect(planValue({ labels: { "04da6b54-80e4-46f7-96ec-b56ff0331ba9": "v", app: "a" } }, folder)).toEqual({ labels: { $unknown: true } });
  expect(Object.keys(planValue(JSON.parse('{ "__proto__": { "a": 1 } }') as Record<string, never>, folder) ?? {})).toEqual(["__proto__"]);
});

it("writes numbers that JSON has none for as the engine does", () => {
  const folder = { directory: "/", root: "/" };
  const float = (value: string) => ({ "4dabf18193072939515e22adb298388d": "8ad145fe-0d11-4827-bfd7-1abcbf086f5c", value });
  expect([NaN, Infinity, -Infinity, 1.5].map(value => planValue(value, folder))).toEqual([float("7fffffffffffffff"), float("7ff0000000000000"), float("fff0000000000000"), 1.5]);
});
