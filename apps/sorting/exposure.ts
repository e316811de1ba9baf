/** How the service is reached, and by whom: annotations that Azure's cloud controller reads, who may call, what must get through to the nodes. */
import { ANNOTATIONS } from "../../facts/load-balancer";
import { allowedSources, openings } from "../callers";
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
