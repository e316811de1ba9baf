/**
 * Who may reach a registry's or a vault's public address. Nodes and pods of AKS are not among the services that either lets past its firewall by itself (`bypass`, `networkRuleBypassOptions`).
 * Sources: azure-management-docs, container-registry-access-selected-networks.md and allow-access-trusted-services.md; azure-security-docs, key-vault/general/network-security.md and overview-vnet-service-endpoints.md;
 * bicep-types-az, Microsoft.ContainerRegistry 2023-01-01-preview and Microsoft.KeyVault 2024-11-01. As of 2026-08-20.
 */
import { PRIVATE_LINKS, type PrivateLink } from "./private-link";

export interface GuardedService {
  readonly link: PrivateLink;
  readonly title: "registry" | "vault";
  /** Input that holds the name; the host name is that name before `domain`, in lower case. */
  readonly nameInput: string;
  readonly domain: string;
  /** Where `publicNetworkAccess` stands. Disabled, it overrides every rule. */
  readonly accessPath: readonly string[];
  /** Where `defaultAction`, `ipRules` and `virtualNetworkRules` stand. Absent, everybody may come. */
  readonly rulesPath: readonly string[];
  /** What a subnet must have for a rule that names it to mean something; absent where there are no such rules. */
  readonly serviceEndpoint?: string;
}

export const GUARDED_SERVICES = {
  registry: { link: PRIVATE_LINKS.registry, title: "registry", nameInput: "registryName", domain: "azurecr.io", accessPath: ["publicNetworkAccess"], rulesPath: ["networkRuleSet"] },
  vault: {
    link: PRIVATE_LINKS.vault, title: "vault", nameInput: "vaultName", domain: "vault.azure.net",
    accessPath: ["properties", "publicNetworkAccess"], rulesPath: ["properties", "networkAcls"], serviceEndpoint: "Microsoft.KeyVault",
  },
} as const satisfies Record<string, GuardedService>;

export const GUARDED_SOURCE = { source: "azure-management-docs, container-registry-private-link.md, container-registry-access-selected-networks.md; azure-security-docs, key-vault/general/private-link-service.md, network-security.md", asOf: "2026-02-11" } as const;
