/** How the service is reached from outside the cluster: annotations that Azure's cloud controller reads, and who may call. */
import { ANNOTATIONS } from "../../facts/load-balancer";
import { EVERYBODY, PRIVATE_RANGES } from "../../facts/ranges";

export type Exposure =
  | { readonly kind: "internal"; readonly address?: string | undefined }
  | { readonly kind: "public"; readonly dnsLabel?: string | undefined };

/** @param subnetName the subnet of the front end, by name; without it Azure takes the one of the nodes */
export function annotations(exposure: Exposure, subnetName: string | undefined): Record<string, string> {
  if (exposure.kind === "public") return exposure.dnsLabel === undefined ? {} : { [ANNOTATIONS.dnsLabel]: exposure.dnsLabel };
  return {
    [ANNOTATIONS.internal]: "true",
    ...(subnetName !== undefined && { [ANNOTATIONS.internalSubnet]: subnetName }),
    ...(exposure.address !== undefined && { [ANNOTATIONS.ipv4]: exposure.address }),
  };
}

/**
 * Who may call: what configuration says, else everybody for a public service and the VNet for an internal one; where the VNet is not ours to know,
 * every private network that may have a route to it.
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
