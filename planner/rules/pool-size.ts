import { TIERS } from "../../facts/kubernetes-versions";
import { MAX_PODS, POOL_MAX_NODES } from "../../facts/network-models";

import { clusterFixture } from "./address-fixtures";
import { flagAt, readAt } from "../model/read";
import { declaredPools, type DeclaredPool } from "./pool-declarations";
import type { Rule, Subject } from "./rule";

/** What is wrong with one pool's numbers; what is not known is not wrong. That a system pool is never empty, system-pool-refused says. */
function problems({ pool: { autoscaled, nodes, minNodes, maxNodes, maxPods }, declaration }: DeclaredPool): readonly (readonly [key: string, message: string])[] {
  const largest = Math.max(nodes ?? 0, autoscaled ? maxNodes ?? 0 : 0);
  const most = autoscaled ? maxNodes : nodes;
  // "Required parameter agentPoolProfile.minCount is missing (null)": rancher/dashboard#3412.
  const found: (readonly [string, string])[] = flagAt(declaration, "enableAutoScaling") === true ? ["minCount", "maxCount"].filter(key => readAt(declaration, key).knowledge === "absent").map(key => [key, `is autoscaled without ${key}`]) : [];
  if (minNodes !== undefined && maxNodes !== undefined && minNodes > maxNodes) found.push(["minCount", `scales from ${minNodes} to ${maxNodes} nodes, which is no range`]);
  else if (autoscaled && nodes !== undefined && ((minNodes !== undefined && nodes < minNodes) || (maxNodes !== undefined && nodes > maxNodes))) found.push(["count", `begins with a count of ${nodes}, but scales from ${minNodes ?? "?"} to ${maxNodes ?? "?"}`]);
  if (largest > POOL_MAX_NODES) found.push([autoscaled ? "maxCount" : "count", `may have ${largest} nodes, the most is ${POOL_MAX_NODES}`]);
  if (maxPods !== undefined && (maxPods < MAX_PODS.min || maxPods > MAX_PODS.max)) found.push(["maxPods", `has ${maxPods} pods a node, which can be ${MAX_PODS.min} to ${MAX_PODS.max}`]);
  else if (maxPods !== undefined && most !== undefined && most > 0 && most * maxPods < MAX_PODS.poolFloor) found.push(["maxPods", `has room for ${most * maxPods} pods (${most} × ${maxPods}), the least is ${MAX_PODS.poolFloor}`]);
  return found;
}

/** Nodes at creation beyond what the tier takes. */
const tierProblems = ({ analyses: { clusters, pools } }: Subject): ReturnType<Rule["check"]> => clusters.flatMap(({ resource, tier }) => {
  const limit = Object.entries(TIERS).find(([name]) => name === tier)?.[1].maxNodes;
  const nodes = pools.filter(pool => pool.cluster === resource).reduce((sum, pool) => sum + (pool.nodes ?? 0), 0);
  return limit !== undefined && nodes > limit ? [{ resource, path: "inputs.sku.tier", message: `the cluster has ${nodes} nodes, tier ${tier ?? ""} takes ${limit}`, evidence: { nodes, limit } }] : [];
});

export const poolSize: Rule = {
  id: "pool-size",
  severity: "error",
  question: "Are there numbers of nodes or pods that Azure takes in no pool, or not in this tier?",
  fix: "Declare minCount and maxCount of an autoscaled pool, keep minCount ≤ count ≤ maxCount, 1 to 1000 nodes (0 in a user pool), 10 to 250 pods a node and room for 30 pods in a pool.",
  source: "azure-aks-docs, scale-cluster.md, upgrade-aks-node-pools-rolling.md, concepts-network-ip-address-planning.md, free-standard-pricing-tiers.md; rancher/dashboard#3412; bicep-types-az, ManagedClusterAgentPoolProfileProperties",
  asOf: "2026-08-21",
  check: subject => [
    ...declaredPools(subject).flatMap(({ pool, ...each }) => problems({ pool, ...each }).map(([key, message]) => ({ resource: pool.resource, path: `${pool.path}.${key}`, message: `pool ${pool.name ?? ""} ${message}`, evidence: { key } }))),
    ...tierProblems(subject),
  ],
  fixtures: { breaks: [clusterFixture({ enableAutoScaling: true, count: 6, minCount: 1, maxCount: 5 }), clusterFixture({ enableAutoScaling: true })], nearMiss: [clusterFixture({ enableAutoScaling: true, count: 5, minCount: 1, maxCount: 5 })] },
};
