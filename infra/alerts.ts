import * as alertsmanagement from "@pulumi/azure-native/alertsmanagement";
import * as monitor from "@pulumi/azure-native/monitor";
import * as pulumi from "@pulumi/pulumi";
import { ACTION_GROUP_SHORT_NAME, alertOf, EVALUATED_EVERY, type Alert, type AlertKey, type LogAlert, type PlatformAlert, type PrometheusAlert } from "../facts/alerts";
import { Organ, type Placement } from "./component";

export interface AlertsArgs extends Placement {
  /** Name of the action group. */
  readonly actionGroupName: string;
  /** What mails begin with; cut at 12 characters. */
  readonly shortName: string;
  /** Who is told, by e-mail. */
  readonly emails: readonly string[];
  readonly rules: readonly AlertKey[];
  readonly cluster: { readonly id: pulumi.Input<string>; readonly name: string };
  /** ARM id of the Log Analytics workspace, for alerts on logs. */
  readonly workspaceId: pulumi.Input<string>;
  /** ARM id of the Azure Monitor workspace, for alerts on Prometheus' metrics. */
  readonly metricsWorkspaceId?: pulumi.Input<string> | undefined;
}

/** An alert with the name that its rule gets. */
type Named<A extends Alert> = readonly [name: AlertKey, alert: A];

const described = ({ title, reason }: Alert): string => `${title}: ${reason}`;

/** Alert rules, and whom they tell. */
export class Alerts extends Organ {
  constructor(name: string, private readonly args: AlertsArgs, options?: pulumi.ComponentResourceOptions) {
    super("Alerts", name, options);
    const group = new monitor.ActionGroup("alerts", {
      resourceGroupName: args.resourceGroupName, location: "global", tags: args.tags,
      actionGroupName: args.actionGroupName,
      groupShortName: args.shortName.slice(0, ACTION_GROUP_SHORT_NAME),
      enabled: true,
      emailReceivers: args.emails.map((emailAddress, index) => ({ name: `email-${index + 1}`, emailAddress, useCommonAlertSchema: true })),
    }, this.child());
    const onMetrics: Named<PrometheusAlert>[] = [];
    for (const key of args.rules) {
      const alert = alertOf(key);
      if (alert.on === "platform metric") this.platformAlert([key, alert], group.id);
      else if (alert.on === "logs") this.logAlert([key, alert], group.id);
      else onMetrics.push([key, alert]);
    }
    if (onMetrics.length > 0) this.prometheusAlerts(onMetrics, group.id);
    this.registerOutputs({ actionGroupId: group.id });
  }

  private platformAlert([key, alert]: Named<PlatformAlert>, actionGroupId: pulumi.Input<string>): void {
    const { resourceGroupName, tags, cluster } = this.args;
    new monitor.MetricAlert(key, {
      resourceGroupName, location: "global", tags,
      ruleName: `${key}-${cluster.name}`, description: described(alert), severity: alert.severity, enabled: true, autoMitigate: true,
      scopes: [cluster.id], evaluationFrequency: EVALUATED_EVERY, windowSize: alert.window,
      criteria: {
        odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        allOf: [{
          criterionType: "StaticThresholdCriterion", name: key, metricName: alert.metric, metricNamespace: "Microsoft.ContainerService/managedClusters",
          timeAggregation: "Average", operator: "GreaterThan", threshold: alert.threshold, dimensions: alert.dimensions.map(each => ({ ...each, values: [...each.values] })),
        }],
      },
      actions: [{ actionGroupId }],
    }, this.child());
  }

  private logAlert([key, alert]: Named<LogAlert>, actionGroupId: pulumi.Input<string>): void {
    const { resourceGroupName, location, tags, cluster, workspaceId } = this.args;
    new monitor.ScheduledQueryRule(key, {
      resourceGroupName, location, tags, kind: "LogAlert",
      ruleName: `${key}-${cluster.name}`, displayName: `${cluster.name}: ${alert.title}`, description: described(alert), severity: alert.severity, enabled: true, autoMitigate: true,
      scopes: [workspaceId], evaluationFrequency: EVALUATED_EVERY, windowSize: alert.window,
      criteria: { allOf: [{
        query: alert.query, timeAggregation: "Count", operator: "GreaterThan", threshold: 0,
        failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
      }] },
      // A workspace that is new has none of the tables yet that the query asks for.
      skipQueryValidation: true,
      actions: { actionGroups: [actionGroupId] },
    }, this.child());
  }

  private prometheusAlerts(alerts: readonly Named<PrometheusAlert>[], actionGroupId: pulumi.Input<string>): void {
    const { resourceGroupName, location, tags, cluster, metricsWorkspaceId } = this.args;
    if (metricsWorkspaceId === undefined) throw new pulumi.RunError(`alerts on Prometheus' metrics need its workspace: ${alerts.map(([key]) => key).join(", ")}`);
    new alertsmanagement.PrometheusRuleGroup("prometheus-alerts", {
      resourceGroupName, location, tags,
      ruleGroupName: `alerts-${cluster.name}`, clusterName: cluster.name, scopes: [metricsWorkspaceId, cluster.id], enabled: true, interval: EVALUATED_EVERY,
      rules: alerts.map(([key, alert]) => ({
        alert: key, expression: alert.expression, for: alert.for, severity: alert.severity, enabled: true,
        annotations: { description: described(alert) }, actions: [{ actionGroupId }],
      })),
    }, this.child());
  }
}
