import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import type { FixtureResource, Rule } from "./rule";

const cluster = (kind: "update" | "update-replace"): FixtureResource => ({
  type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example" }, op: kind === "update" ? "update" : "replace", detailedDiff: { "networkProfile.podCidr": kind },
});

/** The properties that make the engine replace it. */
export const replacingProperties = ({ replaceReasons = [], detailedDiff = {} }: PlanResource): readonly string[] =>
  [...new Set([...replaceReasons, ...Object.entries(detailedDiff).filter(([, kind]) => kind.endsWith("-replace")).map(([path]) => path)])].sort();

export const clusterReplaced: Rule = {
  id: "cluster-replaced",
  severity: "error",
  ofChanges: true,
  question: "Does the update delete a cluster and make another in its place?",
  fix: "Take the change back, or make it where Azure does it in place (az aks update) and run pulumi refresh; a change of size or pods belongs to a pool of its own, not to the cluster. Where a new cluster is wanted, declare it under another name and move to it.",
  source: "pulumi-azure-native#1504, #3655, #4771; azure-aks-docs, create-node-pools.md",
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.managedCluster).filter(({ op }) => op === "replace").map(resource => {
    const because = replacingProperties(resource);
    return {
      resource: resource.urn, path: because[0] === undefined ? "inputs" : `inputs.${because[0]}`,
      message: `the whole cluster is replaced${because.length === 0 ? "" : `, because of ${because.join(", ")}`}: everything that runs in it goes with it`, evidence: { because },
    };
  }),
  fixtures: { breaks: [cluster("update-replace")], nearMiss: [cluster("update")] },
};
