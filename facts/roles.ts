/** Built-in Azure roles: those that the anatomy assigns, and those that say of a plan who may do what. As of 2026-08-21. */
export interface BuiltInRole { readonly id: string; readonly title: string; readonly source: string }

export const ROLES = {
  acrPull: { id: "7f951dda-4ed3-4680-a7ca-43fe172d538d", title: "AcrPull", source: "mspnp/aks-baseline, cluster-stamp.bicep; Azure/AKS-Construction, main.bicep" },
  networkContributor: { id: "4d97b98b-1d4f-4787-a291-c67834d212e7", title: "Network Contributor", source: "Azure/AKS-Construction, aksnetcontrib.bicep" },
  keyVaultSecretsUser: { id: "4633458b-17de-408a-b874-0445c86b69e6", title: "Key Vault Secrets User", source: "mspnp/aks-baseline, cluster-stamp.bicep" },
  managedIdentityOperator: { id: "f1a07417-d97a-45cb-824c-7a7467783830", title: "Managed Identity Operator", source: "Azure/AKS-Construction, main.bicep" },
  dnsZoneContributor: { id: "befefa01-2a29-4197-83a8-272ff33ce314", title: "DNS Zone Contributor", source: "Azure/AKS-Construction, dnsZone.bicep" },
  reader: { id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", title: "Reader", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  privateDnsZoneContributor: { id: "b12aa53e-6015-4669-85d0-8515ebb3ae7f", title: "Private DNS Zone Contributor", source: "mspnp/aks-baseline, cluster-stamp.bicep; Azure/AKS-Construction" },
  acrPush: { id: "8311e382-0749-4cb8-b61a-304f252e45ec", title: "AcrPush", source: "azure-docs, role-based-access-control/built-in-roles/containers.md" },
  registryRepositoryReader: { id: "b93aa761-3e63-49ed-ac28-beffa264f7ac", title: "Container Registry Repository Reader", source: "azure-docs, role-based-access-control/built-in-roles/containers.md" },
  keyVaultSecretsOfficer: { id: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", title: "Key Vault Secrets Officer", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  keyVaultCertificateUser: { id: "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba", title: "Key Vault Certificate User", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  keyVaultCryptoUser: { id: "12338af0-0e69-4776-bea7-57ae8d297424", title: "Key Vault Crypto User", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  keyVaultAdministrator: { id: "00482a5a-887f-4fb3-b363-3b7fe8e74483", title: "Key Vault Administrator", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  contributor: { id: "b24988ac-6180-42a0-ab88-20f7382dd24c", title: "Contributor", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  owner: { id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", title: "Owner", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  userAccessAdministrator: { id: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", title: "User Access Administrator", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  clusterRbacAdmin: { id: "3498e952-d568-435e-9b2c-8d77e338d7f7", title: "Azure Kubernetes Service RBAC Admin", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  clusterRbacClusterAdmin: { id: "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b", title: "Azure Kubernetes Service RBAC Cluster Admin", source: "mspnp/aks-baseline, cluster-stamp.bicep; Azure/AKS-Construction" },
  clusterAdmin: { id: "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8", title: "Azure Kubernetes Service Cluster Admin Role", source: "azure-docs, role-based-access-control/built-in-roles.md" },
  clusterUser: { id: "4abbcc35-e782-43d8-92c5-2d3f1bd2253f", title: "Azure Kubernetes Service Cluster User Role", source: "mspnp/aks-baseline, cluster-stamp.bicep" },
  monitoringMetricsPublisher: { id: "3913510d-42f4-4e42-8a64-420c390055eb", title: "Monitoring Metrics Publisher", source: "Azure/AKS-Construction, main.bicep" },
} as const satisfies Record<string, BuiltInRole>;

export type RoleKey = keyof typeof ROLES;

/** ARM id of a built-in role; those live at the tenant, so that no subscription is needed to name one. */
export const roleDefinitionId = (role: RoleKey): string => `/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role].id}`;
