import { BASE, clusterFixture, grantFixture, SUBNET_ID } from "./role-fixtures";
import { joinsLater } from "./role-too-late";
import type { FixtureResource, Rule } from "./rule";

const SYSTEM = { identity: { type: "SystemAssigned" } };
const grant: FixtureResource = grantFixture("networkContributor", SUBNET_ID, 2);

export const systemIdentityOwnSubnet: Rule = {
  id: "system-identity-own-subnet",
  severity: "warning",
  question: "Does a cluster in a subnet of one's own have an identity that can get its rights before it?",
  fix: "Use a user-assigned identity: it exists, with Network Contributor on the subnet, before the cluster.",
  source: "azure-aks-docs, managed-identity-overview.md",
  asOf: "2026-08-21",
  check: ({ analyses }) => (analyses.roles?.needs ?? []).filter(need => need.status === "too-late" && joinsLater(need)).map(({ cluster, role, on }) => ({
    resource: cluster, path: "inputs.identity", message: `the cluster's identity exists only with the cluster, so that it has ${role} on ${on.name} only after the first nodes are to join it`, evidence: { subnet: on.name },
  })),
  fixtures: { breaks: [...BASE, clusterFixture([], SYSTEM), grant], nearMiss: [...BASE, clusterFixture([], { ...SYSTEM, agentPoolProfiles: [{ name: "system", mode: "System", count: 1 }] }), grant] },
};
