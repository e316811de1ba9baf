/** The declared routes of a subnet, and which of them a packet takes. */
import { containsPrefix, overlaps, parsePrefix, type Prefix } from "../../facts/addresses";
import { nameInId } from "../../facts/arm-ids";
import { NEXT_HOPS } from "../../facts/egress";
import type { ResourceGraph } from "../model/graph";
import { KINDS, type TypeTest } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { flagAt, isOpen, listAt, readAt, sameText, textAt, wordAt } from "../model/read";
import type { DeclaredSubnet } from "./subnets";

/** The declared resource that an id names; by the name at its end, which a group has once. */
export const named = (graph: ResourceGraph, type: TypeTest, nameKey: string, id: string | undefined): PlanResource | undefined => graph.named(type, nameKey, nameInId(id))[0];

/** All routes of a table: those in it and those that are resources of their own. */
function routesOf(table: PlanResource, graph: ResourceGraph): readonly PlanValue[] {
  const name = textAt(table.inputs, "routeTableName");
  return [...listAt(table.inputs, "routes"), ...graph.where(KINDS.route).filter(route => sameText(textAt(route.inputs, "routeTableName"), name)).map(route => route.inputs)];
}

/** What a route leads to. */
export const hopOf = (route: PlanValue | undefined): string | undefined => wordAt(NEXT_HOPS, route, "nextHopType");

export interface SubnetRoutes {
  readonly table?: PlanResource;
  /** Every route's declaration. */
  readonly routes: readonly PlanValue[];
  /** True where a route may be there that is not known. */
  readonly open: boolean;
  /** Whether routes that a gateway learns, or has of its sites, come to the subnet; absent where it is not known. */
  readonly propagates?: boolean;
}

/** Undefined where the subnet has a table that the plan does not know. */
export function routesIn(subnet: DeclaredSubnet, graph: ResourceGraph): SubnetRoutes | undefined {
  if (!subnet.hasRouteTable) return { routes: [], open: false, propagates: true };
  const table = named(graph, KINDS.routeTable, "routeTableName", textAt(subnet.declaration, "routeTable", "id"));
  const inline = listAt(subnet.declaration, "routeTable", "routes");
  if (!table && inline.length === 0) return undefined;
  const routes = table ? routesOf(table, graph) : inline;
  const declared = table?.inputs ?? readAt(subnet.declaration, "routeTable").value;
  const open = isOpen(declared, "routes") || routes.some(route => isOpen(route) || isOpen(route, "addressPrefix"));
  return { table, routes, open, ...(!isOpen(declared, "disableBgpRoutePropagation") && { propagates: flagAt(declared, "disableBgpRoutePropagation") !== true }) };
}

/** The declared routes for all of a range: the longest that holds it, and those that hold a part of it alone. */
export function routesTo(range: Prefix, { routes }: SubnetRoutes): { readonly whole?: PlanValue; readonly parts: readonly PlanValue[] } {
  const placed = routes.flatMap(route => {
    const prefix = parsePrefix(textAt(route, "addressPrefix") ?? "");
    return prefix ? [{ route, prefix }] : [];
  });
  const whole = placed.filter(({ prefix }) => containsPrefix(prefix, range)).sort((a, b) => b.prefix.length - a.prefix.length)[0];
  const parts = placed.filter(({ prefix }) => overlaps(prefix, range) && !containsPrefix(prefix, range));
  return { whole: whole?.route, parts: parts.map(({ route }) => route) };
}
