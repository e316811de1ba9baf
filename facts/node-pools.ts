/**
 * What AKS asks of node pools beyond their size: taints and labels that it knows, how a pool is upgraded, and what a spot pool is.
 * As of 2026-09-10 unless a line says otherwise.
 */

/** Keeps ordinary pods off a system pool; AKS's own tolerate it. Source: azure-aks-docs, use-system-pools.md. */
export const CRITICAL_ADDONS_TAINT = "CriticalAddonsOnly=true:NoSchedule";

/**
 * True for a taint that AKS takes on a system pool: its own, or one that only prefers. Any other is refused (SystemPoolHasRestrictedTaint).
 * Source: the API's own message, quoted in Azure/AKS#2578 and istio/istio.io#16905 (2025-10-01).
 */
export const isSystemPoolTaint = (taint: string): boolean => /^CriticalAddonsOnly[=:]/.test(taint) || taint.endsWith(":PreferNoSchedule");

/** True for a taint that keeps pods without a toleration away. */
export const isClosing = (taint: string): boolean => /:(NoSchedule|NoExecute)$/.test(taint);

/** AKS puts both on every node of a spot pool. Source: azure-aks-docs, spot-node-pool.md. */
export const SPOT_TAINT = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";
export const SPOT_LABEL = { key: "kubernetes.azure.com/scalesetpriority", value: "spot" } as const;

/** Fractional digits of a spot pool's highest price in US dollars. Source: azure-aks-docs, spot-node-pool.md. */
export const SPOT_PRICE_DIGITS = 5;

/** The key of this project's own taint on a pool that is about to leave. */
export const RETIRING_TAINT_KEY = "aks-anatomy/retiring";

/**
 * The taint of a pool that is about to leave: nothing new is scheduled there, and what runs goes on until the nodes are drained. A system pool takes no more than a preference.
 * `NoExecute` would take the pods away without asking their disruption budgets. Sources: azure-aks-docs, use-node-taints.md; Azure/AKS#2578.
 */
export const retiringTaint = (mode: "System" | "User"): string => `${RETIRING_TAINT_KEY}=true:${mode === "System" ? "PreferNoSchedule" : "NoSchedule"}`;

/**
 * Bounds of an upgrade's settings, in minutes. The drain timeout's documented least is 5, the API type's is 1: below the documented one the plan warns.
 * Sources: bicep-types-az, AgentPoolUpgradeSettings@2025-09-01; azure-aks-docs, upgrade-aks-node-pools-rolling.md.
 */
export const UPGRADE_BOUNDS = { drainTimeout: { min: 1, documentedMin: 5, max: 1440 }, nodeSoak: { min: 0, max: 30 } } as const;

/** Systems of nodes, as Azure spells them. Sources: bicep-types-az, ManagedClusterAgentPoolProfileProperties.osSKU@2025-09-01 and later versions; azure-aks-docs, includes on retirements. */
export const OS_SKU_WORDS = [
  "Ubuntu", "Ubuntu2204", "Ubuntu2404", "AzureLinux", "AzureLinux3", "CBLMariner", "Mariner", "Windows2019", "Windows2022", "Windows2025", "WindowsAnnual", "flatcar",
] as const;

/** Nodes of a pool whose declaration gives no number. Source: bicep-types-az, ManagedClusterAgentPoolProfileProperties.count@2025-09-01. */
export const DEFAULT_NODES = 1;

/** Size of an OS disk in GiB; 0 in the API means Azure's default. Source: bicep-types-az, ManagedClusterAgentPoolProfileProperties.osDiskSizeGB@2025-09-01. */
export const OS_DISK_GIB = { min: 1, max: 2048 } as const;

/** How the autoscaler chooses the pool that grows. Source: bicep-types-az, ManagedClusterPropertiesAutoScalerProfile.expander@2025-09-01. */
export const EXPANDERS = ["least-waste", "most-pods", "priority", "random"] as const;
