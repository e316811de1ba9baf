/** What stands beside the cluster: registry, vault, and who watches. */
import { z } from "zod";
import { ALERTS } from "../../facts/alerts";
import { COLLECTION_INTERVAL } from "../../facts/container-insights";
import { NAME_RULES } from "../../facts/naming";
import { UNTAGGED_RETENTION_DAYS } from "../../facts/registry-skus";
import { matching, unique } from "./values";

/** Private: no public access, an endpoint in the VNet instead, found through a private DNS zone. */
const access = () => z.enum(["public", "private"]).default("public");

export const registry = z.strictObject({
  sku: z.enum(["Basic", "Standard", "Premium"]).default("Basic"),
  /** Private needs Premium. */
  access: access(),
  /** Premium. Fixed when the registry is made; Azure spreads any registry over the zones of a region that has them, this asks for it by name. */
  zoneRedundancy: z.boolean().default(false),
  /** Premium. Layers come from a host name of the registry's own, for narrow firewall rules; with private access Azure turns it on by itself. */
  dataEndpoint: z.boolean().default(false),
  /** Premium. Days until a manifest that lost its last tag is deleted for good, also one that a pod still names by digest. */
  untaggedRetentionDays: z.int().min(UNTAGGED_RETENTION_DAYS.min).max(UNTAGGED_RETENTION_DAYS.max).optional(),
});

export const vault = z.strictObject({
  /** Premium keeps keys in hardware modules; secrets need no more than standard. */
  sku: z.enum(["standard", "premium"]).default("standard"),
  access: access(),
  softDeleteRetentionDays: z.int().min(7).max(90).default(7),
  /** Cannot be taken back once it is on. */
  purgeProtection: z.boolean().default(false),
  /** Recover a vault that was deleted under the same name instead of making one; take it back once the vault is there. */
  recover: z.boolean().default(false),
  /** Logs every request to the vault, with who made it. */
  auditLog: z.boolean().default(false),
});

const kubernetesName = matching(NAME_RULES.kubernetesLabel.pattern, `a namespace: ${NAME_RULES.kubernetesLabel.alphabet}`);

export const logs = z.strictObject({
  /** Days that logs can be queried: two years at most. */
  retentionDays: z.int().min(30).max(730).default(30),
  /** Whole GB a day after which Azure takes no more logs until the next day, alerts on logs included: a safeguard, no budget. None where it is left out. */
  dailyCapGb: z.int().min(1).optional(),
  /** `full` logs every read as well, most of the volume and of the cost. */
  audit: z.enum(["admin", "full", "none"]).default("admin"),
  /** Logs of the cluster's containers. Left out, nothing is said of it; `enabled: false` takes the add-on out of a cluster that had it. */
  containerInsights: z.strictObject({
    enabled: z.boolean(),
    collect: z.enum(["logs-and-events", "everything"]).default("logs-and-events"),
    intervalMinutes: z.int().min(COLLECTION_INTERVAL.min).max(COLLECTION_INTERVAL.max).default(COLLECTION_INTERVAL.byDefault),
    /** For inventory, events and performance. Containers' own logs are collected from every namespace. */
    namespaces: z.strictObject({
      mode: z.enum(["all", "include", "exclude"]).default("all"),
      names: unique(kubernetesName).default([]),
    }).prefault({}),
  }).optional(),
});

export const metrics = z.strictObject({
  /** Azure's managed Prometheus. Left out, nothing is said of it; false takes it out of a cluster that had it. */
  prometheus: z.boolean().optional(),
});

const email = matching(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, "an e-mail address");

const isAlert = (key: string): key is keyof typeof ALERTS => Object.hasOwn(ALERTS, key);

export const alerts = z.strictObject({
  /** Who is told. */
  emails: unique(email).default([]),
  /** What is watched; thresholds and windows are in `facts/alerts.ts`. */
  rules: unique(z.enum(Object.keys(ALERTS).filter(isAlert))).default([]),
});
