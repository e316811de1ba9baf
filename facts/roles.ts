/** Built-in Azure roles that the anatomy assigns, as of 2026-08-21. */
export interface BuiltInRole { readonly id: string; readonly title: string; readonly source: string }

export const ROLES = {
  acrPull: { id: "7f951dda-4ed3-4680-a7ca-43fe172d538d", title: "AcrPull", source: "mspnp/aks-baseline, cluster-stamp.bicep; Azure/AKS-Construction, main.bicep" },
  networkContributor: { id: "4d97b98b-1d4f-4787-a291-c67834d212e7", title: "Network Contributor", source: "Azure/AKS-Construction, aksnetcontrib.bicep" },
  keyVaultSecretsUser: { id: "4633458b-17de-408a-b874-0445c86b69e6", title: "Key Vault Secrets User", source: "mspnp/aks-baseline, cluster-stamp.bicep" },
  managedIdentityOperator: { id: "f1a07417-d97a-45cb-824c-7a7467783830", title: "Managed Identity Operator", source: "Azure/AKS-Construction, main.bicep" },
  dnsZoneContributor: { id: "befefa01-2a29-4197-83a8-272ff33ce314", title: "DNS Zone Contributor", source: "Azure/AKS-Construction, dnsZone.bicep" },
  reader: { id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", title: "Reader", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  privateDnsZoneContributor: { id: "b12aa53e-6015-4669-85d0-8515ebb3ae7f", title: "Private DNS Zone Contributor", source: "mspnp/aks-baseline, cluster-stamp.bicep; Azure/AKS-Construction" },
} as const satisfies Record<string, BuiltInRole>;

export type RoleKey = keyof typeof ROLES;

/** ARM id of a built-in role; those live at the tenant, so that no subscription is needed to name one. */
export const roleDefinitionId = (role: RoleKey): string => `/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role].id}`;
