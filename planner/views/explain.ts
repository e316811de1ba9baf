/** What a rule asks, reads and wants to be done, for a terminal. */
import { stringify } from "yaml";
import { RULES } from "../rules/catalogue";
import { exampleOf, kindsIn, type Difference } from "../rules/example";
import type { FixtureResource, Rule } from "../rules/rule";
import { wrapped } from "./text/line";
import { WIDTH } from "./text/print";

const LABEL = 12;

/** Of a rule that asks what becomes of what stands. */
export const NOT_IN_PACK = "the engine tells policies what will stand, not what it does to get there. `npm run plan -- --from` asks it of a preview";
/** Why a rule is in the policy pack, and stops nothing there. */
export const ADVISORY_IN_PACK = "of what stands already it need not hold, and the engine does not tell policies what does";

function labelled(label: string, text: string): string {
  return wrapped(text, WIDTH - LABEL).map((each, index) => `${index === 0 ? label.padEnd(LABEL) : " ".repeat(LABEL)}${each}`).join("\n");
}

/** Resources as YAML, each under its kind. */
export const fixtureText = (fixture: readonly FixtureResource[]): string => {
  const kinds = kindsIn(fixture);
  return stringify(Object.fromEntries(fixture.map(({ inputs, op, detailedDiff }, index) => [kinds[index] ?? "", { ...inputs, ...(op && { "(op)": op }), ...(detailedDiff && { "(detailedDiff)": detailedDiff }) }])), { lineWidth: WIDTH - LABEL, aliasDuplicateObjects: false });
};

/** `path: this, not that`. */
export function differenceText({ path, breaks, nearMiss }: Difference): string {
  if (nearMiss === undefined) return `${path}: not there`;
  return breaks === undefined ? `${path}: ${nearMiss}` : `${path}: ${nearMiss}, not ${breaks}`;
}

/** Where the example's finding points, and the names of what it shows as evidence. */
export const evidenceText = ({ findings: [finding] }: ReturnType<typeof exampleOf>): string =>
  [finding?.path ?? "the plan as a whole", ...(finding === undefined || Object.keys(finding.evidence).length === 0 ? [] : [`shown: ${Object.keys(finding.evidence).join(", ")}`])].join("; ");

const indented = (text: string): string => text.trimEnd().split("\n").map(each => `${" ".repeat(LABEL)}${each}`).join("\n");

function ruleText(rule: Rule): string {
  const example = exampleOf(rule);
  return [
    `${rule.id}  ${rule.severity}`,
    ...wrapped(rule.question, WIDTH),
    "",
    labelled("reads", evidenceText(example)),
    labelled("finds", example.findings[0]?.message ?? "nothing"),
    labelled("fix", rule.fix),
    labelled("source", `${rule.source}, as of ${rule.asOf}`),
    ...(rule.undecided === undefined ? [] : [labelled("undecided", "said where a value that it reads is not known before deployment")]),
    ...(rule.ofChanges ? [labelled("policy pack", `not in it: ${NOT_IN_PACK}`)] : []),
    ...(rule.ofCreation ? [labelled("policy pack", `advisory: ${ADVISORY_IN_PACK}`)] : []),
    "",
    "Breaks it",
    indented(fixtureText(rule.fixtures.breaks)),
    "",
    ...(example.alike ? ["Does not, with", ...example.differences.map(each => labelled("", differenceText(each)))] : ["Does not break it", indented(fixtureText(rule.fixtures.nearMiss))]),
  ].join("\n");
}

/** The rule with this id, explained; undefined where there is none. */
export function explained(id: string): string | undefined {
  const rule = RULES.find(each => each.id === id);
  return rule && `${ruleText(rule)}\n`;
}

/** All rules, a line each. */
export function ruleList(): string {
  const width = Math.max(...RULES.map(({ id }) => id.length));
  return RULES.map(({ id, severity, question }) => `${id.padEnd(width)}  ${severity.padEnd("warning".length)}  ${question}\n`).join("");
}
