/** What takes addresses in a subnet beside nodes, pods, front ends and private endpoints: counted by an estimate, or not at all. */
import { GATEWAY_ADDRESSES, UNCOUNTED_SUBNET_USERS, VIRTUAL_NODES } from "../../facts/ip-demand";
import { API_SERVER_SUBNET } from "../../facts/private-api-server";
import { mayBeInSubnet } from "../../facts/reserved-subnets";
import type { ReservedAddresses } from "../model/address-results";
import type { ResourceGraph } from "../model/graph";
import { KINDS, partsOf } from "../model/kinds";
import { groupedBy } from "../model/once";
import type { PlanResource, PlanValue } from "../model/plan";
import { entriesAt, flagAt, isOpen, listAt, readAt, sameText, textAt } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import { isList, isObject } from "../model/values";
import { addOnAt } from "./add-ons";
import { placeOf, subnetOfName, type KnownPlace } from "./front-ends";
import { AUTO_PROVISIONING, makesNodes, poolsOf } from "./pools";
import { declaredAs, isUnnamed, relatedSubnets, subnetReference, type DeclaredSubnet } from "./subnets";

/** Under which keys of a resource a subnet's id may stand. */
const HOLDS_SUBNETS = /subnet|configuration|profile|interface/i;

export interface ClusterUsersInput {
  readonly graph: ResourceGraph;
  readonly clusters: readonly ClusterSummary[];
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
}

interface Named { readonly ids: readonly string[]; readonly open: boolean }

/** The texts in a value, and whether it has a place for a subnet's id that is not known. */
function namedIn(value: PlanValue | undefined, holds: boolean): Named {
  if (isOpen(value)) return { ids: [], open: holds };
  const { value: plain } = readAt(value);
  if (typeof plain === "string") return { ids: [plain], open: false };
  const parts = isList(plain) ? plain.map(each => namedIn(each, holds))
    : isObject(plain) ? Object.entries(plain).map(([key, each]) => namedIn(each, HOLDS_SUBNETS.test(key) || (holds && (key === "id" || key === "properties")))) : [];
  return { ids: parts.flatMap(({ ids }) => ids), open: parts.some(({ open }) => open) };
}

/** The subnets that a resource is in, or may be in where an id is not known. */
function subnetsOfUser(resource: PlanResource, subnets: readonly DeclaredSubnet[]): readonly DeclaredSubnet[] {
  const { type, inputs, propertyDependencies } = resource;
  const user = partsOf(type).name;
  const named = Object.values(inputs).flatMap(value => namedIn(value, true).ids).flatMap(id => declaredAs(id, subnets) ?? []);
  const openKeys = Object.keys(propertyDependencies).filter(key => readAt(inputs, key).knowledge === "absent" || namedIn(inputs[key], HOLDS_SUBNETS.test(key)).open);
  const possible = relatedSubnets(openKeys.flatMap(key => propertyDependencies[key] ?? []), subnets).filter(subnet => isUnnamed(subnet) || mayBeInSubnet(user, subnet.name));
  return [...new Set([...named, ...possible])];
}

/** Types of resources that take a number of addresses which is not counted here, by the subnet that they are in or may be in. */
export function uncountedUsers(graph: ResourceGraph, subnets: readonly DeclaredSubnet[]): ReadonlyMap<DeclaredSubnet, ReadonlySet<string>> {
  const users = new Map<DeclaredSubnet, Set<string>>();
  for (const resource of graph.resources) {
    const { name } = partsOf(resource.type);
    const possible = UNCOUNTED_SUBNET_USERS.includes(name) || KINDS.virtualNetworkGateway(resource.type) ? subnetsOfUser(resource, subnets) : [];
    // A gateway whose subnet is known is counted.
    if (KINDS.virtualNetworkGateway(resource.type) && possible.length < 2) continue;
    for (const subnet of possible) users.set(subnet, (users.get(subnet) ?? new Set()).add(name));
  }
  return users;
}

/** Services that the subnet is delegated to, in their own words; one that is not known has none. */
export function delegationsOf({ declaration }: DeclaredSubnet): readonly string[] {
  if (isOpen(declaration, "delegations")) return ["a service that is not known"];
  return listAt(declaration, "delegations").map(each => textAt(each, "serviceName") ?? "a service that is not known");
}

/** A place in which a cluster has more than its pools, its front ends and its endpoint: in a number that Azure says, or in one that is not known. */
type ClusterUse = { readonly place: KnownPlace } & ({ readonly doubt: string; readonly reserved?: undefined } | { readonly reserved: ReservedAddresses });

/** Without the switch it is not known whether an API server is in the subnet that is named for it: some clusters have one there of themselves. */
const apiServerUse = (cluster: ClusterSummary, { name, inputs }: PlanResource): { readonly doubt: string } | { readonly reserved: ReservedAddresses } =>
  (flagAt(inputs, "apiServerAccessProfile", "enableVnetIntegration") === true
    ? { reserved: { resource: cluster.resource, name: `the API server of ${cluster.name ?? name}`, addresses: API_SERVER_SUBNET.leastAddresses } } : { doubt: "what the API server takes is not counted" });

/** The subnet of an API server, that of virtual nodes, and those where Azure makes nodes as pods ask for them. */
export function clusterUsers({ graph, clusters, pools, subnets }: ClusterUsersInput): readonly ClusterUse[] {
  return clusters.flatMap(cluster => {
    const resource = graph.byUrn(cluster.resource);
    if (!resource) return [];
    const { inputs } = resource;
    const own = poolsOf(cluster, pools);
    const api = subnetReference(inputs, ["apiServerAccessProfile", "subnetId"], resource, subnets);
    const addOn = addOnAt(inputs, VIRTUAL_NODES.addOn);
    const key = entriesAt(addOn, "config").map(([each]) => each).find(each => sameText(each, VIRTUAL_NODES.subnetKey));
    const name = flagAt(addOn, "enabled") === false || key === undefined ? undefined : textAt(addOn, "config", key);
    const virtual = name === undefined ? undefined : subnetOfName(name, cluster, pools, subnets);
    const nodes = makesNodes(inputs) ? [...own.flatMap(pool => (pool.subnet ? [placeOf(pool.subnet, subnets)] : [])), ...(cluster.virtualNetwork === "managed" ? [{ origin: "managed", cluster } as const] : [])] : [];
    return [
      ...(api ? [{ place: placeOf(api, subnets), ...apiServerUse(cluster, resource) }] : []),
      ...(virtual && virtual.origin !== "undecided" ? [{ place: virtual, doubt: "what virtual nodes take is not counted" }] : []),
      ...nodes.map(place => ({ place, doubt: `${AUTO_PROVISIONING}: how many, is not known` })),
    ];
  });
}

/** Virtual network gateways share one subnet: what they have for themselves is counted once, whatever its size. */
export function gatewayReserves(graph: ResourceGraph, subnets: readonly DeclaredSubnet[]): ReadonlyMap<DeclaredSubnet, ReservedAddresses> {
  const placed = graph.where(KINDS.virtualNetworkGateway).flatMap(gateway => {
    const [subnet, ...others] = subnetsOfUser(gateway, subnets);
    return subnet && others.length === 0 ? [{ gateway, subnet }] : [];
  });
  return new Map([...groupedBy(placed, ({ subnet }) => subnet)].flatMap(([subnet, all]) => {
    const [first] = all;
    return first ? [[subnet, { resource: first.gateway.urn, name: all.map(({ gateway }) => gateway.name).join(", "), addresses: GATEWAY_ADDRESSES }] as const] : [];
  }));
}
