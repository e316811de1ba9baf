/** One node pool. */
import { z } from "zod";
import { nearest } from "../../facts/nearest";
import { MAX_PODS } from "../../facts/network-models";
import { OS_DISK_GIB, SPOT_PRICE_DIGITS, UPGRADE_BOUNDS } from "../../facts/node-pools";
import { VM_SIZES } from "../../facts/vm-sizes";
import { OS_SKUS } from "../../facts/windows-nodes";
import { matching, unique } from "./values";

/** Source: Kubernetes, labels; the prefixes kubernetes.azure.com and kubernetes.io are kept by AKS and Kubernetes. */
const labelKey = matching(/^(?!([a-z0-9.-]*\.)?(kubernetes\.azure\.com|kubernetes\.io|k8s\.io)\/)([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/, "a label key: up to 63 letters, digits, _ . -, with a prefix of your own or none");

const labelValue = matching(/^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/, "a label value: up to 63 letters, digits, _ . -");

const vmSize = () => z.string().check(({ value, issues }) => {
  const near = nearest(value, Object.keys(VM_SIZES));
  if (!/^Standard_[A-Za-z0-9_-]+$/.test(value)) issues.push({ code: "custom", input: value, params: { allowed: "the name of a VM size, such as Standard_D4s_v5", ...(near !== undefined && { nearest: near }) } });
});

/** A fixed number of nodes, or bounds. */
const scale = {
  count: z.int().min(0).max(1000).optional(),
  autoscale: z.strictObject({ min: z.int().min(0).max(1000), max: z.int().min(1).max(1000) }).optional(),
};

/** What Azure never changes in place: another value means another pool, beside the old one. */
const immutable = {
  vmSize: vmSize(),
  maxPods: z.int().min(MAX_PODS.min).max(MAX_PODS.max).optional(),
  zones: unique(z.enum(["1", "2", "3"])).default([]),
  osDiskType: z.enum(["Managed", "Ephemeral"]).default("Managed"),
  /** Without it Azure goes by the VM size. */
  osDiskSizeGib: z.int().min(OS_DISK_GIB.min).max(OS_DISK_GIB.max).optional(),
  spot: z.boolean().default(false),
  /** Delete is Azure's default. Deallocate keeps what was taken back, against your quota. */
  spotEvictionPolicy: z.enum(["Delete", "Deallocate"]).optional(),
  /** US dollars an hour; -1, as without it, means up to the ordinary price. */
  spotMaxPrice: z.number().refine(price => price === -1 || (price > 0 && Number(price.toFixed(SPOT_PRICE_DIGITS)) === price), { params: { allowed: `-1 or more than 0, with up to ${SPOT_PRICE_DIGITS} decimal places` } }).optional(),
};

/** Nodes that an upgrade may touch at once. */
const share = (zero: string) => matching(new RegExp(`^(${zero}[1-9]\\d{0,3}|[1-9]\\d?%|100%)$`), "a number of nodes or a percentage, such as \"1\" or \"33%\"");

export const nodePool = z.strictObject({
  name: matching(/^[a-z][a-z0-9]{0,6}$/, "1 to 7 lower-case letters and digits, a letter first (the hash of the settings takes the other 5 of Azure's 12); in a Windows pool 1 or 2 (the hash takes 4 of 6)"),
  mode: z.enum(["System", "User"]).default("User"),
  type: z.enum(["VirtualMachineScaleSets"]).default("VirtualMachineScaleSets"),
  ...immutable,
  ...scale,
  /** Ubuntu without it. One Linux becomes the other in place; Windows, for user pools alone, is another pool. */
  osSku: z.enum(OS_SKUS).optional(),
  /** Keeps all but AKS's own pods off a system pool. */
  dedicated: z.boolean().default(false),
  /** Extra nodes while an upgrade runs; "0" together with maxUnavailable alone. */
  maxSurge: share("0|").default("33%"),
  /** Nodes that an upgrade takes out at once instead of adding some first: no extra machines or addresses, but less room for pods. */
  maxUnavailable: share("").optional(),
  drainTimeoutMinutes: z.int().min(UPGRADE_BOUNDS.drainTimeout.min).max(UPGRADE_BOUNDS.drainTimeout.max).optional(),
  /** How long an upgrade waits after a node is drained. */
  nodeSoakMinutes: z.int().min(UPGRADE_BOUNDS.nodeSoak.min).max(UPGRADE_BOUNDS.nodeSoak.max).optional(),
  /** What becomes of a node that cannot be drained: it takes pods again (Schedule, Azure's default) or it stays closed beside its substitute (Cordon). */
  undrainableNodes: z.enum(["Schedule", "Cordon"]).optional(),
  labels: z.record(labelKey, labelValue).default({}),
  taints: unique(matching(/^[^=:\s]+(=[^:\s]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$/, "key=value:effect with effect NoSchedule, PreferNoSchedule or NoExecute")).default([]),
  /** What the pool was made of before: it stays until its nodes are drained, and leaves with this entry (docs/node-pools.md). The number of nodes and the system are the pool's where none is given. */
  retiring: z.array(z.strictObject({ ...immutable, ...scale, osSku: z.enum(OS_SKUS).optional() })).default([]),
  /** The first pool only: it came after the cluster, which describes it all the same (docs/node-pools.md). */
  addedLater: z.boolean().default(false),
});
