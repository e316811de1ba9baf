import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import { Organ } from "./component";
import { physicalPoolName, poolInputs, type NodePoolArgs } from "./node-pools";

export interface AgentPoolArgs extends NodePoolArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  /** Name of the cluster. */
  readonly clusterName: pulumi.Input<string>;
  /** What must be there before the pool is made or changed. */
  readonly after?: readonly pulumi.Resource[] | undefined;
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
    }, { ...this.child([...args.after ?? []]), ...(args.autoscale && { ignoreChanges: ["count"] }) });
    this.registerOutputs({ poolId: this.pool.id });
  }
}

/**
 * A pool and, while it is exchanged, what it was before. The old one gets its taint only when the new one is there; it is deleted, undrained, by the update that no longer has it.
 * @param former the same pool as it was, tainted, newest first
 */
export function poolGenerations(pool: NodePoolArgs, former: readonly NodePoolArgs[], place: Pick<AgentPoolArgs, "resourceGroupName" | "clusterName">): readonly AgentPool[] {
  const made = new AgentPool({ ...pool, ...place });
  return [made, ...former.map(old => new AgentPool({ ...old, ...place, after: [made] }))];
}
