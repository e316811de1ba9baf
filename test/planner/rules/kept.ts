/**
 * What each rule is known to find, kept apart from the rules (test/golden/rules.json): a rule that is gone, or finds something else, is missed there. The file is what the test of the
 * rules compares with, and what mutants of rules are tried on.
 */
import { conclude } from "../../../planner/analyse";
import { fixturePlan } from "../../../planner/rules/fixture-plan";
import { findingsOf, type FixtureResource, type Rule, type Subject } from "../../../planner/rules/rule";

/** What is kept of one rule. */
interface KeptRule {
  readonly severity: string;
  /** Place and message of every finding in the plan that breaks it. */
  readonly finds: readonly string[];
}
export type Kept = Readonly<Record<string, KeptRule>>;

const subjects = new Map<readonly FixtureResource[], Subject>();

/** The conclusions of a fixture, drawn once: no mutant of a rule changes them. */
function subjectOf(fixture: readonly FixtureResource[]): Subject {
  const known = subjects.get(fixture);
  if (known !== undefined) return known;
  const subject = conclude(fixturePlan(fixture));
  subjects.set(fixture, subject);
  return subject;
}

const found = (rule: Rule, fixture: readonly FixtureResource[]): readonly string[] =>
  findingsOf(rule, subjectOf(fixture)).map(({ resource = "", path = "", message }) => `${resource.slice(resource.lastIndexOf("::") + 2)} ${path}: ${message}`);

/** What would be kept of the rules as they are. */
export const keep = (rules: readonly Rule[]): Kept => Object.fromEntries(rules.map(rule => [rule.id, { severity: rule.severity, finds: found(rule, rule.fixtures.breaks) }]));

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((each, index) => each === b[index]);

/** Every expectation that the rules do not meet, as a sentence; none where all is well. */
export function unmet(rules: readonly Rule[], kept: Kept): readonly string[] {
  const missing = Object.keys(kept).filter(id => !rules.some(rule => rule.id === id)).map(id => `${id} is no rule any more`);
  return [...missing, ...rules.flatMap(rule => {
    const { id, severity, fixtures } = rule, expected = kept[id];
    const finds = found(rule, fixtures.breaks);
    return [
      ...(expected === undefined ? [`${id} is not kept: look at what it finds, and write it with UPDATE_GOLDEN=1`] : []),
      ...(expected !== undefined && expected.severity !== severity ? [`${id} is of severity ${severity}, not ${expected.severity}`] : []),
      ...(finds.length === 0 ? [`${id} finds nothing in the plan that breaks it`] : []),
      ...(expected !== undefined && !same(finds, expected.finds) ? [`${id} finds ${finds.join("; ")}, not ${expected.finds.join("; ")}`] : []),
      ...(found(rule, fixtures.nearMiss).length > 0 ? [`${id} finds something in its near miss`] : []),
    ];
  })];
}
