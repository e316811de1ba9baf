import * as managedidentity from "@pulumi/azure-native/managedidentity";
import type * as pulumi from "@pulumi/pulumi";
import { Organ, type Placement } from "./component";

export interface WorkloadIdentityArgs extends Placement {
  /** Name of the identity. */
  readonly identityName: string;
}

/** The identity that a workload acts as in Azure; a `WorkloadTrust` says which service account may. */
export class WorkloadIdentity extends Organ {
  readonly identity: managedidentity.UserAssignedIdentity;

  constructor(name: string, args: WorkloadIdentityArgs, options?: pulumi.ComponentResourceOptions) {
    super("WorkloadIdentity", name, options);
    this.identity = new managedidentity.UserAssignedIdentity("workload", {
      resourceGroupName: args.resourceGroupName, location: args.location, tags: args.tags, resourceName: args.identityName,
    }, this.child());
    this.registerOutputs({ clientId: this.identity.clientId });
  }
}
