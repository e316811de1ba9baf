/** The whole program with everything that watches a cluster: order, predicted ids, and what the plan shows. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import { planOf, type PlanGraph } from "../planner/testing";
import { toText } from "../planner/views/text/text";
import { ROOT } from "./stack-config";

const WATCHED = {
  logs: { retentionDays: 90, dailyCapGb: 5, audit: "full", containerInsights: { enabled: true } },
  metrics: { prometheus: true },
  alerts: { emails: ["oncall@example.org"], rules: ["node-not-ready", "pods-pending", "daily-cap-reached", "pods-not-ready"] },
};
const MONITORING = /:(ActionGroup|AzureMonitorWorkspace|DataCollection\w+|MetricAlert|ScheduledQueryRule|PrometheusRuleGroup)$/;

describe("a cluster that is watched", () => {
  let plan: PlanGraph;
  let text: string;
  beforeAll(async () => {
    plan = await planOf("dev", { cwd: ROOT, config: WATCHED });
    text = toText(plan.plan, { colour: false });
  });
  const association = (associationName: string) => plan.one("DataCollectionRuleAssociation", { associationName });
  const rule = (dataCollectionRuleName: string) => plan.one("DataCollectionRule", { dataCollectionRuleName });

  it("comes after the workspace of its logs, and its associations after it and after their rules", () => {
    const [cluster, logs] = [plan.one("ManagedCluster"), plan.one("operationalinsights:Workspace")];
    expect([plan.dependsOn(cluster, logs), plan.dependsOn(rule("dcr-logs-hogwarts-dev"), logs), plan.dependsOn(rule("dcr-logs-hogwarts-dev"), cluster)]).toEqual([true, true, false]);
    for (const [name, of] of [["ContainerInsightsExtension", "dcr-logs-hogwarts-dev"], ["prometheus", "dcr-metrics-hogwarts-dev"]] as const) {
      expect([name, plan.dependsOn(association(name), cluster), plan.dependsOn(association(name), rule(of)), plan.dependsOn(cluster, association(name))]).toEqual([name, true, true, false]);
    }
    for (const before of [plan.one("AzureMonitorWorkspace"), plan.one("DataCollectionEndpoint")]) expect(plan.dependsOn(rule("dcr-metrics-hogwarts-dev"), before)).toBe(true);
  });

  it("signs in with a managed identity and names its workspace by the id that it will have", () => {
    const workspace = "/providers/Microsoft.OperationalInsights/workspaces/log-hogwarts-dev";
    expect(plan.count("ManagedCluster", { addonProfiles: { omsagent: { enabled: true, config: { useAADAuth: "true", logAnalyticsWorkspaceResourceID: (id: unknown) => String(id).endsWith(workspace) } } } })).toBe(1);
    expect(association("ContainerInsightsExtension").id).toMatchObject({ predicted: expect.stringMatching(/managedClusters\/aks-hogwarts-dev\/providers\/Microsoft\.Insights\/dataCollectionRuleAssociations\/ContainerInsightsExtension$/) as unknown });
  });

  it("has its alerts before nothing else and after the group that they tell", () => {
    const group = plan.one("ActionGroup");
    for (const alert of [plan.one("MetricAlert"), ...plan.find("ScheduledQueryRule"), plan.one("PrometheusRuleGroup")]) {
      expect([alert.name, plan.dependsOn(alert, group), plan.parentOf(alert)?.type]).toEqual([alert.name, true, "aks-anatomy:infra:Alerts"]);
    }
    expect(plan.dependsOn(plan.one("MetricAlert"), plan.one("ManagedCluster"))).toBe(true);
  });

  it("leaves no input of its monitoring open that names decide", () => {
    const watching = plan.plan.resources.filter(({ type }) => MONITORING.test(type));
    expect(watching).toHaveLength(11);
    for (const { name, id, inputs } of watching) {
      expect([name, id]).toEqual([name, { $unknown: true, predicted: expect.stringMatching(/^\/subscriptions\//) as unknown }]);
      expect([name, JSON.stringify(inputs).includes('{"$unknown":true}')]).toEqual([name, false]);
    }
  });

  it.each([
    "log-hogwarts-dev  kept 90 days, at most 5 GB a day", "Container Insights, Prometheus", "with a group of its own: MA_amw-hogwarts-dev_canadacentral_managed",
    "ContainerInsightsExtension  by dcr-logs-hogwarts-dev", "ContainerLogV2, KubeEvents and 1 more, to log-hogwarts-dev", "PrometheusMetrics, to amw-hogwarts-dev",
    "ag-hogwarts-dev  tells 1 by e-mail", "severity 1, kube_node_status_condition (condition Ready, status not true) > 0, over 15 minutes", "omsagent-aks-hogwarts-dev", "ama-logs", "ama-metrics",
  ])("shows in its plan: %s", shown => {
    expect(text.replace(/\n[│ ]*/g, " ").replace(/ +/g, " ")).toContain(shown.replace(/ +/g, " "));
  });

  it("is told that the full audit log costs a lot, which the default is not", async () => {
    expect(plan.plan.findings).toMatchObject([{ rule: "full-audit-log", severity: "note", evidence: { instead: "kube-audit-admin" } }]);
    const plain = await planOf("dev", { cwd: ROOT });
    expect(plain.plan.findings).toEqual([]);
    expect(plain.plan.resources.filter(({ type }) => MONITORING.test(type))).toEqual([]);
  });
});
