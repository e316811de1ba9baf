import type * as pulumi from "@pulumi/pulumi";
import { Organ } from "./component";
import { RoleGrant } from "./role-grant";

/** An identity, by object id and by the name that the assignments' names are made of. */
export interface Principal { readonly id: pulumi.Input<string>; readonly name: string }
/** A resource that a role is given on: `label` tells it from its kind here, `name` from everything else in the tenant. */
interface Scope { readonly id: pulumi.Input<string>; readonly label: string; readonly name: string }

export interface ClusterGrantsArgs {
  readonly controlPlane: Principal;
  readonly kubelet: Principal;
  readonly registry: Scope;
  /** Subnets of our own that nodes, pods and front ends join; none where AKS owns the VNet. */
  readonly subnets: readonly Scope[];
}

/**
 * What the cluster's identities may do: the control plane joins nodes and front ends to the subnets, the kubelet pulls images.
 * With user-assigned identities these come before the cluster; a system-assigned one exists only after it, so there the
 * services and pods wait for them instead.
 */
export class ClusterGrants extends Organ {
  readonly network: readonly RoleGrant[];
  readonly pull: RoleGrant;

  constructor(name: string, { controlPlane, kubelet, registry, subnets }: ClusterGrantsArgs, options?: pulumi.ComponentResourceOptions) {
    super("ClusterGrants", name, options);
    this.network = subnets.map(subnet => new RoleGrant(`control-plane-joins-${subnet.label}`, {
      role: "networkContributor", scope: subnet.id, scopeName: subnet.name, principalId: controlPlane.id, principalName: controlPlane.name,
    }, { parent: this }));
    this.pull = new RoleGrant("kubelet-pulls-images", {
      role: "acrPull", scope: registry.id, scopeName: registry.name, principalId: kubelet.id, principalName: kubelet.name,
    }, { parent: this });
    this.registerOutputs({});
  }
}
