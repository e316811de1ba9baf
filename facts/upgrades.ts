/**
 * How AKS upgrades clusters by itself: channels and maintenance windows.
 * Sources: azure-aks-docs, auto-upgrade-cluster.md, auto-upgrade-node-os-image.md (2026-06-26) and planned-maintenance.md (2025-12-19); bicep-types-az,
 * Microsoft.ContainerService 2025-09-01 (enums and bounds). As of 2026-08-21.
 */

export const UPGRADE_CHANNELS = ["none", "patch", "stable", "rapid", "node-image"] as const;
export type UpgradeChannel = (typeof UPGRADE_CHANNELS)[number];

/** Azure's default. */
export const DEFAULT_UPGRADE_CHANNEL: UpgradeChannel = "none";

export const CHANNELS_SOURCE = "azure-aks-docs, auto-upgrade-cluster.md";

/** What each channel moves of the Kubernetes version: the patch, the minor version as well, or nothing. */
const MOVES: Readonly<Record<UpgradeChannel, "nothing" | "patch" | "minor">> = { none: "nothing", patch: "patch", stable: "minor", rapid: "minor", "node-image": "nothing" };

/** Undefined for a channel that is not in the table. */
export const movedBy = (channel: string): "nothing" | "patch" | "minor" | undefined => {
  const known = UPGRADE_CHANNELS.find(each => each === channel);
  return known && MOVES[known];
};

/** Channels that Azure takes under long-term support: it holds a minor version, which the others leave. Source: Azure/AKS issue 3839, answered by AKS on 2024-10-08. */
export const LONG_TERM_CHANNELS: readonly UpgradeChannel[] = ["none", "patch", "node-image"];
export const LONG_TERM_CHANNELS_SOURCE = "Azure/AKS issue 3839; azure-aks-docs, long-term-support.md";

export const NODE_OS_CHANNELS = ["None", "Unmanaged", "SecurityPatch", "NodeImage"] as const;
export type NodeOsChannel = (typeof NODE_OS_CHANNELS)[number];

/** Azure's default since API version 2023-06-01, and the only one beside the cluster channel `node-image`. */
export const DEFAULT_NODE_OS_CHANNEL: NodeOsChannel = "NodeImage";

/** Channels whose updates keep to a maintenance window; `Unmanaged` leaves the time to the nodes' own system (about 06:00 UTC). */
export const WINDOWED_NODE_OS_CHANNELS: readonly NodeOsChannel[] = ["SecurityPatch", "NodeImage"];

export const NODE_OS_CHANNELS_SOURCE = "azure-aks-docs, auto-upgrade-node-os-image.md";
export const WINDOWS_SOURCE = "azure-aks-docs, planned-maintenance.md";

/** Names that Azure knows maintenance configurations by: of the cluster channel, and of the node OS channel. */
export const MAINTENANCE_NAMES = { cluster: "aksManagedAutoUpgradeSchedule", nodeOs: "aksManagedNodeOSUpgradeSchedule" } as const;
/** The name of the one for AKS's own weekly releases of control-plane parts and add-ons. */
export const RELEASES_MAINTENANCE_NAME = "default";

export const WEEK_DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
export const WEEKS_OF_MONTH = ["First", "Second", "Third", "Fourth", "Last"] as const;

/** Bounds, both ends inclusive. Source: bicep-types-az, MaintenanceWindow and the schedules. */
export const WINDOW_HOURS = { min: 4, max: 24 } as const;
export const INTERVALS = { days: { min: 1, max: 7 }, weeks: { min: 1, max: 4 }, months: { min: 1, max: 6 }, dayOfMonth: { min: 1, max: 31 } } as const;
