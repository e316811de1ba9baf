/** What logs, metrics and alerts must keep with each other: an alert that can never fire is refused, and one that nobody hears. */
import { alertOf, type AlertKey } from "../../facts/alerts";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";

/** A filter of namespaces names some, and nothing else does. */
export function logProblems({ containerInsights }: Sections["logs"]): readonly Problem[] {
  if (!containerInsights) return [];
  const { mode, names } = containerInsights.namespaces;
  const path = "logs.containerInsights.namespaces";
  if (mode === "all" && names.length > 0) return [{ path: `${path}.mode`, found: shown(mode), allowed: "include or exclude, since namespaces are named: with all of them the names would be ignored", nearest: "exclude" }];
  if (mode !== "all" && names.length === 0) return [{ path: `${path}.names`, found: "no namespace", allowed: `at least one namespace to ${mode}, or mode all`, source: "azure-monitor-docs, kubernetes-monitoring-enable-arm.md" }];
  return [];
}

type Alerting = readonly [logs: Sections["logs"], metrics: Sections["metrics"]];

/** What an alert needs and does not have, as the setting that would give it. */
function missing(key: AlertKey, [logs, metrics]: Alerting): string | undefined {
  const alert = alertOf(key);
  if (alert.on === "prometheus") return metrics.prometheus === true ? undefined : "metrics.prometheus: true, whose metrics it reads";
  if (alert.on !== "logs") return undefined;
  if (alert.needs === "daily cap") return logs.dailyCapGb === undefined ? "a cap in logs.dailyCapGb: without one it never fires" : undefined;
  return logs.containerInsights?.enabled === true ? undefined : "logs.containerInsights.enabled: true, whose tables it reads";
}

export function alertProblems(logs: Sections["logs"], metrics: Sections["metrics"], alerts: Sections["alerts"]): readonly Problem[] {
  const problems = alerts.rules.flatMap((key, index): Problem[] => {
    const needs = missing(key, [logs, metrics]);
    return needs === undefined ? [] : [{ path: `alerts.rules[${index}]`, found: shown(key), allowed: `another alert, or ${needs}`, source: alertOf(key).source }];
  });
  if (alerts.rules.length > 0 && alerts.emails.length === 0) problems.push({ path: "alerts.emails", found: "no address", allowed: "at least one address with alerts, or nobody hears of them" });
  if (alerts.emails.length > 0 && alerts.rules.length === 0) problems.push({ path: "alerts.rules", found: "no alert", allowed: "at least one alert with addresses, or nothing is ever sent" });
  return problems;
}
