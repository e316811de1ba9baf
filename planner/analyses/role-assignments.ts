/** The role assignments of a plan: who gets which role on what, as far as the plan tells. */
import { armNames, nameInId, shortToken } from "../../facts/arm-ids";
import { coversAction, type RoleNeedFacts } from "../../facts/role-needs";
import { ROLES, type RoleKey } from "../../facts/roles";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { groupedBy, once } from "../model/once";
import type { PlanResource, PlanValue } from "../model/plan";
import { isOpen, listAt, readAt, sameText, textAt } from "../model/read";
import { partsOfId, type ArmPlace, type ArmPlaces } from "./arm-places";

export type Answer = "yes" | "maybe" | "no";

const KNOWN_ROLES: ReadonlySet<string> = new Set(Object.values(ROLES).map(({ id }) => id));

const isOneOf = (roleId: string, keys: readonly RoleKey[]): boolean => keys.some(key => ROLES[key].id === roleId);

const GROUP = /^azuread:index\/group:/i;

/** What an object id can be of. */
const ACTS = (type: string): boolean => KINDS.userAssignedIdentity(type) || KINDS.managedCluster(type) || GROUP.test(type) || /^azuread:index\/(?:servicePrincipal|application|user):/i.test(type);

/** The older provider takes a role by its title as well. */
const roleOfTitle = (title: string | undefined): string | undefined => Object.values(ROLES).find(role => sameText(role.title, title))?.id;

export interface Assignment {
  readonly resource: PlanResource;
  /** GUID of the role, where it is known. */
  readonly roleId?: string;
  /** A role of one's own that the plan declares. */
  readonly definition?: PlanResource;
  /** URNs of what the principal may come from. */
  readonly principals: readonly string[];
  /** True where one of those is a group: whom it holds is not of this plan, or not all of it. */
  readonly toGroup: boolean;
  /** Object id, where it is known. */
  readonly objectId?: string;
  readonly scopeId?: string;
  /** URNs of what the scope comes from. */
  readonly scopes: readonly string[];
  /** True where it holds under a condition. */
  readonly conditional: boolean;
}

export function readAssignment(resource: PlanResource, graph: ResourceGraph): Assignment {
  const { inputs, propertyDependencies } = resource;
  const roleId = nameInId(textAt(inputs, "roleDefinitionId"))?.toLowerCase() ?? roleOfTitle(textAt(inputs, "roleDefinitionName"));
  const caused = (property: string): readonly PlanResource[] => (propertyDependencies[property] ?? []).flatMap(urn => graph.byUrn(urn) ?? []);
  const principals = caused("principalId").filter(each => ACTS(each.type));
  const definitions = caused("roleDefinitionId").filter(each => KINDS.roleDefinition(each.type));
  return {
    resource, roleId,
    ...(definitions.length === 1 && { definition: definitions[0] }),
    principals: principals.map(({ urn }) => urn),
    toGroup: principals.some(({ type }) => GROUP.test(type)),
    objectId: textAt(inputs, "principalId")?.toLowerCase(),
    scopeId: textAt(inputs, "scope"),
    scopes: caused("scope").filter(each => each.custom).map(({ urn }) => urn),
    conditional: readAt(inputs, "condition").knowledge !== "absent",
  };
}

/** Whether a list of patterns in a permission of a role covers an action. */
function lists(permission: PlanValue, key: "actions" | "notActions", action: string): Answer {
  const patterns = listAt(permission, key);
  if (patterns.some(each => coversAction(textAt(each) ?? "", action))) return "yes";
  return isOpen(permission, key) || patterns.some(each => isOpen(each)) ? "maybe" : "no";
}

/** True where a role of one's own allows every action; undefined where that is not known. What one permission takes away, another may give. */
function allows({ inputs }: PlanResource, actions: readonly string[] | undefined): boolean | undefined {
  const permissions = listAt(inputs, "permissions");
  if (actions === undefined || permissions.length === 0) return undefined;
  const surely = (action: string): boolean => permissions.some(each => lists(each, "actions", action) === "yes" && lists(each, "notActions", action) === "no");
  const perhaps = (action: string): boolean => permissions.some(each => lists(each, "actions", action) !== "no" && lists(each, "notActions", action) !== "yes");
  return actions.every(surely) || (actions.every(perhaps) ? undefined : false);
}

/** Whether a role suffices for a need, and whether it is far wider. */
export function fitOf({ roleId, definition, conditional }: Assignment, { role, alike, wide, actions }: RoleNeedFacts): "narrow" | "wide" | "maybe" | "no" {
  const fits = (): "narrow" | "wide" | "maybe" | "no" => {
    if (roleId !== undefined && KNOWN_ROLES.has(roleId)) return isOneOf(roleId, [role, ...alike]) ? "narrow" : isOneOf(roleId, wide) ? "wide" : "no";
    const allowed = definition && allows(definition, actions);
    return allowed === undefined ? "maybe" : allowed ? "narrow" : "no";
  };
  const fit = fits();
  return conditional && fit !== "no" ? "maybe" : fit;
}

/**
 * Finds, in their order, the assignments that may cover a place: an identity may have a role on each of thousands of scopes. A scope that is a resource covers what its id begins, one that is known by
 * what it comes from covers that and what lies in it; every other is asked.
 */
export const scopeFinder = once((assignments: readonly Assignment[]): ((place: ArmPlace) => readonly Assignment[]) => {
  const placed = assignments.flatMap((assignment, order) => keysOf(assignment).map(key => ({ assignment, order, key })));
  const byKey = groupedBy(placed, ({ key }) => key);
  return place => {
    if (place.path === undefined) return assignments;
    const parts = place.path.split("/");
    const keys = [ANY_SCOPE, ...parts.map((_, index) => `path ${parts.slice(0, index + 1).join("/")}`), ...[place.resource ?? "", ...place.within].map(urn => `from ${urn}`)];
    const found = new Map(keys.flatMap(key => byKey.get(key) ?? []).map(({ assignment, order }) => [order, assignment]));
    return [...found].sort(([a], [b]) => a - b).map(([, assignment]) => assignment);
  };
});

const ANY_SCOPE = "any";

function keysOf({ scopeId, scopes }: Assignment): readonly string[] {
  if (scopeId === undefined) return scopes.length === 0 ? [ANY_SCOPE] : scopes.map(urn => `from ${urn}`);
  const path = partsOfId(scopeId)?.path;
  return [path === undefined ? ANY_SCOPE : `path ${path}`];
}

/** Whether a scope that a plan declares as this, or not at all, may hold a place of which a name is not known. */
function mayBeNamed({ resource }: ArmPlace, declared: string | undefined, { graph }: ArmPlaces): boolean {
  const [place, scope] = [graph.byUrn(resource), graph.byUrn(declared)];
  return place !== undefined && armNames(place.type).some(input => isOpen(place.inputs, input)) && shortToken(place.type) !== shortToken(scope?.type ?? "");
}

/** Whether the scope of an assignment covers a place. `wide`: it is the group, the subscription or what is above them. */
export function covers({ scopeId, scopes }: Assignment, place: ArmPlace, places: ArmPlaces): { readonly answer: Answer; readonly wide: boolean } {
  const found = (answer: Answer, wide = false) => ({ answer, wide });
  if (scopeId !== undefined) {
    if (/^\/providers\/microsoft\.management\/managementgroups\//i.test(scopeId) || scopeId === "/") return found("maybe", true);
    const parts = partsOfId(scopeId);
    if (parts === undefined) return found("no");
    const declared = places.find(scopeId)?.urn;
    if (parts.path === undefined) {
      if (parts.group === undefined) return found("yes", true);
      if (declared !== undefined && (declared === place.resource || place.within.has(declared))) return found("yes", declared !== place.resource);
      return found(place.group === undefined ? "maybe" : place.group === parts.group ? "yes" : "no", place.path !== undefined);
    }
    if (place.path !== undefined) {
      const inside = place.path === parts.path || place.path.startsWith(`${parts.path}/`);
      return found(inside && (parts.group === undefined || place.group === undefined || parts.group === place.group) ? "yes" : "no");
    }
    if (declared !== undefined && (declared === place.resource || place.within.has(declared))) return found(place.shared ? "maybe" : "yes");
    return found(mayBeNamed(place, declared, places) ? "maybe" : "no");
  }
  if (scopes.length === 0) return found("maybe");
  const related = scopes.filter(urn => urn === place.resource || place.within.has(urn));
  const [first] = related;
  if (first === undefined) return found("no");
  const group = KINDS.resourceGroup(places.graph.byUrn(first)?.type ?? "") && first !== place.resource;
  // What comes from a network with inline subnets may be the network or any of them.
  return found(scopes.length > 1 || (place.shared === true && first === place.resource) ? "maybe" : "yes", group);
}
