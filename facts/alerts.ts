/**
 * Alerts that matter on AKS: what each watches, from which threshold and over which window, and who says so. Severities are Azure's (0 critical to 4 verbose) and this project's choice.
 * `estimated`: a threshold, window or dimension that no page of Microsoft gives together; the source says which.
 */

interface AlertBasis {
  /** What has happened, in a few words. */
  readonly title: string;
  readonly reason: string;
  readonly severity: 0 | 1 | 2 | 3 | 4;
  readonly certainty: "documented" | "estimated";
  readonly source: string;
  readonly asOf: string;
}

/** On a metric that Azure collects from every cluster at no cost. Durations are ISO 8601, percentages 0 to 100 of what a node may give to pods. */
export interface PlatformAlert extends AlertBasis {
  readonly on: "platform metric";
  readonly metric: string;
  readonly dimensions: readonly { readonly name: string; readonly operator: "Include" | "Exclude"; readonly values: readonly string[] }[];
  /** Fires above it, on the average over the window. */
  readonly threshold: number;
  readonly window: string;
}

/** On the rows that a query of the workspace finds in the window; fires when there is one. */
export interface LogAlert extends AlertBasis {
  readonly on: "logs";
  /** Setting without which the query finds nothing ever. */
  readonly needs: "container insights" | "daily cap";
  readonly query: string;
  readonly window: string;
}

/** On an expression over Prometheus' metrics that is true for `for`. */
export interface PrometheusAlert extends AlertBasis {
  readonly on: "prometheus";
  readonly expression: string;
  readonly for: string;
}

export type Alert = PlatformAlert | LogAlert | PrometheusAlert;

const METRICS = "azure-monitor-docs, supported-metrics/microsoft-containerservice-managedclusters-metrics.md";
const RECOMMENDED = "azure-monitor-docs, containers/kubernetes-metric-alerts.md";
const PROACTIVE = "azure-aks-docs, best-practices-monitoring-proactive.md";
const documented = { certainty: "documented", asOf: "2026-08-21" } as const;
const estimated = { certainty: "estimated", asOf: "2026-08-21" } as const;
/** One alert for each value of the dimension. */
const each = (name: string) => ({ name, operator: "Include", values: ["*"] }) as const;

export const ALERTS = {
  "node-not-ready": {
    on: "platform metric", title: "a node is not ready", severity: 1, reason: "its pods are moved elsewhere or wait; nodes that restart in an upgrade fire it too",
    metric: "kube_node_status_condition", dimensions: [{ name: "condition", operator: "Include", values: ["Ready"] }, { name: "status", operator: "Exclude", values: ["true"] }, each("node")],
    threshold: 0, window: "PT15M", ...estimated, source: `${PROACTIVE} (signal; 20 minutes, a window that Azure does not offer); ${METRICS} (dimensions); their values: kube-state-metrics`,
  },
  "node-cpu": {
    on: "platform metric", title: "a node's processors are nearly all in use", severity: 3, reason: "pods on it get slower, probes fail",
    metric: "node_cpu_usage_percentage", dimensions: [each("node")], threshold: 95, window: "PT5M", ...documented, source: RECOMMENDED,
  },
  "node-memory": {
    on: "platform metric", title: "a node's pods use more memory than it may give", severity: 2, reason: "the kubelet evicts pods",
    metric: "node_memory_working_set_percentage", dimensions: [each("node")], threshold: 100, window: "PT5M", ...documented, source: RECOMMENDED,
  },
  "node-disk": {
    on: "platform metric", title: "a node's disk is nearly full", severity: 2, reason: "the kubelet removes images and evicts pods",
    metric: "node_disk_usage_percentage", dimensions: [each("node"), each("device")], threshold: 90, window: "PT5M", ...estimated, source: `${PROACTIVE} (threshold); the window is that of ${RECOMMENDED}`,
  },
  "api-server-cpu": {
    on: "platform metric", title: "the API server's processors are nearly all in use", severity: 2, reason: "requests to the cluster are slowed down or refused; a higher tier scales further",
    metric: "apiserver_cpu_usage_percentage", dimensions: [], threshold: 90, window: "PT15M", ...estimated, source: `${METRICS} (metric); threshold and window: none given`,
  },
  "pods-failed": {
    on: "platform metric", title: "a pod has failed", severity: 2, reason: "its containers have ended and are not started again",
    metric: "kube_pod_status_phase", dimensions: [{ name: "phase", operator: "Include", values: ["Failed"] }, each("namespace")], threshold: 0, window: "PT5M",
    ...estimated, source: `${RECOMMENDED}, KubePodFailedState (threshold and window); ${METRICS} (metric)`,
  },
  "pods-pending": {
    on: "logs", needs: "container insights", title: "a pod has been waiting for a node for ten minutes", severity: 2, reason: "no node has room for it, or none may take it",
    query: [
      "KubePodInventory",
      "| summarize waiting = countif(PodStatus =~ 'Pending'), seen = count(), since = min(TimeGenerated), last = max(TimeGenerated) by ClusterName, Namespace, Name",
      "| where waiting == seen and last - since >= 10m",
    ].join("\n"),
    window: "PT30M", ...estimated, source: "azure-monitor-docs, containers/container-insights-log-alerts.md (table and columns); duration: this project's",
  },
  "daily-cap-reached": {
    on: "logs", needs: "daily cap", title: "the workspace has reached its daily cap", severity: 1, reason: "no log is taken any more until the next day, and alerts on logs are blind",
    query: "_LogOperation | where Category =~ 'Ingestion' | where Detail contains 'OverQuota'",
    window: "PT5M", ...documented, source: "azure-monitor-docs, logs/daily-cap.md",
  },
  "pods-not-ready": {
    on: "prometheus", title: "fewer than 80% of a Deployment's pods are ready", severity: 2, reason: "the others take its whole load",
    expression: "sum by (cluster, namespace, deployment) (kube_deployment_status_replicas_ready) / sum by (cluster, namespace, deployment) (kube_deployment_spec_replicas) < 0.8",
    for: "PT5M", ...documented, source: `${RECOMMENDED}, KubePodReadyStateLow`,
  },
  "pods-crash-looping": {
    on: "prometheus", title: "a container ends again and again", severity: 2, reason: "Kubernetes waits longer before each start",
    expression: 'max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff", job="kube-state-metrics"}[5m]) >= 1',
    for: "PT15M", ...documented, source: `${RECOMMENDED}, KubePodCrashLooping; Azure/prometheus-collector, recommendedMetricAlerts.bicep`,
  },
} as const satisfies Record<string, Alert>;

export type AlertKey = keyof typeof ALERTS;

/** What an alert watches and when it fires; by the wider type, so that its kind can be asked for. */
export const alertOf = (key: AlertKey): Alert => ALERTS[key];

/** Minutes between two evaluations; no window is shorter. */
export const EVALUATED_EVERY = "PT5M";

/** Characters of an action group's short name, which text messages begin with. Source: bicep-types-az, Microsoft.Insights/actionGroups@2022-06-01, groupShortName, as of 2026-08-20. */
export const ACTION_GROUP_SHORT_NAME = 12;
