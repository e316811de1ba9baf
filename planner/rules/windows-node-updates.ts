import { NO_WINDOWS_CHANNELS } from "../../facts/windows-nodes";
import type { FixtureResource, Rule } from "./rule";

const cluster = (nodeOSUpgradeChannel: string): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", autoUpgradeProfile: { nodeOSUpgradeChannel } } });
const pool: FixtureResource = { type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "win", resourceName: "aks-example", osType: "Windows" } };

export const windowsNodeUpdates: Rule = {
  id: "windows-node-updates",
  severity: "warning",
  question: "Does a cluster's node OS channel leave its Windows nodes without updates?",
  fix: "Choose the channel NodeImage, or upgrade the node image of the Windows pools yourself every month.",
  source: "azure-aks-docs, auto-upgrade-node-os-image.md",
  asOf: "2026-06-26",
  check: ({ analyses }) => analyses.clusters.flatMap(({ resource, nodeOsChannel }) => {
    const why = nodeOsChannel === undefined ? undefined : NO_WINDOWS_CHANNELS[nodeOsChannel];
    const pools = analyses.pools.filter(each => each.cluster === resource && each.osType === "Windows").map(each => each.name ?? "without a known name");
    if (nodeOsChannel === undefined || why === undefined || pools.length === 0) return [];
    return [{
      resource, path: "inputs.autoUpgradeProfile.nodeOSUpgradeChannel",
      message: `node OS channel ${nodeOsChannel} does not update Windows ${pools.length === 1 ? "pool" : "pools"} ${pools.join(", ")}: ${why}`, evidence: { nodeOsChannel, pools },
    }];
  }),
  fixtures: { breaks: [cluster("Unmanaged"), pool], nearMiss: [cluster("NodeImage"), pool] },
};
