/** How many addresses each declared private endpoint takes, and in which subnet. */
import { ARM_TYPES, shortToken } from "../../facts/arm-ids";
import { ADDRESSES_PER_REPLICA, PRIVATE_LINKS, privateLinkOf } from "../../facts/private-link";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { isOpen, listAt, sameText, textAt } from "../model/read";
import type { SubnetReference } from "../model/results";
import { placesIn } from "./arm-places";
import { subnetReference, subnetsOf, type DeclaredSubnet } from "./subnets";

export interface EndpointDemand {
  /** URN. */
  readonly resource: string;
  readonly name: string;
  readonly subnet?: SubnetReference;
  /** Where the subnet is not known: those that it may be. */
  readonly candidates: readonly DeclaredSubnet[];
  /** Undefined where the target does not tell. */
  readonly addresses?: number;
  /** What is in doubt if subnet or addresses are not known. */
  readonly doubt: string;
}

const armTypeOf = (resource: PlanResource): string | undefined => {
  const short = shortToken(resource.type);
  return short !== undefined && Object.hasOwn(ARM_TYPES, short) ? ARM_TYPES[short]?.type : undefined;
};

/** The last type in an ARM id: `Microsoft.KeyVault/vaults`. */
const typeInId = (id: string | undefined): string | undefined => /\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(id ?? "")?.[1];

/** Whether a connection may lead to a declared resource: its id is not known, or names a resource of that type whose own name is not. */
export function mayLeadTo(connection: PlanValue, target: PlanResource, graph: ResourceGraph): boolean {
  const id = textAt(connection, "privateLinkServiceId");
  return id === undefined || (placesIn(graph).of(target).path === undefined && sameText(typeInId(id), armTypeOf(target)));
}

/** The declaration that a connection leads to: the one that its id names, in any subscription, or the only one of a known service that the connections depend on. */
export function declaredTarget(connection: PlanValue, endpoint: PlanResource, graph: ResourceGraph): PlanResource | undefined {
  const named = placesIn(graph).find(textAt(connection, "privateLinkServiceId"));
  if (named) return named;
  const causes = (endpoint.propertyDependencies.privateLinkServiceConnections ?? []).flatMap(urn => graph.byUrn(urn) ?? [])
    .filter(each => privateLinkOf(armTypeOf(each) ?? "") !== undefined && mayLeadTo(connection, each, graph));
  return causes.length === 1 ? causes[0] : undefined;
}

/** Regions that a declared registry is replicated to; undefined where a replication may be this one's or another's. */
function replicas(registry: PlanResource, graph: ResourceGraph): number | undefined {
  const name = textAt(registry.inputs, "registryName");
  const names = graph.where(KINDS.registryReplication).map(each => textAt(each.inputs, "registryName"));
  return names.length === 0 ? 0 : name === undefined || names.includes(undefined) ? undefined : names.filter(each => each === name).length;
}

/** Addresses of one connection; of a registry only where it is declared here, since an existing one may be replicated. */
function addressesOf(connection: PlanValue, endpoint: PlanResource, graph: ResourceGraph): number | undefined {
  if (isOpen(connection) || isOpen(connection, "groupIds")) return undefined;
  const target = declaredTarget(connection, endpoint, graph);
  const link = privateLinkOf((target && armTypeOf(target)) ?? typeInId(textAt(connection, "privateLinkServiceId")) ?? "");
  const groups = listAt(connection, "groupIds").map(group => textAt(group));
  if (!link || groups.some(group => group !== link.groupId)) return undefined;
  if (link !== PRIVATE_LINKS.registry) return link.addresses;
  const copies = target && replicas(target, graph);
  return copies === undefined ? undefined : link.addresses + copies * ADDRESSES_PER_REPLICA;
}

function demandOf(endpoint: PlanResource, graph: ResourceGraph, subnets: readonly DeclaredSubnet[]): EndpointDemand {
  const { inputs, propertyDependencies } = endpoint;
  const connections = [...listAt(inputs, "privateLinkServiceConnections"), ...listAt(inputs, "manualPrivateLinkServiceConnections")];
  const counts = connections.map(connection => addressesOf(connection, endpoint, graph));
  const open = isOpen(inputs, "privateLinkServiceConnections") || isOpen(inputs, "manualPrivateLinkServiceConnections");
  const known = counts.flatMap(count => count ?? []);
  const certain = !open && counts.length > 0 && known.length === counts.length;
  const subnet = subnetReference(inputs, ["subnet", "id"], endpoint, subnets);
  const related = subnet ? [] : subnetsOf(Object.values(propertyDependencies).flat(), subnets);
  const name = textAt(inputs, "privateEndpointName") ?? endpoint.name;
  return {
    resource: endpoint.urn, name, subnet,
    candidates: related.length > 0 ? related : isOpen(inputs, "subnet", "id") ? subnets : [],
    ...(certain && { addresses: known.reduce((sum, count) => sum + count, 0) }),
    doubt: certain ? `the subnet of private endpoint ${name} is not known` : `how many addresses private endpoint ${name} takes is not known`,
  };
}

/** The demand of every declared private endpoint, in the plan's order. */
export const endpointDemands = (graph: ResourceGraph, subnets: readonly DeclaredSubnet[]): readonly EndpointDemand[] =>
  graph.where(KINDS.privateEndpoint).map(endpoint => demandOf(endpoint, graph, subnets));
