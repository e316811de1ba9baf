/** What becomes of resources that stand already: which of their properties change, and which of those make them be replaced. */
import { calledAs } from "../../model/kinds";
import type { DifferenceKind, Operation, Plan, PlanResource } from "../../model/plan";
import { columns } from "./columns";
import { dim, line, packed, strong, type Line } from "./line";
import { isStack, markOf } from "./operations";
import { WIDTH } from "./print";

/** What a tree says well enough by itself. */
const IN_THE_TREE: readonly Operation[] = ["create", "same", "read"];
const MOST_CHANGES = 15;
const MOST_PROPERTIES = 6;
/** Columns of the sign, the name and the gaps, before what changes. */
const NAME_WIDTH = 40;

const SIGNS: Readonly<Record<string, string>> = { add: "+", delete: "-", update: "" };

/** `+ note`, `size`, `location (replaces)`. */
function propertyText(path: string, kind: DifferenceKind): string {
  const sign = SIGNS[kind.replace("-replace", "")] ?? "";
  return `${sign}${sign === "" ? "" : " "}${path}${kind.endsWith("-replace") ? " (replaces)" : ""}`;
}

function propertiesOf({ detailedDiff = {}, replaceReasons = [] }: PlanResource): readonly string[] {
  const differences = Object.entries(detailedDiff).sort(([, a], [, b]) => Number(b.endsWith("-replace")) - Number(a.endsWith("-replace")));
  const others = replaceReasons.filter(key => !differences.some(([path, kind]) => kind.endsWith("-replace") && path.startsWith(key)));
  const all = [...others.map(key => `${key} (replaces)`), ...differences.map(([path, kind]) => propertyText(path, kind))];
  return all.length > MOST_PROPERTIES ? [...all.slice(0, MOST_PROPERTIES), `${all.length - MOST_PROPERTIES} more`] : all;
}

function row(resource: PlanResource): readonly (readonly Line[])[] {
  const { type, name, op, options } = resource;
  const kept = op === "delete" && options.retainOnDelete === true ? ["kept where it is, no longer managed"] : [];
  const details = packed([...propertiesOf(resource), ...kept].map(text => line(text)), ", ", WIDTH - NAME_WIDTH);
  const head = [line("  ", markOf(op)), line(calledAs({ type, name })), details[0] ?? []];
  return [head, ...details.slice(1).map(more => [[], [], more])];
}

export function changeLines(plan: Plan): readonly Line[] {
  const changed = plan.resources.filter(resource => !isStack(resource) && !IN_THE_TREE.includes(resource.op));
  if (changed.length === 0) return [];
  const shown = changed.slice(0, MOST_CHANGES);
  return [
    line(strong("Changes")),
    ...columns(shown.flatMap(row)),
    ...(changed.length > shown.length ? [line(dim(`  … and ${changed.length - shown.length} more: --format json has all`))] : []),
  ];
}
