/** What a cluster's own identities need, by what the plan has the cluster do: subnets that it joins, zones that it writes, identities that it hands out. */
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { isOpen, readAt, textAt } from "../model/read";
import type { ClusterSummary, NodePool, SubnetReference } from "../model/results";
import type { RoleIdentity } from "../model/role-results";
import type { ArmPlace, ArmPlaces } from "./arm-places";
import { frontEndPlace } from "./front-ends";
import { controlPlaneOf, hasIdentity, identityAt, kubeletOf } from "./identities";
import { poolsOf, possibleSubnets } from "./pools";
import type { Wanted } from "./role-judge";
import type { ServiceFacts } from "./services";
import { subnetAt, subnetReference, type DeclaredSubnet } from "./subnets";

export interface ClusterNeedsInput {
  readonly graph: ResourceGraph;
  readonly places: ArmPlaces;
  readonly clusters: readonly ClusterSummary[];
  readonly subnets: readonly DeclaredSubnet[];
  readonly pools: readonly NodePool[];
  /** Those that AKS makes for a gateway too. */
  readonly services: readonly ServiceFacts[];
  readonly clusterOf: (service: ServiceFacts) => ClusterSummary | undefined;
}

const PUBLIC_GROUP = "service.beta.kubernetes.io/azure-load-balancer-resource-group";

/** One of several subnets, of which it is not known which: what covers all of them covers it, such as their network. */
function oneOf(possible: readonly DeclaredSubnet[], places: ArmPlaces): ArmPlace {
  const [first, ...others] = possible.map(subnet => places.ofSubnet(subnet));
  const within = new Set([...(first?.within ?? [])].filter(urn => others.every(other => other.within.has(urn))));
  const group = others.every(other => other.group === first?.group) ? first?.group : undefined;
  return { name: `one of ${possible.map(({ name }) => name).join(", ")}`, ...(group !== undefined && { group }), within, ...(first?.shared && { resource: first.resource, shared: true }) };
}

interface Joined { readonly place: ArmPlace; readonly subnet?: DeclaredSubnet; readonly users: readonly string[]; readonly doubt?: string }

/** The subnets that a cluster's pools name, each with the pools that join it. */
function joinedBy(pools: readonly NodePool[], key: "subnet" | "podSubnet", { graph, places, subnets }: ClusterNeedsInput): readonly Joined[] {
  const byPlace = new Map<string, Omit<Joined, "users"> & { readonly users: string[] }>();
  for (const pool of pools) {
    const reference: SubnetReference | undefined = pool[key];
    const possible = possibleSubnets(pool, key, graph, subnets);
    if (reference === undefined && possible.length === 0) continue;
    const subnet = subnetAt(reference, subnets);
    const id = JSON.stringify(reference ?? possible.map(({ resource, path }) => [resource, path]));
    const known = byPlace.get(id) ?? {
      place: subnet ? places.ofSubnet(subnet) : reference ? places.elsewhere(reference.name) : oneOf(possible, places), ...(subnet && { subnet }),
      ...(!reference && { doubt: "which of them it is, is not known" }), users: [],
    };
    byPlace.set(id, known);
    if (!known.users.includes(pool.resource)) known.users.push(pool.resource);
  }
  return [...byPlace.values()];
}

/** kubenet writes a route for every node into the table of the nodes' subnet. */
function routeTables(cluster: ClusterSummary, joined: readonly Joined[], { graph, places }: ClusterNeedsInput): readonly { readonly place: ArmPlace; readonly users: readonly string[] }[] {
  if (cluster.network !== "kubenet") return [];
  return joined.flatMap(({ subnet, users }) => {
    if (subnet === undefined || !subnet.hasRouteTable) return [];
    const id = textAt(subnet.declaration, "routeTable", "id");
    const caused = (graph.byUrn(subnet.resource)?.propertyDependencies.routeTable ?? []).flatMap(urn => graph.byUrn(urn) ?? []).filter(each => KINDS.routeTable(each.type));
    const table = places.find(id) ?? (caused.length === 1 ? caused[0] : undefined);
    return [{ place: table ? places.of(table) : places.elsewhere(id?.split("/").at(-1) ?? `the route table of ${subnet.name}`, id), users }];
  });
}

/** The private zone of one's own that the API server's name is written to. */
function ownZone(cluster: ClusterSummary, resource: PlanResource, { graph, places }: ClusterNeedsInput): ArmPlace | undefined {
  const { inputs, propertyDependencies } = resource;
  const path = ["apiServerAccessProfile", "privateDNSZone"] as const;
  const id = textAt(inputs, ...path);
  if (id === undefined && !isOpen(inputs, ...path)) return undefined;
  if (cluster.privateApiServer === undefined || (id !== undefined && !id.includes("/"))) return undefined;
  const caused = (propertyDependencies.apiServerAccessProfile ?? []).flatMap(urn => graph.byUrn(urn) ?? []).filter(each => KINDS.privateZone(each.type));
  const zone = places.find(id) ?? (caused.length === 1 ? caused[0] : undefined);
  return zone ? places.of(zone) : places.elsewhere(id?.split("/").at(-1) ?? "the private zone", id);
}

/** The virtual networks of the nodes. */
function networksOf(joined: readonly Joined[], { graph, places }: ClusterNeedsInput): readonly ArmPlace[] {
  const urns = new Set(joined.flatMap(({ place }) => [...place.within]).filter(urn => KINDS.virtualNetwork(graph.byUrn(urn)?.type ?? "")));
  return [...urns].flatMap(urn => graph.byUrn(urn) ?? []).map(network => places.of(network));
}

function serviceNeeds(cluster: ClusterSummary, identity: RoleIdentity, input: ClusterNeedsInput): readonly Wanted[] {
  const { places, pools, subnets, services, clusterOf } = input;
  const joined = new Map<string, { readonly place: ArmPlace; readonly users: string[]; readonly names: string[]; readonly doubt?: string }>();
  const groups: Wanted[] = [];
  for (const service of services) {
    if (service.type !== "LoadBalancer" || clusterOf(service) !== cluster) continue;
    const front = frontEndPlace(service, cluster, pools, subnets);
    const doubt = front?.origin === "undecided" && service.internalSubnetOpen ? front.reason : undefined;
    if (front?.origin === "declared" || front?.origin === "elsewhere" || doubt !== undefined) {
      const place = front?.origin === "declared" ? places.ofSubnet(front.subnet) : places.elsewhere(front?.origin === "elsewhere" ? front.name : "a subnet that is not known");
      const key = `${place.resource ?? ""}|${place.name}`;
      const known = joined.get(key) ?? { place, users: [], names: [], ...(doubt !== undefined && { doubt }) };
      joined.set(key, known);
      known.users.push(service.resource.urn);
      known.names.push(service.name);
    }
    const group = service.internal ? undefined : service.annotation(PUBLIC_GROUP);
    if (group === undefined) continue;
    const declared = places.group(group);
    const place = declared ? places.of(declared) : { ...places.elsewhere(group), group: group.toLowerCase() };
    groups.push({ need: "public-address-group", cluster: cluster.resource, identity, places: [{ ...place, group: group.toLowerCase() }], because: `${service.name}'s public address lies there`, users: [service.resource.urn] });
  }
  return [
    ...[...joined.values()].map(({ place, users, names, doubt }): Wanted => ({
      need: "front-end-subnet", cluster: cluster.resource, identity, places: [place], because: `front end of ${names.join(", ")}`, users, ...(doubt !== undefined && { doubt }),
    })),
    ...groups,
  ];
}

function needsOf(cluster: ClusterSummary, resource: PlanResource, input: ClusterNeedsInput): readonly Wanted[] {
  const { places, subnets } = input;
  const identity = controlPlaneOf(resource, places);
  const pools = poolsOf(cluster, input.pools);
  const want = (need: Wanted["need"], place: ArmPlace, because: string, users: readonly string[] = [cluster.resource], doubt?: string): Wanted =>
    ({ need, cluster: cluster.resource, identity, places: [place], because, users, ...(doubt !== undefined && { doubt }) });
  const nodes = joinedBy(pools, "subnet", input);
  const zone = ownZone(cluster, resource, input);
  const apiSubnet = readAt(resource.inputs, "apiServerAccessProfile", "subnetId").knowledge === "absent" ? undefined : subnetReference(resource.inputs, ["apiServerAccessProfile", "subnetId"], resource, subnets);
  const apiPlace = apiSubnet && subnetAt(apiSubnet, subnets);
  const kubelet = kubeletOf(resource, places);
  const kubeletIdentity = kubelet.kind === "user-assigned" ? identityAt(readAt(resource.inputs, "identityProfile", "kubeletidentity", "resourceId").value, resource, "identityProfile", places) : undefined;
  return [
    ...nodes.map(({ place, users, doubt }) => want("node-subnet", place, "nodes join it", users, doubt)),
    ...joinedBy(pools, "podSubnet", input).map(({ place, users, doubt }) => want("pod-subnet", place, "pods take addresses of it", users, doubt)),
    ...(apiSubnet ? [want("api-server-subnet", apiPlace ? places.ofSubnet(apiPlace) : places.elsewhere(apiSubnet.name), "the API server's load balancer joins it")] : []),
    ...(zone ? [want("private-zone", zone, "AKS writes the API server's name"), ...networksOf(nodes, input).map(place => want("private-zone-network", place, "AKS links the zone to it"))] : []),
    ...routeTables(cluster, nodes, input).map(({ place, users }) => want("route-table", place, "a route for each node's pods", users)),
    ...(kubelet.kind === "user-assigned" ? [want("kubelet-identity", kubeletIdentity ? places.of(kubeletIdentity) : places.elsewhere(kubelet.name), "it gives the nodes this identity")] : []),
    ...serviceNeeds(cluster, identity, input),
  ];
}

export const clusterNeeds = (input: ClusterNeedsInput): readonly Wanted[] => input.clusters.flatMap(cluster => {
  const resource = input.graph.byUrn(cluster.resource);
  return resource && hasIdentity(resource) ? needsOf(cluster, resource, input) : [];
});
