/**
 * What every network security group ends with, and what its words stand for.
 * Source: azure-docs, network-security-groups-overview.md and service-tags-overview.md. As of 2026-08-21.
 */
import { addressesOf, difference, EVERY_ADDRESS } from "./address-sets";
import { AZURE_PROBES, NO_VNET_RANGES, PRIVATE_RANGES, SHARED_RANGE } from "./ranges";

export const ANYBODY = "*";

export const TAGS = { network: "VirtualNetwork", probes: "AzureLoadBalancer", internet: "Internet" } as const;

/** Azure's own rules; those that a group declares come before. */
export const DEFAULT_SECURITY_RULES = [
  { name: "AllowVnetInBound", priority: 65_000, access: "Allow", direction: "Inbound", source: TAGS.network, destination: TAGS.network },
  { name: "AllowAzureLoadBalancerInBound", priority: 65_001, access: "Allow", direction: "Inbound", source: TAGS.probes, destination: ANYBODY },
  { name: "DenyAllInBound", priority: 65_500, access: "Deny", direction: "Inbound", source: ANYBODY, destination: ANYBODY },
  { name: "AllowVnetOutBound", priority: 65_000, access: "Allow", direction: "Outbound", source: TAGS.network, destination: TAGS.network },
  { name: "AllowInternetOutBound", priority: 65_001, access: "Allow", direction: "Outbound", source: ANYBODY, destination: TAGS.internet },
  { name: "DenyAllOutBound", priority: 65_500, access: "Deny", direction: "Outbound", source: ANYBODY, destination: ANYBODY },
] as const;

/** Where Azure's load balancers probe from. */
export const PROBE_ADDRESSES = addressesOf([AZURE_PROBES]);

/** Addresses of the public Internet. */
export const PUBLIC_ADDRESSES = difference(EVERY_ADDRESS, addressesOf([...PRIVATE_RANGES, SHARED_RANGE, ...NO_VNET_RANGES]));

/** Ports that a caller's own system gives it. Source: RFC 6335, registered and dynamic ports. */
export const CALLERS_PORTS = { first: 1024, last: 65_535 } as const;
