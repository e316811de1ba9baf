/** How a cluster's outbound traffic leaves by its declared routes, and what a firewall on the way must let through. */
import { containsAddress, parseAddress, parsePrefixes } from "../../facts/addresses";
import { egressRules, MANAGED_NAT_GATEWAY, NAT_ADDRESS_INPUTS, OUTBOUND_TYPES, type EgressFeatures } from "../../facts/egress";
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import { EVERYBODY } from "../../facts/ranges";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { once } from "../model/once";
import { stands } from "../model/operations";
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { entriesAt, flagAt, isOpen, listAt, readAt, textAt, textsAt } from "../model/read";
import type { ClusterSummary, EgressPlan, EgressWay, NodePool } from "../model/results";
import { firewallOf, firewallOn, isJoined } from "./firewalls";
import { placeOf } from "./front-ends";
import { networkNameOf, networksNamed, peeredWith } from "./networks";
import { poolsOf } from "./pools";
import { hopOf, named, routesIn } from "./routes";
import type { DeclaredSubnet } from "./subnets";
import { overall, proven, undecided as notKnown, type Judgement } from "./verdict";
import type { Workload } from "./workloads";

export interface EgressInput {
  readonly graph: ResourceGraph;
  readonly clusters: readonly ClusterSummary[];
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
  readonly workloads: readonly Workload[];
}

/** The N family has GPUs. Source: azure-compute-docs, virtual-machines/sizes. */
const GPU_SIZES = /^Standard_N/i;

type Found = Omit<EgressWay, "subnet">;
const undecided = (says: string, resource?: string): Found => ({ through: "undecided", resource, verdict: "undecided", says });
const broken = (says: string, resource: string): Found => ({ through: "nothing", resource, verdict: "broken", says });

/** A VPN gateway sends on what it has a route for: its default site's, or one that it learns. */
function throughGateway(graph: ResourceGraph, subnet: DeclaredSubnet): Found {
  const [gateway, ...others] = graph.where(KINDS.virtualNetworkGateway).filter(({ inputs }) => textAt(inputs, "gatewayType")?.toLowerCase() !== "expressroute");
  const through = "virtual-network-gateway";
  if (gateway === undefined || others.length > 0) return { ...undecided(gateway ? "several gateways are declared" : "the virtual network's gateway is not of this plan", subnet.resource), through };
  const { urn: resource, inputs } = gateway;
  if (readAt(inputs, "gatewayDefaultSite").knowledge !== "absent") {
    const site = named(graph, KINDS.localNetworkGateway, "localNetworkGatewayName", textAt(inputs, "gatewayDefaultSite", "id"));
    const device = textAt(site?.inputs, "gatewayIpAddress");
    return { through, resource, verdict: "proven", says: `into the tunnel to the default site${device === undefined ? "" : `, device ${device}`}: on-premises must translate the traffic and send answers back` };
  }
  if (flagAt(inputs, "enableBgp") === true) return { through, resource, verdict: "undecided", says: "into the tunnel if on-premises advertises 0.0.0.0/0 over BGP, which a plan does not show" };
  return isOpen(inputs, "enableBgp") ? { ...undecided("whether the gateway speaks BGP is not known", resource), through } : broken("the gateway has neither a default site nor BGP: it has no route for 0.0.0.0/0", resource);
}

/** The resource that a route is, where it is one of its own and neither stands already nor is waited for: AKS looks for the route when it makes the cluster. */
const unawaited = (route: PlanValue, { resource }: ClusterSummary, graph: ResourceGraph): PlanResource | undefined =>
  graph.where(KINDS.route).find(each => each.inputs === route && !stands(each) && !graph.dependsOn(resource, each.urn));

/** Azure Firewall translates what goes to public addresses to its own. Source: azure-docs, firewall/snat-private-range.md. */
function toFirewall(firewall: PlanResource, subnet: DeclaredSubnet, { graph, subnets }: EgressInput): Judgement {
  const name = textAt(firewall.inputs, "azureFirewallName") ?? firewall.name;
  return isJoined(firewall, subnet, subnets, graph) ? proven(`to Azure Firewall ${name}, which translates the traffic`)
    : notKnown(`to Azure Firewall ${name}: no network of this plan that is joined to the subnet's, in both directions, is known to hold it`);
}

/** A device is reached where a network of the plan holds its address: the subnet's own, or one that is peered with it in both directions. What stands at the address no plan shows. */
function toDevice(address: string | undefined, subnet: DeclaredSubnet, graph: ResourceGraph): Judgement {
  const device = address === undefined ? undefined : parseAddress(address);
  if (device === undefined) return notKnown("to the firewall, which must translate the traffic and be reached from this VNet");
  const virtualNetwork = networkNameOf(subnet, graph);
  const names = virtualNetwork === undefined ? [] : [virtualNetwork, ...peeredWith(virtualNetwork, graph).flatMap(({ name, both }) => (both ? [name] : []))];
  const joined = names.flatMap(name => networksNamed(name, graph)).flatMap(({ inputs }) => textsAt(inputs, "addressSpace", "addressPrefixes"));
  return parsePrefixes(joined).some(range => containsAddress(range, device)) ? proven("to the firewall, which must translate the traffic")
    : notKnown(`to the device ${address ?? ""}: no network of this plan that is joined to the subnet's holds its address, and whether it is reached and translates the traffic is not known`);
}

function byRoutes(subnet: DeclaredSubnet, cluster: ClusterSummary, input: EgressInput): Found {
  const { graph } = input;
  if (!subnet.hasRouteTable) return broken(`subnet ${subnet.name} has no route table`, subnet.resource);
  const known = routesIn(subnet, graph);
  if (!known) return undecided("the route table is not of this plan, or not known", subnet.resource);
  const resource = known.table?.urn ?? subnet.resource;
  const { routes } = known;
  const route = routes.find(each => textAt(each, "addressPrefix") === EVERYBODY);
  if (!route) return known.open ? undecided("not every route is known", resource) : broken("the route table has no 0.0.0.0/0: AKS refuses the cluster", resource);
  const late = unawaited(route, cluster, graph);
  if (late) return undecided(`the cluster does not wait for route ${late.name}: the two are made in any order, and AKS refuses a cluster without the route`, late.urn);
  const hop = hopOf(route);
  const address = textAt(route, "nextHopIpAddress");
  if (hop === "VirtualAppliance") {
    const firewall = firewallOf(route, known, input.subnets, graph);
    return { through: "virtual-appliance", address, resource, ...(firewall ? { firewall: firewall.urn, ...toFirewall(firewall, subnet, input) } : toDevice(address, subnet, graph)) };
  }
  if (hop === "VirtualNetworkGateway") return throughGateway(graph, subnet);
  return hop === undefined ? undecided("the next hop of 0.0.0.0/0 is not known", resource) : broken(`0.0.0.0/0 goes to ${hop}: AKS refuses the cluster`, resource);
}

function byNatGateway(graph: ResourceGraph, subnet: DeclaredSubnet): Found {
  if (readAt(subnet.declaration, "natGateway").knowledge === "absent") return broken(`subnet ${subnet.name} has no NAT gateway`, subnet.resource);
  const causes = (graph.byUrn(subnet.resource)?.propertyDependencies.natGateway ?? []).flatMap(urn => graph.byUrn(urn) ?? []).filter(({ type }) => KINDS.natGateway(type));
  const gateway = named(graph, KINDS.natGateway, "natGatewayName", textAt(subnet.declaration, "natGateway", "id")) ?? (causes.length === 1 ? causes[0] : undefined);
  const name = textAt(gateway?.inputs, "natGatewayName") ?? gateway?.name;
  const empty = (input: string): boolean => !isOpen(gateway?.inputs, input) && listAt(gateway?.inputs, input).length === 0;
  if (gateway && NAT_ADDRESS_INPUTS.every(empty)) return broken(`NAT gateway ${name} has neither a public address nor a prefix to translate to`, gateway.urn);
  if (gateway && !NAT_ADDRESS_INPUTS.some(input => listAt(gateway.inputs, input).length > 0)) return undecided(`whether NAT gateway ${name} has an address is not known`, gateway.urn);
  return { through: "nat-gateway", resource: gateway?.urn ?? subnet.resource, verdict: "proven", says: name === undefined ? "translated to the NAT gateway's public addresses" : `translated to the public addresses of NAT gateway ${name}` };
}

/** URNs of what a private endpoint is connected to: its host name then leads into the VNet. */
const privateIn = once((graph: ResourceGraph): ReadonlySet<string> => new Set(graph.where(KINDS.privateEndpoint).flatMap(({ propertyDependencies }) => propertyDependencies.privateLinkServiceConnections ?? [])));

const isPrivate = (resource: PlanResource, graph: ResourceGraph): boolean => privateIn(graph).has(resource.urn);

/** `registry.example:5000/a/b:1` comes from `registry.example:5000`; an image without a host, from Docker's. */
function hostOf(image: string): string {
  const [first = "", ...rest] = image.split("/");
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : "registry-1.docker.io";
}

/** With several clusters the images of all workloads are counted for each: an allowance too many rather than one too few. */
export function featuresOf(cluster: ClusterSummary, inputs: PlanObject, { graph, pools, workloads }: EgressInput): EgressFeatures {
  const own = poolsOf(cluster, pools);
  const closed = new Set(graph.where(KINDS.registry).filter(each => isPrivate(each, graph)).flatMap(each => textAt(each.inputs, "registryName")?.toLowerCase() ?? []).map(name => `${name}.azurecr.io`));
  const hosts = workloads.flatMap(({ containers }) => containers.flatMap(({ image }) => (image === undefined ? [] : [hostOf(image)])));
  // The registries that the plan declares are there to be pulled from, also before there is anything to run.
  const registries = graph.where(KINDS.registry).flatMap(each => textAt(each.inputs, "registryName")?.toLowerCase() ?? []).map(name => `${name}.azurecr.io`);
  return {
    region: cluster.region,
    // Integrated into the network, it is reached inside, also by nodes of a public one (azure-aks-docs, api-server-vnet-integration.md).
    privateApiServer: cluster.apiServer === "private" || flagAt(inputs, "apiServerAccessProfile", "enableVnetIntegration") === true,
    addOns: entriesAt(inputs, "addonProfiles").filter(([, addOn]) => flagAt(addOn, "enabled") === true).map(([key]) => key),
    workloadIdentity: flagAt(inputs, "securityProfile", "workloadIdentity", "enabled") === true,
    defender: flagAt(inputs, "securityProfile", "defender", "securityMonitoring", "enabled") === true,
    metrics: flagAt(inputs, "azureMonitorProfile", "metrics", "enabled") === true,
    windows: own.some(pool => pool.osType === "Windows"),
    gpu: own.some(pool => GPU_SIZES.test(pool.vmSize ?? "")),
    imageHosts: [...new Set([...registries, ...hosts])].filter(host => !closed.has(host)).sort(),
    vaults: graph.where(KINDS.vault).filter(each => !isPrivate(each, graph)).flatMap(each => textAt(each.inputs, "vaultName") ?? []).sort(),
    dnsServers: graph.where(KINDS.virtualNetwork).flatMap(each => textsAt(each.inputs, "dhcpOptions", "dnsServers")),
  };
}

function planFor(cluster: ClusterSummary, outboundType: string, input: EgressInput): EgressPlan {
  const { graph, pools, subnets } = input;
  const references = poolsOf(cluster, pools).flatMap(pool => [pool.subnet, pool.podSubnet]).filter(each => each !== undefined);
  const places = [...new Map(references.map(each => [JSON.stringify(each), placeOf(each, subnets)])).values()];
  const foreign = cluster.virtualNetwork === "managed" && outboundType !== MANAGED_NAT_GATEWAY
    ? [{ subnet: MANAGED_SUBNET.name, ...broken(`outbound type ${outboundType} is for a subnet of one's own, and AKS makes this one`, cluster.resource) }] : [];
  const ways = places.flatMap((place): EgressWay[] => {
    if (place.origin === "managed") return [];
    const name = place.origin === "elsewhere" ? place.name : place.subnet.name;
    if (outboundType === MANAGED_NAT_GATEWAY) return [{ subnet: name, ...broken(`AKS refuses outbound type ${outboundType} in a subnet of one's own`, cluster.resource) }];
    if (place.origin === "elsewhere") return [{ subnet: name, ...undecided("the subnet is not of this plan") }];
    return [{ subnet: name, ...(outboundType === OUTBOUND_TYPES.natGateway ? byNatGateway(graph, place.subnet) : byRoutes(place.subnet, cluster, input)) }];
  });
  const inputs = graph.byUrn(cluster.resource)?.inputs ?? {};
  const all = [...foreign, ...ways];
  const rules = outboundType !== OUTBOUND_TYPES.userDefinedRouting ? [] : egressRules(featuresOf(cluster, inputs, input));
  const firewall = firewallOn(all, cluster, input)?.sumUp(rules);
  return { cluster: cluster.resource, outboundType, ways: all, rules, ...(firewall && { firewall }), verdict: all.length === 0 ? "undecided" : overall([...all, ...(firewall ? [firewall] : [])]) };
}

/** Of the clusters whose outbound type is a NAT gateway or routes of one's own, or does not go with a subnet of one's own; nothing where there is none. */
export function egressPlans(input: EgressInput): { readonly egress?: readonly EgressPlan[] } {
  const told = ({ outboundType, virtualNetwork }: ClusterSummary): boolean =>
    outboundType === OUTBOUND_TYPES.userDefinedRouting || outboundType === OUTBOUND_TYPES.natGateway || (outboundType === MANAGED_NAT_GATEWAY && virtualNetwork === "own");
  const egress = input.clusters.flatMap(cluster => (cluster.outboundType !== undefined && told(cluster) ? [planFor(cluster, cluster.outboundType, input)] : []));
  return egress.length === 0 ? {} : { egress };
}
