/** Role assignments as people say them: who may do what on which resource. */
import { nameInId } from "../../../facts/arm-ids";
import { ROLES } from "../../../facts/roles";
import type { ResourceGraph } from "../../model/graph";
import { partsOf } from "../../model/kinds";
import type { PlanResource } from "../../model/plan";
import { textAt } from "../../model/read";
import { physicalName } from "./azure-kinds";
import { markOf } from "./operations";

export const isGrant = (resource: PlanResource): boolean => resource.type.startsWith("azure-native") && partsOf(resource.type).name === "RoleAssignment";

export function roleTitle(grant: PlanResource): string {
  const id = nameInId(textAt(grant.inputs, "roleDefinitionId"));
  const role = Object.values(ROLES).find(each => each.id === id?.toLowerCase());
  return role?.title ?? (id === undefined ? "a role that is not known yet" : `role ${id}`);
}

function scopeName(grant: PlanResource, graph: ResourceGraph): string {
  const [resource] = (grant.propertyDependencies.scope ?? []).flatMap(urn => graph.byUrn(urn) ?? []);
  return nameInId(textAt(grant.inputs, "scope")) ?? (resource ? physicalName(resource) : "a scope that is not known yet");
}

/** URN of the resource whose identity gets the role, as far as the plan's dependencies tell. */
export const granteeOf = (grant: PlanResource): string | undefined => grant.propertyDependencies.principalId?.[0];

/** For each resource with an identity the roles that it gets: `AcrPull on acrexample`, with the sign of what happens to the role unless all are made (`unsigned`). */
export function grantsByIdentity(graph: ResourceGraph, unsigned: boolean): ReadonlyMap<string | undefined, readonly string[]> {
  const scopes = new Map<string | undefined, Map<string, string[]>>();
  for (const grant of graph.where(type => type.startsWith("azure-native")).filter(isGrant)) {
    const roles = scopes.get(granteeOf(grant)) ?? new Map<string, string[]>();
    const mark = unsigned ? undefined : markOf(grant.op)?.text;
    const title = `${mark === undefined ? "" : `${mark} `}${roleTitle(grant)}`;
    roles.set(title, [...(roles.get(title) ?? []), scopeName(grant, graph)]);
    scopes.set(granteeOf(grant), roles);
  }
  return new Map([...scopes].map(([urn, roles]) => [urn, [...roles].map(([title, on]) => `${title} on ${on.join(" and ")}`)]));
}
