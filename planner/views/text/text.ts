/** The plan as a person wants to read it first: one screen, the most telling things first. */
import { ResourceGraph } from "../../model/graph";
import type { Plan } from "../../model/plan";
import { sectionsOf } from "../sections";
import { findingsLines, noteLines, outputLines, suppressedLines, undecidedLines } from "./findings";
import { BLANK, type Line } from "./line";
import { legendLines } from "./operations";
import { print } from "./print";
import { summaryLines } from "./summary";
import { titleLines } from "./title";

export interface TextOptions { readonly colour: boolean }

/** The plan as text. */
export function toText(plan: Plan, { colour }: TextOptions): string {
  const graph = new ResourceGraph(plan.resources);
  const sections: readonly (readonly Line[])[] = [
    [...titleLines(plan), ...legendLines(plan)],
    ...sectionsOf(plan, graph).map(({ lines }) => lines),
    [...outputLines(plan), ...findingsLines(plan, graph), ...undecidedLines(plan, graph), ...suppressedLines(plan, graph), ...noteLines(plan)],
    summaryLines(plan),
  ];
  const shown = sections.filter(section => section.length > 0);
  return print(shown.flatMap((section, index) => (index === 0 ? section : [BLANK, ...section])), colour);
}
