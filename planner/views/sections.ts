/** The parts that a plan is told in, in order, each in lines: what the text shows one after the other, Markdown shows in folds. A new part is one line here. */
import type { ResourceGraph } from "../model/graph";
import type { Plan } from "../model/plan";
import { budgetLines } from "./text/budget";
import { chainLines } from "./text/chains";
import { changeLines } from "./text/changes";
import { clusterObjectLines } from "./text/cluster-objects";
import { egressLines } from "./text/egress";
import { flowLines } from "./text/flows";
import type { Line } from "./text/line";
import { managedGroupLines } from "./text/managed-groups";
import { signerOf } from "./text/operations";
import { otherLines } from "./text/others";
import { podNetworkLines } from "./text/pod-network";
import { resourceGroupLines } from "./text/resource-groups";
import { resourceTreeLines } from "./text/resource-tree";
import { roleLines } from "./text/roles";
import { upgradeLines } from "./text/upgrade";

interface Part {
  /** For a view that names the parts; the lines of most have a heading of their own. */
  readonly title: string;
  readonly lines: (plan: Plan, graph: ResourceGraph) => readonly Line[];
  /** Absent: shown of every plan. */
  readonly of?: "clusters" | "no-cluster";
}

export interface Section { readonly title: string; readonly lines: readonly Line[] }

const PARTS: readonly Part[] = [
  { title: "Resources by group", lines: resourceGroupLines, of: "clusters" },
  { title: "Groups that AKS makes", lines: managedGroupLines, of: "clusters" },
  { title: "In the cluster", lines: clusterObjectLines, of: "clusters" },
  { title: "Beside the cluster", lines: otherLines, of: "clusters" },
  { title: "Resources", lines: (plan, graph) => resourceTreeLines(graph, signerOf(plan)), of: "no-cluster" },
  { title: "Changes", lines: changeLines },
  { title: "Ports and addresses of each hop", lines: chainLines },
  { title: "Pods' network", lines: podNetworkLines },
  { title: "Egress", lines: egressLines },
  { title: "Traffic", lines: flowLines },
  { title: "Roles", lines: roleLines },
  { title: "Addresses", lines: budgetLines },
  { title: "Upgrades", lines: upgradeLines },
];

/** The parts that have something to say of a plan. A plan without a cluster is shown as the tree of its resources. */
export function sectionsOf(plan: Plan, graph: ResourceGraph): readonly Section[] {
  const left: Part["of"] = plan.analyses.clusters.length > 0 ? "no-cluster" : "clusters";
  return PARTS.filter(part => part.of !== left).map(({ title, lines }) => ({ title, lines: lines(plan, graph) })).filter(({ lines }) => lines.length > 0);
}
