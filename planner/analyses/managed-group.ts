/** What AKS makes beside a cluster without being asked by any declaration: the managed resource group and what is in it. */
import { managedGroupName } from "../../facts/anatomy-names";
import { addressesPerNode } from "../../facts/ip-demand";
import { INTERNAL_LOAD_BALANCER, PUBLIC_LOAD_BALANCER } from "../../facts/load-balancer";
import { NAME_RULES } from "../../facts/naming";
import { NETWORK_MODELS } from "../../facts/network-models";
import { ADDON_IDENTITIES, DEFAULT_OUTBOUND_ADDRESSES, MANAGED_SUBNET, NODE_GROUP_NAMES, type PredictedName } from "../../facts/node-resource-group";
import type { ResourceGraph } from "../model/graph";
import type { PlanObject, PlanResource, PredictedResource } from "../model/plan";
import { countAt, entriesAt, flagAt, isOpen, readAt, textAt } from "../model/read";
import type { ClusterSummary, ManagedGroup, NodePool } from "../model/results";
import { frontEndPlace, type SubnetPlace } from "./front-ends";
import { natPlace, privateLinksOf, type PrivateLink } from "./private-link";
import type { ServiceFacts } from "./services";
import type { DeclaredSubnet } from "./subnets";

export interface ManagedGroupInput {
  readonly graph: ResourceGraph;
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
  readonly services: readonly ServiceFacts[];
}

const UNKNOWN_PART = "<not known>";

/** The group's name, given or Azure's default, and whether it is short enough. */
export function managedGroup(cluster: ClusterSummary, graph: ResourceGraph): ManagedGroup {
  const inputs = graph.byUrn(cluster.resource)?.inputs;
  const limit = NAME_RULES.nodeResourceGroup.max;
  const { resourceGroup, name, region } = cluster;
  const given = textAt(inputs, "nodeResourceGroup");
  const known = given !== undefined || (resourceGroup !== undefined && name !== undefined && region !== undefined && !isOpen(inputs, "nodeResourceGroup"));
  const group = given ?? managedGroupName(resourceGroup ?? UNKNOWN_PART, name ?? UNKNOWN_PART, region ?? UNKNOWN_PART);
  if (!known) return { cluster: cluster.resource, name: group, limit, verdict: "undecided" };
  return { cluster: cluster.resource, name: group, length: group.length, limit, verdict: group.length <= limit ? "fits" : "too-long" };
}

/** What a node's NIC takes in advance: its own address and, with pods in the node subnet, one for each pod it may hold. */
function nicProperties(pool: NodePool, cluster: ClusterSummary): PlanObject {
  const model = NETWORK_MODELS.find(each => each === cluster.network);
  const addresses = model === undefined || pool.maxPods === undefined ? undefined : addressesPerNode(model, pool.maxPods);
  return {
    networkInterfaces: pool.nodes, addressesPerInterface: addresses,
    addressesInAdvance: addresses === undefined || pool.nodes === undefined ? undefined : addresses * pool.nodes,
    subnet: pool.subnet?.name ?? (cluster.virtualNetwork === "managed" ? MANAGED_SUBNET.name : undefined),
  };
}

function scaleSet(pool: NodePool, cluster: ClusterSummary): readonly [PredictedName, PlanObject, readonly string[]] {
  const name = pool.osType === "Windows" ? NODE_GROUP_NAMES.windowsScaleSet(pool.name ?? UNKNOWN_PART) : NODE_GROUP_NAMES.linuxScaleSet(pool.name ?? UNKNOWN_PART);
  const scale = pool.autoscaled ? { minNodes: pool.minNodes, maxNodes: pool.maxNodes } : {};
  const zones = pool.zones.length > 0 ? { zones: pool.zones } : {};
  return [name, { pool: pool.name, instances: pool.nodes, ...scale, vmSize: pool.vmSize, ...zones, ...nicProperties(pool, cluster) }, [pool.resource]];
}

function subnetNameOf(place: SubnetPlace | undefined): string | undefined {
  switch (place?.origin) {
    case "declared": return place.subnet.name;
    case "managed": return MANAGED_SUBNET.name;
    case "elsewhere": return place.name;
    default: return undefined;
  }
}

type Entry = readonly [name: PredictedName, properties: PlanObject, because?: readonly string[], count?: number];

/** Public addresses that the cluster's outbound traffic leaves with; none where they are one's own. */
function outboundAddresses(inputs: PlanObject, profile: string): number {
  const path = ["networkProfile", profile] as const;
  const own = ["outboundIPs", "outboundIPPrefixes"].some(key => readAt(inputs, ...path, key).knowledge !== "absent");
  return own ? 0 : countAt(inputs, ...path, "managedOutboundIPs", "count") ?? countAt(inputs, ...path, "managedOutboundIPProfile", "count") ?? DEFAULT_OUTBOUND_ADDRESSES;
}

/** A private link service and its network interface; none where the annotations put it into another group. */
function privateLinkEntries({ service, link }: { readonly service: ServiceFacts; readonly link: PrivateLink }, cluster: ClusterSummary, input: ManagedGroupInput): readonly Entry[] {
  if (link.resourceGroup !== undefined) return [];
  const { name, natAddresses, proxyHeader, visibility, autoApproval } = link;
  const subnet = subnetNameOf(natPlace(service, cluster, input.pools, input.subnets));
  const because = [service.resource.urn];
  return [
    [NODE_GROUP_NAMES.privateLinkService(name), { service: service.name, natAddresses, subnet, proxyProtocol: proxyHeader, visibility, autoApproval }, because],
    [NODE_GROUP_NAMES.privateLinkInterface(name), { to: "private link", service: service.name }, because],
  ];
}

/** Load balancers, NAT gateway and public addresses: outbound traffic decides some of them, Services the others. */
function trafficEntries(cluster: ClusterSummary, inputs: PlanObject, services: readonly ServiceFacts[], input: ManagedGroupInput): readonly Entry[] {
  const balanced = services.filter(service => service.type === "LoadBalancer");
  const [internal, open] = [balanced.filter(service => service.internal), balanced.filter(service => !service.internal)];
  const urns = (some: readonly ServiceFacts[]) => some.map(service => service.resource.urn);
  const outbound = cluster.outboundType === "loadBalancer";
  const entries: Entry[] = [];
  if (outbound || open.length > 0) entries.push([NODE_GROUP_NAMES.loadBalancer(PUBLIC_LOAD_BALANCER), { sku: "Standard", outbound, services: open.map(service => service.name) }, [cluster.resource, ...urns(open)]]);
  if (internal.length > 0) {
    const frontEnds = internal.map(service => {
      const subnet = subnetNameOf(frontEndPlace(service, cluster, input.pools, input.subnets));
      return { service: service.name, address: service.fixedAddress, subnet };
    });
    entries.push([NODE_GROUP_NAMES.loadBalancer(INTERNAL_LOAD_BALANCER), { sku: "Standard", frontEnds }, urns(internal)]);
  }
  entries.push(...privateLinksOf(balanced).flatMap(each => privateLinkEntries(each, cluster, input)));
  const nat = cluster.outboundType === "managedNATGateway";
  if (nat) entries.push([NODE_GROUP_NAMES.natGateway(), { outbound: true }]);
  const addresses = outbound ? outboundAddresses(inputs, "loadBalancerProfile") : nat ? outboundAddresses(inputs, "natGatewayProfile") : 0;
  if (addresses > 0) entries.push([NODE_GROUP_NAMES.outboundAddress(), { use: "outbound" }, [cluster.resource], addresses]);
  for (const service of open.filter(each => each.fixedAddress === undefined)) entries.push([NODE_GROUP_NAMES.serviceAddress(), { use: "service", service: service.name }, [service.resource.urn]]);
  return entries;
}

function identityEntries(cluster: ClusterSummary, inputs: PlanObject): readonly Entry[] {
  const name = cluster.name ?? UNKNOWN_PART;
  const own = readAt(inputs, "identityProfile", "kubeletidentity").knowledge !== "absent";
  const addons = entriesAt(inputs, "addonProfiles").flatMap<Entry>(([key, addon]) => {
    const identity = Object.hasOwn(ADDON_IDENTITIES, key) ? ADDON_IDENTITIES[key] : undefined;
    if (!identity || flagAt(addon, "enabled") !== true) return [];
    const { prefix, certainty, source } = identity;
    return [[{ type: "Microsoft.ManagedIdentity/userAssignedIdentities", name: `${prefix}-${name.toLowerCase()}`, certainty, source }, { use: "add-on", addOn: key }]];
  });
  return [...(own ? [] : [[NODE_GROUP_NAMES.kubeletIdentity(name), { use: "kubelet" }] as const]), ...addons];
}

function networkEntries(cluster: ClusterSummary, pools: readonly NodePool[], subnets: readonly DeclaredSubnet[]): readonly Entry[] {
  const managed = cluster.virtualNetwork === "managed";
  const routed = pools.every(pool => subnets.some(subnet => subnet.resource === pool.subnet?.resource && subnet.name === pool.subnet.name && subnet.hasRouteTable));
  const entries: Entry[] = [[NODE_GROUP_NAMES.securityGroup(), { appliesTo: managed ? "subnet" : "network interfaces" }]];
  if (managed) entries.push([NODE_GROUP_NAMES.virtualNetwork(), { subnet: MANAGED_SUBNET.name, addressPrefix: MANAGED_SUBNET.prefix }]);
  // kubenet sends pods' packets by routes; a table that is on the subnet already is used.
  if (cluster.network === "kubenet" && (managed || !routed)) entries.push([NODE_GROUP_NAMES.routeTable(), { use: "one route a node, to its pods" }]);
  return entries;
}

/** A zone that is not known to be AKS's is not said to be made. */
function privateEntries({ privateApiServer, region }: ClusterSummary): readonly Entry[] {
  if (privateApiServer === undefined) return [];
  const { endpoint, zone } = privateApiServer;
  return endpoint !== true ? [] : [
    [NODE_GROUP_NAMES.privateEndpoint(), { to: "API server" }],
    [NODE_GROUP_NAMES.privateEndpointInterface(), { to: "API server" }],
    ...(zone === "system" ? [[NODE_GROUP_NAMES.privateDnsZone(region ?? UNKNOWN_PART), { use: "API server, linked to the network" }] as const] : []),
  ];
}

/** The managed group and everything that AKS will put into it, in a stable order. `services` are those of this cluster. */
export function managedResources(cluster: ClusterSummary, group: ManagedGroup, input: ManagedGroupInput): readonly PredictedResource[] {
  const resource: PlanResource | undefined = input.graph.byUrn(cluster.resource);
  const inputs = resource?.inputs ?? {};
  const pools = input.pools.filter(pool => pool.cluster === cluster.resource);
  const entries: readonly Entry[] = [
    ...pools.map(pool => scaleSet(pool, cluster)),
    ...trafficEntries(cluster, inputs, input.services, input),
    ...networkEntries(cluster, pools, input.subnets),
    ...identityEntries(cluster, inputs),
    ...privateEntries(cluster),
  ];
  const { type, certainty, source } = NODE_GROUP_NAMES.group(group.name);
  return [
    { type, name: group.name, because: [cluster.resource], properties: { region: cluster.region, managedBy: cluster.name }, certainty, source },
    ...entries.map(([name, properties, because = [cluster.resource], count]) => ({ type: name.type, name: name.name, resourceGroup: group.name, count, because, properties, certainty: name.certainty, source: name.source })),
  ];
}
