/**
 * What Container Insights collects, and how its data collection rule says so. The add-on sends with a managed identity: its legacy way of signing in, by the workspace's key, ended
 * (`CONTAINER_INSIGHTS_LEGACY_LOGIN` in `retirements.ts`).
 */

/** Tables to fill: `logs-and-events` leaves performance and inventory out, which Prometheus' metrics or the platform's stand for. */
export type CollectedLogs = "logs-and-events" | "everything";

/**
 * Streams of the rule, each one table of the workspace. Sources: azure-monitor-docs, kubernetes-monitoring-enable-arm.md (streams) and kubernetes-data-collection-configure.md (the preset
 * "Logs and Events"); microsoft/Docker-Provider, onboarding templates (the group of all streams). As of 2026-08-21.
 */
export const CONTAINER_INSIGHTS_STREAMS: Readonly<Record<CollectedLogs, readonly string[]>> = {
  "logs-and-events": ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"],
  everything: ["Microsoft-ContainerInsights-Group-Default"],
};

/** Minutes between two collections of inventory and performance. Source: azure-monitor-docs, kubernetes-monitoring-enable-arm.md, dataCollectionInterval, as of 2026-08-21. */
export const COLLECTION_INTERVAL = { min: 1, max: 30, byDefault: 1 } as const;

/** Which namespaces are looked at. */
export type NamespaceMode = "all" | "include" | "exclude";

/** The agent's own words. Source: microsoft/Docker-Provider, onboarding-msi-bicep, as of 2026-08-21. */
export const NAMESPACE_FILTERING: Readonly<Record<NamespaceMode, "Off" | "Include" | "Exclude">> = { all: "Off", include: "Include", exclude: "Exclude" };

/** Name of the data source and of the association that the add-on's own onboarding gives. Source: microsoft/Docker-Provider, onboarding-msi-bicep, as of 2026-08-21. */
export const CONTAINER_INSIGHTS_EXTENSION = { dataSource: "ContainerInsightsExtension", association: "ContainerInsightsExtension", extension: "ContainerInsights" } as const;
