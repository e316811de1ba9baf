import { isImmutable } from "../../facts/immutable-settings";
import { KINDS } from "../model/kinds";
import { POOL_EXCHANGE } from "./pool-exchange";
import type { FixtureResource, Rule } from "./rule";

const changed = (name: string, path: string): FixtureResource => ({ type: `azure-native:containerservice:${name}`, inputs: { resourceName: "aks-example" }, op: "update", detailedDiff: { [path]: "update" } });

/** What the provider takes for a change in place differs between its versions: Azure has the last word. */
export const immutableChange: Rule = {
  id: "immutable-change",
  severity: "error",
  ofChanges: true,
  question: "Does the update change a setting of a cluster or pool in place that Azure never changes?",
  fix: `Take the change back, or make what has it anew beside what stands. Of a pool: ${POOL_EXCHANGE}`,
  source: "azure-aks-docs, create-node-pools.md, concepts-storage.md, update-azure-cni.md; pulumi-azure-native#1808",
  asOf: "2026-08-21",
  check: ({ graph }) => [...graph.where(KINDS.managedCluster), ...graph.where(KINDS.agentPool)].filter(({ op }) => op === "update").flatMap(({ urn, type, detailedDiff = {} }) =>
    Object.entries(detailedDiff).filter(([path, kind]) => !kind.endsWith("-replace") && isImmutable(type, path)).map(([path, kind]) => ({
      resource: urn, path: `inputs.${path}`, message: `${path} is changed in place, and Azure never changes it: the update is refused`, evidence: { path, change: kind },
    }))),
  fixtures: {
    breaks: [changed("ManagedCluster", "agentPoolProfiles[0].vmSize"), changed("AgentPool", "vmSize"), changed("ManagedCluster", "networkProfile.serviceCidr")],
    nearMiss: [changed("ManagedCluster", "agentPoolProfiles[0].count"), changed("AgentPool", "upgradeSettings.maxSurge"), changed("ManagedCluster", "networkProfile.outboundType")],
  },
};
