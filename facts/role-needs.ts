/**
 * What an identity of a cluster or of its pods must be allowed, by what the plan has it do: the roles that suffice, those that allow more than that, and the actions that a role of one's own must hold.
 * The broad roles act on resources, not on what a vault holds: Owner and Contributor read no secret of a vault that goes by roles (azure-security-docs, key-vault/general/rbac-guide.md).
 */
import type { RoleKey } from "./roles";

export interface RoleNeedFacts {
  /** The role to give. */
  readonly role: RoleKey;
  /** Others that suffice and are no wider. */
  readonly alike: readonly RoleKey[];
  /** Roles that suffice, and allow far more. */
  readonly wide: readonly RoleKey[];
  /** What a role of one's own must allow; absent where no source lists it. */
  readonly actions?: readonly string[];
  /** True where the group or subscription is where the right belongs, so that a scope as broad is not too wide. */
  readonly onGroup?: true;
  readonly source: string;
  readonly asOf: string;
}

/** Roles over nearly everything that there is in their scope. */
export const BROAD_ROLES = ["contributor", "owner"] as const satisfies readonly RoleKey[];
const PERMISSIONS = "azure-aks-docs, aks-service-permissions.md";
const AS_OF = "2026-08-21";

const JOIN: RoleNeedFacts = {
  role: "networkContributor", alike: [], wide: BROAD_ROLES,
  actions: ["Microsoft.Network/virtualNetworks/subnets/join/action", "Microsoft.Network/virtualNetworks/subnets/read"],
  source: `azure-aks-docs, concepts-network-cni-overview.md, internal-lb.md; ${PERMISSIONS}`, asOf: AS_OF,
};
const VAULT = { source: "azure-aks-docs, csi-secrets-store-identity-access.md; azure-security-docs, key-vault/general/rbac-guide.md", asOf: AS_OF } as const;
const RECORDS = { alike: [], wide: BROAD_ROLES, source: "kubernetes-sigs/external-dns, docs/tutorials/azure.md, azure-private-dns.md", asOf: AS_OF } as const;

export const ROLE_NEEDS = {
  "node-subnet": JOIN,
  "pod-subnet": JOIN,
  "front-end-subnet": JOIN,
  "api-server-subnet": { ...JOIN, source: "azure-aks-docs, api-server-vnet-integration.md" },
  "private-zone-network": { role: "networkContributor", alike: [], wide: BROAD_ROLES, source: "azure-aks-docs, private-clusters.md", asOf: AS_OF },
  "private-zone": { role: "privateDnsZoneContributor", alike: [], wide: BROAD_ROLES, actions: ["Microsoft.Network/privateDnsZones/*"], source: `azure-aks-docs, private-clusters.md; ${PERMISSIONS}`, asOf: AS_OF },
  "kubelet-identity": {
    role: "managedIdentityOperator", alike: [], wide: BROAD_ROLES, actions: ["Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"],
    source: "azure-aks-docs, managed-identity-overview.md, use-managed-identity.md", asOf: AS_OF,
  },
  "route-table": {
    role: "networkContributor", alike: [], wide: BROAD_ROLES, actions: ["Microsoft.Network/routeTables/routes/read", "Microsoft.Network/routeTables/routes/write"],
    source: `azure-aks-docs, configure-kubenet.md; ${PERMISSIONS}`, asOf: AS_OF,
  },
  "public-address-group": { role: "networkContributor", alike: [], wide: BROAD_ROLES, onGroup: true, source: "azure-aks-docs, static-ip.md", asOf: AS_OF },
  "image-pull": {
    role: "acrPull", alike: ["acrPush", "reader"], wide: BROAD_ROLES, actions: ["Microsoft.ContainerRegistry/registries/pull/read"],
    source: `${PERMISSIONS}; azure-docs, container-registry/container-registry-rbac-built-in-roles-overview.md`, asOf: AS_OF,
  },
  "repository-read": { role: "registryRepositoryReader", alike: [], wide: [], source: `${PERMISSIONS}, azure-aks-docs, managed-identity-overview.md`, asOf: AS_OF },
  "vault-secret": { ...VAULT, role: "keyVaultSecretsUser", alike: ["keyVaultCertificateUser"], wide: ["keyVaultSecretsOfficer", "keyVaultAdministrator"] },
  "vault-certificate": { ...VAULT, role: "keyVaultCertificateUser", alike: [], wide: ["keyVaultAdministrator"] },
  "vault-key": { ...VAULT, role: "keyVaultCryptoUser", alike: ["keyVaultCertificateUser"], wide: ["keyVaultAdministrator"] },
  "dns-records": { ...RECORDS, role: "dnsZoneContributor" },
  "private-dns-records": { ...RECORDS, role: "privateDnsZoneContributor" },
  "dns-group": { ...RECORDS, role: "reader", alike: ["dnsZoneContributor", "privateDnsZoneContributor"], onGroup: true },
} as const satisfies Record<string, RoleNeedFacts>;

export type RoleNeedKind = keyof typeof ROLE_NEEDS;

/** How long a role may take to hold, in minutes: that its assignment comes first is necessary, and not sufficient. */
export const ROLE_PROPAGATION = { minutes: 60, source: "azure-aks-docs, managed-identity-overview.md", asOf: AS_OF } as const;

/** Roles that open Kubernetes' API where Azure's roles decide; Owner does not. */
export const KUBERNETES_ADMIN_ROLES: readonly RoleKey[] = ["clusterRbacAdmin", "clusterRbacClusterAdmin"];

/** Without a type, as other languages and ARM templates leave it, Azure looks the principal up, and may not find one that was made a moment ago. */
export const PRINCIPAL_TYPE_SOURCE = { source: "azure-docs, role-based-access-control/troubleshooting.md (new principal); Azure/azure-cli#33586", asOf: AS_OF } as const;

/** What the SDK for Node.js sends where a program gives no type, and what Azure answers where the principal is an identity. */
export const PRINCIPAL_TYPE_DEFAULT = { value: "User", source: "@pulumi/azure-native 3.28, authorization/roleAssignment.js (principalType); Azure/modern-web-app-pattern-dotnet#129 (UnmatchedPrincipalType)", asOf: AS_OF } as const;

/** Workload identity. The audience that Entra ID takes, the label that has the webhook act, the annotation that names the identity, and how many trusts an identity can have. */
export const WORKLOAD_IDENTITY = {
  audience: "api://AzureADTokenExchange",
  label: "azure.workload.identity/use",
  annotation: "azure.workload.identity/client-id",
  credentialsPerIdentity: 20,
  source: "azure-aks-docs, workload-identity-overview.md; entra-docs, workload-id/workload-identity-federation-considerations.md",
  asOf: AS_OF,
} as const;

/** What Entra ID compares with the token of a service account, letter by letter. */
export const federatedSubject = (namespace: string, account: string): string => `system:serviceaccount:${namespace}:${account}`;

/** True where a pattern of a role definition (`Microsoft.Network/virtualNetworks/*`) covers an action. */
export function coversAction(pattern: string, action: string): boolean {
  const expression = pattern.toLowerCase().split("*").map(part => part.replace(/[.+?^${}()|[\]\\/]/g, "\\$&")).join(".*");
  return new RegExp(`^${expression}$`).test(action.toLowerCase());
}
