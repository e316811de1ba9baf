import * as managedidentity from "@pulumi/azure-native/managedidentity";
import type * as pulumi from "@pulumi/pulumi";
import { Organ, type Placement } from "./component";
import { RoleGrant } from "./role-grant";

export interface ClusterIdentitiesArgs extends Placement {
  /** Name of the control plane's identity. */
  readonly controlPlaneName: string;
  /** Name of the kubelet's identity. */
  readonly kubeletName: string;
  /** A name of the kubelet's identity that no other in the tenant has. */
  readonly kubeletScopeName: string;
}

/**
 * The two identities of a cluster with user-assigned identity: both exist, with their roles, before the cluster does.
 * The control plane's identity must be an operator of the kubelet's, or Azure refuses the cluster.
 */
export class ClusterIdentities extends Organ {
  readonly controlPlane: managedidentity.UserAssignedIdentity;
  readonly kubelet: managedidentity.UserAssignedIdentity;
  /** What the cluster waits for. */
  readonly operatorGrant: RoleGrant;

  constructor(name: string, args: ClusterIdentitiesArgs, options?: pulumi.ComponentResourceOptions) {
    super("ClusterIdentities", name, options);
    const { resourceGroupName, location, tags } = args;
    this.controlPlane = new managedidentity.UserAssignedIdentity("control-plane", { resourceGroupName, location, tags, resourceName: args.controlPlaneName }, this.child());
    this.kubelet = new managedidentity.UserAssignedIdentity("kubelet", { resourceGroupName, location, tags, resourceName: args.kubeletName }, this.child());
    this.operatorGrant = new RoleGrant("control-plane-operates-kubelet", {
      role: "managedIdentityOperator",
      scope: this.kubelet.id, scopeName: args.kubeletScopeName,
      principalId: this.controlPlane.principalId, principalName: args.controlPlaneName,
    }, { parent: this });
    this.registerOutputs({ controlPlaneId: this.controlPlane.id, kubeletId: this.kubelet.id });
  }
}
