import { expect, test } from "@jest/globals";
import { RULES } from "../../../planner/rules/catalogue";
import { BEYOND, FAILURES } from "../../../planner/rules/coverage";

const IDS = RULES.map(({ id }) => id);

test("every reported failure has a rule that finds it, or the reason why no plan can tell", () => {
  expect(FAILURES.filter(({ rules, undecidable }) => rules.length === 0 && undecidable === undefined).map(({ failure }) => failure)).toEqual([]);
});

test("every rule that is named for a failure exists", () => {
  expect([...FAILURES.flatMap(({ rules }) => rules), ...BEYOND].filter(id => !IDS.includes(id))).toEqual([]);
});

test("every rule finds a reported failure, or is named as one beyond, and not both", () => {
  const named = new Set(FAILURES.flatMap(({ rules }) => rules));
  expect(IDS.filter(id => named.has(id) === BEYOND.includes(id))).toEqual([]);
});

test("every failure is told once, with its source", () => {
  expect(new Set(FAILURES.map(({ failure }) => failure)).size).toBe(FAILURES.length);
  expect(FAILURES.filter(({ source }) => source.length < 5)).toEqual([]);
});
