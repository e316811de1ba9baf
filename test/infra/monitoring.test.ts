import { describe, expect, it } from "@jest/globals";
import { ALERTS, type AlertKey } from "../../facts/alerts";
import { Alerts } from "../../infra/alerts";
import { monitoringProfiles } from "../../infra/cluster-profiles";
import { ContainerInsights, type CollectionArgs } from "../../infra/container-insights";
import { monitorCluster, type ClusterMonitoringArgs } from "../../infra/monitoring";
import { Observability } from "../../infra/observability";
import { onMocks, only } from "../mocks";

const place = { resourceGroupName: "rg", location: "canadacentral", tags: { stack: "test" } };
const cluster = { id: "cluster-id", name: "aks" };
const collection: CollectionArgs = { collect: "logs-and-events", intervalMinutes: 1, namespaces: { mode: "all", names: [] } };

describe("what Azure Monitor runs in the cluster", () => {
  const profiles = (choice: { containerInsights?: boolean; prometheus?: boolean }) => monitoringProfiles({ ...choice, workspaceId: "workspace-id" });

  it("is Container Insights on managed identity and the metrics add-on, where they are on", () => {
    expect(profiles({ containerInsights: true, prometheus: true })).toEqual({
      addons: { omsagent: { enabled: true, config: { logAnalyticsWorkspaceResourceID: "workspace-id", useAADAuth: "true" } } }, azureMonitorProfile: { metrics: { enabled: true } },
    });
  });

  it("is taken out in words where it is off, and not spoken of where nothing is chosen", () => {
    expect(profiles({ containerInsights: false, prometheus: false })).toEqual({ addons: { omsagent: { enabled: false } }, azureMonitorProfile: { metrics: { enabled: false } } });
    expect(profiles({})).toEqual({ addons: {} });
  });
});

describe("the log workspace", () => {
  const capping = async (dailyCapGb?: number) => only(await onMocks(() => new Observability("o", { ...place, workspaceName: "log", retentionDays: 90, dailyCapGb })), ":Workspace").inputs;

  it("has a daily cap where one is given, and no word of it elsewhere", async () => {
    expect(await capping(5)).toMatchObject({ retentionInDays: 90, workspaceCapping: { dailyQuotaGb: 5 } });
    expect(await capping()).not.toHaveProperty("workspaceCapping");
  });
});

describe("Container Insights", () => {
  const declared = (changes: Partial<CollectionArgs>) => onMocks(() => new ContainerInsights("ci", { ...place, ...collection, ...changes, ruleName: "dcr", workspaceId: "workspace-id", clusterId: "cluster-id" }));
  const settingsOf = async (changes: Partial<CollectionArgs>) => {
    const { dataSources } = only(await declared(changes), ":DataCollectionRule").inputs as { dataSources: { extensions: { streams: string[]; extensionSettings: { dataCollectionSettings: unknown } }[] } };
    return dataSources.extensions[0];
  };

  it("sends its streams to the workspace, into ContainerLogV2", async () => {
    const { dataFlows, destinations, kind } = only(await declared({}), ":DataCollectionRule").inputs;
    const streams = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"];
    expect({ dataFlows, destinations, kind }).toEqual({ kind: "Linux", dataFlows: [{ streams, destinations: ["workspace"] }], destinations: { logAnalytics: [{ name: "workspace", workspaceResourceId: "workspace-id" }] } });
    expect(await settingsOf({})).toEqual({
      name: "ContainerInsightsExtension", extensionName: "ContainerInsights", streams,
      extensionSettings: { dataCollectionSettings: { interval: "1m", enableContainerLogV2: true, namespaceFilteringMode: "Off" } },
    });
  });

  it("collects as often and from where it is told", async () => {
    expect(await settingsOf({ collect: "everything", intervalMinutes: 10, namespaces: { mode: "exclude", names: ["kube-system"] } })).toMatchObject({
      streams: ["Microsoft-ContainerInsights-Group-Default"],
      extensionSettings: { dataCollectionSettings: { interval: "10m", namespaceFilteringMode: "Exclude", namespaces: ["kube-system"] } },
    });
  });

  it("ties its rule to the cluster under the name that the add-on looks for", async () => {
    expect(only(await declared({}), ":DataCollectionRuleAssociation").inputs).toMatchObject({ resourceUri: "cluster-id", dataCollectionRuleId: "container-logs-id", associationName: "ContainerInsightsExtension" });
  });
});

describe("alerts", () => {
  const declared = (rules: readonly AlertKey[], metricsWorkspaceId?: string) => onMocks(() => new Alerts("alerts", {
    ...place, actionGroupName: "ag", shortName: "hogwartsschoolofmagic", emails: ["a@example.org", "b@example.org"], rules, cluster, workspaceId: "workspace-id", metricsWorkspaceId,
  }));

  it("tell an action group, whose short name Azure cuts at 12 characters, by e-mail", async () => {
    const group = only(await declared(["node-cpu"]), ":ActionGroup").inputs;
    expect(group).toMatchObject({ location: "global", groupShortName: "hogwartsscho", enabled: true });
    expect(group["emailReceivers"]).toEqual([{ name: "email-1", emailAddress: "a@example.org", useCommonAlertSchema: true }, { name: "email-2", emailAddress: "b@example.org", useCommonAlertSchema: true }]);
  });

  it("on platform metrics watch the cluster, one value of a dimension apart from the other", async () => {
    expect(only(await declared(["node-not-ready"]), ":MetricAlert").inputs).toMatchObject({
      ruleName: "node-not-ready-aks", location: "global", scopes: ["cluster-id"], severity: 1, evaluationFrequency: "PT5M", windowSize: "PT15M", actions: [{ actionGroupId: "alerts-id" }],
      criteria: { odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", allOf: [{
        criterionType: "StaticThresholdCriterion", metricName: "kube_node_status_condition", operator: "GreaterThan", threshold: 0, timeAggregation: "Average",
        dimensions: [{ name: "condition", operator: "Include", values: ["Ready"] }, { name: "status", operator: "Exclude", values: ["true"] }, { name: "node", operator: "Include", values: ["*"] }],
      }] },
    });
  });

  it("on logs ask the workspace, whose tables need not be there yet", async () => {
    expect(only(await declared(["pods-pending"]), ":ScheduledQueryRule").inputs).toMatchObject({
      location: "canadacentral", scopes: ["workspace-id"], windowSize: "PT30M", skipQueryValidation: true, actions: { actionGroups: ["alerts-id"] },
      criteria: { allOf: [{ query: expect.stringMatching(/^KubePodInventory\n/) as unknown, timeAggregation: "Count", operator: "GreaterThan", threshold: 0 }] },
    });
  });

  it("on Prometheus' metrics are one group of rules of the cluster", async () => {
    expect(only(await declared(["pods-not-ready", "pods-crash-looping"], "metrics-id"), ":PrometheusRuleGroup").inputs).toMatchObject({
      scopes: ["metrics-id", "cluster-id"], clusterName: "aks", enabled: true,
      rules: [{ alert: "pods-not-ready", for: "PT5M", expression: expect.stringMatching(/< 0\.8$/) as unknown, actions: [{ actionGroupId: "alerts-id" }] }, { alert: "pods-crash-looping", for: "PT15M" }],
    });
    expect((await declared(["node-cpu"], "metrics-id")).map(({ type }) => type)).not.toContain("azure-native:alertsmanagement:PrometheusRuleGroup");
  });

  it("on Prometheus' metrics are refused where no workspace holds any", async () => {
    await expect(declared(["pods-not-ready"])).rejects.toThrow(/pods-not-ready/);
  });

  it("are one resource each, of all kinds together", async () => {
    const keys = Object.keys(ALERTS) as AlertKey[];
    const types = (await declared(keys, "metrics-id")).map(({ type }) => type.split(":").at(-1));
    expect([types.filter(type => type === "MetricAlert").length, types.filter(type => type === "ScheduledQueryRule").length, types.filter(type => type === "PrometheusRuleGroup").length]).toEqual([6, 2, 1]);
  });
});

describe("a cluster's monitoring", () => {
  const names = { logCollectionRule: "dcr-logs", monitorWorkspace: "amw", metricCollectionEndpoint: "dce", metricCollectionRule: "dcr-metrics", actionGroup: "ag" };
  const declared = (changes: Partial<ClusterMonitoringArgs>) => onMocks(() => { monitorCluster({ ...place, cluster, workspaceId: "workspace-id", names, shortName: "hat", logs: { audit: "admin" }, metrics: {}, alerts: { emails: [], rules: [] }, ...changes }); });

  it("is its control plane's logs alone where nothing else is asked for, or where it is switched off", async () => {
    for (const changes of [{}, { logs: { audit: "admin", containerInsights: { enabled: false, ...collection } }, metrics: { prometheus: false } }] as const) {
      const resources = await declared(changes);
      expect(resources).toHaveLength(1);
      expect(only(resources, ":DiagnosticSetting").inputs).toMatchObject({ resourceUri: "cluster-id", workspaceId: "workspace-id" });
    }
  });

  it("takes Prometheus' metrics through an endpoint and a rule to a workspace of their own", async () => {
    const resources = await declared({ metrics: { prometheus: true } });
    expect(only(resources, ":AzureMonitorWorkspace").inputs).toMatchObject({ azureMonitorWorkspaceName: "amw" });
    expect(only(resources, ":DataCollectionRule").inputs).toMatchObject({
      dataCollectionRuleName: "dcr-metrics", dataCollectionEndpointId: "metrics-id", dataSources: { prometheusForwarder: [{ streams: ["Microsoft-PrometheusMetrics"] }] },
      destinations: { monitoringAccounts: [{ name: "metrics", accountResourceId: "metrics-id" }] }, dataFlows: [{ streams: ["Microsoft-PrometheusMetrics"], destinations: ["metrics"] }],
    });
    expect(only(resources, ":DataCollectionRuleAssociation").inputs).toMatchObject({ resourceUri: "cluster-id", dataCollectionRuleId: "metrics-id" });
  });
});
