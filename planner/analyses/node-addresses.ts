/** Where the nodes and the pods of a cluster take their addresses. */
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import type { ClusterSummary, NodePool, SubnetReference } from "../model/results";
import { poolsOf } from "./pools";
import { sameSubnet, subnetAt, type DeclaredSubnet } from "./subnets";

export interface AddressSource { readonly name: string; readonly prefix?: string }

interface Surroundings {
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
}

/** The one subnet of all of a cluster's pools. */
function commonSubnet(cluster: ClusterSummary, { pools, subnets }: Surroundings, of: (pool: NodePool) => SubnetReference | undefined): AddressSource | undefined {
  const own = poolsOf(cluster, pools).map(of);
  const [first] = own;
  if (!first || own.some(each => !each || !sameSubnet(each, first))) return undefined;
  const declared = subnetAt(first, subnets);
  return { name: first.name, prefix: declared?.prefix?.text };
}

/** The pod range, or the one subnet of the nodes or of their pods; undefined where it is not one, or not known. */
export function podAddresses(cluster: ClusterSummary | undefined, around: Surroundings): AddressSource | undefined {
  if (!cluster) return undefined;
  if (cluster.podRange) return { name: "pod range", prefix: cluster.podRange.prefix };
  return commonSubnet(cluster, around, pool => pool.podSubnet ?? pool.subnet);
}

export function nodeAddresses(cluster: ClusterSummary | undefined, around: Surroundings): AddressSource | undefined {
  if (!cluster) return undefined;
  return cluster.virtualNetwork === "managed" ? { name: MANAGED_SUBNET.name, prefix: MANAGED_SUBNET.prefix } : commonSubnet(cluster, around, pool => pool.subnet);
}
