import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import { Organ } from "./component";
import { physicalPoolName, poolInputs, type NodePoolArgs } from "./node-pools";

export interface AgentPoolArgs extends NodePoolArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  /** Name of the cluster. */
  readonly clusterName: pulumi.Input<string>;
}

/** A node pool beyond the cluster's first one. Logical and physical name carry the hash, so that a changed VM size makes a new pool beside the old. */
export class AgentPool extends Organ {
  readonly pool: containerservice.AgentPool;

  constructor(args: AgentPoolArgs, options?: pulumi.ComponentResourceOptions) {
    const name = physicalPoolName(args);
    super("AgentPool", name, options);
    this.pool = new containerservice.AgentPool(name, {
      resourceGroupName: args.resourceGroupName,
      resourceName: args.clusterName,
      agentPoolName: name,
      ...poolInputs(args),
    }, { parent: this, ...(args.autoscale && { ignoreChanges: ["count"] }) });
    this.registerOutputs({ poolId: this.pool.id });
  }
}
