/** The plan as a comment on a pull request: what matters first, all else in folds, and never longer than a comment may be. */
import { ResourceGraph } from "../model/graph";
import { calledAs } from "../model/kinds";
import type { Finding, Plan, PlanResource, Severity, Undecided } from "../model/plan";
import { escapedUpTo } from "./markdown/escape";
import { COMMENT_LIMIT, firstThatFit, foldsIn, type Fold } from "./markdown/room";
import { DIAGRAMS } from "./mermaid";
import { sectionsOf } from "./sections";
import { declaredText, isOpen, noteLines, outputLines, placeText } from "./text/findings";
import { BLANK, type Line } from "./text/line";
import { legendLines } from "./text/operations";
import { plural } from "./text/plural";
import { print } from "./text/print";
import { summaryLines } from "./text/summary";
import { titleLines } from "./text/title";

/** Characters of a text of one kind before it is cut: outside text may be of any length. */
const LONGEST = { heading: 200, line: 1000, name: 300, message: 1500, fix: 1000, source: 300 } as const;
const MOST_CLUSTERS = 12;
const MOST_REPLACED = 15;
/** How much of the room that is left each table may take, so that something of all is seen. */
const SHARE = { findings: 0.6, undecided: 0.3, suppressed: 0.3 } as const;

const textOf = (line: Line): string => line.map(({ text }) => text).join("");
const linesOf = (lines: readonly Line[]): readonly string[] => print(lines, false).trimEnd().split("\n");

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
const table = (heads: readonly string[], rows: readonly string[]): string => `${row(heads)}${row(heads.map(() => "---"))}${rows.join("")}\n`;
const code = (text: string): string => `<code>${escapedUpTo(LONGEST.name, text)}</code>`;

/** A table as far as there is room for its rows; the rest is counted by `more`. */
function tableIn<T>(heads: readonly string[], entries: readonly T[], cells: (entry: T) => readonly string[], room: number, more: (count: number) => string): string {
  const shown = firstThatFit(entries, entry => row(cells(entry)), room - table(heads, []).length - more(entries.length).length);
  return `${table(heads, shown)}${shown.length < entries.length ? more(entries.length - shown.length) : ""}`;
}

const JSON_HAS_ALL = "the output of `--format json` has all.\n\n";
const BY_SEVERITY: readonly Severity[] = ["error", "warning", "note"];

/** `2 errors, 1 warning`; severities that do not occur are left out. */
const counted = (findings: readonly Finding[]): string => BY_SEVERITY.flatMap(severity => {
  const count = findings.filter(each => each.severity === severity).length;
  return count === 0 ? [] : [plural(count, severity)];
}).join(", ");

function about({ rule, resource, path }: Undecided, graph: ResourceGraph): string {
  const place = placeText({ resource, path }, graph);
  const declared = declaredText({ resource }, graph);
  return `<br>${code(rule)}${place === "" ? "" : ` at ${code(place)}`}${declared === "" ? "" : `<br>${code(declared)}`}`;
}

const saidOf = (each: Undecided, graph: ResourceGraph): string => `${escapedUpTo(LONGEST.message, each.message)}${about(each, graph)}`;

function findingsTable({ findings }: Plan, graph: ResourceGraph, room: number): string {
  if (findings.length === 0) return "";
  const cells = (finding: Finding): readonly string[] => [
    finding.severity === "note" ? "note" : `**${finding.severity}**`, saidOf(finding, graph), `${escapedUpTo(LONGEST.fix, finding.fix)}<br>Source: ${escapedUpTo(LONGEST.source, finding.source)}`,
  ];
  return tableIn(["", "Finding", "Fix"], findings, cells, room, count => `… and ${counted(findings.slice(findings.length - count))} more: ${JSON_HAS_ALL}`);
}

function foldedTable<T>(title: string, heads: readonly string[], entries: readonly T[], cells: (entry: T) => readonly string[], room: number): string {
  if (entries.length === 0) return "";
  const [start, end] = [`<details><summary>${title}: ${entries.length}</summary>\n\n`, "</details>\n\n"];
  return `${start}${tableIn(heads, entries, cells, room - start.length - end.length, count => `… and ${count} more: ${JSON_HAS_ALL}`)}${end}`;
}

const undecidedTable = ({ undecided }: Plan, graph: ResourceGraph, room: number): string =>
  foldedTable("Undecided", ["What the plan does not say"], undecided.filter(isOpen), each => [saidOf(each, graph)], room);

const suppressedTable = ({ suppressed, undecided }: Plan, graph: ResourceGraph, room: number): string => {
  const all = [...suppressed.map(each => ({ ...each, was: each.severity })), ...undecided.filter(each => !isOpen(each)).map(each => ({ ...each, was: "undecided" }))];
  return foldedTable("Suppressed", ["", "Finding", "Why it stands"], all, each => [each.was, saidOf(each, graph), escapedUpTo(LONGEST.fix, each.reason ?? "")], room);
};

/** What does not outlive the update as it is, which a reviewer must not overlook. */
function lossesOf(plan: Plan): string {
  const list = (op: "replace" | "delete", title: string, detail: (resource: PlanResource) => string): string => {
    const all = plan.resources.filter(resource => resource.op === op);
    if (all.length === 0) return "";
    const items = all.slice(0, MOST_REPLACED).map(resource => `- ${code(`${calledAs(resource)}`)}${detail(resource)}\n`);
    return `**${title}: ${all.length}**\n\n${items.join("")}${all.length > items.length ? `- … and ${all.length - items.length} more\n` : ""}\n`;
  };
  const reasons = ({ replaceReasons = [] }: PlanResource): string => (replaceReasons.length === 0 ? "" : `, because of ${escapedUpTo(LONGEST.name, replaceReasons.join(", "))}`);
  const kept = ({ options }: PlanResource): string => (options.retainOnDelete === true ? ": kept where it is, no longer managed" : "");
  return list("replace", "Replaced", reasons) + list("delete", "Deleted", kept);
}

function headOf(plan: Plan): string {
  const [title = BLANK, ...clusters] = titleLines(plan);
  const cut = (line: Line): string => escapedUpTo(LONGEST.line, textOf(line));
  const facts = [...clusters.slice(0, MOST_CLUSTERS).map(cut), ...(clusters.length > MOST_CLUSTERS ? [`… and ${clusters.length - MOST_CLUSTERS} more lines on clusters`] : [])];
  return [
    `## ${escapedUpTo(LONGEST.heading, textOf(title))}\n\n`,
    ...(facts.length === 0 ? [] : [`${facts.join("<br>\n")}\n\n`]),
    `${[...summaryLines(plan).map(cut)].map(text => `- ${text}\n`).join("")}\n`,
    lossesOf(plan),
  ].join("");
}

function foldsOf(plan: Plan, graph: ResourceGraph): readonly Fold[] {
  const legend = legendLines(plan);
  const about = [
    ...sectionsOf(plan, graph).map(({ title, lines }, index) => ({ title, lines: index === 0 ? [...legend, ...lines] : lines })),
    { title: "Outputs", lines: outputLines(plan) }, { title: "Notes", lines: noteLines(plan) },
  ];
  const diagrams = DIAGRAMS.flatMap(({ title, draw }): readonly Fold[] => {
    const drawn = draw(plan);
    return drawn === undefined ? [] : [{ title: `Diagram: ${title}`, language: "mermaid", lines: drawn.trimEnd().split("\n"), whole: true }];
  });
  return [...about.filter(({ lines }) => lines.length > 0).map(({ title, lines }): Fold => ({ title, language: "text", lines: linesOf(lines) })), ...diagrams];
}

/** The plan in GitHub's Markdown, of at most `COMMENT_LIMIT` characters. The numbers of findings are always whole. */
export function toMarkdown(plan: Plan): string {
  const graph = new ResourceGraph(plan.resources);
  let text = headOf(plan);
  const add = (part: (room: number) => string, share = 1): void => { text += part(Math.floor((COMMENT_LIMIT - text.length) * share)); };
  add(room => findingsTable(plan, graph, room), SHARE.findings);
  add(room => undecidedTable(plan, graph, room), SHARE.undecided);
  add(room => suppressedTable(plan, graph, room), SHARE.suppressed);
  add(room => foldsIn(foldsOf(plan, graph), room));
  return `${text.trimEnd()}\n`;
}
