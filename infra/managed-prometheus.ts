import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";
import { PROMETHEUS_STREAM } from "../facts/managed-prometheus";
import { Organ, type Placement } from "./component";

export interface ManagedPrometheusArgs extends Placement {
  /** Name of the Azure Monitor workspace, which keeps the metrics. */
  readonly workspaceName: string;
  /** Name of the data collection endpoint, which takes them in. */
  readonly endpointName: string;
  /** Name of the data collection rule, which sends them from the one to the other. */
  readonly ruleName: string;
  /** ARM id of the cluster, whose metrics profile is on. */
  readonly clusterId: pulumi.Input<string>;
}

/** Azure's managed service for Prometheus: where the metrics of the cluster's nodes and pods go. */
export class ManagedPrometheus extends Organ {
  readonly workspace: monitor.AzureMonitorWorkspace;

  constructor(name: string, args: ManagedPrometheusArgs, options?: pulumi.ComponentResourceOptions) {
    super("ManagedPrometheus", name, options);
    const { resourceGroupName, location, tags } = args;
    this.workspace = new monitor.AzureMonitorWorkspace("metrics", { resourceGroupName, location, tags, azureMonitorWorkspaceName: args.workspaceName }, this.child());
    const endpoint = new monitor.DataCollectionEndpoint("metrics", { resourceGroupName, location, tags, dataCollectionEndpointName: args.endpointName, kind: "Linux" }, this.child());
    const rule = new monitor.DataCollectionRule("metrics", {
      resourceGroupName, location, tags,
      dataCollectionRuleName: args.ruleName,
      kind: "Linux",
      dataCollectionEndpointId: endpoint.id,
      dataSources: { prometheusForwarder: [{ name: "prometheus", streams: [PROMETHEUS_STREAM] }] },
      destinations: { monitoringAccounts: [{ name: "metrics", accountResourceId: this.workspace.id }] },
      dataFlows: [{ streams: [PROMETHEUS_STREAM], destinations: ["metrics"] }],
    }, this.child());
    new monitor.DataCollectionRuleAssociation("metrics", {
      associationName: "prometheus",
      resourceUri: args.clusterId,
      dataCollectionRuleId: rule.id,
      description: "Without this association the cluster sends no metrics to Prometheus.",
    }, this.child());
    this.registerOutputs({ workspaceId: this.workspace.id });
  }
}
