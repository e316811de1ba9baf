/** docs/rules.md: the catalogue, and what no plan can tell. */
import type { Failure } from "../rules/coverage";
import { exampleOf } from "../rules/example";
import type { Rule } from "../rules/rule";
import { ADVISORY_IN_PACK, differenceText, evidenceText, fixtureText, NOT_IN_PACK } from "./explain";

/** Text that means nothing to Markdown, in a cell of a table or outside. */
const escaped = (text: string): string => text.replace(/[\\|*_[\]`]/g, "\\$&").replaceAll("<", "&lt;").replaceAll("\n", " ");
/** Text as it stands, as code in a line. */
const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);
const linked = (id: string): string => `[${id}](#${id})`;

function ruleSection(rule: Rule): string {
  const example = exampleOf(rule);
  return [
    `### ${rule.id}`,
    "",
    `**${rule.severity}.** ${escaped(rule.question)}`,
    "",
    `- Reads: ${escaped(evidenceText(example))}`,
    `- Finds, for example: ${escaped(example.findings[0]?.message ?? "nothing")}`,
    `- Fix: ${escaped(rule.fix)}`,
    `- Source: ${escaped(rule.source)}, as of ${rule.asOf}`,
    ...(rule.undecided === undefined ? [] : ["- Undecided is said where a value that it reads is not known before deployment."]),
    ...(rule.ofChanges ? [`- Not in the policy pack: ${NOT_IN_PACK}.`] : []),
    ...(rule.ofCreation ? [`- Advisory in the policy pack: ${ADVISORY_IN_PACK}.`] : []),
    "",
    "<details><summary>What breaks it, and a near miss</summary>",
    "",
    "```yaml",
    fixtureText(rule.fixtures.breaks).trimEnd(),
    "```",
    "",
    ...(example.alike ? ["Not broken with:", "", ...example.differences.map(each => `- ${code(differenceText(each))}`)] : ["Not broken:", "", "```yaml", fixtureText(rule.fixtures.nearMiss).trimEnd(), "```"]),
    "",
    "</details>",
  ].join("\n");
}

const failureRow = ({ failure, rules, undecidable, source }: Failure): string =>
  `| ${escaped(failure)} | ${[...rules.map(linked), ...(undecidable === undefined ? [] : [`${rules.length > 0 ? "beyond that " : ""}not decidable from a plan: ${escaped(undecidable)}`])].join(", ")} | ${escaped(source)} |`;

/**
 * The page.
 * @param rules in the order of their ids
 */
export function rulesPage(rules: readonly Rule[], failures: readonly Failure[]): string {
  return `${[
    "# Rules",
    "",
    "Made from the rules themselves (`planner/rules/`); do not edit. `npm run explain -- RULE` prints the same. *error*: Azure or Kubernetes would refuse it, or traffic would not flow; *warning*: it works today, and breaks",
    "on a known date or under load; *note*: worth knowing.",
    "",
    "*Reads* is the input at which a finding points and, after *shown*, the names of the values that it carries as evidence. In the examples a resource stands under its kind, with the version of its API where its type has one and with a number",
    "where there are several; of other inputs they have no more than the rule needs. `(op)` and `(detailedDiff)` are what becomes of a resource in an update, and `$unknown` is a value that is known only after deployment.",
    "",
    "| rule | severity | question |",
    "|---|---|---|",
    ...rules.map(({ id, severity, question }) => `| ${linked(id)} | ${severity} | ${escaped(question)} |`),
    "",
    "## What users report, and what finds it",
    "",
    "| failure | rules | where it is told |",
    "|---|---|---|",
    ...failures.map(failureRow),
    "",
    "## Each rule",
    "",
    rules.map(ruleSection).join("\n\n"),
  ].join("\n")}\n`;
}
