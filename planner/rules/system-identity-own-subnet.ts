import { BASE, clusterFixture, grantFixture, SUBNET_ID } from "./role-fixtures";
import { joinsLater } from "./role-too-late";
import type { FixtureResource, Rule } from "./rule";

const SYSTEM = { identity: { type: "SystemAssigned" } };
const grant: FixtureResource = grantFixture("networkContributor", SUBNET_ID, 2);

export const systemIdentityOwnSubnet: Rule = {
  id: "system-identity-own-subnet",
  severity: "warning",
  question: "Does a cluster in a subnet of one's own have an identity that gets its rights there, and before the cluster?",
  fix: "Use a user-assigned identity: it exists, with Network Contributor on the subnet, before the cluster.",
  source: "azure-aks-docs, managed-identity-overview.md; patuzov/terraform-private-aks#5, Azure/terraform-azurerm-aks#178",
  asOf: "2026-08-21",
  ofCreation: true,
  // Nodes join the subnet by the rights of whoever makes the cluster; what fails is what the identity does there itself.
  check: ({ analyses }) => (analyses.roles?.needs ?? []).filter(need => (need.status === "too-late" || need.status === "missing") && joinsLater(need)).map(({ cluster, role, on, status, says }) => ({
    resource: cluster, path: "inputs.identity", evidence: { subnet: on.name },
    message: status === "missing"
      ? `${says ?? "no role assignment of the plan gives it"}: the cluster's own identity lacks ${role} on ${on.name}. Azure CLI would assign it, a template or program has to: until then internal load balancers in that subnet stay in <pending>`
      : `the cluster's identity exists only with the cluster, so that it has ${role} on ${on.name} only after the first nodes are to join it`,
    ...(status === "missing" && { fix: `Use a user-assigned identity that has ${role} on the subnet before the cluster, or assign it after the cluster to the principal of the cluster's own identity (identity.principalId).` }),
  })),
  fixtures: { breaks: [...BASE, clusterFixture([], SYSTEM), grant], nearMiss: [...BASE, clusterFixture([], { ...SYSTEM, agentPoolProfiles: [{ name: "system", mode: "System", count: 1 }] }), grant] },
};
