/** Addresses, ports and names of the traffic that every cluster has. As of 2026-08-21. */

/** Azure's resolver, on every host; no security group and no route of a user stands in its way. Source: azure-docs, what-is-ip-address-168-63-129-16.md. */
export const AZURE_RESOLVER = "168.63.129.16";

export const DNS_PORT = 53;
export const HTTPS_PORT = 443;

/** Where a kubelet answers the API server, through the tunnel alone. Source: kubernetes.io, reference/networking/ports-and-protocols. */
export const KUBELET_PORT = 10_250;

/** A place in the list of authorised ranges that lets nobody in but the cluster's own load balancer. Source: azure-aks-docs, api-server-authorized-ip-ranges.md. */
export const OWN_BALANCER_ONLY = "0.0.0.0/32";

export const AUTHORIZED_RANGES_SOURCE = { source: "azure-aks-docs, api-server-authorized-ip-ranges.md", asOf: "2026-08-21" } as const;

const HASH = "<hash>";

/**
 * The API server's name. AKS puts a hash behind the prefix. A private name is in the zone that AKS makes, below a GUID, or in one's own.
 * Source: azure-aks-docs, private-clusters.md, outbound-rules-control-egress.md.
 * @param zone of a private name: `system`, or the name of one's own zone
 */
export function apiServerName(prefix: string | undefined, region: string | undefined, zone?: string): string {
  const host = `${prefix ?? "<prefix>"}-${HASH}`;
  const place = region ?? "<region>";
  if (zone === undefined) return `${host}.hcp.${place}.azmk8s.io`;
  return zone === "system" ? `${host}.<guid>.privatelink.${place}.azmk8s.io` : `${host}.${zone}`;
}

/**
 * The zone of the private name where the API server is in a subnet of the network. The documentation gives it for a zone of one's own; that AKS's own has it, too, is an estimate.
 * Source: azure-aks-docs, private-clusters.md, as of 2026-08-21.
 */
export const integratedZoneName = (region: string | undefined): string => `private.${region ?? "<region>"}.azmk8s.io`;

/** Answers that a route sends past what saw the request. */
export const ROUTE_SOURCE = { source: "azure-aks-docs, limit-egress-traffic.md; azure-docs, virtual-networks-udr-overview.md", asOf: "2026-08-21" } as const;
