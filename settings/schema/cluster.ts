/** The cluster: version, API server, people, upgrades. */
import { z } from "zod";
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS } from "../../facts/kubernetes-versions";
import { NAME_RULES } from "../../facts/naming";
import { nearest } from "../../facts/nearest";
import { EXPANDERS } from "../../facts/node-pools";
import { PRIVATE_DNS_ZONES } from "../../facts/private-api-server";
import { DEFAULT_NODE_OS_CHANNEL, INTERVALS, NODE_OS_CHANNELS, UPGRADE_CHANNELS, WEEK_DAYS, WEEKS_OF_MONTH, WINDOW_HOURS } from "../../facts/upgrades";
import { guid, matching, prefix, within } from "./values";

/** A YAML file that says 1.30 without quotes means the number 1.3: numbers are refused with the version that was meant. */
const version = () => z.unknown().transform((value, context) => {
  const known = Object.keys(KUBERNETES_VERSIONS);
  const text = typeof value === "string" ? value : "";
  if (known.includes(/^(1\.\d+)(\.\d+)?$/.exec(text)?.[1] ?? "")) return text;
  const supported = known.filter(option => KUBERNETES_VERSIONS[option]?.endOfLife !== undefined);
  const meant = typeof value === "number" ? [String(value), `${value}0`].find(option => known.includes(option)) : nearest(text.split(".").slice(0, 2).join("."), supported);
  context.issues.push({
    code: "custom", input: value,
    params: { allowed: `a Kubernetes version of AKS's calendar, in quotes: ${known.join(", ")}, with or without a patch`, nearest: `"${meant ?? DEFAULT_KUBERNETES_VERSION}"` },
  });
  return z.NEVER;
});

/** When AKS may begin upgrades; what has begun goes on after the window's end. */
const maintenanceWindow = z.strictObject({
  schedule: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("daily"), interval: within(INTERVALS.days).default(1) }),
    z.strictObject({ kind: z.literal("weekly"), day: z.enum(WEEK_DAYS), interval: within(INTERVALS.weeks).default(1) }),
    z.strictObject({ kind: z.literal("monthly"), dayOfMonth: within(INTERVALS.dayOfMonth), interval: within(INTERVALS.months).default(1) }),
    z.strictObject({ kind: z.literal("monthly-weekday"), week: z.enum(WEEKS_OF_MONTH), day: z.enum(WEEK_DAYS), interval: within(INTERVALS.months).default(1) }),
  ]),
  start: matching(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day in quotes, \"00:00\" to \"23:59\""),
  utcOffset: matching(/^[+-](0\d|1[0-4]):[0-5]\d$/, "an offset from UTC in quotes, such as \"+00:00\" or \"-04:00\"").default("+00:00"),
  hours: within(WINDOW_HOURS).default(WINDOW_HOURS.min),
});

/** How pools that scale by themselves do so, for all of them at once; Azure's own defaults where nothing is chosen. */
const autoscaler = z.strictObject({
  /** Which pool grows where several could. */
  expander: z.enum(EXPANDERS).optional(),
  /** Grows pools of one kind evenly, such as one in each zone. */
  balanceSimilarPools: z.boolean().optional(),
  /** How long a node must be of no use before it goes. */
  unneededMinutes: z.int().min(1).max(1440).optional(),
  /** Share of a node's capacity, requested by its pods, below which it may be of no use. */
  utilizationThreshold: z.number().min(0).max(1).optional(),
  /** How long pods get to end when their node goes. */
  podTerminationSeconds: z.int().min(0).max(86_400).optional(),
  /** False lets nodes go whose pods keep files on them. */
  skipNodesWithLocalStorage: z.boolean().optional(),
});

export const cluster = z.strictObject({
  /** False plans and deploys everything before the cluster: nodes that leave through a tunnel cannot start before it is up. */
  enabled: z.boolean().default(true),
  /** With a channel that moves patches, the minor version alone; with one that moves minor versions too, the version at creation. */
  kubernetesVersion: version().default(DEFAULT_KUBERNETES_VERSION),
  tier: z.enum(["Free", "Standard", "Premium"]).default("Free"),
  supportPlan: z.enum(["KubernetesOfficial", "AKSLongTermSupport"]).default("KubernetesOfficial"),
  identity: z.enum(["user-assigned", "system-assigned"]).default("user-assigned"),
  apiServer: z.strictObject({
    access: z.enum(["public", "authorized-ranges", "private"]).default("public"),
    /** Who may call the API server when access is `authorized-ranges`. Azure adds the cluster's own outbound address. */
    authorizedIpRanges: z.array(prefix()).max(200).default([]),
    /** Who keeps the private API server's zone; `system` where nothing is said. */
    privateDnsZone: z.enum(PRIVATE_DNS_ZONES).optional(),
    /** True gives a private API server a public host name (FQDN) as well; it resolves to the private address. Off where nothing is said. */
    publicFqdn: z.boolean().optional(),
  }).prefault({}),
  /** What AKS upgrades by itself, and when. Without it Azure's defaults hold: no channel for the cluster, node images weekly. */
  upgrades: z.strictObject({
    channel: z.enum(UPGRADE_CHANNELS).default("none"),
    nodeOsChannel: z.enum(NODE_OS_CHANNELS).default(DEFAULT_NODE_OS_CHANNEL),
    /** For what the channel upgrades. */
    window: maintenanceWindow.optional(),
    /** For what the node OS channel updates. */
    nodeOsWindow: maintenanceWindow.optional(),
  }).optional(),
  /** Microsoft Entra ID for people; without it the cluster knows local accounts only. */
  entra: z.strictObject({
    adminGroupObjectIds: z.array(guid()).default([]),
    azureRbac: z.boolean().default(true),
    localAccounts: z.boolean().default(false),
  }).optional(),
  nodeResourceGroup: z.string().min(1).max(NAME_RULES.nodeResourceGroup.max).optional(),
  autoscaler: autoscaler.optional(),
});
