import { ROLE_PROPAGATION } from "../../facts/role-needs";
import { KINDS } from "../model/kinds";
import type { RoleNeed } from "../model/role-results";
import { BASE, clusterFixture, joins } from "./role-fixtures";
import { called } from "./role-words";
import type { Rule } from "./rule";

/** What a system-assigned identity cannot have in time, though the cluster comes to stand without it. */
export const joinsLater = ({ identity, need }: RoleNeed): boolean => identity.kind === "system-assigned" && (need === "node-subnet" || need === "pod-subnet");

export const roleTooLate: Rule = {
  id: "role-too-late",
  severity: "error",
  question: "Do clusters and pools wait for the roles that they need from the start?",
  fix: "Let the cluster or the pool depend on the role assignment (dependsOn). A system-assigned identity exists only with its cluster: use a user-assigned one.",
  source: `${ROLE_PROPAGATION.source}, private-clusters.md`,
  asOf: ROLE_PROPAGATION.asOf,
  ofCreation: true,
  check: ({ graph, analyses }) => (analyses.roles?.needs ?? []).filter(need => need.status === "too-late" && !joinsLater(need)).flatMap(({ identity, role, on, early = [], by }) => {
    const late = early.filter(urn => [KINDS.managedCluster, KINDS.agentPool].some(is => is(graph.byUrn(urn)?.type ?? "")));
    // A pool that waits for its cluster waits for what that waits for.
    return late.filter(urn => !late.some(other => other !== urn && graph.dependsOn(urn, other))).map(resource => ({
      resource, path: "inputs", message: `${called(graph, resource)} does not wait for ${role} on ${on.name}, which ${identity.name} needs before: the two are made in any order. Even in order a role may take up to ${ROLE_PROPAGATION.minutes} minutes to hold`,
      evidence: { role, on: on.name, assignment: by[0] ?? null },
    }));
  }),
  fixtures: { breaks: [...BASE, joins(), clusterFixture([])], nearMiss: [...BASE, joins(), clusterFixture([2])] },
};
