/** Names that Azure refuses. */
import type { Cases } from "../case";

export const NAMES: Cases = {
  "managed-group-with-a-long-name": {
    reported: "a cluster is refused: the managed resource group's name would be over 80 characters long: Azure-Terraform/terraform-azurerm-kubernetes#33",
    change: { set: { group: { resourceGroupName: "rg-sound-orders-and-invoices-production" }, cluster: { resourceName: "aks-sound-orders-and-invoices-production" } } },
    finds: [["name-refused", "cluster", "and AKS takes 80"]],
  },
  "registry-with-a-hyphen": {
    reported: "a registry's name is refused late: it has letters and digits alone",
    change: { set: { registry: { registryName: "cr-sound" } } },
    finds: [["name-refused", "registry"]],
  },
  "vault-with-a-long-name": {
    reported: "a vault's name is refused late: it has 24 characters at most",
    change: { set: { vault: { vaultName: "kv-sound-orders-production" } } },
    finds: [["name-refused", "vault"]],
  },
  "pool-with-a-capital": {
    reported: "a node pool's name is refused late: it has small letters and digits alone",
    change: { set: { user: { agentPoolName: "User" } } },
    finds: [["name-refused", "user"]],
  },
  "public-address-with-a-whole-name": {
    reported: "a public address is refused: its label is a whole host name: MicrosoftDocs/azure-docs#44299",
    change: { more: ({ resource }) => resource("azure-native:network:PublicIPAddress", "front-door", { resourceGroupName: "rg-sound", publicIpAddressName: "pip-front", publicIPAllocationMethod: "Static", sku: { name: "Standard" }, dnsSettings: { domainNameLabel: "shop.example.com" } }) },
    finds: [["domain-name-label-refused", "front-door"]],
  },
  "two-vaults-of-one-name": {
    reported: "two resources of one name: the second changes the first, or is refused",
    change: { more: ({ resource }) => resource("azure-native:keyvault:Vault", "other", { resourceGroupName: "rg-sound", vaultName: "kv-sound", location: "westeurope", properties: { tenantId: "00000000-0000-0000-0000-000000000000", sku: { family: "A", name: "standard" }, enableRbacAuthorization: true } }) },
    finds: [["name-used-twice", "vault", "declared by other already"]],
  },
  "windows-pool-with-a-long-name": {
    reported: "a Windows pool's name is refused late: it has at most 6 characters",
    change: { set: { user: { agentPoolName: "windows", osType: "Windows", osSKU: "Windows2025" } } },
    finds: [["windows-pool-refused", "user"]],
  },
  "pool-described-twice": {
    reported: "one pool inside the cluster and as a resource of its own: every update goes over both",
    change: { set: { user: { agentPoolName: "system", mode: "System" } } },
    finds: [["pool-described-twice", "user"]],
  },
};
