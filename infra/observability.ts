import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import type * as pulumi from "@pulumi/pulumi";
import { Organ, type Placement } from "./component";

export interface ObservabilityArgs extends Placement {
  /** Name of the Log Analytics workspace. */
  readonly workspaceName: string;
  /** Days that logs are kept: 30 to 730. */
  readonly retentionDays: number;
  /** Whole GB a day after which no more logs are taken until the next day; no cap where it is left out. */
  readonly dailyCapGb?: number | undefined;
}

/** Log Analytics. */
export class Observability extends Organ {
  readonly workspace: operationalinsights.Workspace;

  constructor(name: string, args: ObservabilityArgs, options?: pulumi.ComponentResourceOptions) {
    super("Observability", name, options);
    this.workspace = new operationalinsights.Workspace("workspace", {
      resourceGroupName: args.resourceGroupName, location: args.location, tags: args.tags,
      workspaceName: args.workspaceName,
      sku: { name: "PerGB2018" },
      retentionInDays: args.retentionDays,
      ...(args.dailyCapGb !== undefined && { workspaceCapping: { dailyQuotaGb: args.dailyCapGb } }),
    }, this.child());
    this.registerOutputs({ workspaceId: this.workspace.id });
  }
}
