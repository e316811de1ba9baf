import { CHANNELS_SOURCE, movedBy } from "../../facts/upgrades";
import { ignoresChangeOf } from "../model/ignored";
import { textAt } from "../model/read";
import type { ClusterSummary } from "../model/results";
import { declaredPools } from "./pool-declarations";
import type { FixtureResource, Rule, Subject } from "./rule";

const cluster = (kubernetesVersion: string): FixtureResource =>
  ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", kubernetesVersion, autoUpgradeProfile: { upgradeChannel: "patch" } } });

const isPatch = (version: string | undefined): version is string => version !== undefined && /^\d+\.\d+\.\d+$/.test(version);

/** True where the program leaves an input as it stands in Azure. @param path as findings name it */
const isIgnored = (urn: string, path: string, { graph }: Subject): boolean => ignoresChangeOf(graph.byUrn(urn), path.slice("inputs.".length));

/** Pools that ask for a patch version of their own: a channel moves nodes with their cluster. */
const pinnedPools = (cluster: ClusterSummary, subject: Subject) => declaredPools(subject).filter(({ pool }) => pool.cluster === cluster.resource).flatMap(({ pool: { resource, path }, called, declaration }) => {
  const version = textAt(declaration, "orchestratorVersion");
  const input = `${path}.orchestratorVersion`;
  return isPatch(version) && !isIgnored(resource, input, subject) ? [{ resource, path: input, version, called }] : [];
});

/** Azure takes a minor version that the cluster has already for no change (bicep-types-az, kubernetesVersion); an older patch it refuses. */
export const pinnedPatchVersion: Rule = {
  id: "pinned-patch-version",
  severity: "warning",
  question: "Is a patch version declared that an upgrade channel will move?",
  fix: "Declare the minor version alone, or choose channel none or node-image.",
  source: `${CHANNELS_SOURCE}, upgrade-aks-control-plane.md`,
  asOf: "2026-08-21",
  check: subject => subject.analyses.clusters.flatMap(cluster => {
    const { resource, kubernetesVersion, upgradeChannel } = cluster;
    const moves = upgradeChannel === undefined ? undefined : movedBy(upgradeChannel);
    if (upgradeChannel === undefined || moves === undefined || moves === "nothing") return [];
    const own = isPatch(kubernetesVersion) && !isIgnored(resource, "inputs.kubernetesVersion", subject) ? [{ resource, path: "inputs.kubernetesVersion", version: kubernetesVersion, called: "the cluster" }] : [];
    return [...own, ...pinnedPools(cluster, subject)].map(({ resource: urn, path, version, called }) => ({
      resource: urn, path,
      message: `channel ${upgradeChannel} moves ${called} beyond ${version}; the next update of the cluster would ask for it again, and Azure goes back to no version`,
      evidence: { [path.replace(/^.*\./, "")]: version, upgradeChannel },
    }));
  }),
  fixtures: { breaks: [cluster("1.36.1")], nearMiss: [cluster("1.36")] },
};
