import { ROLE_NEEDS } from "../../facts/role-needs";
import { BASE, clusterFixture, grantFixture, joins, podsFixture, REGISTRY_ID } from "./role-fixtures";
import { whoIs } from "./role-words";
import type { FixtureResource, Rule } from "./rule";

/** The kubelet's identity is the one that AKS makes: its roles come after the cluster, and the pods wait for them. */
const fixture = (principal: number): readonly FixtureResource[] => [
  ...BASE, joins(), clusterFixture([2]),
  { type: "azure-native:containerregistry:Registry", inputs: { resourceGroupName: "g", registryName: "example" } },
  grantFixture("acrPull", REGISTRY_ID, principal),
  podsFixture({ containers: [{ name: "shop", image: "example.azurecr.io/shop:1" }] }, [3, 5]),
];

export const imagePullRights: Rule = {
  id: "image-pull-rights",
  severity: "error",
  question: "May the kubelet's identity pull the images that the plan's pods run?",
  fix: "Assign AcrPull on the registry to the kubelet's identity, not to the control plane's; where the registry goes by repository permissions (ABAC), Container Registry Repository Reader.",
  source: `${ROLE_NEEDS["image-pull"].source}; Azure/azure-cli#33586`,
  asOf: ROLE_NEEDS["image-pull"].asOf,
  ofCreation: true,
  check: ({ analyses }) => (analyses.roles?.needs ?? []).filter(({ need, status }) => (need === "image-pull" || need === "repository-read") && status === "missing").map(({ identity, role, on, users, says, cluster }) => ({
    resource: users[0] ?? cluster, path: "inputs.spec",
    message: `pods stay in ImagePullBackOff: ${whoIs(identity)} lacks ${role} on registry ${on.name}: ${says ?? "no role assignment of the plan gives it"}`,
    evidence: { identity: identity.name, role, registry: on.name, workloads: users.length },
  })),
  // To the control plane's identity, and to what comes from the cluster.
  fixtures: { breaks: fixture(0), nearMiss: fixture(3) },
};
