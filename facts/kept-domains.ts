/**
 * Domains of Azure's own names and of the cluster's. A private zone of such a name would answer for them in the VNet, so that nodes and pods find nothing of what they need; a public one is nobody's but Microsoft's.
 * Sources: the host names that AKS's nodes need (azure-aks-docs, outbound-rules-control-egress.md), zones of private endpoints (azure-docs, private-link/private-endpoint-dns.md) and of private API servers
 * (azure-aks-docs, private-clusters.md), names of machines in a VNet (azure-docs, virtual-networks-name-resolution-for-vms-and-role-instances.md); Kubernetes, DNS for Services and Pods. As of 2026-08-21.
 */
const KEPT_DOMAINS: readonly string[] = [
  "azmk8s.io", "azure.com", "azure.net", "azurecr.io", "azureedge.net", "azurewebsites.net", "cloudapp.net", "cluster.local", "microsoft.com", "microsoftonline.com", "msedge.net", "trafficmanager.net", "windows.net",
];

/** The domain that a zone is, or lies in; undefined for a name that is nobody else's here. */
export const keptDomainOf = (zone: string): string | undefined => KEPT_DOMAINS.find(domain => zone === domain || zone.endsWith(`.${domain}`));
