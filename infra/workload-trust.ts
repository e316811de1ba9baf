import * as managedidentity from "@pulumi/azure-native/managedidentity";
import type * as pulumi from "@pulumi/pulumi";
import { Organ } from "./component";

export interface WorkloadTrustArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  /** Name of the identity that the service account acts as. */
  readonly identityName: pulumi.Input<string>;
  /** OIDC issuer URL of the cluster. */
  readonly issuer: pulumi.Input<string>;
  readonly account: { readonly namespace: string; readonly name: string };
}

/** Lets one service account of a cluster act as an identity of Azure: its tokens are exchanged for Entra's, without any password. */
export class WorkloadTrust extends Organ {
  readonly credential: managedidentity.FederatedIdentityCredential;

  constructor(name: string, { resourceGroupName, identityName, issuer, account }: WorkloadTrustArgs, options?: pulumi.ComponentResourceOptions) {
    super("WorkloadTrust", name, options);
    this.credential = new managedidentity.FederatedIdentityCredential(name, {
      resourceGroupName,
      resourceName: identityName,
      federatedIdentityCredentialResourceName: `${account.namespace}-${account.name}`,
      issuer,
      subject: `system:serviceaccount:${account.namespace}:${account.name}`,
      audiences: ["api://AzureADTokenExchange"],
    }, this.child());
    this.registerOutputs({});
  }
}
