/** In which subnet an internal load balancer takes its address for a Service. */
import type { ClusterSummary, NodePool, SubnetReference } from "../model/results";
import { poolsOf } from "./pools";
import type { ServiceFacts } from "./services";
import { subnetAt, type DeclaredSubnet } from "./subnets";

export type KnownPlace =
  | { readonly origin: "declared"; readonly subnet: DeclaredSubnet }
  | { readonly origin: "managed"; readonly cluster: ClusterSummary }
  | { readonly origin: "elsewhere"; readonly name: string };
export type SubnetPlace = KnownPlace | { readonly origin: "undecided"; readonly reason: string };

/** What is said of a front end that has no IPv4 address, or may have none. */
export const IPV6_FRONT_END = "the Service takes IPv6 alone, or may: a front end with an IPv6 address is not followed";

const isInternal = (service: ServiceFacts): boolean => service.type === "LoadBalancer" && service.internal;

/** A reference as a place: a declared subnet if the plan has it, otherwise one that exists already. */
export function placeOf(reference: SubnetReference, subnets: readonly DeclaredSubnet[]): KnownPlace {
  const subnet = subnetAt(reference, subnets);
  return subnet ? { origin: "declared", subnet } : { origin: "elsewhere", name: reference.name };
}

/** Undefined for a Service without an internal load balancer. The annotation names a subnet of the nodes' virtual network; without it the first pool's is taken. */
export function frontEndPlace(service: ServiceFacts, cluster: ClusterSummary | undefined, pools: readonly NodePool[], subnets: readonly DeclaredSubnet[]): SubnetPlace | undefined {
  if (!isInternal(service)) return undefined;
  if (service.ipv6Alone) return { origin: "undecided", reason: IPV6_FRONT_END };
  if (!cluster) return { origin: "undecided", reason: "which cluster the Service goes to is not known" };
  if (service.internalSubnetOpen) return { origin: "undecided", reason: "the subnet of the annotation is not known" };
  return subnetOfName(service.internalSubnet, cluster, pools, subnets);
}

/** The subnet that an annotation names, in the virtual network of the nodes; without a name the first pool's. */
export function subnetOfName(wanted: string | undefined, cluster: ClusterSummary, pools: readonly NodePool[], subnets: readonly DeclaredSubnet[]): SubnetPlace {
  const own = poolsOf(cluster, pools);
  if (wanted !== undefined) {
    const networks = new Set(own.map(pool => pool.subnet?.virtualNetwork?.toLowerCase()));
    const named = subnets.filter(subnet => subnet.name.toLowerCase() === wanted.toLowerCase());
    const subnet = named.find(each => networks.has(each.virtualNetwork?.toLowerCase())) ?? (named.length === 1 ? named[0] : undefined);
    return subnet ? { origin: "declared", subnet } : { origin: "elsewhere", name: wanted };
  }
  const first = own[0]?.subnet;
  if (first) return placeOf(first, subnets);
  return cluster.virtualNetwork === "managed" ? { origin: "managed", cluster } : { origin: "undecided", reason: "the first pool's subnet is not known" };
}
