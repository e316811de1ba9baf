/** Whom a cluster acts as: the identity of its control plane, and the one that its nodes pull images as. */
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { entriesAt, isOpen, listAt, readAt, textAt } from "../model/read";
import type { RoleIdentity } from "../model/role-results";
import type { ArmPlaces } from "./arm-places";
import type { Answer, Assignment } from "./role-assignments";

/** The user-assigned identity that an input names by id, or the only one that its property depends on. */
export function identityAt(value: PlanValue | undefined, resource: PlanResource, property: string, places: ArmPlaces): PlanResource | undefined {
  const id = textAt(value);
  if (id !== undefined) return places.find(id);
  const caused = (resource.propertyDependencies[property] ?? []).flatMap(urn => places.graph.byUrn(urn) ?? []).filter(each => KINDS.userAssignedIdentity(each.type));
  return caused.length === 1 ? caused[0] : undefined;
}

const nameInText = (id: string | undefined): string | undefined => id?.split("/").at(-1);

function userAssigned(of: RoleIdentity["of"], value: PlanValue | undefined, resource: PlanResource, property: string, places: ArmPlaces): RoleIdentity {
  const declared = identityAt(value, resource, property, places);
  const name = declared ? places.nameOf(declared) : nameInText(textAt(value)) ?? "(identity not known)";
  return { of, kind: "user-assigned", name, ...(declared && { resource: declared.urn }) };
}

/** The application that a cluster acts as in place of a managed identity; `msi` stands for none. */
function servicePrincipal(of: RoleIdentity["of"], { inputs, propertyDependencies }: PlanResource, graph: ResourceGraph): RoleIdentity | undefined {
  if (readAt(inputs, "servicePrincipalProfile").knowledge === "absent" || textAt(inputs, "servicePrincipalProfile", "clientId") === "msi") return undefined;
  const [only, ...others] = (propertyDependencies.servicePrincipalProfile ?? []).filter(urn => /^azuread:index\/(?:application|servicePrincipal):/i.test(graph.byUrn(urn)?.type ?? ""));
  return { of, kind: "service-principal", name: graph.byUrn(only)?.name ?? "service principal", ...(only !== undefined && others.length === 0 && { resource: only }) };
}

/** False for a declaration that names no identity at all, which Azure refuses: of such a part of a plan nothing is said. */
export const hasIdentity = ({ inputs }: PlanResource): boolean => ["identity", "servicePrincipalProfile"].some(key => readAt(inputs, key).knowledge !== "absent");

export function controlPlaneOf(cluster: PlanResource, places: ArmPlaces): RoleIdentity {
  const { inputs, urn } = cluster;
  const of = "control-plane";
  const type = textAt(inputs, "identity", "type");
  if (type === undefined || isOpen(inputs, "identity")) return servicePrincipal(of, cluster, places.graph) ?? { of, kind: "undecided", name: "(identity not known)" };
  if (!/userassigned/i.test(type)) return { of, kind: "system-assigned", name: "the cluster's own identity", resource: urn };
  const list = readAt(inputs, "identity", "userAssignedIdentities");
  const first = listAt(list.value)[0] ?? entriesAt(list.value)[0]?.[0];
  return userAssigned(of, first, cluster, "identity", places);
}

export function kubeletOf(cluster: PlanResource, places: ArmPlaces): RoleIdentity {
  const { inputs, urn } = cluster;
  const of = "kubelet";
  const application = servicePrincipal(of, cluster, places.graph);
  if (application && textAt(inputs, "identity", "type") === undefined) return application;
  if (isOpen(inputs, "identityProfile") || isOpen(inputs, "identityProfile", "kubeletidentity")) return { of, kind: "undecided", name: "(identity not known)" };
  if (readAt(inputs, "identityProfile", "kubeletidentity").knowledge === "absent") return { of, kind: "made-by-aks", name: "the kubelet's identity that AKS makes", resource: urn };
  return userAssigned(of, readAt(inputs, "identityProfile", "kubeletidentity", "resourceId").value, cluster, "identityProfile", places);
}

/** Whether an assignment is to an identity. Without a resource that the principal comes from, a literal object id may be anybody's; a group may hold any identity. */
export function isTo({ principals, toGroup, objectId }: Assignment, identity: RoleIdentity, graph: ResourceGraph): Answer {
  if (principals.length === 0 || toGroup) return "maybe";
  if (identity.resource === undefined) return identity.kind === "undecided" || identity.kind === "service-principal" || objectId !== undefined ? "maybe" : "no";
  const own = identity.resource;
  const is = (urn: string): boolean => urn === own || (identity.kind === "service-principal" && [urn, own].some((each, index) => graph.dependsOn(each, index === 0 ? own : urn)));
  return principals.some(is) ? (principals.length === 1 ? "yes" : "maybe") : "no";
}
