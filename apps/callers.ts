/** Who may call what runs in the cluster, and what must be open for them: the same for the service's own front end and for the gateway's. */
import { EVERYBODY, NODE_PORT_RANGE, PRIVATE_RANGES } from "../facts/ranges";

/** How something is reached, as far as callers matter. */
interface Exposed {
  readonly kind: "internal" | "public" | "private-link" | "cluster-ip" | "node-port" | "external-name";
  /** Private address of the front end. */
  readonly address?: string | undefined;
  readonly nodePort?: number | undefined;
}

/** True of what has a front end with an address of the virtual network. */
export const isInside = ({ kind }: Pick<Exposed, "kind">): boolean => kind === "internal" || kind === "private-link";

/** Kinds that Azure makes a load balancer for. */
export const isBalanced = ({ kind }: Pick<Exposed, "kind">): boolean => kind === "public" || isInside({ kind });

/**
 * Who may call, by address: what configuration says, else everybody for a public service, the NAT addresses for a private link, and the VNet
 * otherwise; where the VNet is not ours to know, every private network that may have a route to it. None for what only pods reach: they are
 * told by label, not by address.
 * @param virtualNetwork the VNet's range, where the VNet is ours
 * @param natRange range of the subnet that a private link service takes its addresses from
 */
export function allowedSources(exposure: Exposed, configured: readonly string[] | undefined, virtualNetwork: string | undefined, natRange?: string): readonly string[] {
  if (exposure.kind === "cluster-ip" || exposure.kind === "external-name") return [];
  if (configured) return configured;
  if (exposure.kind === "public") return [EVERYBODY];
  if (exposure.kind === "private-link" && natRange !== undefined) return [natRange];
  return virtualNetwork === undefined ? PRIVATE_RANGES : [virtualNetwork];
}

/** Ranges for the Service itself; kube-proxy and the cloud controller enforce them too. Everybody is said by saying nothing. */
export const sourceRanges = (sources: readonly string[]): readonly string[] | undefined => (sources.includes(EVERYBODY) ? undefined : sources);

/** The packet's destination at the node: the front end's address; `*` where Azure picks a public one. */
function frontEndOf(exposure: Exposed, servicesSubnet: string): string {
  if (exposure.kind === "public") return "*";
  return exposure.address ?? servicesSubnet;
}

/** What a security group on the subnet of the nodes must let through. */
interface Opening {
  readonly name: string;
  /** A port, or the range that it will be one of. */
  readonly port: number | string;
  readonly via: "load balancer" | "node port";
  readonly destination: string;
  readonly allowedSources: readonly string[];
}

/** The ways through the nodes' security group that the exposure needs: none for what nobody outside the cluster reaches. */
export function openings(name: string, exposure: Exposed, port: number, sources: readonly string[], subnets: { readonly aks: string; readonly services: string }): readonly Opening[] {
  if (isBalanced(exposure)) return [{ name, port, via: "load balancer", destination: frontEndOf(exposure, subnets.services), allowedSources: sources }];
  // Where Kubernetes picks the port, no rule can name it: the range is as narrow as it gets.
  return exposure.kind === "node-port" ? [{ name, port: exposure.nodePort ?? NODE_PORT_RANGE, via: "node port", destination: subnets.aks, allowedSources: sources }] : [];
}
