/** Sizes of virtual machines that node pools of the A, B, D, E and F series are made of. */

/** Pages of 2024-07 to 2026-03; cache sizes from azure-docs, dv2-dsv2-series.md and fsv2-series.md. */
export const VM_SIZES_SOURCE = { source: "azure-compute-docs, virtual-machines/sizes", asOf: "2026-08-21" } as const;

export interface VmSize {
  readonly vcpu: number;
  readonly memoryGib: number;
  /** Local temporary disk; 0 where the size has none. */
  readonly tempGib: number;
  /** Cache of the host for the disk, where the current pages state it. */
  readonly cacheGib?: number;
  readonly ephemeralOsDisk: boolean;
}

export const VM_SIZES: Readonly<Record<string, VmSize>> = {
  Standard_A1_v2: { vcpu: 1, memoryGib: 2, tempGib: 10, ephemeralOsDisk: false },
  Standard_A2_v2: { vcpu: 2, memoryGib: 4, tempGib: 20, ephemeralOsDisk: false },
  Standard_A4_v2: { vcpu: 4, memoryGib: 8, tempGib: 40, ephemeralOsDisk: false },
  Standard_B1s: { vcpu: 1, memoryGib: 1, tempGib: 4, ephemeralOsDisk: true },
  Standard_B1ms: { vcpu: 1, memoryGib: 2, tempGib: 4, ephemeralOsDisk: true },
  Standard_B2s: { vcpu: 2, memoryGib: 4, tempGib: 8, ephemeralOsDisk: true },
  Standard_B2ms: { vcpu: 2, memoryGib: 8, tempGib: 16, ephemeralOsDisk: true },
  Standard_B4ms: { vcpu: 4, memoryGib: 16, tempGib: 32, ephemeralOsDisk: true },
  Standard_B2s_v2: { vcpu: 2, memoryGib: 8, tempGib: 0, ephemeralOsDisk: false },
  Standard_D2s_v3: { vcpu: 2, memoryGib: 8, tempGib: 16, cacheGib: 50, ephemeralOsDisk: true },
  Standard_D4s_v3: { vcpu: 4, memoryGib: 16, tempGib: 32, cacheGib: 100, ephemeralOsDisk: true },
  Standard_D8s_v3: { vcpu: 8, memoryGib: 32, tempGib: 64, cacheGib: 200, ephemeralOsDisk: true },
  Standard_D2_v3: { vcpu: 2, memoryGib: 8, tempGib: 50, ephemeralOsDisk: false },
  Standard_D4_v3: { vcpu: 4, memoryGib: 16, tempGib: 100, ephemeralOsDisk: false },
  Standard_D8_v3: { vcpu: 8, memoryGib: 32, tempGib: 200, ephemeralOsDisk: false },
  Standard_D2s_v4: { vcpu: 2, memoryGib: 8, tempGib: 0, ephemeralOsDisk: false },
  Standard_D4s_v4: { vcpu: 4, memoryGib: 16, tempGib: 0, ephemeralOsDisk: false },
  Standard_D8s_v4: { vcpu: 8, memoryGib: 32, tempGib: 0, ephemeralOsDisk: false },
  Standard_D2s_v5: { vcpu: 2, memoryGib: 8, tempGib: 0, ephemeralOsDisk: false },
  Standard_D4s_v5: { vcpu: 4, memoryGib: 16, tempGib: 0, ephemeralOsDisk: false },
  Standard_D8s_v5: { vcpu: 8, memoryGib: 32, tempGib: 0, ephemeralOsDisk: false },
  Standard_D16s_v5: { vcpu: 16, memoryGib: 64, tempGib: 0, ephemeralOsDisk: false },
  Standard_D2ds_v5: { vcpu: 2, memoryGib: 8, tempGib: 75, ephemeralOsDisk: true },
  Standard_D4ds_v5: { vcpu: 4, memoryGib: 16, tempGib: 150, ephemeralOsDisk: true },
  Standard_D8ds_v5: { vcpu: 8, memoryGib: 32, tempGib: 300, ephemeralOsDisk: true },
  Standard_D2d_v5: { vcpu: 2, memoryGib: 8, tempGib: 75, ephemeralOsDisk: true },
  Standard_D4d_v5: { vcpu: 4, memoryGib: 16, tempGib: 150, ephemeralOsDisk: true },
  Standard_D8d_v5: { vcpu: 8, memoryGib: 32, tempGib: 300, ephemeralOsDisk: true },
  Standard_D2ads_v5: { vcpu: 2, memoryGib: 8, tempGib: 75, ephemeralOsDisk: true },
  Standard_D4ads_v5: { vcpu: 4, memoryGib: 16, tempGib: 150, ephemeralOsDisk: true },
  Standard_D8ads_v5: { vcpu: 8, memoryGib: 32, tempGib: 300, ephemeralOsDisk: true },
  Standard_D2as_v5: { vcpu: 2, memoryGib: 8, tempGib: 0, ephemeralOsDisk: false },
  Standard_D4as_v5: { vcpu: 4, memoryGib: 16, tempGib: 0, ephemeralOsDisk: false },
  Standard_D8as_v5: { vcpu: 8, memoryGib: 32, tempGib: 0, ephemeralOsDisk: false },
  Standard_DS1_v2: { vcpu: 1, memoryGib: 3.5, tempGib: 7, cacheGib: 43, ephemeralOsDisk: true },
  Standard_DS2_v2: { vcpu: 2, memoryGib: 7, tempGib: 14, cacheGib: 86, ephemeralOsDisk: true },
  Standard_DS3_v2: { vcpu: 4, memoryGib: 14, tempGib: 28, cacheGib: 172, ephemeralOsDisk: true },
  Standard_DS4_v2: { vcpu: 8, memoryGib: 28, tempGib: 56, cacheGib: 344, ephemeralOsDisk: true },
  Standard_E4s_v5: { vcpu: 4, memoryGib: 32, tempGib: 0, ephemeralOsDisk: false },
  Standard_E8s_v5: { vcpu: 8, memoryGib: 64, tempGib: 0, ephemeralOsDisk: false },
  Standard_F4s_v2: { vcpu: 4, memoryGib: 8, tempGib: 32, cacheGib: 64, ephemeralOsDisk: true },
  Standard_F8s_v2: { vcpu: 8, memoryGib: 16, tempGib: 64, cacheGib: 128, ephemeralOsDisk: true },
};

/** What AKS asks of a pool's size: below it a node is refused or useless. Sources: azure-aks-docs, quotas-skus-regions.md, use-system-pools.md; as of 2026-08-21. */
export const POOL_FLOOR = {
  System: { vcpu: 2, memoryGib: 4 },
  User: { vcpu: 2, memoryGib: 2 },
} as const;

/** A system pool's size in production. Source: azure-aks-docs, use-system-pools.md, as of 2026-08-21. */
export const SYSTEM_POOL_ADVICE = { vcpu: 4, memoryGib: 4, nodes: 2, adviceNodes: 3 } as const;

/** True for burstable sizes, which run at a part of their processors' speed once their credits are used up. Source: azure-compute-docs, virtual-machines/vm-naming-conventions.md. */
export const isBurstable = (name: string): boolean => /^Standard_B\d/i.test(name);

/** The OS disk of a node with up to seven vCPU where the declaration gives no size; larger machines get more. Source: azure-aks-docs, concepts-storage.md, as of 2026-08-21. */
export const DEFAULT_OS_DISK_GIB = 128;

const byLowerCase: ReadonlyMap<string, VmSize> = new Map(Object.entries(VM_SIZES).map(([name, size]) => [name.toLowerCase(), size]));

/** What is known of a size, letter case aside; undefined where nothing is. */
export const vmSizeOf = (name: string): VmSize | undefined => byLowerCase.get(name.toLowerCase());
