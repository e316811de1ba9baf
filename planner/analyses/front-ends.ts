/** In which subnet an internal load balancer takes its address for a Service. */
import { ANNOTATIONS } from "../../facts/load-balancer";
import { sameText } from "../model/read";
import type { ClusterSummary, NodePool, SubnetReference } from "../model/results";
import { poolsOf } from "./pools";
import type { ServiceFacts } from "./services";
import { networkOfReference, sameNetwork, sameSubnet, subnetAt, subnetCandidates, type DeclaredSubnet } from "./subnets";

export type KnownPlace =
  | { readonly origin: "declared"; readonly subnet: DeclaredSubnet }
  | { readonly origin: "managed"; readonly cluster: ClusterSummary }
  | { readonly origin: "elsewhere"; readonly name: string; readonly virtualNetwork?: string; readonly resourceGroup?: string };
export type SubnetPlace = KnownPlace | { readonly origin: "undecided"; readonly reason: string };

/** What is said of a front end that has no IPv4 address, or may have none. */
export const IPV6_FRONT_END = "the Service takes IPv6 alone, or may: a front end with an IPv6 address is not followed";

const isInternal = (service: ServiceFacts): boolean => service.type === "LoadBalancer" && service.internal;

/** A subnet that the plan does not declare, in the network of another. */
const elsewhere = (name: string, beside: Pick<SubnetReference, "virtualNetwork" | "resourceGroup"> | undefined): KnownPlace =>
  ({ origin: "elsewhere", name, ...(beside && { virtualNetwork: beside.virtualNetwork, resourceGroup: beside.resourceGroup }) });

/** A reference as a place: a declared subnet if the plan has it, otherwise one that exists already. */
export function placeOf(reference: SubnetReference, subnets: readonly DeclaredSubnet[]): KnownPlace {
  const subnet = subnetAt(reference, subnets);
  return subnet ? { origin: "declared", subnet } : elsewhere(reference.name, reference);
}

/** Undefined for a Service without an internal load balancer. The annotation names a subnet of the nodes' virtual network; without it one of the pools' is taken. */
export function frontEndPlace(service: ServiceFacts, cluster: ClusterSummary | undefined, pools: readonly NodePool[], subnets: readonly DeclaredSubnet[]): SubnetPlace | undefined {
  if (!isInternal(service)) return undefined;
  if (service.ipv6Alone) return { origin: "undecided", reason: IPV6_FRONT_END };
  if (!cluster) return { origin: "undecided", reason: "which cluster the Service goes to is not known" };
  if (service.internalSubnetOpen) return annotatedSubnet(service, subnets);
  return subnetOfName(service.internalSubnet, cluster, pools, subnets);
}

/** The only declared subnet that an annotation can name of which the name is not known. */
function annotatedSubnet({ resource }: ServiceFacts, subnets: readonly DeclaredSubnet[]): SubnetPlace {
  const [only, ...others] = subnetCandidates(resource.inputs, ["metadata", "annotations", ANNOTATIONS.internalSubnet], resource, subnets);
  return only && others.length === 0 ? { origin: "declared", subnet: only } : { origin: "undecided", reason: "the subnet of the annotation is not known" };
}

/** The subnet that an annotation names, in the virtual network of the nodes; without a name that of the pools. */
export function subnetOfName(wanted: string | undefined, cluster: ClusterSummary, pools: readonly NodePool[], subnets: readonly DeclaredSubnet[]): SubnetPlace {
  const own = poolsOf(cluster, pools);
  if (wanted !== undefined) {
    const beside = own.flatMap(pool => (pool.subnet ? [networkOfReference(pool.subnet, subnets)] : []));
    const named = subnets.filter(subnet => sameText(subnet.name, wanted));
    const subnet = named.find(each => beside.some(network => sameNetwork(network, each) === true));
    if (subnet) return { origin: "declared", subnet };
    // Where nothing says that it is in another network, the only one of the name is taken.
    const [possible, ...others] = named.filter(each => beside.every(network => sameNetwork(network, each) === undefined));
    if (possible && others.length > 0) return { origin: "undecided", reason: `which of the subnets ${wanted} is in the nodes' network is not known` };
    return possible ? { origin: "declared", subnet: possible } : elsewhere(wanted, beside[0]);
  }
  const first = own[0]?.subnet;
  if (first && own.some(({ subnet }) => !subnet || !sameSubnet(subnet, first))) return { origin: "undecided", reason: "the pools are in several subnets, and which of them the load balancer takes is not documented" };
  if (first) return placeOf(first, subnets);
  return cluster.virtualNetwork === "managed" ? { origin: "managed", cluster } : { origin: "undecided", reason: "the first pool's subnet is not known" };
}
