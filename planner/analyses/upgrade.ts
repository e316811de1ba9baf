/** The order in which a cluster is upgraded, what begins it, and what the plan's disruption budgets make of it. */
import { LONG_TERM_SUPPORT, supportEndOf } from "../../facts/kubernetes-versions";
import { DEFAULT_NODE_OS_CHANNEL, DEFAULT_UPGRADE_CHANNEL, MAINTENANCE_NAMES, movedBy, RELEASES_MAINTENANCE_NAME, WINDOWED_NODE_OS_CHANNELS } from "../../facts/upgrades";
import { ignoresChangeOf } from "../model/ignored";
import { KINDS } from "../model/kinds";
import type { IpPlan } from "../model/address-results";
import { groupedBy, once } from "../model/once";
import type { PlanObject } from "../model/plan";
import { isOpen, readAt, textAt, wordAt } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import type { ControlPlaneStep, UpgradeChoice, UpgradePlan, UpgradeWindow } from "../model/upgrade-results";
import { disruptionsIn, type DisruptionInput } from "./disruption-budgets";
import { clusterOf, poolsOf } from "./pools";
import { poolStep, type ControlPlane } from "./upgrade-pools";
import { overall } from "./verdict";

export interface UpgradeInput extends DisruptionInput {
  readonly clusters: readonly ClusterSummary[];
  readonly pools: readonly NodePool[];
  readonly ipPlan: IpPlan;
}

/** Undefined where it is declared but not known. */
function choice(inputs: PlanObject, key: string, byDefault: string): UpgradeChoice | undefined {
  if (readAt(inputs, "autoUpgradeProfile", key).knowledge === "absent") return { value: byDefault, byDefault: true };
  const value = textAt(inputs, "autoUpgradeProfile", key);
  return value === undefined ? undefined : { value, byDefault: false };
}

/** Whether anything keeps to a window; `node-image` begins no new version, but it does begin something. */
function isUsed(of: UpgradeWindow["of"], channel: UpgradeChoice | undefined, nodeOs: UpgradeChoice | undefined): boolean | undefined {
  switch (of) {
    case "releases": return true;
    case "cluster": return channel === undefined || movedBy(channel.value) === undefined ? undefined : channel.value !== DEFAULT_UPGRADE_CHANNEL;
    case "node-os": return nodeOs && WINDOWED_NODE_OS_CHANNELS.some(each => each === nodeOs.value);
  }
}

const WINDOWS: Readonly<Record<string, UpgradeWindow["of"]>> = {
  [MAINTENANCE_NAMES.cluster]: "cluster", [MAINTENANCE_NAMES.nodeOs]: "node-os", [RELEASES_MAINTENANCE_NAME]: "releases",
};

function windowsOf(cluster: ClusterSummary, { graph, clusters }: UpgradeInput, channel: UpgradeChoice | undefined, nodeOs: UpgradeChoice | undefined): readonly UpgradeWindow[] {
  return graph.where(KINDS.maintenanceConfiguration).filter(each => clusterOf(each, clusters) === cluster).flatMap(({ urn, inputs }) => {
    const name = textAt(inputs, "configName") ?? "";
    const of = Object.hasOwn(WINDOWS, name) ? WINDOWS[name] : undefined;
    return of === undefined ? [] : [{ of, resource: urn, used: isUsed(of, channel, nodeOs) }];
  });
}

/** Why nothing shows how a cluster gets on from its version. A minor version that AKS follows by itself is only where the cluster began. */
function deadEnd(inputs: PlanObject, { kubernetesVersion = "" }: ClusterSummary, moved: ControlPlane["moved"]): string | undefined {
  const longTerm = wordAt([LONG_TERM_SUPPORT], inputs, "supportPlan") === LONG_TERM_SUPPORT;
  if (moved === "minor" || supportEndOf(kubernetesVersion, longTerm)?.upgradable !== false) return undefined;
  return `${isOpen(inputs, "supportPlan") ? "without long-term support, which is not known, AKS" : "AKS"} upgrades from ${kubernetesVersion} without any guarantee: its support has ended`;
}

function controlPlaneStep(moved: ControlPlane["moved"], ignored: boolean, reason: string | undefined): ControlPlaneStep {
  if (moved === undefined) return { at: "control-plane", begins: "undecided", verdict: "undecided" };
  const begins = moved === "nothing" ? (ignored ? "command" : "declared-version") : "channel";
  return { at: "control-plane", begins, ...(reason === undefined ? { verdict: "proven" } : { verdict: "undecided", reason }) };
}

/** Those with pools of a cluster, with these alone. */
const budgetsByCluster = once((subnets: IpPlan["subnets"]) => groupedBy(
  subnets.flatMap(budget => [...groupedBy(budget.pools, ({ cluster }) => cluster)].map(([cluster, pools]) => ({ cluster, budget: { ...budget, pools } }))), ({ cluster }) => cluster));

/** The budgets as far as they are the cluster's: another may share its subnets, and name its pools alike. */
function ownBudgets({ resource }: ClusterSummary, { clusters, ipPlan }: UpgradeInput): IpPlan {
  // With one cluster, budgets do not say whose they are.
  if (clusters.length < 2) return ipPlan;
  return { ...ipPlan, subnets: (budgetsByCluster(ipPlan.subnets).get(resource) ?? []).map(({ budget }) => budget).filter(({ origin, cluster }) => origin !== "managed" || cluster === resource) };
}

function planFor(cluster: ClusterSummary, input: UpgradeInput): UpgradePlan {
  const { graph, pools } = input;
  const ipPlan = ownBudgets(cluster, input);
  const resource = graph.byUrn(cluster.resource);
  const inputs = resource?.inputs ?? {};
  const channel = choice(inputs, "upgradeChannel", DEFAULT_UPGRADE_CHANNEL);
  const nodeOsChannel = choice(inputs, "nodeOSUpgradeChannel", DEFAULT_NODE_OS_CHANNEL);
  const moved = channel && movedBy(channel.value);
  const own = poolsOf(cluster, pools);
  const steps = [
    controlPlaneStep(moved, ignoresChangeOf(resource, "kubernetesVersion"), deadEnd(inputs, cluster, moved)),
    ...own.map(pool => poolStep(pool, { graph, ipPlan, controlPlane: { version: cluster.kubernetesVersion, moved } })),
  ];
  const disruptions = disruptionsIn(cluster, input);
  return {
    cluster: cluster.resource, kubernetesVersion: cluster.kubernetesVersion, channel, nodeOsChannel, windows: windowsOf(cluster, input, channel, nodeOsChannel), steps, ...disruptions,
    // Without a pool there is more to the cluster than the plan says.
    verdict: overall([...steps, ...disruptions.budgets, ...(own.length === 0 ? [{ verdict: "undecided" as const }] : [])]),
  };
}

export const upgradePlans = (input: UpgradeInput): readonly UpgradePlan[] => input.clusters.map(cluster => planFor(cluster, input));
