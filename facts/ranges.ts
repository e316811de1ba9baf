/** Address ranges with a meaning of their own. */

/** Every address. */
export const EVERYBODY = "0.0.0.0/0";

/** Addresses that never leave private networks. Source: RFC 1918. */
export const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;

/** Carrier-grade NAT: with the private ranges, all that pods of an overlay may use. Sources: RFC 6598; azure-aks-docs, concepts-network-azure-cni-overlay.md, as of 2026-08-21. */
export const SHARED_RANGE = "100.64.0.0/10";

/** Where health probes of Azure's load balancer come from; the tag `AzureLoadBalancer` stands for it. Source: azure-docs, what-is-ip-address-168-63-129-16.md. */
export const AZURE_PROBES = "168.63.129.16/32";

/** Ranges that no VNet may have: this network, loopback, link-local, multicast and reserved. Source: azure-docs, virtual-networks-faq.md. */
export const NO_VNET_RANGES = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", AZURE_PROBES] as const;

/** The largest VNet. Source: azure-aks-docs, concepts-network-ip-address-planning.md, as of 2026-08-21. */
export const LARGEST_VNET_LENGTH = 8;

/** Node ports and health-check node ports that Kubernetes hands out by default, both ends inclusive. Source: Kubernetes, kube-apiserver, --service-node-port-range. */
export const NODE_PORTS = { first: 30_000, last: 32_767 } as const;

/** The same as a security rule says it. */
export const NODE_PORT_RANGE = `${NODE_PORTS.first}-${NODE_PORTS.last}`;
