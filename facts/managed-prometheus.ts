/** What Azure's managed service for Prometheus is made of besides what a program declares. */

/** The stream that the rule forwards. Source: Azure/prometheus-collector, AddonBicepTemplate/FullAzureMonitorMetricsProfile.bicep, as of 2026-08-21. */
export const PROMETHEUS_STREAM = "Microsoft-PrometheusMetrics";

/**
 * The resource group that Azure makes beside an Azure Monitor workspace, for a rule and an endpoint of its own named like the workspace: other Prometheus servers may write through
 * them. Source: azure-monitor-docs, kubernetes-data-collection-configure.md, as of 2026-08-21.
 */
export const metricsGroupName = (workspace: string, region: string): string => `MA_${workspace}_${region.toLowerCase().replaceAll(" ", "")}_managed`;

export const METRICS_GROUP_SOURCE = "azure-monitor-docs, kubernetes-data-collection-configure.md, as of 2026-08-21";
