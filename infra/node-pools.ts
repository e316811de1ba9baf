/** The settings of a node pool as Azure's inputs, the same for the inline pool of a cluster and for an agent pool of its own. */
import type * as pulumi from "@pulumi/pulumi";
import { poolName } from "../facts/anatomy-names";

export interface NodePoolArgs {
  /** Logical name, 1 to 7 characters; the physical one adds a hash of what Azure never changes in place. */
  readonly name: string;
  /** System pools carry the cluster's own pods; every cluster has one. */
  readonly mode: "System" | "User";
  readonly type: "VirtualMachineScaleSets";
  /** Size of the virtual machines, such as `Standard_D4s_v5`. */
  readonly vmSize: string;
  /** Number of nodes of a fixed pool. */
  readonly count?: number | undefined;
  /** Bounds of an autoscaled pool, in nodes. */
  readonly autoscale?: { readonly min: number; readonly max: number } | undefined;
  /** Pods a node can have: 10 to 250. */
  readonly maxPods: number;
  /** Availability zones, `1` to `3`; none leaves the placement to Azure. */
  readonly zones: readonly string[];
  /** Ephemeral lies on the machine itself: faster, and gone with the node. */
  readonly osDiskType: "Managed" | "Ephemeral";
  /** Spare capacity at a lower price, which Azure may take back at any time. */
  readonly spot: boolean;
  /** Extra nodes during an upgrade: a number or a percentage of the pool. */
  readonly maxSurge: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `key=value:effect`. */
  readonly taints: readonly string[];
  /** ARM id of the subnet; absent where AKS owns the VNet. */
  readonly subnetId?: pulumi.Input<string> | undefined;
}

export const physicalPoolName = (pool: NodePoolArgs): string => poolName(pool.name, pool);

/** Inputs that both forms of a pool have. */
export function poolInputs(pool: NodePoolArgs) {
  const { autoscale, zones, spot, labels, taints, subnetId } = pool;
  return {
    mode: pool.mode,
    type: pool.type,
    osType: "Linux",
    vmSize: pool.vmSize,
    osDiskType: pool.osDiskType,
    maxPods: pool.maxPods,
    ...(autoscale
      ? { enableAutoScaling: true, count: autoscale.min, minCount: autoscale.min, maxCount: autoscale.max }
      : { enableAutoScaling: false, count: pool.count ?? 0 }),
    ...(zones.length > 0 && { availabilityZones: [...zones].sort() }),
    ...(spot && { scaleSetPriority: "Spot", scaleSetEvictionPolicy: "Delete" }),
    ...(Object.keys(labels).length > 0 && { nodeLabels: { ...labels } }),
    ...(taints.length > 0 && { nodeTaints: [...taints] }),
    ...(subnetId !== undefined && { vnetSubnetID: subnetId }),
    // A spot pool has no surge: Azure may take its nodes at any time.
    ...(!spot && { upgradeSettings: { maxSurge: pool.maxSurge } }),
  };
}
