import { hasIdentity } from "../analyses/identities";
import { KINDS } from "../model/kinds";
import { textAt } from "../model/read";
import type { PlanObject } from "../model/plan";
import type { FixtureResource, Rule } from "./rule";

const cluster = (inputs: PlanObject): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceGroupName: "rg", resourceName: "aks-example", ...inputs } });

export const clusterWithoutIdentity: Rule = {
  id: "cluster-without-identity",
  severity: "error",
  question: "Does a new cluster name nobody that it acts as?",
  fix: "Give it identity: { type: \"UserAssigned\", … } with an identity that has its roles before the cluster is made, or { type: \"SystemAssigned\" }.",
  source: "Azure/AKS#4528; Azure/terraform-provider-azapi#613 (Required parameter servicePrincipalProfile is missing)",
  asOf: "2024-09-13",
  ofCreation: true,
  check: ({ graph }) => graph.where(KINDS.managedCluster).filter(resource => resource.op === "create" && !hasIdentity(resource)).map(({ urn, name, inputs }) => ({
    resource: urn, path: "inputs.identity", message: `cluster ${textAt(inputs, "resourceName") ?? name} has neither an identity nor a service principal, and AKS makes none without`, evidence: { identity: "none" },
  })),
  fixtures: {
    breaks: [cluster({})],
    nearMiss: [cluster({ identity: { type: "SystemAssigned" } }), cluster({ resourceName: "aks-other", servicePrincipalProfile: { clientId: "00000000-0000-0000-0000-000000000000" } })],
  },
};
