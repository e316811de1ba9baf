/** The machines of a node pool as AKS makes them: what of them a declaration may leave to Azure. As of 2026-08-21. */
import { vmSizeOf, type VmSize } from "./vm-sizes";
import { DEFAULT_WINDOWS_SKU, isWindows } from "./windows-nodes";

/** Managed OS disks by the vCPU of the machine, where the declaration gives no size. Source: azure-aks-docs, concepts-storage.md (Default OS disk sizing). */
const MANAGED_OS_DISKS: readonly { readonly vcpu: number; readonly sizeGib: number; readonly tier: string }[] = [
  { vcpu: 64, sizeGib: 1024, tier: "P30" }, { vcpu: 16, sizeGib: 512, tier: "P20" }, { vcpu: 8, sizeGib: 256, tier: "P15" }, { vcpu: 1, sizeGib: 128, tier: "P10" },
];

/** A temporary disk of this size or more becomes the whole OS disk. Source: azure-aks-docs, concepts-storage.md. */
const WHOLE_TEMP_DISK_GIB = 128;

/**
 * Room for an ephemeral OS disk in GiB: 0 where the size takes none, undefined where the pages do not say. Sizes up to the fourth generation have it in the host's cache, newer ones in the
 * temporary disk; what the larger of the two holds is the most that any of them can. Source: azure-aks-docs, concepts-storage.md; azure-compute-docs, virtual-machines/sizes.
 */
export function ephemeralRoomGib(name: string): number | undefined {
  const size = vmSizeOf(name);
  if (!size) return undefined;
  if (!size.ephemeralOsDisk) return 0;
  if (size.cacheGib === undefined && Number(/_v(\d+)$/i.exec(name)?.[1] ?? 1) < FIRST_WITHOUT_CACHE) return undefined;
  return Math.max(size.cacheGib ?? 0, size.tempGib);
}

/** First generation of sizes whose temporary disk holds the OS disk. */
const FIRST_WITHOUT_CACHE = 5;

export interface OsDisk {
  readonly type?: "Managed" | "Ephemeral";
  readonly sizeGib?: number;
  /** Performance tier of a managed disk. */
  readonly tier?: string;
  /** True where a part of it is Azure's default. */
  readonly byDefault: boolean;
}

const managedBySize = ({ vcpu }: VmSize) => MANAGED_OS_DISKS.find(each => vcpu >= each.vcpu);

/** The OS disk of a pool's nodes: as declared, else AKS's default for the size; what cannot be told is left out. @param sizeGib undefined or 0 for Azure's default */
export function osDiskOf(vmSize: string | undefined, declared: { readonly type?: string; readonly sizeGib?: number }): OsDisk {
  const size = vmSize === undefined ? undefined : vmSizeOf(vmSize);
  const sizeGib = declared.sizeGib === 0 ? undefined : declared.sizeGib;
  const byDefault = declared.type === undefined || sizeGib === undefined;
  const bySize = size && managedBySize(size);
  const room = vmSize === undefined ? undefined : ephemeralRoomGib(vmSize);
  const wanted = sizeGib ?? WHOLE_TEMP_DISK_GIB;
  const type = declared.type === "Managed" || declared.type === "Ephemeral" ? declared.type : declared.type !== undefined || room === undefined ? undefined : room >= wanted ? "Ephemeral" : "Managed";
  if (type === "Managed") return { type, sizeGib: sizeGib ?? bySize?.sizeGib, ...(sizeGib === undefined && bySize && { tier: bySize.tier }), byDefault };
  const whole = type === "Ephemeral" && size !== undefined && size.tempGib >= WHOLE_TEMP_DISK_GIB ? size.tempGib : undefined;
  return { ...(type && { type }), sizeGib: sizeGib ?? whole, byDefault };
}

/** The system of a pool's nodes. Source: bicep-types-az, ManagedClusterAgentPoolProfileProperties.osSKU@2025-09-01 (Kubernetes 1.25 and later). */
export const osSkuOf = (osType: "Linux" | "Windows", declared: string | undefined): string => declared ?? (osType === "Windows" ? DEFAULT_WINDOWS_SKU : "Ubuntu");

/** True where the system that a pool names is of the other kind than the pool. */
export const isOfOtherSystem = (osType: "Linux" | "Windows", osSku: string): boolean => isWindows(osSku) !== (osType === "Windows");
