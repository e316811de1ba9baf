import { KINDS } from "../model/kinds";
import type { PlanObject, PlanResource } from "../model/plan";
import { isOpen, listAt, readAt, textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const cluster = (...versions: readonly (string | undefined)[]): FixtureResource => ({
  type: "azure-native:containerservice:ManagedCluster",
  inputs: { resourceName: "aks-example", agentPoolProfiles: versions.map((orchestratorVersion, index) => ({ name: `pool${index}`, mode: "System", ...(orchestratorVersion !== undefined && { orchestratorVersion }) })) },
});

const KEY = "orchestratorVersion";
const called = (pools: readonly PlanObject[string][]): string => pools.map(pool => textAt(pool, "name") ?? "without a known name").join(", ");

/** Pools that a cluster describes, by whether they say a version. */
function byVersion({ inputs }: PlanResource) {
  const pools = listAt(inputs, "agentPoolProfiles");
  const open = pools.filter(pool => isOpen(pool, KEY));
  const without = pools.filter(pool => readAt(pool, KEY).knowledge === "absent");
  return { open, without, withVersion: pools.filter(pool => !open.includes(pool) && !without.includes(pool)) };
}

/** Of pools that the cluster describes: those that are resources of their own go another way. */
export const poolVersionsMixed: Rule = {
  id: "pool-versions-mixed",
  severity: "warning",
  question: "Does a cluster give some of its pools a version and others none?",
  fix: `Give ${KEY} to all pools that the cluster describes, or to none.`,
  source: "Azure/ARO-HCP#662 and azure-cli#22807, which quote the API (NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged)",
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.managedCluster).flatMap(resource => {
    const { withVersion, without } = byVersion(resource);
    return withVersion.length === 0 || without.length === 0 ? [] : [{
      resource: resource.urn, path: "inputs.agentPoolProfiles", evidence: { withVersion: withVersion.length, without: without.length },
      message: `${KEY} is given for pool ${called(withVersion)} and not for pool ${called(without)}: Azure refuses an update of the cluster, which must give all or none`,
    }];
  }),
  undecided: ({ graph }) => graph.where(KINDS.managedCluster).flatMap(resource => {
    const { open, withVersion, without } = byVersion(resource);
    return open.length === 0 || withVersion.length + without.length === 0 || (withVersion.length > 0 && without.length > 0) ? [] : [{
      resource: resource.urn, path: "inputs.agentPoolProfiles", message: `whether ${KEY} is given for pool ${called(open)} is not known: it must be for all pools or for none`,
    }];
  }),
  fixtures: { breaks: [cluster("1.36", undefined)], nearMiss: [cluster("1.36", "1.36"), cluster(undefined, undefined)] },
};
