import { CHANNELS_SOURCE, movedBy } from "../../facts/upgrades";
import { textsAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const cluster = (kubernetesVersion: string): FixtureResource =>
  ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", kubernetesVersion, autoUpgradeProfile: { upgradeChannel: "patch" } } });

/** Azure takes a minor version that the cluster has already for no change (bicep-types-az, kubernetesVersion); an older patch it refuses. */
export const pinnedPatchVersion: Rule = {
  id: "pinned-patch-version",
  severity: "warning",
  question: "Is a patch version declared that an upgrade channel will move?",
  fix: "Declare the minor version alone, or choose channel none or node-image.",
  source: `${CHANNELS_SOURCE}, upgrade-aks-control-plane.md`,
  asOf: "2026-08-21",
  check: ({ graph, analyses }) => analyses.clusters.flatMap(({ resource, kubernetesVersion, upgradeChannel }) => {
    const moves = upgradeChannel === undefined ? undefined : movedBy(upgradeChannel);
    const ignored = textsAt(graph.byUrn(resource)?.options, "ignoreChanges").includes("kubernetesVersion");
    if (kubernetesVersion === undefined || upgradeChannel === undefined || moves === undefined || moves === "nothing" || ignored || !/^\d+\.\d+\.\d+$/.test(kubernetesVersion)) return [];
    return [{
      resource, path: "inputs.kubernetesVersion",
      message: `channel ${upgradeChannel} moves the cluster beyond ${kubernetesVersion}; the next update of the cluster would ask for it again, and Azure goes back to no version`,
      evidence: { kubernetesVersion, upgradeChannel },
    }];
  }),
  fixtures: { breaks: [cluster("1.36.1")], nearMiss: [cluster("1.36")] },
};
