import { administrationOf } from "../analyses/kubernetes-admins";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import type { FixtureResource, Rule } from "./rule";

const fixture = (aadProfile: PlanObject): readonly FixtureResource[] => [
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", disableLocalAccounts: true, aadProfile: { managed: true, ...aadProfile } } },
];

export const clusterWithoutAdmin: Rule = {
  id: "cluster-without-admin",
  severity: "warning",
  question: "May anybody administer Kubernetes where local accounts are off?",
  fix: "Name a group in aadProfile.adminGroupObjectIDs, or with Azure RBAC on assign Azure Kubernetes Service RBAC Cluster Admin on the cluster.",
  source: "azure-aks-docs, manage-azure-rbac.md, manage-local-accounts-managed-azure-ad.md",
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.managedCluster).filter(each => administrationOf(each, graph) === "closed").map(({ urn }) => ({
    resource: urn, path: "inputs.aadProfile", message: "nobody can get in: local accounts are off, no admin group is named, and with Azure RBAC off no role of Azure admits anybody", evidence: {},
  })),
  undecided: ({ graph }) =>
    graph.where(KINDS.managedCluster).filter(each => administrationOf(each, graph) === "undecided").map(({ urn }) => ({ resource: urn, path: "inputs.aadProfile", message: "whether anybody may administer Kubernetes: no group is named and no role of the plan admits anybody; one may have been given elsewhere" })),
  fixtures: { breaks: fixture({}), nearMiss: fixture({ adminGroupObjectIDs: ["11111111-1111-1111-1111-111111111111"] }) },
};
