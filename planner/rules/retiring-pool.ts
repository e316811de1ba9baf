import { RETIRING_TAINT_KEY } from "../../facts/node-pools";
import type { FixtureResource, Rule } from "./rule";

const pool = (taint: string): FixtureResource => ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "example", resourceName: "aks-example", nodeTaints: [taint] } });
const drain = (name: string): string => `kubectl drain --selector kubernetes.azure.com/agentpool=${name} --ignore-daemonsets --delete-emptydir-data`;

/** The plan is of the first of two updates: what the second one needs is said. */
export const retiringPool: Rule = {
  id: "retiring-pool",
  severity: "note",
  question: "Is a node pool about to leave, and must be drained before?",
  fix: "Drain the pool's nodes, then take it out of the configuration: Azure drains nothing when a pool is deleted.",
  source: "azure-aks-docs, resize-node-pool.md",
  asOf: "2025-08-28",
  check: ({ analyses }) => analyses.pools.filter(({ retiring }) => retiring).map(({ name, nodes, resource, path }) => ({
    resource, path: `${path}.nodeTaints`,
    message: `pool ${name ?? "without a known name"} is retiring: it stays, with ${nodes ?? "its"} nodes and their addresses, until an update without it deletes it undrained`,
    evidence: { ...(nodes !== undefined && { nodes }) },
    ...(name !== undefined && { fix: `Drain it (${drain(name)}), then take it out of the configuration.` }),
  })),
  fixtures: { breaks: [pool(`${RETIRING_TAINT_KEY}=true:NoSchedule`)], nearMiss: [pool("team=retiring:NoSchedule")] },
};
