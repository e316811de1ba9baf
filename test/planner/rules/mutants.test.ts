/** Takes each rule out, or makes it wrong, and asks whether a test would see it: the expectations that are tried here are those that hold the rules. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Severity } from "../../../planner/model/plan";
import { RULES } from "../../../planner/rules/catalogue";
import type { Rule } from "../../../planner/rules/rule";
import { keep, unmet, type Kept } from "./kept";

const FILE = join(__dirname, "..", "..", "golden", "rules.json");
if (process.env.UPDATE_GOLDEN === "1") writeFileSync(FILE, `${JSON.stringify(keep(RULES), null, 2)}\n`);
const KEPT = JSON.parse(readFileSync(FILE, "utf8")) as Kept;

const OTHER: Readonly<Record<Severity, Severity>> = { error: "warning", warning: "note", note: "error" };
const FOUND: ReturnType<Rule["check"]> = [{ resource: "urn:x", path: "inputs", message: "it is so", evidence: {} }];

/** What may happen to a rule; nothing in place of one that is taken out. */
const MUTATIONS: Readonly<Record<string, (rule: Rule) => Rule | undefined>> = {
  "is taken out": () => undefined,
  "is of another severity": rule => ({ ...rule, severity: OTHER[rule.severity] }),
  "never finds anything": rule => ({ ...rule, check: () => [] }),
  "always finds something": rule => ({ ...rule, check: () => FOUND }),
  "finds what it should and one thing more": rule => ({ ...rule, check: subject => [...rule.check(subject), ...FOUND] }),
  "loses what it finds last": rule => ({ ...rule, check: subject => rule.check(subject).slice(0, -1) }),
  "points elsewhere": rule => ({ ...rule, check: subject => rule.check(subject).map(each => ({ ...each, path: "elsewhere" })) }),
  "has another name": rule => ({ ...rule, id: `${rule.id}-2` }),
};

const mutated = (rules: readonly Rule[], id: string, mutation: (rule: Rule) => Rule | undefined): readonly Rule[] =>
  rules.flatMap(rule => (rule.id === id ? mutation(rule) ?? [] : [rule]));

/** The expectations that the rules meet and the mutant does not. */
const seen = (rules: readonly Rule[], kept: Kept, id: string, mutation: (rule: Rule) => Rule | undefined, before: readonly string[] = unmet(rules, kept)): readonly string[] =>
  unmet(mutated(rules, id, mutation), kept).filter(each => !before.includes(each));

test("the rules find what they are known to find, and nothing in their near misses", () => {
  expect(unmet(RULES, KEPT)).toEqual([]);
});

const before = unmet(RULES, KEPT);
describe.each(RULES.map(({ id }) => id))("a test sees that %s", id => {
  test.each(Object.entries(MUTATIONS))("%s", (_, mutation) => {
    expect(seen(RULES, KEPT, id, mutation, before)).not.toEqual([]);
  });
});

describe("mutants are seen by what is expected of the rules, not by this test", () => {
  const rule: Rule = {
    id: "a-rule", severity: "note", question: "Is it so?", fix: "Change it.", source: "a book", asOf: "2026-01-01", fixtures: { breaks: [{ type: "a:b:C", inputs: {} }], nearMiss: [] },
    check: ({ graph }) => graph.resources.map(({ urn }) => ({ resource: urn, path: "inputs", message: "it is so", evidence: {} })),
  };

  test("none of a rule with fixtures survives", () => {
    const kept = keep([rule]);
    expect(unmet([rule], kept)).toEqual([]);
    expect(Object.entries(MUTATIONS).filter(([, mutation]) => seen([rule], kept, rule.id, mutation).length === 0)).toEqual([]);
  });

  test("those of a rule without a plan that breaks it survive, and the rule itself is refused", () => {
    const bare: Rule = { ...rule, fixtures: { breaks: [], nearMiss: [] } }, kept = keep([bare]);
    expect(unmet([bare], kept)).toEqual(["a-rule finds nothing in the plan that breaks it"]);
    expect(Object.entries(MUTATIONS).filter(([, mutation]) => seen([bare], kept, bare.id, mutation).length === 0).map(([name]) => name)).toEqual(["never finds anything", "loses what it finds last", "points elsewhere"]);
  });

  test("of a rule of which nothing is kept, whatever is found may change unseen", () => {
    expect(unmet([rule], {})).toEqual(["a-rule is not kept: look at what it finds, and write it with UPDATE_GOLDEN=1"]);
    expect(seen([rule], {}, rule.id, () => undefined)).toEqual([]);
  });
});
