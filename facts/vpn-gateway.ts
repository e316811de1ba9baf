/** What Azure asks of a site-to-site VPN. Sources are beside each fact; those of azure-docs are older stored copies, of the day given. */

/**
 * SKUs that can still be created: VpnGw1 to VpnGw5 without zones take no new gateway since 2025-01-01 and end in 2026; Basic has no BGP and no Standard address.
 * In a region without zones these stay regional. Source: azure-docs, vpn-gateway/gateway-sku-consolidation.md, as of 2024-09-26.
 */
export const VPN_SKUS = ["VpnGw1AZ", "VpnGw2AZ", "VpnGw3AZ", "VpnGw4AZ", "VpnGw5AZ"] as const;
export type VpnSku = (typeof VPN_SKUS)[number];

/**
 * The gateway's subnet: its name is fixed, Azure advises a /27 or larger, and it takes no network security group and no 0.0.0.0/0 route.
 * Sources: azure-docs, vpn-gateway/vpn-gateway-about-vpn-gateway-settings.md, as of 2020-09-16; microsoft/azure-skills, networking-core.md, as of 2026-08-21.
 */
export const GATEWAY_SUBNET = { name: "GatewaySubnet", longest: 27, source: "azure-docs, vpn-gateway/vpn-gateway-about-vpn-gateway-settings.md; microsoft/azure-skills, networking-core.md", asOf: "2026-08-21" } as const;

/** Private autonomous systems that Azure keeps, its gateways' default among them, and those that IANA reserves. Source: azure-docs, includes/vpn-gateway-faq-bgp-include.md, as of 2019-02-12. */
const RESERVED_ASNS: readonly (readonly [first: number, last: number])[] = [
  [8074, 8075], [12_076, 12_076], [23_456, 23_456], [64_496, 64_511], [65_515, 65_515], [65_517, 65_520], [65_535, 65_551], [4_294_967_295, 4_294_967_295],
];
export const BGP_SOURCE = "azure-docs, includes/vpn-gateway-faq-bgp-include.md";

export const isReservedAsn = (asn: number): boolean => RESERVED_ASNS.some(([first, last]) => first <= asn && asn <= last);

/**
 * A pre-shared key: printable ASCII without a blank. Azure takes no hyphen and no tilde either, which is not checked: in an offline plan a placeholder stands for the secret.
 * Source: azure-docs, vpn-gateway/vpn-gateway-vpn-faq.md; the length is an estimate.
 */
export const SHARED_KEY = { longest: 128, pattern: /^[!-~]*$/ } as const;
