/** The virtual network of a cluster's nodes, and what the plan connects to it. */
import { groupInId, nameInId } from "../../facts/arm-ids";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { groupedBy, once } from "../model/once";
import type { PlanResource } from "../model/plan";
import { isOpen, listAt, readAt, textAt, textsAt, type Path } from "../model/read";
import type { ClusterSummary, NodePool, Verdict } from "../model/results";
import { mayLieIn } from "./arm-places";
import { placeOf } from "./front-ends";
import { poolsOf } from "./pools";
import { named } from "./routes";
import { networkOfReference, networkOfSubnet, sameNetwork, type DeclaredSubnet } from "./subnets";

export interface NetworkInput {
  readonly graph: ResourceGraph;
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
}

/** Another network that is peered. `both` halves are declared, or one. */
interface PeeredNetwork { readonly name: string; readonly both: boolean }

/** On-premises, by a VPN or ExpressRoute gateway in the network. */
export interface SiteGateway {
  readonly resource: PlanResource;
  readonly name: string;
  readonly verdict: Verdict;
  readonly says: string;
  /** Declared prefixes of the sites; none where they are learnt, or not known. */
  readonly prefixes: readonly string[];
}

export interface ClusterNetwork {
  /** Absent where AKS makes the network, or its name is not known. */
  readonly name?: string;
  readonly managed: boolean;
  readonly declared?: PlanResource;
  /** Subnets of nodes, and of pods that have one of their own. */
  readonly subnets: readonly DeclaredSubnet[];
  /** True where some of them are not of this plan, or not known. */
  readonly subnetsOpen: boolean;
  /** DNS servers instead of Azure's; `open` where they are not known. */
  readonly dnsServers: readonly string[] | "open";
  readonly peered: readonly PeeredNetwork[];
  readonly sites: readonly SiteGateway[];
}

export const sameName = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();

/** What the plan calls each of its networks: by its name in Azure or, where Pulumi gives it one that is not known yet, by its logical name. None where that would be another network's, too. */
const namesIn = once((graph: ResourceGraph): ReadonlyMap<PlanResource, string> => {
  const called = groupedBy(graph.where(KINDS.virtualNetwork), ({ inputs, name }) => (textAt(inputs, "virtualNetworkName") ?? name).toLowerCase());
  return new Map(graph.where(KINDS.virtualNetwork).flatMap(network => {
    const name = textAt(network.inputs, "virtualNetworkName");
    return name !== undefined ? [[network, name] as const] : called.get(network.name.toLowerCase())?.length === 1 ? [[network, network.name] as const] : [];
  }));
});

/** The name of a network by its declaration. */
const nameOf = (urn: string | undefined, graph: ResourceGraph): string | undefined => {
  const network = graph.byUrn(urn);
  return network && namesIn(graph).get(network);
};

/** What the plan calls the network that a subnet is in. */
export const networkNameOf = ({ virtualNetwork, network }: Pick<DeclaredSubnet, "virtualNetwork" | "network">, graph: ResourceGraph): string | undefined => virtualNetwork ?? nameOf(network, graph);

/** The declared networks that the plan calls so. */
export const networksNamed = (name: string, graph: ResourceGraph): readonly PlanResource[] => [...namesIn(graph)].flatMap(([network, own]) => (sameName(own, name) ? [network] : []));

/** Name of the virtual network that an input's id is of: the id's own, or that of the one network which the property depends on, itself or by its subnets. */
export function networkNamed({ inputs, propertyDependencies }: PlanResource, path: Path, graph: ResourceGraph): string | undefined {
  const id = textAt(inputs, ...path);
  if (id !== undefined) return /\/virtualNetworks\/([^/]+)/i.exec(id)?.[1] ?? nameInId(id);
  return onlyNetwork(propertyDependencies[String(path[0])] ?? [], graph);
}

function onlyNetwork(urns: readonly string[], graph: ResourceGraph): string | undefined {
  const causes = new Set(urns.flatMap(urn => graph.byUrn(urn) ?? []).flatMap(each => (KINDS.virtualNetwork(each.type) ? [each.urn] : KINDS.subnet(each.type) ? [networkOfSubnet(each, graph)] : [])));
  const [only] = causes;
  return causes.size === 1 ? nameOf(only, graph) : undefined;
}

/** The networks that peerings of the plan join to one. */
export function peeredWith(name: string, graph: ResourceGraph): readonly PeeredNetwork[] {
  const halves = graph.where(KINDS.virtualNetworkPeering).flatMap(peering => {
    const from = textAt(peering.inputs, "virtualNetworkName") ?? onlyNetwork(peering.propertyDependencies.virtualNetworkName ?? [], graph), to = networkNamed(peering, ["remoteVirtualNetwork", "id"], graph);
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  const others = [...new Set(halves.flatMap(({ from, to }) => (sameName(from, name) ? [to] : sameName(to, name) ? [from] : [])))];
  const known = new Set(halves.map(({ from, to }) => JSON.stringify([from.toLowerCase(), to.toLowerCase()])));
  const isHalf = (from: string, to: string): boolean => known.has(JSON.stringify([from.toLowerCase(), to.toLowerCase()]));
  return others.map(other => ({ name: other, both: isHalf(name, other) && isHalf(other, name) }));
}

/** Prefixes behind the gateway's connections, and whether there is a connection at all. */
function siteOf(gateway: PlanResource, graph: ResourceGraph): SiteGateway {
  const name = textAt(gateway.inputs, "virtualNetworkGatewayName") ?? gateway.name;
  const connections = graph.where(KINDS.virtualNetworkGatewayConnection).filter(({ inputs, propertyDependencies }) =>
    sameName(nameInId(textAt(inputs, "virtualNetworkGateway1", "id")), name) || (propertyDependencies.virtualNetworkGateway1 ?? []).includes(gateway.urn));
  const sites = connections.flatMap(({ inputs, propertyDependencies }) => {
    const id = textAt(inputs, "localNetworkGateway2", "id");
    const causes = (propertyDependencies.localNetworkGateway2 ?? []).flatMap(urn => graph.byUrn(urn) ?? []).filter(({ type }) => KINDS.localNetworkGateway(type));
    return id === undefined && causes.length === 1 ? causes : named(graph, KINDS.localNetworkGateway, "localNetworkGatewayName", id) ?? [];
  });
  const prefixes = sites.flatMap(({ inputs }) => textsAt(inputs, "localNetworkAddressSpace", "addressPrefixes"));
  return connections.length === 0
    ? { resource: gateway, name, prefixes, verdict: "undecided", says: `no connection of gateway ${name} is in this plan` }
    : { resource: gateway, name, prefixes, verdict: "proven", says: `through gateway ${name}` };
}

function sitesOf(name: string, graph: ResourceGraph): readonly SiteGateway[] {
  return graph.where(KINDS.virtualNetworkGateway).filter(gateway =>
    listAt(gateway.inputs, "ipConfigurations").some((_, index) => sameName(networkNamed(gateway, ["ipConfigurations", index, "subnet", "id"], graph), name))
    // A gateway whose subnet is not known is in the only network that there is.
    || (isOpen(gateway.inputs, "ipConfigurations", 0, "subnet", "id") && graph.where(KINDS.virtualNetwork).length === 1)).map(gateway => siteOf(gateway, graph));
}

function dnsServersOf(network: PlanResource | undefined): readonly string[] | "open" {
  if (!network) return "open";
  if (isOpen(network.inputs, "dhcpOptions") || isOpen(network.inputs, "dhcpOptions", "dnsServers")) return "open";
  const servers = listAt(network.inputs, "dhcpOptions", "dnsServers").map(server => textAt(server));
  return servers.includes(undefined) ? "open" : textsAt(network.inputs, "dhcpOptions", "dnsServers");
}

export function networkOf(cluster: ClusterSummary, { graph, pools, subnets }: NetworkInput): ClusterNetwork {
  const own = poolsOf(cluster, pools);
  if (cluster.virtualNetwork === "managed") return { managed: true, subnets: [], subnetsOpen: false, dnsServers: [], peered: [], sites: [] };
  const references = own.flatMap(pool => [pool.subnet, pool.podSubnet]).filter(each => each !== undefined);
  const places = [...new Set(references.map(each => placeOf(each, subnets)))];
  const declared = [...new Set(places.flatMap(place => (place.origin === "declared" ? [place.subnet] : [])))];
  const networks = references.map(each => networkOfReference(each, subnets));
  const network = graph.byUrn(networks.find(each => each.network !== undefined)?.network);
  const name = networks.find(each => each.virtualNetwork !== undefined)?.virtualNetwork ?? nameOf(network?.urn, graph);
  const unplaced = own.length === 0 || own.some(pool => pool.subnet === undefined) || places.some(place => place.origin === "elsewhere");
  // Pools of one cluster share a network; where they seem not to, nothing is concluded from it.
  if (networks.some(each => networks.some(other => sameNetwork(each, other) === false))) return { managed: false, subnets: declared, subnetsOpen: true, dnsServers: "open", peered: [], sites: [] };
  // What is connected is found by the name.
  if (name === undefined) return { managed: false, declared: network, subnets: declared, subnetsOpen: network === undefined || unplaced, dnsServers: dnsServersOf(network), peered: [], sites: [] };
  return { name, managed: false, declared: network, subnets: declared, subnetsOpen: unplaced, dnsServers: dnsServersOf(network), peered: peeredWith(name, graph), sites: sitesOf(name, graph) };
}

/** The security group that a subnet's declaration names. */
export function securityGroupOf(subnet: DeclaredSubnet, graph: ResourceGraph): { readonly name: string; readonly resource?: string } | undefined {
  if (readAt(subnet.declaration, "networkSecurityGroup").knowledge === "absent") return undefined;
  const id = textAt(subnet.declaration, "networkSecurityGroup", "id");
  const [declared] = [graph.withId(id ?? ""), ...graph.named(KINDS.securityGroup, "networkSecurityGroupName", nameInId(id)).filter(each => mayLieIn(each, groupInId(id)))].filter(each => each !== undefined);
  return { name: nameInId(id) ?? `security group of ${subnet.name}`, resource: declared?.urn };
}
