import { KINDS } from "../model/kinds";
import { listAt, textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const fixture = (own: string): readonly FixtureResource[] => [
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system" }] } },
  { type: "azure-native:containerservice:AgentPool", inputs: { resourceName: "aks-example", agentPoolName: own } },
];

/** Right once the pool has come after the cluster; what stands already cannot be seen from a program. */
export const poolDescribedTwice: Rule = {
  id: "pool-described-twice",
  severity: "note",
  question: "Does a new cluster describe a pool that is a resource of its own too?",
  fix: "Where the cluster does not stand yet, let the pool be one or the other: the cluster makes what it describes, and Azure then refuses the resource.",
  source: "pulumi-azure-native#2719; Azure/AKS#2495",
  asOf: "2026-08-21",
  ofCreation: true,
  check: ({ graph, analyses }) => graph.where(KINDS.managedCluster).filter(({ op }) => op === "create").flatMap(cluster => {
    const described = listAt(cluster.inputs, "agentPoolProfiles").map(pool => textAt(pool, "name"));
    return analyses.pools.filter(pool => pool.cluster === cluster.urn && pool.resource !== cluster.urn && pool.name !== undefined && described.includes(pool.name)).map(({ name = "", resource }) => ({
      resource, path: "inputs.agentPoolName", evidence: { pool: name },
      message: `pool ${name} is described by its cluster and is a resource of its own: right where it came after the cluster, refused where both are new`,
    }));
  }),
  fixtures: { breaks: fixture("system"), nearMiss: fixture("user") },
};
