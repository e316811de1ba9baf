/** What is wrong, what is worth knowing, and what the stack will put out. */
import type { ResourceGraph } from "../../model/graph";
import { calledAs } from "../../model/kinds";
import { groupedBy } from "../../model/once";
import { declarationOf } from "../../model/places";
import type { Finding, Plan, Severity, Undecided } from "../../model/plan";
import { bad, dim, line, packed, strong, warning, wrapped, type Line, type Span } from "./line";
import { WIDTH } from "./print";
import { valueLine } from "./value";

const MOST_FINDINGS = 8;
const MOST_UNDECIDED = 4;
const MOST_SUPPRESSED = 4;
const MOST_NOTES = 4;
const MOST_OUTPUTS = 8;
const INDENT = "          ";

const TONES: Readonly<Record<Severity, (text: string) => Span>> = { error: bad, warning, note: dim };

const indented = (text: string): readonly Line[] => wrapped(text, WIDTH - INDENT.length).map(each => line(INDENT, dim(each)));

/** More than the view shows is counted, never dropped without a word. */
const rest = (all: number, shown: number): readonly Line[] => (all > shown ? [line(dim(`${INDENT}… and ${all - shown} more: --format json has all`))] : []);

/** Where in the plan: `Subnet aks, inputs.addressPrefix`; empty where it is about no resource. */
export function placeText({ resource, path }: Pick<Undecided, "resource" | "path">, graph: ResourceGraph): string {
  const place = graph.byUrn(resource);
  return [place && calledAs(place), path].filter(text => text !== undefined).join(", ");
}

/** Where the program makes it: `infra/network.ts:72:20`; of a part whose own place is not known, that of the component. Empty where the plan has none. */
export function declaredText({ resource }: Pick<Undecided, "resource">, graph: ResourceGraph): string {
  const about = graph.byUrn(resource);
  const declaration = about && declarationOf(about, graph);
  if (declaration === undefined) return "";
  const { place: { file, line: row, column }, of } = declaration;
  return `${file}:${row}:${column}${of === about ? "" : `, where ${calledAs(of)} is made`}`;
}

function declaredLines(about: Pick<Undecided, "resource">, graph: ResourceGraph): readonly Line[] {
  const text = declaredText(about, graph);
  // In one piece, however long: terminals and editors open it.
  return text === "" ? [] : [line(INDENT, dim(text))];
}

/** The rule, and where its question was asked. */
function ruleAt(about: Undecided, graph: ResourceGraph): string {
  const where = placeText(about, graph);
  return where === "" ? about.rule : `${about.rule} at ${where}`;
}

function findingLines(finding: Finding, graph: ResourceGraph): readonly Line[] {
  const [first = "", ...more] = wrapped(finding.message, WIDTH - INDENT.length);
  return [
    line(TONES[finding.severity](finding.severity.padEnd(INDENT.length)), first),
    ...more.map(text => line(INDENT, text)),
    ...indented(ruleAt(finding, graph)),
    ...declaredLines(finding, graph),
    ...indented(`fix: ${finding.fix}`),
  ];
}

export function findingsLines(plan: Plan, graph: ResourceGraph): readonly Line[] {
  const shown = plan.findings.slice(0, MOST_FINDINGS);
  return [...shown.flatMap(finding => findingLines(finding, graph)), ...rest(plan.findings.length, shown.length)];
}

/** A question that nobody lets stand. */
export const isOpen = ({ reason }: Undecided): boolean => reason === undefined;

const UNDECIDED = "undecided ";

export function undecidedLines(plan: Plan, graph: ResourceGraph): readonly Line[] {
  const open = plan.undecided.filter(isOpen);
  const shown = open.slice(0, MOST_UNDECIDED);
  return [
    ...shown.flatMap(each => [
      ...wrapped(each.message, WIDTH - UNDECIDED.length).map((text, index) => line(index === 0 ? warning(UNDECIDED) : INDENT, text)),
      ...indented(ruleAt(each, graph)),
      ...declaredLines(each, graph),
    ]),
    ...rest(open.length, shown.length),
  ];
}

const SUPPRESSED = "suppressed ";

/** Not forgotten: what may stand, and why, in the words of whoever lets it. */
export function suppressedLines(plan: Plan, graph: ResourceGraph): readonly Line[] {
  const all = [...plan.suppressed, ...plan.undecided.filter(each => !isOpen(each))];
  const said = [...groupedBy(all, each => `${ruleAt(each, graph)}: ${each.reason ?? ""}`)].map(([text, same]) => (same.length === 1 ? text : `${text} (×${same.length})`));
  const shown = said.slice(0, MOST_SUPPRESSED);
  return [
    ...shown.flatMap(text => wrapped(text, WIDTH - SUPPRESSED.length).map((part, index) => line(dim(index === 0 ? SUPPRESSED : " ".repeat(SUPPRESSED.length)), dim(part)))),
    ...rest(said.length, shown.length),
  ];
}

export function noteLines(plan: Plan): readonly Line[] {
  const shown = plan.notes.slice(0, MOST_NOTES);
  return [
    ...shown.flatMap(note => wrapped(note.message, WIDTH - INDENT.length).map((text, index) => line(dim(index === 0 ? "note".padEnd(INDENT.length) : INDENT), dim(text)))),
    ...rest(plan.notes.length, shown.length),
  ];
}

export function outputLines(plan: Plan): readonly Line[] {
  const entries = Object.entries(plan.outputs);
  if (entries.length === 0) return [];
  const parts = entries.slice(0, MOST_OUTPUTS).map(([name, value]) => [...line(dim(`${name} `)), ...valueLine(value)]);
  return [
    ...packed(parts, " · ", WIDTH - INDENT.length).map((each, index) => [...line(index === 0 ? strong("Outputs".padEnd(INDENT.length)) : INDENT), ...each]),
    ...rest(entries.length, MOST_OUTPUTS),
  ];
}
