/** The settings of a node pool as Azure's inputs, the same for the inline pool of a cluster and for an agent pool of its own. */
import type * as pulumi from "@pulumi/pulumi";
import { poolName } from "../facts/anatomy-names";
import { CRITICAL_ADDONS_TAINT, SPOT_LABEL, SPOT_TAINT } from "../facts/node-pools";
import { isWindows, type OsSku } from "../facts/windows-nodes";

export interface NodePoolArgs {
  /** Logical name, 1 to 7 characters, with Windows 1 or 2; the physical one adds a hash of what Azure never changes in place. */
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
  /** In GiB; absent leaves it to Azure, which goes by the VM size. */
  readonly osDiskSizeGib?: number | undefined;
  /** Linux in place from one to the other, Windows as another pool and in user pools alone; absent means Azure's default, Ubuntu. */
  readonly osSku?: OsSku | undefined;
  /** Spare capacity at a lower price, which Azure may take back at any time. */
  readonly spot: boolean;
  /** What becomes of a spot machine that Azure takes back; absent means that it is deleted. */
  readonly spotEvictionPolicy?: "Delete" | "Deallocate" | undefined;
  /** The most that a spot machine may cost, in US dollars an hour; absent or -1 means the ordinary price. */
  readonly spotMaxPrice?: number | undefined;
  /** Extra nodes during an upgrade: a number or a percentage of the pool. */
  readonly maxSurge: string;
  /** Nodes that an upgrade takes out at once, a number or a percentage; absent means none. */
  readonly maxUnavailable?: string | undefined;
  /** How long an upgrade waits for the pods of a node to go; absent means 30. */
  readonly drainTimeoutMinutes?: number | undefined;
  /** How long an upgrade waits after a node is drained; absent means 0. */
  readonly nodeSoakMinutes?: number | undefined;
  /** What becomes of a node that cannot be drained; absent means that it takes pods again. */
  readonly undrainableNodes?: "Schedule" | "Cordon" | undefined;
  /** True keeps all but AKS's own pods off a system pool. */
  readonly dedicated?: boolean | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** `key=value:effect`. */
  readonly taints: readonly string[];
  /** ARM id of the nodes' subnet; absent where AKS owns the VNet. */
  readonly subnetId?: pulumi.Input<string> | undefined;
  /** ARM id of the pods' own subnet; absent where they have none. */
  readonly podSubnetId?: pulumi.Input<string> | undefined;
}

export const physicalPoolName = (pool: NodePoolArgs): string => poolName(pool.name, { ...pool, podSubnet: pool.podSubnetId !== undefined });

/** AKS puts its own taint and label on spot nodes anyway: declared, they are in the plan, and stay when the others change. */
function taintsOf({ dedicated, spot, taints }: NodePoolArgs): readonly string[] {
  return [...new Set([...(dedicated ? [CRITICAL_ADDONS_TAINT] : []), ...(spot ? [SPOT_TAINT] : []), ...taints])];
}

function upgradeSettings({ maxSurge, maxUnavailable, drainTimeoutMinutes, nodeSoakMinutes, undrainableNodes }: NodePoolArgs) {
  return {
    maxSurge,
    ...(maxUnavailable !== undefined && { maxUnavailable }),
    ...(drainTimeoutMinutes !== undefined && { drainTimeoutInMinutes: drainTimeoutMinutes }),
    ...(nodeSoakMinutes !== undefined && { nodeSoakDurationInMinutes: nodeSoakMinutes }),
    ...(undrainableNodes !== undefined && { undrainableNodeBehavior: undrainableNodes }),
  };
}

function spotInputs({ spotEvictionPolicy, spotMaxPrice }: NodePoolArgs) {
  return { scaleSetPriority: "Spot", scaleSetEvictionPolicy: spotEvictionPolicy ?? "Delete", ...(spotMaxPrice !== undefined && spotMaxPrice !== -1 && { spotMaxPrice }) };
}

/** Inputs that both forms of a pool have. */
export function poolInputs(pool: NodePoolArgs) {
  const { autoscale, zones, spot, subnetId, podSubnetId } = pool;
  const labels = { ...pool.labels, ...(spot && { [SPOT_LABEL.key]: SPOT_LABEL.value }) };
  const taints = taintsOf(pool);
  return {
    mode: pool.mode,
    type: pool.type,
    // The administrator of Windows nodes is AKS's own, with a password that it draws: none is declared (Azure/AKS#1545; azure-aks-docs, windows-faq.md).
    osType: isWindows(pool.osSku) ? "Windows" : "Linux",
    vmSize: pool.vmSize,
    ...(pool.osSku !== undefined && { osSKU: pool.osSku }),
    osDiskType: pool.osDiskType,
    ...(pool.osDiskSizeGib !== undefined && { osDiskSizeGB: pool.osDiskSizeGib }),
    maxPods: pool.maxPods,
    ...(autoscale
      ? { enableAutoScaling: true, count: autoscale.min, minCount: autoscale.min, maxCount: autoscale.max }
      : { enableAutoScaling: false, count: pool.count ?? 0 }),
    ...(zones.length > 0 && { availabilityZones: [...zones].sort() }),
    ...(spot && spotInputs(pool)),
    ...(Object.keys(labels).length > 0 && { nodeLabels: labels }),
    ...(taints.length > 0 && { nodeTaints: [...taints] }),
    ...(subnetId !== undefined && { vnetSubnetID: subnetId }),
    ...(podSubnetId !== undefined && { podSubnetID: podSubnetId, podIPAllocationMode: "DynamicIndividual" }),
    // A spot pool has no surge, and Azure evicts its pods without draining.
    ...(!spot && { upgradeSettings: upgradeSettings(pool) }),
  };
}
