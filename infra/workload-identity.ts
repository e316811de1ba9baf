import * as managedidentity from "@pulumi/azure-native/managedidentity";
import type * as pulumi from "@pulumi/pulumi";
import { Organ, type Placement } from "./component";

export interface WorkloadIdentityArgs extends Placement {
  /** Name of the identity. */
  readonly identityName: string;
}

/** The identity that a workload acts as in Azure, without any password: a token of its service account is exchanged for one of Entra. */
export class WorkloadIdentity extends Organ {
  readonly identity: managedidentity.UserAssignedIdentity;

  constructor(name: string, private readonly args: WorkloadIdentityArgs, options?: pulumi.ComponentResourceOptions) {
    super("WorkloadIdentity", name, options);
    this.identity = new managedidentity.UserAssignedIdentity("workload", {
      resourceGroupName: args.resourceGroupName, location: args.location, tags: args.tags, resourceName: args.identityName,
    }, this.child());
    this.registerOutputs({ clientId: this.identity.clientId });
  }

  /**
   * Lets one service account of a cluster act as this identity.
   * @param issuer OIDC issuer URL of the cluster
   * @param account namespace and name of the service account
   */
  trust(name: string, issuer: pulumi.Input<string>, account: { readonly namespace: string; readonly name: string }): managedidentity.FederatedIdentityCredential {
    return new managedidentity.FederatedIdentityCredential(name, {
      resourceGroupName: this.args.resourceGroupName,
      resourceName: this.identity.name,
      federatedIdentityCredentialResourceName: `${account.namespace}-${account.name}`,
      issuer,
      subject: `system:serviceaccount:${account.namespace}:${account.name}`,
      audiences: ["api://AzureADTokenExchange"],
    }, this.child());
  }
}
