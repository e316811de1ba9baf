import { KUBERNETES_ADMIN_ROLES } from "../../facts/role-needs";
import { ROLES } from "../../facts/roles";
import { ArmPlaces } from "../analyses/arm-places";
import { covers, readAssignment, type Assignment } from "../analyses/role-assignments";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanObject, PlanResource } from "../model/plan";
import { flagAt, isOpen, listAt, readAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const fixture = (aadProfile: PlanObject): readonly FixtureResource[] => [
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", disableLocalAccounts: true, aadProfile: { managed: true, ...aadProfile } } },
];

const ADMINS: ReadonlySet<string> = new Set<string>(KUBERNETES_ADMIN_ROLES.map(key => ROLES[key].id));

/** Whether an assignment of the plan lets somebody administer Kubernetes. */
const admits = (assignment: Assignment, cluster: PlanResource, places: ArmPlaces): boolean =>
  assignment.roleId !== undefined && ADMINS.has(assignment.roleId) && covers(assignment, places.of(cluster), places).answer === "yes";

function stateOf(cluster: PlanResource, graph: ResourceGraph, places: ArmPlaces): "closed" | "undecided" | "open" {
  const { inputs } = cluster;
  // Without Entra ID Azure refuses such a cluster: that is another rule's (contradictory-cluster).
  if (readAt(inputs, "aadProfile").knowledge === "absent") return "open";
  if (flagAt(inputs, "disableLocalAccounts") === false || (flagAt(inputs, "disableLocalAccounts") === undefined && !isOpen(inputs, "disableLocalAccounts"))) return "open";
  if (["adminGroupObjectIDs", "enableAzureRBAC"].some(key => isOpen(inputs, "aadProfile", key)) || isOpen(inputs, "disableLocalAccounts")) return listAt(inputs, "aadProfile", "adminGroupObjectIDs").length > 0 ? "open" : "undecided";
  if (listAt(inputs, "aadProfile", "adminGroupObjectIDs").length > 0) return "open";
  if (flagAt(inputs, "aadProfile", "enableAzureRBAC") !== true) return "closed";
  // People and their roles are seldom of the plan: one may have been given on the cluster's group or subscription.
  return graph.where(KINDS.roleAssignment).some(each => admits(readAssignment(each, graph), cluster, places)) ? "open" : "undecided";
}

export const clusterWithoutAdmin: Rule = {
  id: "cluster-without-admin",
  severity: "warning",
  question: "May anybody administer Kubernetes where local accounts are off?",
  fix: "Name a group in aadProfile.adminGroupObjectIDs, or with Azure RBAC on assign Azure Kubernetes Service RBAC Cluster Admin on the cluster.",
  source: "azure-aks-docs, manage-azure-rbac.md, manage-local-accounts-managed-azure-ad.md",
  asOf: "2026-08-21",
  check: ({ graph }) => {
    const places = new ArmPlaces(graph);
    return graph.where(KINDS.managedCluster).filter(each => stateOf(each, graph, places) === "closed").map(({ urn }) => ({
      resource: urn, path: "inputs.aadProfile", message: "nobody can get in: local accounts are off, no admin group is named, and with Azure RBAC off no role of Azure admits anybody", evidence: {},
    }));
  },
  undecided: ({ graph }) => {
    const places = new ArmPlaces(graph);
    return graph.where(KINDS.managedCluster).filter(each => stateOf(each, graph, places) === "undecided").map(({ urn }) => ({ resource: urn, path: "inputs.aadProfile", message: "whether anybody may administer Kubernetes: no group is named and no role of the plan admits anybody; one may have been given elsewhere" }));
  },
  fixtures: { breaks: fixture({}), nearMiss: fixture({ adminGroupObjectIDs: ["11111111-1111-1111-1111-111111111111"] }) },
};
