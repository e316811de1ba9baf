import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";
import { CONTAINER_INSIGHTS_EXTENSION, CONTAINER_INSIGHTS_STREAMS, NAMESPACE_FILTERING, type CollectedLogs, type NamespaceMode } from "../facts/container-insights";
import { Organ, type Placement } from "./component";

export interface CollectionArgs {
  /** Tables to fill. */
  readonly collect: CollectedLogs;
  /** Minutes between two collections of inventory and performance: 1 to 30. */
  readonly intervalMinutes: number;
  /** Namespaces whose inventory, events and performance are collected. Containers' own logs come from all of them: only a ConfigMap in the cluster leaves some out. */
  readonly namespaces: { readonly mode: NamespaceMode; readonly names: readonly string[] };
}

export interface ContainerInsightsArgs extends Placement, CollectionArgs {
  /** Name of the data collection rule. */
  readonly ruleName: string;
  /** ARM id of the Log Analytics workspace, in the same region. */
  readonly workspaceId: pulumi.Input<string>;
  /** ARM id of the cluster, whose add-on is on. */
  readonly clusterId: pulumi.Input<string>;
}

/** Says what the add-on in the cluster collects and where to: without the rule and its association the add-on sends nothing. */
export class ContainerInsights extends Organ {
  constructor(name: string, args: ContainerInsightsArgs, options?: pulumi.ComponentResourceOptions) {
    super("ContainerInsights", name, options);
    const { association, dataSource, extension } = CONTAINER_INSIGHTS_EXTENSION;
    const { mode, names } = args.namespaces;
    const streams = [...CONTAINER_INSIGHTS_STREAMS[args.collect]];
    const rule = new monitor.DataCollectionRule("container-logs", {
      resourceGroupName: args.resourceGroupName, location: args.location, tags: args.tags,
      dataCollectionRuleName: args.ruleName,
      kind: "Linux",
      dataSources: { extensions: [{
        name: dataSource, extensionName: extension, streams,
        extensionSettings: { dataCollectionSettings: {
          interval: `${args.intervalMinutes}m`, enableContainerLogV2: true,
          namespaceFilteringMode: NAMESPACE_FILTERING[mode], ...(mode !== "all" && { namespaces: [...names] }),
        } },
      }] },
      destinations: { logAnalytics: [{ name: "workspace", workspaceResourceId: args.workspaceId }] },
      dataFlows: [{ streams, destinations: ["workspace"] }],
    }, this.child());
    new monitor.DataCollectionRuleAssociation("container-logs", {
      associationName: association,
      resourceUri: args.clusterId,
      dataCollectionRuleId: rule.id,
      description: "Without this association the cluster's containers send no logs.",
    }, this.child());
    this.registerOutputs({});
  }
}
