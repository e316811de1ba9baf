import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";
import { controlPlaneLogs, type AuditLog } from "../facts/control-plane-logs";
import { Organ } from "./component";

export interface ControlPlaneLogsArgs {
  /** ARM id of the cluster. */
  readonly clusterId: pulumi.Input<string>;
  /** ARM id of the Log Analytics workspace. */
  readonly workspaceId: pulumi.Input<string>;
  /** How much of the audit log is kept. */
  readonly audit: AuditLog;
}

/** Sends the logs of a cluster's control plane to Log Analytics, into tables of their own. */
export class ControlPlaneLogs extends Organ {
  constructor(name: string, { clusterId, workspaceId, audit }: ControlPlaneLogsArgs, options?: pulumi.ComponentResourceOptions) {
    super("ControlPlaneLogs", name, options);
    new monitor.DiagnosticSetting(name, {
      name,
      resourceUri: clusterId,
      workspaceId,
      logAnalyticsDestinationType: "Dedicated",
      logs: controlPlaneLogs(audit).map(category => ({ category, enabled: true })),
    }, this.child());
    this.registerOutputs({});
  }
}
