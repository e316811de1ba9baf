/**
 * How AKS goes through an upgrade: the order of its steps, the rounds of a pool, and how far a pool's version may be from the control plane's.
 * Control plane first, then the pools one after the other; which pool comes first is not documented. A channel always upgrades all of them; without one, a pool that declares no version of its own keeps the one that it
 * has when the cluster's changes. A spot pool's nodes are cordoned and their pods told to go: no surge and no drain (spot-node-pool.md).
 * Sources: azure-aks-docs, upgrade-aks-control-plane.md (2025-05-27), auto-upgrade-cluster.md, upgrade-node-pools.md and upgrade-aks-node-pools-rolling.md (2026-05-29); bicep-types-az,
 * AgentPoolUpgradeSettings@2025-09-01. As of 2026-08-21.
 */
import type { Version } from "./kubernetes-versions";

/** Nodes of one round are drained at the same time; drained, they wait for the soak and are reimaged. */
export const ROLLING_SOURCE = "azure-aks-docs, upgrade-aks-node-pools-rolling.md";

/** Where a pool says nothing, in minutes. */
export const DEFAULT_DRAIN_TIMEOUT_MINUTES = 30;
export const DEFAULT_NODE_SOAK_MINUTES = 0;

/** What becomes of nodes that cannot be drained where a pool says nothing: they take pods again, and are not upgraded. */
export const DEFAULT_UNDRAINABLE_NODES = "Schedule";

/** Rounds in which so many nodes are upgraded; undefined where no node is taken at once though there are some. */
export const roundsOf = (nodes: number, atOnce: number): number | undefined => (nodes === 0 ? 0 : atOnce === 0 ? undefined : Math.ceil(nodes / atOnce));

/** The sources disagree: AKS's pages on the control plane and on supported versions say three minor versions since 1.28, the API's type and the page on pools say two. The wider is followed. */
const SKEW = { since: { major: 1, minor: 28 }, minors: 3, before: 2 } as const;
export const SKEW_SOURCE = "azure-aks-docs, upgrade-aks-control-plane.md (3 minor versions), upgrade-node-pools.md and bicep-types-az, orchestratorVersion (2)";

/** How many minor versions a control plane of this version may be ahead of its pools. */
export const skewOf = ({ major, minor }: Version): number => (major === SKEW.since.major && minor >= SKEW.since.minor ? SKEW.minors : SKEW.before);

/**
 * How a pool's version stands to the control plane's. `ahead`: newer, which is never allowed. `too-far`: more minor versions behind than may be, or of another major version.
 * A patch that one of the two does not say decides nothing: Azure takes the newest.
 */
export function skewBetween(controlPlane: Version, pool: Version): "allowed" | "ahead" | "too-far" {
  if (pool.major !== controlPlane.major) return pool.major > controlPlane.major ? "ahead" : "too-far";
  if (pool.minor !== controlPlane.minor) return pool.minor > controlPlane.minor ? "ahead" : controlPlane.minor - pool.minor > skewOf(controlPlane) ? "too-far" : "allowed";
  return pool.patch !== undefined && controlPlane.patch !== undefined && pool.patch > controlPlane.patch ? "ahead" : "allowed";
}
