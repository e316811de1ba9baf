/** How the service is reached, and by whom: annotations that Azure's cloud controller reads, who may call, what must get through to the nodes. */
import { ANNOTATIONS } from "../../facts/load-balancer";
import { EVERYBODY, NODE_PORT_RANGE, PRIVATE_RANGES } from "../../facts/ranges";
import { natSubnetOf, privateLinkAnnotations, type PrivateLinkExposure, type PrivateLinkPlace } from "./private-link";

export type Exposure =
  /** A load balancer with a private address. */
  | { readonly kind: "internal"; readonly address?: string | undefined }
  /** A load balancer with a public address. */
  | { readonly kind: "public"; readonly dnsLabel?: string | undefined }
  /** A load balancer with a private address, and a private link service for consumers in other virtual networks. */
  | PrivateLinkExposure
  /** A virtual address that the cluster alone knows. */
  | { readonly kind: "cluster-ip" }
  /** A port of every node; without a number Kubernetes picks one. */
  | { readonly kind: "node-port"; readonly nodePort?: number | undefined }
  /** A DNS name inside the cluster for a service that runs elsewhere: no pod of ours is behind it, so none is declared. */
  | { readonly kind: "external-name"; readonly host: string };

/** Kinds that Azure makes a load balancer for. */
export const isBalanced = ({ kind }: Exposure): boolean => kind === "internal" || kind === "public" || kind === "private-link";

/** True where pods of ours answer. */
export const hasPods = ({ kind }: Exposure): boolean => kind !== "external-name";

/**
 * @param subnetName the subnet of the front end, by name; without it Azure takes the one of the nodes
 * @param link where the private link service goes, for that kind alone
 */
export function annotations(exposure: Exposure, subnetName: string | undefined, link?: PrivateLinkPlace): Record<string, string> {
  if (exposure.kind === "public") return exposure.dnsLabel === undefined ? {} : { [ANNOTATIONS.dnsLabel]: exposure.dnsLabel };
  if (exposure.kind !== "internal" && exposure.kind !== "private-link") return {};
  return {
    [ANNOTATIONS.internal]: "true",
    ...(subnetName !== undefined && { [ANNOTATIONS.internalSubnet]: subnetName }),
    ...(exposure.address !== undefined && { [ANNOTATIONS.ipv4]: exposure.address }),
    ...(exposure.kind === "private-link" && link && privateLinkAnnotations(exposure, link)),
  };
}

/**
 * Who may call, by address: what configuration says, else everybody for a public service, the NAT addresses for a private link, and the VNet
 * otherwise; where the VNet is not ours to know, every private network that may have a route to it. None for what only pods reach: they are
 * told by label, not by address.
 * @param virtualNetwork the VNet's range, where the VNet is ours
 * @param natRange range of the subnet that a private link service takes its addresses from
 */
export function allowedSources(exposure: Exposure, configured: readonly string[] | undefined, virtualNetwork: string | undefined, natRange?: string): readonly string[] {
  if (exposure.kind === "cluster-ip" || exposure.kind === "external-name") return [];
  if (configured) return configured;
  if (exposure.kind === "public") return [EVERYBODY];
  if (exposure.kind === "private-link" && natRange !== undefined) return [natRange];
  return virtualNetwork === undefined ? PRIVATE_RANGES : [virtualNetwork];
}

/** Ranges for the Service itself; kube-proxy and the cloud controller enforce them too. Everybody is said by saying nothing. */
export const sourceRanges = (sources: readonly string[]): readonly string[] | undefined => (sources.includes(EVERYBODY) ? undefined : sources);

/** The packet's destination at the node: the front end's address; `*` where Azure picks a public one. */
function frontEndOf(exposure: Exposure, servicesSubnet: string): string {
  if (exposure.kind === "public") return "*";
  return (exposure.kind === "internal" || exposure.kind === "private-link" ? exposure.address : undefined) ?? servicesSubnet;
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
export function openings(name: string, exposure: Exposure, port: number, sources: readonly string[], subnets: { readonly aks: string; readonly services: string }): readonly Opening[] {
  if (isBalanced(exposure)) return [{ name, port, via: "load balancer", destination: frontEndOf(exposure, subnets.services), allowedSources: sources }];
  // Where Kubernetes picks the port, no rule can name it: the range is as narrow as it gets.
  return exposure.kind === "node-port" ? [{ name, port: exposure.nodePort ?? NODE_PORT_RANGE, via: "node port", destination: subnets.aks, allowedSources: sources }] : [];
}

/** The VNet of our own, as far as callers meet it. */
interface Surroundings { readonly addressSpace: string; readonly subnets: { readonly aks: string; readonly services: string; readonly privateLink?: string | undefined } }

/**
 * How consumers get to the service: who may call, what must be open for them, and where a private link takes its NAT addresses from.
 * @param virtualNetwork undefined where AKS owns the VNet, whose security group is its own
 */
export function waysIn(name: string, { exposure, ports, allowedSources: configured }: { readonly exposure: Exposure; readonly ports: { readonly service: number }; readonly allowedSources?: readonly string[] | undefined }, virtualNetwork: Surroundings | undefined) {
  const natFrom = natSubnetOf(exposure, virtualNetwork?.subnets);
  const sources = allowedSources(exposure, configured, virtualNetwork?.addressSpace, natFrom && virtualNetwork?.subnets[natFrom]);
  return { natFrom, sources, openings: virtualNetwork ? openings(name, exposure, ports.service, sources, virtualNetwork.subnets) : [] };
}
