/** What watches a cluster: its control plane's logs, and more as far as it is asked for. */
import type * as pulumi from "@pulumi/pulumi";
import type { AlertKey } from "../facts/alerts";
import type { AuditLog } from "../facts/control-plane-logs";
import { Alerts } from "./alerts";
import type { Placement } from "./component";
import { ContainerInsights, type CollectionArgs } from "./container-insights";
import { ControlPlaneLogs } from "./control-plane-logs";
import { ManagedPrometheus } from "./managed-prometheus";

export interface ClusterMonitoringArgs extends Placement {
  readonly cluster: { readonly id: pulumi.Input<string>; readonly name: string };
  /** ARM id of the Log Analytics workspace. */
  readonly workspaceId: pulumi.Input<string>;
  readonly logs: {
    /** Which of the API server's audit records are kept. */
    readonly audit: AuditLog;
    /** What Container Insights collects; nothing where it is left out or not enabled. */
    readonly containerInsights?: (CollectionArgs & { readonly enabled: boolean }) | undefined;
  };
  /** True makes a workspace for Prometheus' metrics and sends them there. */
  readonly metrics: { readonly prometheus?: boolean | undefined };
  /** No rule, no alert and nobody to tell. */
  readonly alerts: { readonly emails: readonly string[]; readonly rules: readonly AlertKey[] };
  /** First characters of the alerts' mails. */
  readonly shortName: string;
  readonly names: {
    readonly logCollectionRule: string;
    readonly monitorWorkspace: string;
    readonly metricCollectionEndpoint: string;
    readonly metricCollectionRule: string;
    readonly actionGroup: string;
  };
}

export function monitorCluster({ cluster, workspaceId, logs: { audit, containerInsights }, metrics: { prometheus }, alerts, shortName, names, ...place }: ClusterMonitoringArgs): void {
  new ControlPlaneLogs("control-plane", { clusterId: cluster.id, workspaceId, audit });
  if (containerInsights?.enabled) {
    const { collect, intervalMinutes, namespaces } = containerInsights;
    new ContainerInsights("container-insights", { ...place, collect, intervalMinutes, namespaces, ruleName: names.logCollectionRule, workspaceId, clusterId: cluster.id });
  }
  const toPrometheus = prometheus === true
    ? new ManagedPrometheus("prometheus", { ...place, workspaceName: names.monitorWorkspace, endpointName: names.metricCollectionEndpoint, ruleName: names.metricCollectionRule, clusterId: cluster.id })
    : undefined;
  if (alerts.rules.length > 0) {
    new Alerts("alerts", { ...place, ...alerts, actionGroupName: names.actionGroup, shortName, cluster, workspaceId, metricsWorkspaceId: toPrometheus?.workspace.id });
  }
}
