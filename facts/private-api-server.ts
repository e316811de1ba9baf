/** What AKS says of API servers that have a private address only. Source: azure-aks-docs, private-clusters.md, as of 2026-08-21. */
import { nameInId } from "./arm-ids";

export const PRIVATE_API_SERVER_SOURCE = { source: "azure-aks-docs, private-clusters.md", asOf: "2026-08-21" } as const;

/**
 * Who keeps the zone that holds the API server's private name. `system`: AKS, in the managed resource group. `none`: nobody; the public name resolves
 * to the private address. `own`: the declaration, in the form of `apiServerZoneName`.
 */
export const PRIVATE_DNS_ZONES = ["system", "none", "own"] as const;
export type PrivateDnsZone = (typeof PRIVATE_DNS_ZONES)[number];

/** Where the declaration says nothing. */
export const DEFAULT_PRIVATE_DNS_ZONE: PrivateDnsZone = "system";

/** Azure's default for the public name of a private API server. Source: the page's "creates both private and public FQDNs by default". */
export const DEFAULT_PUBLIC_FQDN = true;

/** The name that Azure wants of a zone of one's own, in Azure's public cloud. `region` is in the plain form, such as `canadacentral`. */
export const apiServerZoneName = (region: string): string => `privatelink.${region}.azmk8s.io`;

/** What the value of `privateDNSZone` means; ARM compares without regard to case. */
export function privateDnsZoneOf(value: string): { readonly zone: PrivateDnsZone; readonly name?: string } {
  const mode = value.toLowerCase();
  if (mode === "system" || mode === "none") return { zone: mode };
  return { zone: "own", name: nameInId(value) };
}

/** What the subnet of an API server must be that is put into the cluster's own network. */
export const API_SERVER_SUBNET = {
  delegation: "Microsoft.ContainerService/managedClusters", longestPrefix: 28,
  /** Addresses that each cluster keeps in it at the least, so that its API server can scale: an estimate. Several clusters may share the subnet. */
  leastAddresses: 9,
  source: "azure-aks-docs, api-server-vnet-integration.md", asOf: "2026-11-22",
} as const;
