/** Who calls a Service from outside the cluster, and where its nodes and pods are. */
import { addressesOf, difference, unionOf, type AddressSet } from "../../facts/address-sets";
import { ANNOTATIONS } from "../../facts/load-balancer";
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import { EVERYBODY, PRIVATE_RANGES } from "../../facts/ranges";
import { PUBLIC_ADDRESSES, TAGS } from "../../facts/security-rules";
import { isOpen, listAt, textsAt } from "../model/read";
import type { ClusterSummary, NodePool, SubnetReference } from "../model/results";
import type { Exposure } from "./outer-hops";
import { poolsOf } from "./pools";
import type { ServiceFacts } from "./services";
import { subnetAt, type DeclaredSubnet } from "./subnets";

/** Some that call, in words and as addresses. */
export interface Callers {
  readonly who: string;
  readonly addresses: AddressSet;
  /** The tag that stands for them, where their addresses are not to be told. */
  readonly tag?: string;
  /** True where the Service names them; else everybody who could is meant, and a group may let in fewer. */
  readonly declared: boolean;
  /** Where others may call from that are connected in a way which the plan does not show. */
  readonly beyond?: AddressSet;
}

/** The subnets of one kind that a cluster's pools are in. */
export interface PoolSubnets {
  readonly declared: readonly DeclaredSubnet[];
  /** Names of those that are not in the plan. */
  readonly elsewhere: readonly string[];
  /** Pools of which it is not known. */
  readonly unknown: readonly string[];
}

export function poolSubnets(cluster: ClusterSummary, pools: readonly NodePool[], subnets: readonly DeclaredSubnet[], of: (pool: NodePool) => SubnetReference | undefined): PoolSubnets {
  const own = poolsOf(cluster, pools).map(pool => ({ pool, reference: of(pool) }));
  const found = own.flatMap(({ reference }) => (reference ? [{ reference, subnet: subnetAt(reference, subnets) }] : []));
  return {
    declared: [...new Set(found.flatMap(({ subnet }) => subnet ?? []))],
    elsewhere: [...new Set(found.flatMap(({ reference, subnet }) => (subnet ? [] : [reference.name])))],
    unknown: cluster.virtualNetwork === "managed" ? [] : own.filter(({ reference }) => !reference).map(({ pool }) => pool.name ?? "(not named)"),
  };
}

const prefixesOf = (subnets: readonly DeclaredSubnet[]): AddressSet | undefined => {
  const known = subnets.flatMap(({ prefix }) => prefix ?? []);
  return known.length === 0 || known.length < subnets.length ? undefined : unionOf(known);
};

/** Addresses of nodes and of pods; absent where not all are known. */
export interface ClusterAddresses { readonly nodes?: AddressSet; readonly pods?: AddressSet }

export function clusterAddresses(cluster: ClusterSummary, nodes: PoolSubnets, pods: PoolSubnets): ClusterAddresses {
  const certain = ({ declared, elsewhere, unknown }: PoolSubnets): AddressSet | undefined => (elsewhere.length > 0 || unknown.length > 0 ? undefined : prefixesOf(declared));
  const managed = cluster.virtualNetwork === "managed" ? addressesOf([MANAGED_SUBNET.prefix]) : undefined;
  return { nodes: managed ?? certain(nodes), pods: cluster.podRange ? addressesOf([cluster.podRange.prefix]) : managed ?? certain(pods) };
}

const PRIVATE_ADDRESSES = addressesOf(PRIVATE_RANGES);

const words = (text: string | undefined): readonly string[] => (text ?? "").split(",").map(word => word.trim()).filter(word => word !== "");

/** Ranges and tags that the Service itself names; undefined where they are not known. */
function declaredSources({ resource: { inputs }, annotation }: ServiceFacts): { readonly ranges: readonly string[]; readonly tags: readonly string[] } | undefined {
  const annotated = [ANNOTATIONS.allowedRanges, ANNOTATIONS.allowedTags].some(name => isOpen(inputs, "metadata", "annotations", name));
  const path = ["spec", "loadBalancerSourceRanges"] as const;
  if (annotated || isOpen(inputs, ...path) || listAt(inputs, ...path).some(each => isOpen(each))) return undefined;
  return { ranges: [...textsAt(inputs, ...path), ...words(annotation(ANNOTATIONS.allowedRanges))], tags: words(annotation(ANNOTATIONS.allowedTags)) };
}

/**
 * Who comes from outside the cluster; undefined where that is not known. Nodes and pods themselves are left out: what lets them in, lets nobody else in.
 * @param network addresses of the virtual network
 */
export function callersOf({ service, privateLink }: Pick<Exposure, "service" | "privateLink">, network: AddressSet, { nodes = [], pods = [] }: ClusterAddresses): readonly Callers[] | undefined {
  const declared = declaredSources(service);
  if (!declared) return undefined;
  const outside = (addresses: AddressSet): AddressSet => {
    const rest = difference(addresses, unionOf([...nodes, ...pods]));
    return rest.length === 0 ? addresses : rest;
  };
  const inside = service.internal || service.type !== "LoadBalancer";
  const anybody: Callers = inside ? { who: "the virtual network", addresses: difference(network, unionOf([...nodes, ...pods])), declared: false, beyond: difference(PRIVATE_ADDRESSES, unionOf([...network, ...nodes, ...pods])) }
    : { who: "the Internet", addresses: difference(PUBLIC_ADDRESSES, network), declared: false };
  const ranges = declared.ranges.filter(range => range !== EVERYBODY);
  const named: readonly Callers[] = [
    ...(ranges.length === 0 ? [] : [{ who: ranges.join(", "), addresses: outside(addressesOf(ranges)), declared: true }]),
    ...declared.tags.map(tag => (tag === TAGS.internet ? anybody : tag === TAGS.network ? { ...anybody, addresses: outside(network) } : { who: tag, addresses: difference(PUBLIC_ADDRESSES, network), tag, declared: true })),
  ];
  const from = privateLink?.place.origin === "declared" ? privateLink.place.subnet : undefined;
  const link: readonly Callers[] = from?.prefix ? [{ who: `the private link's NAT addresses (${from.prefix.text})`, addresses: unionOf([from.prefix]), declared: true }] : [];
  return [...link, ...(named.length > 0 && ranges.length === declared.ranges.length ? named : link.length > 0 && declared.ranges.length === 0 ? [] : [...named, anybody])];
}
