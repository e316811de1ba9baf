import { SYSTEM_POOL_ADVICE } from "../../facts/vm-sizes";
import { declaredPools, poolDoubts, poolFixture } from "./pool-declarations";
import type { Rule } from "./rule";

const { nodes: least, adviceNodes } = SYSTEM_POOL_ADVICE;

/** The API takes one node. */
export const fewSystemNodes: Rule = {
  id: "few-system-nodes",
  severity: "warning",
  question: "Has a system pool fewer nodes than Azure asks for?",
  fix: `Give the system pool ${least} nodes or more, better ${adviceNodes}: with one, the cluster's own services stop whenever that node does.`,
  source: "azure-aks-docs, use-system-pools.md, create-node-pools.md (Limitations); bicep-types-az, ManagedClusterAgentPoolProfile@2025-09-01 (count of 1 and more)",
  asOf: "2026-08-21",
  check: subject => declaredPools(subject).filter(({ pool }) => pool.mode === "System" && pool.retiring !== true).flatMap(({ pool: { autoscaled, minNodes, nodes, resource, path }, called }) => {
    const fewest = autoscaled ? minNodes : nodes;
    if (fewest === undefined || fewest === 0 || fewest >= least) return [];
    return [{ resource, path: `${path}.${autoscaled ? "minCount" : "count"}`, message: `${called} is a system pool of ${fewest} node: it should have ${least} at the least`, evidence: { nodes: fewest, least } }];
  }),
  undecided: poolDoubts(["count"], ["minCount"]),
  fixtures: { breaks: [poolFixture({ mode: "System", count: 1 })], nearMiss: [poolFixture({ mode: "System", count: 2 })] },
};
