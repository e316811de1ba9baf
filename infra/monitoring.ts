/** What watches a cluster beyond its control plane's logs, as far as it is asked for. */
import type * as pulumi from "@pulumi/pulumi";
import type { AlertKey } from "../facts/alerts";
import { Alerts } from "./alerts";
import type { Placement } from "./component";
import { ContainerInsights, type CollectionArgs } from "./container-insights";
import { ManagedPrometheus } from "./managed-prometheus";

export interface ClusterMonitoringArgs extends Placement {
  readonly cluster: { readonly id: pulumi.Input<string>; readonly name: string };
  /** ARM id of the Log Analytics workspace. */
  readonly workspaceId: pulumi.Input<string>;
  /** What Container Insights collects; nothing where it is left out or not enabled. */
  readonly containerInsights?: (CollectionArgs & { readonly enabled: boolean }) | undefined;
  /** True makes a workspace for Prometheus' metrics and sends them there. */
  readonly prometheus?: boolean | undefined;
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

export function monitorCluster({ cluster, workspaceId, containerInsights, prometheus, alerts, shortName, names, ...place }: ClusterMonitoringArgs): void {
  if (containerInsights?.enabled) {
    const { collect, intervalMinutes, namespaces } = containerInsights;
    new ContainerInsights("container-insights", { ...place, collect, intervalMinutes, namespaces, ruleName: names.logCollectionRule, workspaceId, clusterId: cluster.id });
  }
  const metrics = prometheus === true
    ? new ManagedPrometheus("prometheus", { ...place, workspaceName: names.monitorWorkspace, endpointName: names.metricCollectionEndpoint, ruleName: names.metricCollectionRule, clusterId: cluster.id })
    : undefined;
  if (alerts.rules.length > 0) {
    new Alerts("alerts", { ...place, ...alerts, actionGroupName: names.actionGroup, shortName, cluster, workspaceId, metricsWorkspaceId: metrics?.workspace.id });
  }
}
