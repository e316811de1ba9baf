/** The plan in pictures, as text that Mermaid draws: one for each concern. */
import type { Plan } from "../model/plan";
import { flowDiagram } from "./mermaid/flow";
import { networkDiagram } from "./mermaid/network";
import { resourcesDiagram } from "./mermaid/resources";
import { fenced } from "./markdown/escape";

interface Diagram {
  readonly name: "resources" | "network" | "flow";
  readonly title: string;
  /** Undefined where the plan has nothing of it. */
  readonly draw: (plan: Plan) => string | undefined;
}

export const DIAGRAMS: readonly Diagram[] = [
  { name: "flow", title: "the way of a request", draw: flowDiagram },
  { name: "network", title: "networks, addresses, ways in and out", draw: networkDiagram },
  { name: "resources", title: "resources by group", draw: resourcesDiagram },
];

/** One diagram alone; where the plan has nothing of it, an empty chart that says so. */
export function toDiagram(plan: Plan, name: Diagram["name"]): string {
  return DIAGRAMS.find(each => each.name === name)?.draw(plan) ?? `flowchart LR\n  n1["nothing to draw of this plan"]\n`;
}

/** All diagrams that the plan has, each in a fence of a Markdown page. */
export function toMermaid(plan: Plan): string {
  const drawn = DIAGRAMS.flatMap(({ title, draw }) => {
    const text = draw(plan);
    return text === undefined ? [] : [`### ${title.charAt(0).toUpperCase()}${title.slice(1)}\n\n${fenced("mermaid", text.trimEnd())}\n`];
  });
  return drawn.length === 0 ? "Nothing to draw of this plan.\n" : drawn.join("\n");
}
