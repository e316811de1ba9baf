/** What AKS makes beside a cluster without being asked by any declaration: the managed resource group and what is in it. */
import { managedGroupName } from "../../facts/anatomy-names";
import { NAME_RULES } from "../../facts/naming";
import { ADDON_IDENTITIES, INGRESS_GATEWAY_ADD_ON, MANAGED_SUBNET, NODE_GROUP_NAMES, WEB_APP_ROUTING_IDENTITY, type PredictedName } from "../../facts/node-resource-group";
import type { ResourceGraph } from "../model/graph";
import type { PlanObject, PlanResource, PredictedResource } from "../model/plan";
import { entriesAt, flagAt, isOpen, readAt, sameText, textAt } from "../model/read";
import type { ClusterSummary, ManagedGroup, NodePool } from "../model/results";
import { enabledAddOn } from "./add-ons";
import { claimedStorage } from "./claimed-storage";
import { UNKNOWN_PART, type GroupEntry } from "./group-entry";
import { machinesOf } from "./node-machines";
import { declarationOf, poolsOf } from "./pools";
import type { ServiceFacts } from "./services";
import { subnetAt, type DeclaredSubnet } from "./subnets";
import { nodeRules, trafficDoubts, trafficEntries } from "./traffic-resources";

export interface ManagedGroupInput {
  readonly graph: ResourceGraph;
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
  /** Those of the cluster. */
  readonly services: readonly ServiceFacts[];
  /** Whether a Kubernetes object goes to the cluster. */
  readonly owns: (resource: PlanResource) => boolean;
}

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

function identityEntries(cluster: ClusterSummary, inputs: PlanObject): readonly GroupEntry[] {
  const name = cluster.name ?? UNKNOWN_PART;
  // A service principal of one's own leaves nothing for identities to do.
  const principal = textAt(inputs, "servicePrincipalProfile", "clientId");
  const own = readAt(inputs, "identityProfile", "kubeletidentity").knowledge !== "absent" || (principal !== undefined && principal !== "msi");
  const identity = ({ prefix, certainty, source }: Pick<PredictedName, "certainty" | "source"> & { readonly prefix: string }): PredictedName =>
    ({ type: "Microsoft.ManagedIdentity/userAssignedIdentities", name: `${prefix}-${name.toLowerCase()}`, certainty, source });
  const routing = flagAt(inputs, "ingressProfile", "webAppRouting", "enabled") === true;
  const addons = entriesAt(inputs, "addonProfiles").flatMap<GroupEntry>(([key, addon]) => {
    const made = Object.entries(ADDON_IDENTITIES).find(([name]) => sameText(name, key))?.[1];
    return !made || flagAt(addon, "enabled") !== true ? [] : [[identity(made), { use: "add-on", addOn: key }]];
  });
  return [
    ...(own ? [] : [[NODE_GROUP_NAMES.kubeletIdentity(name), { use: "kubelet" }] as const]), ...addons,
    ...(routing ? [[identity(WEB_APP_ROUTING_IDENTITY), { use: "add-on", addOn: "webAppRouting" }] as const] : []),
  ];
}

function networkEntries(cluster: ClusterSummary, pools: readonly NodePool[], { subnets, services }: ManagedGroupInput): readonly GroupEntry[] {
  const managed = cluster.virtualNetwork === "managed";
  const rules = nodeRules(services);
  // Of a subnet that is not of the plan it is not known whether it has a table.
  const unrouted = pools.some(pool => subnetAt(pool.subnet, subnets)?.hasRouteTable === false);
  const entries: GroupEntry[] = [[NODE_GROUP_NAMES.securityGroup(), { appliesTo: managed ? "subnet" : "network interfaces", ...(rules.length > 0 && { rules }) }]];
  if (managed) entries.push([NODE_GROUP_NAMES.virtualNetwork(), { subnet: MANAGED_SUBNET.name, addressPrefix: MANAGED_SUBNET.prefix }]);
  // kubenet sends pods' packets by routes; a table that is on the subnet already is used.
  if (cluster.network === "kubenet" && (managed || unrouted)) entries.push([NODE_GROUP_NAMES.routeTable(), { use: "one route a node, to its pods", nextHopType: "VirtualAppliance", podRange: cluster.podRange?.prefix, onSubnet: !managed ? pools[0]?.subnet?.name : MANAGED_SUBNET.name }]);
  return entries;
}

/** The gateway that the add-on makes where it is not told of one that stands: with a name, or with a subnet or a range for one. */
function applicationGatewayEntries(inputs: PlanObject): readonly GroupEntry[] {
  const addOn = enabledAddOn(inputs, INGRESS_GATEWAY_ADD_ON);
  const keys = entriesAt(addOn, "config").map(([key]) => key);
  const of = (name: string): string | undefined => keys.find(key => sameText(key, name));
  if (addOn === undefined || isOpen(addOn, "config") || of("applicationGatewayId") !== undefined) return [];
  const name = textAt(addOn, "config", of("applicationGatewayName") ?? "") ?? UNKNOWN_PART;
  const range = textAt(addOn, "config", of("subnetCIDR") ?? of("subnetPrefix") ?? "");
  return [
    [NODE_GROUP_NAMES.applicationGateway(name), { addOn: INGRESS_GATEWAY_ADD_ON, ...(range !== undefined && { subnetRange: range }) }],
    [NODE_GROUP_NAMES.applicationGatewayAddress(name), { use: "application gateway", sku: "Standard", allocation: "Static" }],
  ];
}

/** A zone that is not known to be AKS's is not said to be made. */
function apiServerEntries({ privateApiServer, region }: ClusterSummary, inputs: PlanObject): readonly GroupEntry[] {
  // With VNet integration the API server's own subnet holds the front end of a load balancer, which nodes call also where the API server is public.
  if (flagAt(inputs, "apiServerAccessProfile", "enableVnetIntegration") === true) return [[NODE_GROUP_NAMES.apiServerBalancer(), { sku: "Standard", to: "API server" }]];
  const { endpoint, zone } = privateApiServer ?? {};
  return endpoint !== true ? [] : [
    [NODE_GROUP_NAMES.privateEndpoint(), { to: "API server" }],
    [NODE_GROUP_NAMES.privateEndpointInterface(), { to: "API server" }],
    ...(zone === "system" ? [
      [NODE_GROUP_NAMES.privateDnsZone(region ?? UNKNOWN_PART), { use: "API server, linked to the network" }] as const,
      [NODE_GROUP_NAMES.privateDnsLink(), { use: "zone for the network" }] as const,
    ] : []),
  ];
}

/** The managed group and everything that AKS will put into it, in a stable order. `services` are those of this cluster. */
export function managedResources(cluster: ClusterSummary, group: ManagedGroup, input: ManagedGroupInput): readonly PredictedResource[] {
  const resource: PlanResource | undefined = input.graph.byUrn(cluster.resource);
  const inputs = resource?.inputs ?? {};
  const pools = poolsOf(cluster, input.pools);
  const entries: readonly GroupEntry[] = [
    ...pools.map(pool => machinesOf(pool, cluster, declarationOf(pool, input.graph))),
    ...trafficEntries(cluster, inputs, input),
    ...networkEntries(cluster, pools, input),
    ...identityEntries(cluster, inputs),
    ...apiServerEntries(cluster, inputs),
    ...applicationGatewayEntries(inputs),
    ...claimedStorage(input.graph, input.owns),
  ];
  const doubts = trafficDoubts(inputs);
  const lock = textAt(inputs, "nodeResourceGroupProfile", "restrictionLevel");
  const { type, certainty, source } = NODE_GROUP_NAMES.group(group.name);
  return [
    { type, name: group.name, because: [cluster.resource], properties: { region: cluster.region, managedBy: cluster.name, ...(lock !== undefined && { restriction: lock }), ...(doubts.length > 0 && { undecided: doubts }) }, certainty, source },
    ...entries.map(([name, properties, because = [cluster.resource], count]) => ({ type: name.type, name: name.name, resourceGroup: group.name, count, because, properties, certainty: name.certainty, source: name.source })),
  ];
}
