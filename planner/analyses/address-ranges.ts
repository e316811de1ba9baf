/** Every address range of a plan, whose it is, and which virtual networks reach one another. */
import { groupInId } from "../../facts/arm-ids";
import { parseCidr, type Cidr } from "../../facts/cidrs";
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import { GATEWAY_SUBNET } from "../../facts/vpn-gateway";
import type { RangeEnd, RangeKind, UnknownRange } from "../model/address-results";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { groupedBy, once } from "../model/once";
import type { PlanResource, PlanValue } from "../model/plan";
import { isOpen, listAt, readAt, textAt } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import { mayLieIn } from "./arm-places";
import { poolsOf } from "./pools";
import { placedTexts, subnetAt, type DeclaredSubnet, type PlacedText } from "./subnets";

export interface RangesInput {
  readonly graph: ResourceGraph;
  readonly clusters: readonly ClusterSummary[];
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
}

export interface AddressRange {
  readonly end: RangeEnd;
  readonly cidr: Cidr;
  /** Of a network, a subnet or a peered network: which network it is, or is a part of or next to. */
  readonly network?: string;
  /** Of a cluster's ranges. */
  readonly cluster?: ClusterSummary;
}

export interface AddressRanges {
  readonly known: readonly AddressRange[];
  readonly unknown: readonly UnknownRange[];
}

const nameOf = ({ inputs, name }: PlanResource, key: string): string => textAt(inputs, key) ?? name;

/** The text of an id, a group or a name may be one that the plan does not declare: then the text itself tells two networks apart. */
export function networkKey(subnet: DeclaredSubnet): string | undefined {
  if (subnet.network !== undefined) return subnet.network;
  const { virtualNetwork, resourceGroup } = subnet;
  return virtualNetwork === undefined || resourceGroup === undefined ? undefined : `${resourceGroup}/${virtualNetwork}`.toLowerCase();
}

/** The networks that a cluster's nodes and pods are in; empty where AKS makes it, or it is not known. */
export function networksOf(cluster: ClusterSummary, { pools, subnets }: Pick<RangesInput, "pools" | "subnets">): ReadonlySet<string> {
  const named = poolsOf(cluster, pools).flatMap(({ subnet, podSubnet }) => [subnet, podSubnet])
    .flatMap(reference => subnetAt(reference, subnets) ?? []);
  return new Set(named.flatMap(subnet => networkKey(subnet) ?? []));
}

class Collector {
  readonly known: AddressRange[] = [];
  readonly unknown: UnknownRange[] = [];

  add(end: Omit<RangeEnd, "prefix" | "path">, placed: readonly PlacedText[], more: Pick<AddressRange, "network" | "cluster"> = {}): void {
    for (const { text, path } of placed) {
      const cidr = parseCidr(text);
      if (cidr) this.known.push({ end: { ...end, prefix: cidr.text, path }, cidr, ...more });
      else this.unknown.push({ ...end, path });
    }
  }

  /** A list of prefixes that is not known, or has members that are not. */
  addList(end: Omit<RangeEnd, "prefix" | "path">, from: PlanValue | undefined, path: readonly string[], more: Pick<AddressRange, "network" | "cluster"> = {}): void {
    const where = ["inputs", ...path].join(".");
    if (isOpen(from, ...path) || listAt(from, ...path).some(each => isOpen(each))) this.unknown.push({ ...end, path: where });
    this.add(end, placedTexts(from, "inputs", ...path), more);
  }
}

function addSubnet(into: Collector, subnet: DeclaredSubnet): void {
  const end = { kind: "subnet", name: subnet.name, resource: subnet.resource } as const;
  const open = isOpen(subnet.declaration, "addressPrefix") || isOpen(subnet.declaration, "addressPrefixes") || listAt(subnet.declaration, "addressPrefixes").some(each => isOpen(each));
  if (open) into.unknown.push({ ...end, path: subnet.path });
  into.add(end, subnet.prefixes, { network: networkKey(subnet) });
}

/** A cluster's range by its key, and the list for both families under the same key with an s. */
function addClusterRange(into: Collector, cluster: ClusterSummary, declared: PlanResource, kind: RangeKind, key: "podCidr" | "serviceCidr", byDefault: ClusterSummary["podRange"]): void {
  const { inputs } = declared;
  const end = { kind, name: cluster.name ?? declared.name, resource: cluster.resource };
  const path = `inputs.networkProfile.${key}`;
  // Where nothing of the profile is known, that is one question and not one for each key.
  if (isOpen(inputs, "networkProfile")) {
    into.unknown.push({ ...end, path: "inputs.networkProfile" });
    return;
  }
  if (isOpen(inputs, "networkProfile", key)) into.unknown.push({ ...end, path });
  const one = textAt(inputs, "networkProfile", key);
  const list = placedTexts(inputs, "inputs", "networkProfile", `${key}s`).filter(({ text }) => text !== one);
  into.add(end, one === undefined ? [] : [{ text: one, path }], { cluster });
  into.add(end, list, { cluster });
  if (listAt(inputs, "networkProfile", `${key}s`).some(each => isOpen(each)) || isOpen(inputs, "networkProfile", `${key}s`)) into.unknown.push({ ...end, path: `${path}s` });
  if (byDefault?.byDefault === true) into.add({ ...end, byDefault: true }, [{ text: byDefault.prefix, path: "inputs.networkProfile" }], { cluster });
}

function addCluster(into: Collector, cluster: ClusterSummary, graph: ResourceGraph): void {
  const declared = graph.byUrn(cluster.resource);
  if (!declared) return;
  // With pods in a subnet there is no range for them; what is meant by one beside another vendor's CNI is that CNI's own.
  if (cluster.network === "azure-cni-overlay" || cluster.network === "kubenet" || cluster.network === "undecided") addClusterRange(into, cluster, declared, "pods", "podCidr", cluster.podRange);
  addClusterRange(into, cluster, declared, "services", "serviceCidr", cluster.serviceRange);
  if (cluster.virtualNetwork === "managed") into.add({ kind: "network", name: `made by AKS for ${cluster.name ?? declared.name}`, byDefault: true }, [{ text: MANAGED_SUBNET.prefix, path: "inputs" }], { network: managedNetworkOf(cluster) });
}

export const managedNetworkOf = (cluster: ClusterSummary): string => `managed ${cluster.resource}`;

/** A peering from one network to another. */
export interface Peering {
  readonly from?: string;
  /** Undefined where it is not known, or not in the plan. */
  readonly to?: string;
  /** True where it may be one of the plan's. */
  readonly open: boolean;
  readonly resource: PlanResource;
  readonly path: string;
  readonly declaration: PlanValue;
}

const networksById = once((graph: ResourceGraph) => groupedBy(graph.where(KINDS.virtualNetwork), ({ id }) => textAt(id)?.toLowerCase()));

const networksOfCauses = (urns: readonly string[], graph: ResourceGraph): readonly PlanResource[] => [...new Set(urns)].flatMap(urn => graph.byUrn(urn) ?? []).filter(({ type }) => KINDS.virtualNetwork(type));

function peeringOf(resource: PlanResource, path: string, declaration: PlanValue, from: string | undefined, graph: ResourceGraph): Peering {
  const id = textAt(declaration, "remoteVirtualNetwork", "id")?.toLowerCase();
  const name = /\/virtualnetworks\/([^/]+)$/.exec(id ?? "")?.[1];
  const byName = graph.named(KINDS.virtualNetwork, "virtualNetworkName", name).filter(each => mayLieIn(each, groupInId(id)));
  const byId = networksById(graph).get(id ?? "") ?? [];
  const causes = Object.entries(resource.propertyDependencies).filter(([key]) => key === "remoteVirtualNetwork" || key === "virtualNetworkPeerings").flatMap(([, urns]) => urns);
  const byCause = id === undefined ? networksOfCauses(causes, graph) : [];
  const found = [byId, byName, byCause].find(each => each.length === 1)?.[0];
  return { from, to: found?.urn, open: !found && (id === undefined || byName.length > 1), resource, path, declaration };
}

export function peeringsIn(graph: ResourceGraph): readonly Peering[] {
  const networks = graph.where(KINDS.virtualNetwork);
  const own = graph.where(KINDS.virtualNetworkPeering).map(peering => {
    const group = textAt(peering.inputs, "resourceGroupName");
    const named = graph.named(KINDS.virtualNetwork, "virtualNetworkName", textAt(peering.inputs, "virtualNetworkName")).filter(each => mayLieIn(each, group));
    const related = named.length > 0 ? named : networksOfCauses(peering.propertyDependencies.virtualNetworkName ?? [], graph);
    return peeringOf(peering, "inputs", peering.inputs, related.length === 1 ? related[0]?.urn : undefined, graph);
  });
  const inline = networks.flatMap(network => listAt(network.inputs, "virtualNetworkPeerings").map((each, index) => peeringOf(network, `inputs.virtualNetworkPeerings[${index}]`, each, network.urn, graph)));
  return [...own, ...inline];
}

/** Networks with a gateway's subnet: what is on-premises reaches them. */
export const gatewayNetworks = (subnets: readonly DeclaredSubnet[]): ReadonlySet<string> =>
  new Set(subnets.filter(({ name }) => name.toLowerCase() === GATEWAY_SUBNET.name.toLowerCase()).flatMap(subnet => networkKey(subnet) ?? []));

export function addressRanges({ graph, clusters, subnets }: RangesInput, peerings: readonly Peering[]): AddressRanges {
  const into = new Collector();
  for (const network of graph.where(KINDS.virtualNetwork)) into.addList({ kind: "network", name: nameOf(network, "virtualNetworkName"), resource: network.urn }, network.inputs, ["addressSpace", "addressPrefixes"], { network: network.urn });
  for (const subnet of subnets) addSubnet(into, subnet);
  for (const cluster of clusters) addCluster(into, cluster, graph);
  for (const site of graph.where(KINDS.localNetworkGateway)) into.addList({ kind: "on-premises", name: nameOf(site, "localNetworkGatewayName"), resource: site.urn }, site.inputs, ["localNetworkAddressSpace", "addressPrefixes"]);
  for (const { from, to, open, resource, path, declaration } of peerings) {
    if (to !== undefined || from === undefined) continue;
    const end = { kind: "peered-network", name: textAt(declaration, "remoteVirtualNetwork", "id")?.split("/").at(-1) ?? resource.name, resource: resource.urn } as const;
    const key = readAt(declaration, "remoteVirtualNetworkAddressSpace").knowledge === "absent" ? "remoteAddressSpace" : "remoteVirtualNetworkAddressSpace";
    const remote = placedTexts(declaration, path, key, "addressPrefixes");
    if (remote.length === 0 && !open) into.unknown.push({ ...end, path });
    into.add(end, remote, { network: from });
  }
  return { known: into.known, unknown: into.unknown };
}
