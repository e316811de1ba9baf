/** What Azure has said it will retire, with the date, the successor and the source. Dates are of the last day of support, `YYYY-MM-DD`. */
import { parseVersion } from "./kubernetes-versions";

export interface Retirement {
  readonly what: string;
  readonly date: string;
  readonly successor: string;
  readonly source: string;
  readonly asOf: string;
}

export const KUBENET_RETIREMENT: Retirement = {
  what: "kubenet", date: "2028-03-31", successor: "Azure CNI Overlay",
  source: "azure-aks-docs, includes/kubenet-retirement.md", asOf: "2026-08-21",
};

const NPM_SOURCE = "azure-aks-docs, includes/azure-network-policy-manager-linux-retirement.md, includes/azure-network-policy-manager-windows-retirement.md";

/** The policy engine `azure`, by the system of the nodes. On Windows no subscription that has not had it takes it up any more. */
export const AZURE_NPM_RETIREMENTS: Readonly<Record<"Linux" | "Windows", Retirement>> = {
  Linux: { what: "Azure Network Policy Manager on Linux nodes", date: "2028-09-30", successor: "Cilium (policy engine cilium)", source: NPM_SOURCE, asOf: "2026-08-21" },
  Windows: { what: "Azure Network Policy Manager on Windows nodes", date: "2026-09-30", successor: "Calico, or network security groups of the nodes", source: NPM_SOURCE, asOf: "2026-08-21" },
};

/** Signing in with the workspace's key instead of an identity; no data is taken afterwards. */
export const CONTAINER_INSIGHTS_LEGACY_LOGIN: Retirement = {
  what: "Container Insights with legacy authentication", date: "2026-09-30", successor: "managed identity (useAADAuth)",
  source: "azure-monitor-docs, container-insights-authentication.md; azure-aks-docs, managed-identity-overview.md", asOf: "2026-08-21",
};

/** The end of a system of nodes. */
export interface NodeOsRetirement extends Retirement {
  readonly osSku: string;
  /** The first Kubernetes minor version without it, where one is named. */
  readonly notFrom?: string;
  /** Day on which AKS takes the node images away: such a pool can then neither scale nor replace a node. */
  readonly imagesGone: string;
}

/** Older pages give Windows Server 2022 until 2027-03-15 and Kubernetes 1.35 or 1.36: the release notes of 2026-06-19 extended it. */
export const WINDOWS_RETIREMENTS: readonly NodeOsRetirement[] = [
  { osSku: "Windows2019", what: "Windows Server 2019", date: "2026-03-01", notFrom: "1.33", imagesGone: "2027-04-01", successor: "Windows Server 2022", source: "azure-aks-docs, includes/windows-server-2019-retirement.md", asOf: "2026-08-21" },
  { osSku: "Windows2022", what: "Windows Server 2022", date: "2028-06-30", notFrom: "1.37", imagesGone: "2029-06-30", successor: "Windows Server 2025", source: "Azure/AKS, release notes of 2026-06-19", asOf: "2026-08-21" },
  { osSku: "WindowsAnnual", what: "Windows Server Annual Channel", date: "2026-05-15", imagesGone: "2027-05-15", successor: "Windows Server 2022", source: "azure-aks-docs, includes/windows-annual-channel-retirement.md", asOf: "2026-08-21" },
];

/** The end of a version of Windows, by its name in `osSKU`. */
export const nodeOsRetirement = (osSku: string): NodeOsRetirement | undefined => WINDOWS_RETIREMENTS.find(each => each.osSku === osSku);

/** True where a version of Windows is not to be had with a Kubernetes version, such as `1.37` or `1.37.2`. */
export function isBeyond({ notFrom }: NodeOsRetirement, kubernetesVersion: string): boolean {
  const [first, version] = [parseVersion(notFrom ?? ""), parseVersion(kubernetesVersion)];
  return first !== undefined && version !== undefined && (version.major > first.major || (version.major === first.major && version.minor >= first.minor));
}

/** A retired series with the size names that belong to it. */
export interface SeriesRetirement extends Retirement { readonly sizes: RegExp }

const VM_SERIES_PAGE = { source: "azure-compute-docs, virtual-machines/sizes/retirement/retired-sizes-list.md", asOf: "2026-04-15" } as const;
const series = (date: string) => (what: string, sizes: RegExp, successor: string): SeriesRetirement => ({ what, sizes, successor, date, ...VM_SERIES_PAGE });
/** Azure Update 485569. */
const inMay = series("2028-05-01");
/** Azure Update 500682. */
const inNovember = series("2028-11-15");

/** In Azure's public cloud alone. */
const inNovember2029 = (what: string, sizes: RegExp, successor: string): SeriesRetirement =>
  ({ what, sizes, successor, date: "2029-11-15", source: "azure-compute-docs, virtual-machines/sizes/lifecycle/retirements-and-capacity-restrictions.md", asOf: "2026-09-24" });

/** VM series under notice. A size's capacity in vCPU may be constrained: `Standard_GS4-8`; and a size may have been sold at a lower price: `Standard_D2_v2_Promo`. */
export const RETIRED_VM_SERIES: readonly SeriesRetirement[] = [
  inMay("D", /^Standard_D\d+$/i, "Ddsv5 or Dsv5"),
  inMay("Ds", /^Standard_DS\d+(?:-\d+)?$/i, "Ddsv5 or Dsv5"),
  inMay("Dv2", /^Standard_D\d+_v2(?:_Promo)?$/i, "Ddsv5 or Dsv5"),
  inMay("Dsv2", /^Standard_DS\d+(?:-\d+)?_v2(?:_Promo)?$/i, "Ddsv5 or Dsv5"),
  inMay("Ls", /^Standard_L\d+s$/i, "Lsv3"),
  /** Azure Update 516070. */
  series("2026-09-30")("NVv3", /^Standard_NV\d+s_v3$/i, "NVads_A10_v5 or NVads_V710_v5"),
  series("2026-09-30")("NVv4", /^Standard_NV\d+as_v4$/i, "NVads_A10_v5 or NVads_V710_v5"),
  inNovember("Av2", /^Standard_A\d+_v2$/i, "Dasv5 or Dsv5"),
  inNovember("Amv2", /^Standard_A\d+m_v2$/i, "Easv5 or Esv5"),
  inNovember("B (v1)", /^Standard_B\d+(?:ls|ms|s)$/i, "Bsv2"),
  inNovember("F", /^Standard_F\d+$/i, "Dasv5 or Dsv5"),
  inNovember("Fs", /^Standard_F\d+s$/i, "Dasv5 or Dsv5"),
  inNovember("Fsv2", /^Standard_F\d+s_v2$/i, "Dasv5 or Dsv5"),
  inNovember("Lsv2", /^Standard_L\d+s_v2$/i, "Lsv3"),
  inNovember("G", /^Standard_G\d+$/i, "Easv5 or Esv5"),
  inNovember("Gs", /^Standard_GS\d+(?:-\d+)?$/i, "Easv5 or Esv5"),
  inNovember2029("Dv3", /^Standard_D\d+_v3$/i, "Ddsv5 or Dsv5"),
  inNovember2029("Dsv3", /^Standard_D\d+s_v3$/i, "Ddsv5 or Dsv5"),
  inNovember2029("Ev3", /^Standard_E\d+i?_v3$/i, "Edsv5 or Esv5"),
  inNovember2029("Esv3", /^Standard_E\d+(?:-\d+)?i?s_v3$/i, "Edsv5 or Esv5"),
];

/** The notice that a VM size falls under, if any. */
export const vmSeriesRetirement = (vmSize: string): SeriesRetirement | undefined => RETIRED_VM_SERIES.find(each => each.sizes.test(vmSize));

const GPU_NOTICE = { source: "Azure/AKS#4847", asOf: "2025-03-07" } as const;

/** VM series that Azure has no machines of any more: none is made, and those that were do not start again. */
export const GONE_VM_SERIES: readonly SeriesRetirement[] = [
  { what: "NC", sizes: /^Standard_NC\d+r?(?:_Promo)?$/i, date: "2025-03-14", successor: "NCads_A100_v4 or NCasT4_v3", ...GPU_NOTICE },
  { what: "NCv2", sizes: /^Standard_NC\d+r?s_v2$/i, date: "2025-03-14", successor: "NCads_A100_v4 or NCasT4_v3", ...GPU_NOTICE },
  { what: "ND", sizes: /^Standard_ND\d+r?s$/i, date: "2025-03-14", successor: "NCads_A100_v4", ...GPU_NOTICE },
  { what: "NV", sizes: /^Standard_NV\d+(?:_Promo)?$/i, date: "2025-03-14", successor: "NVads_A10_v5", ...GPU_NOTICE },
  { what: "NCv3", sizes: /^Standard_NC\d+r?s_v3$/i, date: "2025-09-30", successor: "NCads_A100_v4 or NCasT4_v3", ...VM_SERIES_PAGE },
];

/** The end of a VM size that is not to be had any more; undefined for any other. */
export const goneVmSeries = (vmSize: string): SeriesRetirement | undefined => GONE_VM_SERIES.find(each => each.sizes.test(vmSize));
