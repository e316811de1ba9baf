/**
 * Azure services that a private endpoint brings into a VNet: which part of them it connects to, the DNS zone in which clients look the service up, and the addresses that it takes.
 * The zones are those of Azure's public cloud.
 */

export interface PrivateLink {
  /** ARM type of what the endpoint leads to. */
  readonly type: string;
  /** The part of the service that the endpoint connects to (group id, sub-resource). */
  readonly groupId: string;
  /** Private DNS zone; the service's public name is an alias into it, so that clients need no other name. */
  readonly zone: string;
  /** Addresses that the endpoint takes in its subnet. */
  readonly addresses: number;
  readonly source: string;
  readonly asOf: string;
}

export const PRIVATE_LINKS = {
  // One for the login server and one for the regional data endpoint; each further region that the registry is replicated to takes one more.
  registry: {
    type: "Microsoft.ContainerRegistry/registries", groupId: "registry", zone: "privatelink.azurecr.io", addresses: 2,
    source: "azure-management-docs, container-registry-private-link.md (Plan subnet IP capacity)", asOf: "2026-02-11",
  },
  vault: {
    type: "Microsoft.KeyVault/vaults", groupId: "vault", zone: "privatelink.vaultcore.azure.net", addresses: 1,
    source: "azure-security-docs, key-vault/general/private-link-service.md", asOf: "2026-01-30",
  },
} as const satisfies Record<string, PrivateLink>;

export type PrivateLinkKind = keyof typeof PRIVATE_LINKS;

/** Addresses that one more region of a replicated registry takes in every endpoint's subnet. Source: azure-management-docs, container-registry-private-link.md, as of 2026-02-11. */
export const ADDRESSES_PER_REPLICA = 1;

/** The entry for an ARM type, whatever its letter case; undefined for a service that is not in the table. */
export const privateLinkOf = (type: string): PrivateLink | undefined =>
  Object.values<PrivateLink>(PRIVATE_LINKS).find(link => link.type.toLowerCase() === type.toLowerCase());
