import { declarationOf, hasUnknownPools, isAutomatic } from "../analyses/pools";
import type { PlanObject } from "../model/plan";
import { isOpen } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

/** New clusters all of whose pools are known not to be system pools. Azure brings one of its own where it manages the nodes (Automatic). */
function withoutSystemPool({ graph, analyses }: Subject) {
  return analyses.clusters.flatMap(summary => {
    const { resource, name } = summary;
    const cluster = graph.byUrn(resource);
    const pools = analyses.pools.filter(pool => pool.cluster === resource);
    if (cluster?.op !== "create" || isAutomatic(cluster.inputs) !== "no" || hasUnknownPools(summary, graph)) return [];
    // Since API version 2020-03-01 a pool without a mode is no system pool (Azure/AKS#1602).
    return pools.length > 0 && pools.every(pool => pool.mode !== "System" && !isOpen(declarationOf(pool, graph), "mode")) ? [{ resource, name, pools: pools.map(pool => pool.name ?? "") }] : [];
  });
}

const fixture = (...agentPoolProfiles: readonly PlanObject[]): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles } });

export const clusterWithoutSystemPool: Rule = {
  id: "cluster-without-system-pool",
  severity: "error",
  question: "Is a new cluster without a system pool?",
  fix: "Give one of the cluster's pools mode: \"System\".",
  source: "azure-aks-docs, use-system-pools.md; bicep-types-az, ManagedClusterAgentPoolProfile.mode@2025-09-01; Azure/AKS#1602",
  asOf: "2026-08-21",
  ofCreation: true,
  check: subject => withoutSystemPool(subject).map(({ resource, name, pools }) => ({
    resource, path: "inputs.agentPoolProfiles", message: `cluster ${name ?? "without a known name"} has no system pool, and a cluster has one at all times`, evidence: { pools },
  })),
  fixtures: { breaks: [fixture({ name: "user", mode: "User" })], nearMiss: [fixture({ name: "system", mode: "System" }, { name: "user", mode: "User" })] },
};
