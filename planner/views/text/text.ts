/** The plan as a person wants to read it first: one screen, the most telling things first. */
import { ResourceGraph } from "../../model/graph";
import type { Plan } from "../../model/plan";
import { budgetLines } from "./budget";
import { chainLines } from "./chains";
import { changeLines } from "./changes";
import { clusterObjectLines } from "./cluster-objects";
import { egressLines } from "./egress";
import { findingsLines, noteLines, outputLines, suppressedLines, undecidedLines } from "./findings";
import { BLANK, type Line } from "./line";
import { managedGroupLines } from "./managed-groups";
import { legendLines, signerOf } from "./operations";
import { otherLines } from "./others";
import { podNetworkLines } from "./pod-network";
import { print } from "./print";
import { resourceGroupLines } from "./resource-groups";
import { resourceTreeLines } from "./resource-tree";
import { summaryLines } from "./summary";
import { titleLines } from "./title";
import { upgradeLines } from "./upgrade";

export interface TextOptions { readonly colour: boolean }

/** The plan as text. A plan without a cluster is shown as the tree of its resources. */
export function toText(plan: Plan, { colour }: TextOptions): string {
  const graph = new ResourceGraph(plan.resources);
  const anatomy = plan.analyses.clusters.length > 0;
  const sections: readonly (readonly Line[])[] = [
    [...titleLines(plan), ...legendLines(plan)],
    ...(anatomy ? [resourceGroupLines(plan, graph), managedGroupLines(plan), clusterObjectLines(plan), otherLines(plan)] : [resourceTreeLines(graph, signerOf(plan))]),
    changeLines(plan),
    chainLines(plan),
    podNetworkLines(plan),
    egressLines(plan),
    budgetLines(plan),
    upgradeLines(plan),
    [...outputLines(plan), ...findingsLines(plan, graph), ...undecidedLines(plan, graph), ...suppressedLines(plan, graph), ...noteLines(plan)],
    summaryLines(plan),
  ];
  const shown = sections.filter(section => section.length > 0);
  return print(shown.flatMap((section, index) => (index === 0 ? section : [BLANK, ...section])), colour);
}
