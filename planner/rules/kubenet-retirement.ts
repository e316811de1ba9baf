import { KUBENET_RETIREMENT } from "../../facts/retirements";
import type { FixtureResource, Rule } from "./rule";

const { date, successor, source, asOf } = KUBENET_RETIREMENT;

const cluster = (networkProfile: FixtureResource["inputs"]): FixtureResource =>
  ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", networkProfile } });

export const kubenetRetirement: Rule = {
  id: "kubenet-retirement",
  severity: "warning",
  question: "Does a cluster use kubenet, which Azure will retire?",
  fix: `Plan the move to ${successor} before ${date}: a new cluster, or az aks update --network-plugin azure --network-plugin-mode overlay, which moves this one in place; then set it here and run pulumi refresh. `
    + "The setting alone makes Pulumi's provider replace the cluster (pulumi-azure-native#4771).",
  source,
  asOf,
  check: ({ analyses }) => analyses.clusters.filter(each => each.network === "kubenet").map(each => ({
    resource: each.resource,
    path: "inputs.networkProfile.networkPlugin",
    message: `kubenet is not supported after ${date}; its successor is ${successor}`,
    evidence: { networkPlugin: "kubenet", retires: date, successor },
  })),
  fixtures: { breaks: [cluster({ networkPlugin: "kubenet" })], nearMiss: [cluster({ networkPlugin: "azure", networkPluginMode: "overlay" })] },
};
