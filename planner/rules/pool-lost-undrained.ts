import { RETIRING_TAINT_KEY } from "../../facts/node-pools";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { holdsOpen, textAt, textsAt } from "../model/read";
import { replacingProperties } from "./cluster-replaced";
import type { FixtureResource, Rule } from "./rule";

const pool = (op: "delete" | "replace" | "update", ...nodeTaints: readonly string[]): FixtureResource =>
  ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "example", resourceName: "aks-example", nodeTaints }, op });

/** A taint that keeps new pods off: a pool that is being emptied has one, and so may one whose taints are not known. */
const mayBeTainted = ({ inputs }: PlanResource): boolean => holdsOpen(inputs, "nodeTaints") || textsAt(inputs, "nodeTaints").some(taint => taint.startsWith(`${RETIRING_TAINT_KEY}=`) || taint.startsWith(`${RETIRING_TAINT_KEY}:`));

/** Whether a pool is empty, a plan does not show: a pool that was told to retire in an update before is taken for one that was drained. */
export const poolLostUndrained: Rule = {
  id: "pool-lost-undrained",
  severity: "warning",
  ofChanges: true,
  question: "Does the update delete or replace a node pool that was not told to retire before?",
  fix: "Take two updates: add the new pool and taint the old one, drain its nodes, and only then take it out. In aks-anatomy's own program `retiring` does that (docs/node-pools.md).",
  source: "azure-aks-docs, resize-node-pool.md; terraform-azurerm-aks#559",
  asOf: "2026-08-21",
  check: ({ graph, leaving }) => {
    const lost = [...leaving.filter(({ type, op, options }) => KINDS.agentPool(type) && op === "delete" && options.retainOnDelete !== true), ...graph.where(KINDS.agentPool).filter(({ op }) => op === "replace")];
    return lost.filter(resource => !mayBeTainted(resource)).map(resource => {
      const because = resource.op === "replace" ? replacingProperties(resource) : [];
      return {
        resource: resource.urn, path: because[0] === undefined ? "inputs" : `inputs.${because[0]}`,
        message: `pool ${textAt(resource.inputs, "agentPoolName") ?? resource.name} is ${resource.op === "replace" ? "replaced" : "deleted"}${because.length === 0 ? "" : `, because of ${because.join(", ")}`}: AKS neither cordons nor drains its nodes, and their pods end at once`,
        evidence: { operation: resource.op, because },
      };
    });
  },
  fixtures: { breaks: [pool("delete"), pool("replace", "team=a:NoSchedule")], nearMiss: [pool("delete", `${RETIRING_TAINT_KEY}=true:NoSchedule`), pool("update")] },
};
