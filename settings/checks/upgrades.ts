/** What channels and maintenance windows ask of each other, and of the version that is declared. */
import {
  CHANNELS_SOURCE, DEFAULT_NODE_OS_CHANNEL, LONG_TERM_CHANNELS, LONG_TERM_CHANNELS_SOURCE, movedBy, NODE_OS_CHANNELS_SOURCE, WINDOWED_NODE_OS_CHANNELS, WINDOWS_SOURCE,
} from "../../facts/upgrades";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";

/**
 * A declared patch version would stay in every update of the cluster while the channel moves on, and Azure refuses to go back. The minor version
 * alone asks for no patch in particular. Source: bicep-types-az, managedClusters, kubernetesVersion.
 */
function versionProblems(version: string, channel: string): Problem[] {
  const [major = "", minor = "", patch] = version.split(".");
  const moved = movedBy(channel);
  if (patch === undefined || moved === undefined || moved === "nothing") return [];
  return [{
    path: "cluster.kubernetesVersion", found: `${shown(version)} with channel ${channel}`,
    allowed: "the minor version alone: the channel moves the patch, and the declared one would be asked for again by the next update, which Azure refuses",
    nearest: `"${major}.${minor}"`, source: CHANNELS_SOURCE,
  }];
}

export function upgradeProblems({ upgrades, supportPlan, kubernetesVersion }: Sections["cluster"]): readonly Problem[] {
  if (!upgrades) return [];
  const { channel, nodeOsChannel, window, nodeOsWindow } = upgrades;
  const problems = versionProblems(kubernetesVersion, channel);
  if (channel === "node-image" && nodeOsChannel !== DEFAULT_NODE_OS_CHANNEL) problems.push({
    path: "cluster.upgrades.nodeOsChannel", found: `${shown(nodeOsChannel)} with channel node-image`, allowed: `${DEFAULT_NODE_OS_CHANNEL}, which channel node-image sets`, nearest: DEFAULT_NODE_OS_CHANNEL, source: NODE_OS_CHANNELS_SOURCE,
  });
  if (supportPlan === "AKSLongTermSupport" && !LONG_TERM_CHANNELS.includes(channel)) problems.push({
    path: "cluster.upgrades.channel", found: `${shown(channel)} with long-term support`, allowed: `${LONG_TERM_CHANNELS.join(", ")}: the others leave the minor version that is supported for long`, nearest: "patch", source: LONG_TERM_CHANNELS_SOURCE,
  });
  if (window && channel === "none") problems.push({
    path: "cluster.upgrades.window", found: "a window with channel none", allowed: "a channel that upgrades something in it: a window alone begins no upgrade", source: WINDOWS_SOURCE,
  });
  if (nodeOsWindow && !WINDOWED_NODE_OS_CHANNELS.includes(nodeOsChannel)) problems.push({
    path: "cluster.upgrades.nodeOsWindow", found: `a window with nodeOsChannel ${nodeOsChannel}`, allowed: `nodeOsChannel ${WINDOWED_NODE_OS_CHANNELS.join(" or ")}: the others keep to no window`, source: NODE_OS_CHANNELS_SOURCE,
  });
  return problems;
}
