/** The last lines: how much of what, and how much of it is not known yet. */
import { partsOf } from "../../model/kinds";
import { STACK_REFERENCE_TYPE } from "../../model/urn";
import { remains } from "../../model/operations";
import { entriesAt } from "../../model/read";
import type { Verdict } from "../../model/results";
import { isList } from "../../model/values";
import type { Operation, Plan, PlanResource, PlanValue, Severity } from "../../model/plan";
import { bad, dim, good, line, packed, predicted, strong, warning, widthOf, type Line, type Part } from "./line";
import { isOpen } from "./findings";
import { isStack } from "./operations";
import { plural } from "./plural";
import { WIDTH } from "./print";


function counted(names: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const FAMILIES: Readonly<Record<string, string>> = { "azure-native": "Azure", kubernetes: "Kubernetes", pulumi: "provider" };
const familyOf = ({ custom, type }: PlanResource): string => (type === STACK_REFERENCE_TYPE ? "stack reference" : custom ? FAMILIES[partsOf(type).package] ?? partsOf(type).package : "component");
/** Things have a plural, the names of packages have none. */
const THINGS: readonly string[] = ["component", "provider", "stack reference"];
const familyText = (family: string, count: number): string => (THINGS.includes(family) ? plural(count, family) : `${count} ${family}`);

/** In the order in which they are told. */
const VERBS: Readonly<Record<Operation, string>> = { create: "to create", update: "to update", replace: "to replace", delete: "to delete", import: "to import", read: "to read", discard: "to forget", same: "unchanged" };
const inOrder = Object.keys(VERBS);

function operationsLines(plan: Plan): readonly Line[] {
  const resources = plan.resources.filter(resource => !isStack(resource));
  const texts = [...counted(resources.map(resource => resource.op))].sort(([a], [b]) => inOrder.indexOf(a) - inOrder.indexOf(b)).map(([op, count]) => {
    const families = counted(resources.filter(resource => resource.op === op).map(familyOf)).map(([family, each]) => familyText(family, each));
    return `${count} ${VERBS[op as Operation]}: ${families.join(", ")}`;
  });
  const estimated = plan.predicted.filter(each => each.certainty === "estimated").length;
  const rest = line(plan.predicted.length === 0 ? undefined : predicted(` + ${plan.predicted.length} predicted`), estimated === 0 ? undefined : dim(` (${estimated} estimated: ~)`));
  const parts = (texts.length === 0 ? ["nothing to create"] : texts).map(text => line(strong(text)));
  const last = parts.at(-1) ?? [];
  return packed([...parts.slice(0, -1), [...last, ...rest]], "; ", WIDTH);
}

/** Names of the inputs that neither the engine nor the names can tell before deployment. */
function unknownInputs(value: PlanValue | undefined, name: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  if (isList(value)) return value.flatMap(each => unknownInputs(each, name));
  if ("$unknown" in value) return "predicted" in value ? [] : [name];
  return entriesAt(value).flatMap(([key, each]) => unknownInputs(each, key));
}

/** ` 4 undecided (1 question, 3 flows)`: questions of rules, and what the page above leaves undecided; questions alone need no name. */
function undecidedPart({ undecided, analyses }: Plan): Part | undefined {
  const open = (all: readonly { readonly verdict: Verdict }[] = []): number => all.filter(({ verdict }) => verdict === "undecided").length;
  const questions = undecided.filter(isOpen).length;
  const rest = [
    ["chain", open(analyses.gatewayChains) + open(analyses.portChains)], ["flow", open(analyses.flows)], ["egress plan", open(analyses.egress)], ["upgrade", open(analyses.upgrade)],
  ] as const;
  const shown = [["question", questions] as const, ...rest].filter(([, count]) => count > 0);
  const total = shown.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  return warning(`, ${total} undecided${total === questions ? "" : ` (${shown.map(([what, count]) => plural(count, what)).join(", ")})`}`);
}

/** Names that are listed beside their number. */
const MOST_NAMES = 4;

export function summaryLines(plan: Plan): readonly Line[] {
  const count = (severity: Severity): number => plan.findings.filter(finding => finding.severity === severity).length;
  const [errors, warnings, notes] = [count("error"), count("warning"), count("note") + plan.notes.length];
  const unknown = counted(plan.resources.filter(remains).flatMap(resource => unknownInputs(resource.inputs, "inputs")));
  const total = unknown.reduce((sum, [, each]) => sum + each, 0);
  const names = unknown.slice(0, MOST_NAMES).map(([name, each]) => (each === 1 ? name : `${name} ×${each}`));
  const open: Part = total === 0 ? "every input is known" : `${plural(total, "input")} known after up: ${names.join(", ")}${unknown.length > MOST_NAMES ? ", … (--format json has all)" : ""}`;
  const unchecked = plan.omitted === undefined ? undefined : `nothing was checked: ${plural(plan.omitted, "unchanged resource")} not in the preview`;
  const standing = plan.suppressed.length + plan.undecided.length - plan.undecided.filter(isOpen).length;
  const suppressed = standing === 0 ? undefined : dim(`, ${standing} suppressed`);
  const counts = unchecked !== undefined ? line(warning(unchecked), `, ${plural(notes, "note")}`) : line(errors > 0 ? bad(plural(errors, "error")) : good("0 errors"), ", ", warnings > 0 ? warning(plural(warnings, "warning")) : "0 warnings", `, ${plural(notes, "note")}`, undecidedPart(plan), suppressed);
  const together = line(...counts, dim(` · ${open}`));
  return [...operationsLines(plan), ...(widthOf(together) <= WIDTH ? [together] : [line(dim(open)), counts])];
}
