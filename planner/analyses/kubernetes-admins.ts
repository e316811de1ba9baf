/** Whether anybody may administer Kubernetes: by a local account, a group that the cluster names, or a role of Azure. */
import { KUBERNETES_ADMIN_ROLES } from "../../facts/role-needs";
import { ROLES } from "../../facts/roles";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { once } from "../model/once";
import type { PlanResource } from "../model/plan";
import { flagAt, isOpen, listAt, readAt } from "../model/read";
import { placesIn, type ArmPlaces } from "./arm-places";
import { covers, readAssignment, type Assignment } from "./role-assignments";

const ADMINS: ReadonlySet<string> = new Set<string>(KUBERNETES_ADMIN_ROLES.map(key => ROLES[key].id));

/** Assignments of a role to administer Kubernetes, wherever. */
const adminsIn = once((graph: ResourceGraph): readonly Assignment[] =>
  graph.where(KINDS.roleAssignment).map(each => readAssignment(each, graph)).filter(({ roleId }) => roleId !== undefined && ADMINS.has(roleId)));

const admits = (assignment: Assignment, cluster: PlanResource, places: ArmPlaces): boolean => covers(assignment, places.of(cluster), places).answer === "yes";

/** `closed` where nobody may; `undecided` where somebody may have been let in elsewhere. */
export function administrationOf(cluster: PlanResource, graph: ResourceGraph): "closed" | "undecided" | "open" {
  const { inputs } = cluster;
  // Without Entra ID Azure refuses such a cluster: that is another rule's (contradictory-cluster).
  if (readAt(inputs, "aadProfile").knowledge === "absent") return "open";
  if (flagAt(inputs, "disableLocalAccounts") === false || (flagAt(inputs, "disableLocalAccounts") === undefined && !isOpen(inputs, "disableLocalAccounts"))) return "open";
  if (["adminGroupObjectIDs", "enableAzureRBAC"].some(key => isOpen(inputs, "aadProfile", key)) || isOpen(inputs, "disableLocalAccounts")) return listAt(inputs, "aadProfile", "adminGroupObjectIDs").length > 0 ? "open" : "undecided";
  if (listAt(inputs, "aadProfile", "adminGroupObjectIDs").length > 0) return "open";
  if (flagAt(inputs, "aadProfile", "enableAzureRBAC") !== true) return "closed";
  // People and their roles are seldom of the plan: one may have been given on the cluster's group or subscription.
  return adminsIn(graph).some(each => admits(each, cluster, placesIn(graph))) ? "open" : "undecided";
}
