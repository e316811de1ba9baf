import { describe, expect, it } from "@jest/globals";
import { placeholderText } from "../../../../planner/record/engine/placeholder-credentials";
import { planObject, planValue } from "../../../../planner/record/engine/plan-value";
import { ofCredentials, secret, UNKNOWN, type WireValue } from "../../../../planner/record/engine/wire";

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

describe("what is made of a cluster's credentials", () => {
  const folder = { directory: "/", root: "/" };
  const text = placeholderText({ user: "clusterUser", cluster: "aks-1" });
  const inClear = { $unknown: true, predicted: { $secret: true }, credentials: { user: "clusterUser", cluster: "aks-1" } };
  const base64 = (value: string): string => Buffer.from(value).toString("base64");

  it.each<[string, WireValue, unknown]>([
    ["holds them as a text", text, inClear],
    ["holds them in other text", `a: ${JSON.stringify({ token: text })}`, inClear],
    ["holds them in base64, in whatever place", `data: ${base64(`{"b":"${base64(`x${text}`)}"}`)}\n`, inClear],
    ["holds them as a part", { a: [text, 1] }, { a: [inClear, 1] }],
    ["holds them as a whole where it was made as a whole", ofCredentials({ a: [text, 1] }), inClear],
    ["is unknown where it does not hold them", ofCredentials({ server: "https://offline.invalid:443" }), { $unknown: true }],
    ["is unknown where it holds them as a secret of its own", ofCredentials({ a: secret(text), b: 1 }), { $unknown: true }],
    ["is a secret where the program marks it", secret(text), { $secret: true }],
    ["is unknown where nothing is known of it", UNKNOWN, { $unknown: true }],
    ["is any text without them", "credentials-not-known-offline", "credentials-not-known-offline"],
  ])("%s", (_what, value, shown) => {
    expect(planValue(value, folder)).toEqual(shown);
  });

  it("is told property by property where it is all outputs of a component", () => {
    expect(planObject(ofCredentials({ kubeconfig: text, name: "aks-1" }), folder)).toEqual({ kubeconfig: inClear, name: { $unknown: true } });
  });

  it("names no cluster where none is known, and keeps to what a name may have", () => {
    expect(planValue(placeholderText({ user: "clusterAdmin" }), folder)).toMatchObject({ credentials: { user: "clusterAdmin" } });
    expect(planValue(placeholderText({ user: "clusterAdmin", cluster: "a.b" }), folder)).toMatchObject({ credentials: { cluster: "a-b" } });
  });
});
