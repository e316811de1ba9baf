/** SKUs that Azure takes for nothing new any more, with what took their place. */

export interface RetiredSku {
  /** Path in the inputs. */
  readonly path: readonly string[];
  /** In small letters. */
  readonly value: string;
  readonly since: string;
  readonly successor: string;
  /** What Azure answers. */
  readonly code: string;
  readonly source: string;
}

/** The API version of AKS from which on its SKU has its words of today: an older one takes the old words. */
export const CLUSTER_SKU_SINCE = "2023-02-01";

const CLUSTER = { since: `API version ${CLUSTER_SKU_SINCE}`, code: "SkuNotAvailable" } as const;

/** Of a ManagedCluster. */
export const RETIRED_CLUSTER_SKUS: readonly RetiredSku[] = [
  { path: ["sku", "name"], value: "basic", successor: "Base", source: "MicrosoftDocs/azure-docs#107451; pulumi-azure-native#2600", ...CLUSTER },
  { path: ["sku", "tier"], value: "paid", successor: "Standard", source: "terraform-provider-azurerm#20887", ...CLUSTER },
];

/** Of a Registry. */
export const RETIRED_REGISTRY_SKU: RetiredSku = {
  path: ["sku", "name"], value: "classic", since: "March 2019", successor: "Basic, Standard or Premium", code: "ClassicSkuDeprecated", source: "Azure/bicep#4577; terraform-provider-azurerm#3050, #17248",
};

/**
 * Of a PublicIPAddress: what exists goes on, nothing new is made. That Azure takes an address without a SKU for a Basic one is no line of its API's type: it is estimated,
 * from what templates without one are refused with (Azure/azure-quickstart-templates#14512).
 */
export const RETIRED_ADDRESS_SKU: RetiredSku = {
  path: ["sku", "name"], value: "basic", since: "2025-03-31", successor: "Standard, with publicIPAllocationMethod Static", code: "IPv4BasicSkuPublicIpCountLimitReached",
  source: "azure-docs, virtual-network/ip-services/public-ip-basic-upgrade-guidance.md; Azure/azure-quickstart-templates#14512; skypilot-org/skypilot#7977",
};
