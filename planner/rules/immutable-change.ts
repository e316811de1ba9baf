import { changesInPlace, NOT_KNOWN } from "../../facts/immutable-settings";
import { KINDS } from "../model/kinds";
import { isOpen, readAt } from "../model/read";
import { POOL_EXCHANGE } from "./pool-exchange";
import type { FixtureResource, Rule, Subject } from "./rule";

const changed = (name: string, path: string): FixtureResource => ({ type: `azure-native:containerservice:${name}`, inputs: { resourceName: "aks-example" }, op: "update", detailedDiff: { [path]: "update" } });

/** Changes that the engine would make in place, with what Azure makes of each. */
const updates = ({ graph }: Subject) => [...graph.where(KINDS.managedCluster), ...graph.where(KINDS.agentPool)].filter(({ op }) => op === "update").flatMap(({ urn, type, inputs, detailedDiff = {} }) =>
  Object.entries(detailedDiff).filter(([, kind]) => !kind.endsWith("-replace")).map(([path, change]) => {
    const inPlace = changesInPlace(type, path, other => {
      const keys = [...other.matchAll(/[^.[\]]+/g)].map(([key]) => (/^\d+$/.test(key) ? Number(key) : key));
      return isOpen(inputs, ...keys) ? NOT_KNOWN : readAt(inputs, ...keys).value;
    });
    return { urn, path, change, inPlace };
  }));

/** What the provider takes for a change in place differs between its versions: Azure has the last word. */
export const immutableChange: Rule = {
  id: "immutable-change",
  severity: "error",
  ofChanges: true,
  question: "Does the update change a setting of a cluster or pool in place that Azure never changes?",
  fix: `Take the change back, or make what has it anew beside what stands. Of a pool: ${POOL_EXCHANGE}`,
  source: "azure-aks-docs, create-node-pools.md, concepts-storage.md, update-azure-cni.md; pulumi-azure-native#1808",
  asOf: "2026-08-21",
  check: subject => updates(subject).filter(({ inPlace }) => inPlace === false).map(({ urn, path, change }) => ({
    resource: urn, path: `inputs.${path}`, message: `${path} is changed in place, and Azure never changes it: the update is refused`, evidence: { path, change },
  })),
  undecided: subject => updates(subject).filter(({ inPlace }) => inPlace === undefined).map(({ urn, path }) => ({
    resource: urn, path: `inputs.${path}`, message: `${path} is changed in place: Azure makes some such changes, and the plan does not say which this is`,
  })),
  fixtures: {
    breaks: [changed("ManagedCluster", "agentPoolProfiles[0].vmSize"), changed("AgentPool", "vmSize"), changed("ManagedCluster", "networkProfile.serviceCidr")],
    nearMiss: [changed("ManagedCluster", "agentPoolProfiles[0].count"), changed("AgentPool", "upgradeSettings.maxSurge"), changed("ManagedCluster", "networkProfile.outboundType")],
  },
};
