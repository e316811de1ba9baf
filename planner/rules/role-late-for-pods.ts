import { ROLE_PROPAGATION } from "../../facts/role-needs";
import { KINDS } from "../model/kinds";
import { BASE, clusterFixture, grantFixture, joins, podsFixture, REGISTRY_ID } from "./role-fixtures";
import { called } from "./role-words";
import type { FixtureResource, Rule } from "./rule";

const fixture = (waits: boolean): readonly FixtureResource[] => [
  ...BASE, joins(), clusterFixture([2]),
  { type: "azure-native:containerregistry:Registry", inputs: { resourceGroupName: "g", registryName: "example" } },
  grantFixture("acrPull", REGISTRY_ID, 3),
  podsFixture({ containers: [{ name: "shop", image: "example.azurecr.io/shop:1" }] }, waits ? [3, 5] : [3]),
];

/** Kubernetes tries again until the role holds, while Pulumi waits for the object and gives up after some minutes. */
export const roleLateForPods: Rule = {
  id: "role-late-for-pods",
  severity: "warning",
  question: "Do Services and workloads wait for the roles that they need?",
  fix: "Let the Service or the workload depend on the role assignment or the credential (dependsOn).",
  source: `${ROLE_PROPAGATION.source}; pulumi.com/registry/packages/kubernetes, await logic`,
  asOf: ROLE_PROPAGATION.asOf,
  ofCreation: true,
  check: ({ graph, analyses: { roles } }) => {
    const isPods = (urn: string): boolean => ![KINDS.managedCluster, KINDS.agentPool].some(is => is(graph.byUrn(urn)?.type ?? ""));
    const late = (roles?.needs ?? []).filter(({ status }) => status === "too-late").flatMap(({ identity, role, on, early = [] }) => early.filter(isPods).map(resource => ({
      resource, path: "inputs", message: `${called(graph, resource)} does not wait for ${role} on ${on.name}, which ${identity.name} needs: until the role holds, Kubernetes fails and tries again`, evidence: { role, on: on.name },
    })));
    const trusts = (roles?.trusts ?? []).filter(({ status }) => status === "too-late").flatMap(({ identity, subject, users }) => users.map(resource => ({
      resource, path: "inputs", message: `${called(graph, resource)} does not wait for the credential by which ${identity.name} trusts ${subject}: until it stands, its pods get no token`, evidence: { identity: identity.name, subject },
    })));
    return [...late, ...trusts];
  },
  fixtures: { breaks: fixture(false), nearMiss: fixture(true) },
};
