/** Sizes of virtual machines that node pools are made of: the A, B, D, E, F, L and N series that public programs use. */

/** Pages of 2022-12 to 2026-03; cache sizes from azure-docs, dv2-dsv2-series.md and fsv2-series.md. */
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

/** Sizes of one series that have the same for each vCPU. */
interface Series {
  /** `#` stands for the vCPU. */
  readonly name: string;
  readonly vcpu: readonly number[];
  /** GiB for each vCPU, as are the others. */
  readonly memory: number;
  readonly temp?: number;
  readonly cache?: number;
  readonly ephemeral?: boolean;
}

const TO_16 = [2, 4, 8, 16];
const TO_32 = [...TO_16, 32];
const TO_64 = [...TO_32, 48, 64];
const TO_96 = [...TO_64, 96];
/** Of the E series, beyond which memory no longer grows with the vCPU. */
const E_TO_48 = [...TO_16, 20, 32, 48];
const E_TO_64 = [...E_TO_48, 64];
const STORAGE = [8, 16, 32, 48, 64, 80];

const SERIES: readonly Series[] = [
  { name: "Standard_A#_v2", vcpu: [1, 2, 4, 8], memory: 2, temp: 10 },
  { name: "Standard_A#m_v2", vcpu: [2, 4, 8], memory: 8, temp: 10 },
  { name: "Standard_B#ms", vcpu: [2, 4, 8, 12, 16, 20], memory: 4, temp: 8, ephemeral: true },
  { name: "Standard_B#s_v2", vcpu: TO_32, memory: 4 },
  { name: "Standard_B#ls_v2", vcpu: TO_32, memory: 2 },
  { name: "Standard_B#as_v2", vcpu: TO_32, memory: 4 },
  { name: "Standard_B#als_v2", vcpu: TO_32, memory: 2 },
  { name: "Standard_D#s_v3", vcpu: TO_64, memory: 4, temp: 8, cache: 25, ephemeral: true },
  { name: "Standard_D#_v3", vcpu: TO_64, memory: 4, temp: 25 },
  { name: "Standard_D#s_v4", vcpu: TO_64, memory: 4 },
  { name: "Standard_D#_v4", vcpu: TO_64, memory: 4 },
  { name: "Standard_D#ds_v4", vcpu: TO_64, memory: 4, temp: 37.5, ephemeral: true },
  { name: "Standard_D#as_v4", vcpu: TO_96, memory: 4, temp: 8, ephemeral: true },
  { name: "Standard_D#a_v4", vcpu: TO_96, memory: 4, temp: 25, ephemeral: true },
  { name: "Standard_D#s_v5", vcpu: TO_96, memory: 4 },
  { name: "Standard_D#_v5", vcpu: TO_96, memory: 4 },
  { name: "Standard_D#ds_v5", vcpu: TO_96, memory: 4, temp: 37.5, ephemeral: true },
  { name: "Standard_D#d_v5", vcpu: TO_96, memory: 4, temp: 37.5, ephemeral: true },
  { name: "Standard_D#ads_v5", vcpu: TO_96, memory: 4, temp: 37.5, ephemeral: true },
  { name: "Standard_D#as_v5", vcpu: TO_96, memory: 4 },
  { name: "Standard_D#s_v6", vcpu: [...TO_96, 128, 192], memory: 4 },
  { name: "Standard_D#as_v6", vcpu: TO_96, memory: 4 },
  { name: "Standard_E#s_v3", vcpu: E_TO_48.filter(each => each !== 20), memory: 8, temp: 16, cache: 25, ephemeral: true },
  { name: "Standard_E#_v3", vcpu: E_TO_48, memory: 8, temp: 25 },
  { name: "Standard_E#s_v4", vcpu: E_TO_48, memory: 8 },
  { name: "Standard_E#as_v4", vcpu: E_TO_64, memory: 8, temp: 16, ephemeral: true },
  { name: "Standard_E#s_v5", vcpu: E_TO_64, memory: 8 },
  { name: "Standard_E#ds_v5", vcpu: E_TO_64, memory: 8, temp: 37.5, ephemeral: true },
  { name: "Standard_E#as_v5", vcpu: E_TO_64, memory: 8 },
  { name: "Standard_E#ads_v5", vcpu: E_TO_64, memory: 8, temp: 37.5, ephemeral: true },
  { name: "Standard_F#s_v2", vcpu: TO_64, memory: 2, temp: 8, cache: 16, ephemeral: true },
  { name: "Standard_L#s_v2", vcpu: STORAGE, memory: 8, temp: 10, ephemeral: true },
  { name: "Standard_L#s_v3", vcpu: STORAGE, memory: 8, temp: 10, ephemeral: true },
];

const plain = (vcpu: number, memoryGib: number, tempGib: number): VmSize => ({ vcpu, memoryGib, tempGib, ephemeralOsDisk: false });
const withOsDisk = (vcpu: number, memoryGib: number, tempGib: number, cacheGib?: number): VmSize => ({ vcpu, memoryGib, tempGib, ...(cacheGib !== undefined && { cacheGib }), ephemeralOsDisk: true });

/** Those whose number is not their vCPU, or that have more or less than the others of their series. */
const OTHERS: Readonly<Record<string, VmSize>> = {
  Standard_B1s: withOsDisk(1, 1, 4),
  Standard_B1ms: withOsDisk(1, 2, 4),
  Standard_B2s: withOsDisk(2, 4, 8),
  Standard_B2ts_v2: plain(2, 1, 0),
  Standard_B2ats_v2: plain(2, 1, 0),
  Standard_D1_v2: plain(1, 3.5, 50),
  Standard_D2_v2: plain(2, 7, 100),
  Standard_D3_v2: plain(4, 14, 200),
  Standard_D4_v2: plain(8, 28, 400),
  Standard_D5_v2: plain(16, 56, 800),
  Standard_D11_v2: plain(2, 14, 100),
  Standard_D12_v2: plain(4, 28, 200),
  Standard_D13_v2: plain(8, 56, 400),
  Standard_D14_v2: plain(16, 112, 800),
  Standard_D15_v2: plain(20, 140, 1000),
  Standard_DS1_v2: withOsDisk(1, 3.5, 7, 43),
  Standard_DS2_v2: withOsDisk(2, 7, 14, 86),
  Standard_DS3_v2: withOsDisk(4, 14, 28, 172),
  Standard_DS4_v2: withOsDisk(8, 28, 56, 344),
  Standard_DS5_v2: withOsDisk(16, 56, 112),
  Standard_DS11_v2: withOsDisk(2, 14, 28, 72),
  Standard_DS12_v2: withOsDisk(4, 28, 56, 144),
  Standard_DS13_v2: withOsDisk(8, 56, 112, 288),
  Standard_DS14_v2: withOsDisk(16, 112, 224, 576),
  Standard_DS15_v2: withOsDisk(20, 140, 280, 720),
  Standard_E20s_v3: withOsDisk(20, 160, 320, 400),
  Standard_E64s_v3: withOsDisk(64, 432, 864, 1600),
  Standard_E64_v3: plain(64, 432, 1600),
  Standard_E64s_v4: plain(64, 504, 0),
  Standard_E96as_v4: withOsDisk(96, 672, 1344),
  Standard_E96s_v5: plain(96, 672, 0),
  Standard_E96ds_v5: withOsDisk(96, 672, 3600),
  Standard_E96as_v5: plain(96, 672, 0),
  Standard_E96ads_v5: withOsDisk(96, 672, 3600),
  Standard_F72s_v2: withOsDisk(72, 144, 576),
  Standard_NC4as_T4_v3: withOsDisk(4, 28, 176),
  Standard_NC8as_T4_v3: withOsDisk(8, 56, 352),
  Standard_NC16as_T4_v3: withOsDisk(16, 110, 352),
  Standard_NC64as_T4_v3: withOsDisk(64, 440, 2816),
  Standard_NV6ads_A10_v5: withOsDisk(6, 55, 180),
  Standard_NV12ads_A10_v5: withOsDisk(12, 110, 360),
  Standard_NV18ads_A10_v5: withOsDisk(18, 220, 720),
  Standard_NV36ads_A10_v5: withOsDisk(36, 440, 1440),
  Standard_NV36adms_A10_v5: withOsDisk(36, 880, 2880),
  Standard_NV72ads_A10_v5: withOsDisk(72, 880, 2880),
};

const sizesOf = ({ name, vcpu, memory, temp = 0, cache, ephemeral = false }: Series): readonly (readonly [string, VmSize])[] => vcpu.map(count => [
  name.replace("#", String(count)), { vcpu: count, memoryGib: count * memory, tempGib: count * temp, ...(cache !== undefined && { cacheGib: count * cache }), ephemeralOsDisk: ephemeral },
]);

export const VM_SIZES: Readonly<Record<string, VmSize>> = { ...Object.fromEntries(SERIES.flatMap(sizesOf)), ...OTHERS };

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

/** The size that the page gives an ephemeral OS disk where the declaration gives none: a machine without that much room is refused. Source: azure-aks-docs, concepts-storage.md (Ephemeral OS disks). */
export const DEFAULT_EPHEMERAL_OS_DISK_GIB = 100;

const byLowerCase: ReadonlyMap<string, VmSize> = new Map(Object.entries(VM_SIZES).map(([name, size]) => [name.toLowerCase(), size]));

/** What is known of a size, letter case aside; undefined where nothing is. */
export const vmSizeOf = (name: string): VmSize | undefined => byLowerCase.get(name.toLowerCase());
