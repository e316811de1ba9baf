/** How the service is reached from outside the cluster: annotations that Azure's cloud controller reads, and who may call. */

/** Prefix of the annotations. Source: cloud-provider-azure, pkg/consts/consts.go, as of 2026-08-19. */
const PREFIX = "service.beta.kubernetes.io/";

export type Exposure =
  | { readonly kind: "internal"; readonly address?: string | undefined }
  | { readonly kind: "public"; readonly dnsLabel?: string | undefined };

/** Addresses that never leave private networks (RFC 1918): who can route to an internal address whose VNet is not ours to know. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;
const EVERYBODY = "0.0.0.0/0";

/** @param subnetName the subnet of the front end, by name; without it Azure takes the one of the nodes */
export function annotations(exposure: Exposure, subnetName: string | undefined): Record<string, string> {
  if (exposure.kind === "public") return exposure.dnsLabel === undefined ? {} : { [`${PREFIX}azure-dns-label-name`]: exposure.dnsLabel };
  return {
    [`${PREFIX}azure-load-balancer-internal`]: "true",
    ...(subnetName !== undefined && { [`${PREFIX}azure-load-balancer-internal-subnet`]: subnetName }),
    ...(exposure.address !== undefined && { [`${PREFIX}azure-load-balancer-ipv4`]: exposure.address }),
  };
}

/**
 * Who may call: what configuration says, else the VNet for an internal service and everybody for a public one.
 * @param virtualNetwork the VNet's range, where the VNet is ours
 */
export function allowedSources(exposure: Exposure, configured: readonly string[] | undefined, virtualNetwork: string | undefined): readonly string[] {
  if (configured) return configured;
  if (exposure.kind === "public") return [EVERYBODY];
  return virtualNetwork === undefined ? PRIVATE_RANGES : [virtualNetwork];
}

/** Ranges for the Service itself; kube-proxy and the cloud controller enforce them too. Everybody is said by saying nothing. */
export const sourceRanges = (sources: readonly string[]): readonly string[] | undefined => (sources.includes(EVERYBODY) ? undefined : sources);

/** The packet's destination at the node: the front end's address; `*` where Azure picks a public one. */
export function frontEndOf(exposure: Exposure, servicesSubnet: string): string {
  return exposure.kind === "public" ? "*" : exposure.address ?? servicesSubnet;
}

export { PRIVATE_RANGES };
