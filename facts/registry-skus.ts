/** What an Azure Container Registry can do by its SKU. */

/** Settings that the SKU Premium alone has, in words. */
export const PREMIUM_ONLY = {
  access: { title: "private endpoints", source: "azure-management-docs, container-registry-private-link.md", asOf: "2026-02-11" },
  dataEndpoint: { title: "a data endpoint of its own", source: "azure-management-docs, container-registry-dedicated-data-endpoints.md", asOf: "2023-10-31" },
  networkRules: { title: "rules of which addresses it lets in", source: "azure-management-docs, container-registry-access-selected-networks.md", asOf: "2026-02-11" },
  replication: { title: "replicas in other regions", source: "azure-management-docs, container-registry-geo-replication.md", asOf: "2026-02-11" },
  untaggedRetentionDays: { title: "a retention policy for untagged manifests", source: "azure-management-docs, container-registry-retention-policy.md", asOf: "2023-10-31" },
  // Azure spreads registries of every SKU over the zones of a region that has them; only a Premium registry may ask for it.
  zoneRedundancy: { title: "zone redundancy on demand", source: "azure-management-docs, container-registry/zone-redundancy.md", asOf: "2026-02-04" },
} as const satisfies Record<string, { readonly title: string; readonly source: string; readonly asOf: string }>;

/** Days that untagged manifests can be kept. Source: azure-management-docs, container-registry-retention-policy.md, as of 2023-10-31. */
export const UNTAGGED_RETENTION_DAYS = { min: 0, max: 365 } as const;
