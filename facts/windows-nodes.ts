/**
 * Node pools that run Windows Server: which versions, and what they cannot be combined with. When each version ends is in `retirements.ts`.
 * As of 2026-08-21 unless a line says otherwise.
 */
import { NETWORK_MODELS, type NetworkModel, type PolicyEngine } from "./network-models";

/**
 * Systems of nodes that a pool can ask for. Of Windows Server, the one that both AKS supports and the API version that the provider calls knows: 2025 is missing there.
 * Sources: bicep-types-az, ManagedClusterAgentPoolProfileProperties.osSKU@2025-09-01; azure-aks-docs, create-node-pools.md.
 */
export const OS_SKUS = ["Ubuntu", "AzureLinux", "Windows2022"] as const;
export type OsSku = (typeof OS_SKUS)[number];

/** True for every version of Windows, also for those that are not built. */
export const isWindows = (osSku: string | undefined): boolean => osSku?.startsWith("Windows") === true;

/** What a Windows pool runs that names no version. Source: bicep-types-az, osSKU@2025-09-01 (Kubernetes 1.25 and later). */
export const DEFAULT_WINDOWS_SKU = "Windows2022";

/** Azure CNI in all its forms. Sources: azure-aks-docs, windows-best-practices.md, windows-faq.md, configure-kubenet.md. */
export const WINDOWS_MODELS: readonly NetworkModel[] = NETWORK_MODELS.filter(model => model !== "kubenet");
export const WINDOWS_MODELS_SOURCE = "azure-aks-docs, windows-faq.md, configure-kubenet.md";

/** Why a policy engine cannot be had with Windows nodes; `none` and `calico` can. */
export const NO_WINDOWS_ENGINES: Readonly<Partial<Record<PolicyEngine, { readonly why: string; readonly source: string }>>> = {
  cilium: { why: "Cilium's data plane is for Linux nodes alone", source: "azure-aks-docs, azure-cni-powered-by-cilium.md" },
  azure: {
    why: "Azure's own engine was a preview on Windows nodes that takes no new subscriptions and ends 2026-09-30",
    source: "azure-aks-docs, use-network-policies.md, includes/azure-network-policy-manager-windows-retirement.md",
  },
};

/** Why a node OS channel leaves Windows nodes without updates. Source: azure-aks-docs, auto-upgrade-node-os-image.md, as of 2026-06-26. */
export const NO_WINDOWS_CHANNELS: Readonly<Record<string, string>> = {
  SecurityPatch: "it is not supported on Windows pools",
  Unmanaged: "Windows nodes apply no updates by themselves: for them it does what None does",
};

/** Pods a Windows node should have at the most, where an overlay's default is 250. Source: azure-aks-docs, concepts-network-azure-cni-overlay.md. */
export const WINDOWS_PODS_ADVICE = 110;

/**
 * True for a size with an Arm processor, which no Windows pool takes: the `p` among the letters after the number of vCPU.
 * Sources: azure-aks-docs, use-arm64-vms.md; azure-compute-docs, virtual-machines/vm-naming-conventions.md.
 */
export const isArm = (vmSize: string): boolean => /^Standard_[A-Z]+\d+(?:-\d+)?p[a-z]*_v\d+$/i.test(vmSize);
