import * as monitor from "@pulumi/azure-native/monitor";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import type * as pulumi from "@pulumi/pulumi";
import { controlPlaneLogs, type AuditLog } from "../facts/control-plane-logs";
import { Organ, type Placement } from "./component";

export interface ObservabilityArgs extends Placement {
  /** Name of the Log Analytics workspace. */
  readonly workspaceName: string;
  /** Days that logs are kept: 30 to 730. */
  readonly retentionDays: number;
}

/** Log Analytics, and what is sent there. */
export class Observability extends Organ {
  readonly workspace: operationalinsights.Workspace;

  constructor(name: string, args: ObservabilityArgs, options?: pulumi.ComponentResourceOptions) {
    super("Observability", name, options);
    this.workspace = new operationalinsights.Workspace("workspace", {
      resourceGroupName: args.resourceGroupName, location: args.location, tags: args.tags,
      workspaceName: args.workspaceName,
      sku: { name: "PerGB2018" },
      retentionInDays: args.retentionDays,
    }, this.child());
    this.registerOutputs({ workspaceId: this.workspace.id });
  }

  /** Sends the control plane's logs of a cluster here, into tables of their own. */
  collectControlPlane(name: string, clusterId: pulumi.Input<string>, audit: AuditLog): monitor.DiagnosticSetting {
    return new monitor.DiagnosticSetting(name, {
      name,
      resourceUri: clusterId,
      workspaceId: this.workspace.id,
      logAnalyticsDestinationType: "Dedicated",
      logs: controlPlaneLogs(audit).map(category => ({ category, enabled: true })),
    }, this.child());
  }
}
