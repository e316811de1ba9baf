import { BROAD_ROLES, ROLE_NEEDS } from "../../facts/role-needs";
import { ROLES } from "../../facts/roles";
import { readAssignment } from "../analyses/role-assignments";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { RoleNeed } from "../model/role-results";
import { BASE, clusterFixture, joins, SUBNET_ID } from "./role-fixtures";
import type { Rule } from "./rule";

/** Roles over everything that are given to an identity of a cluster or its pods beside the ones that it needs: no need of the plan comes to them, since a narrower role suffices already. */
function surplus(graph: ResourceGraph, needs: readonly RoleNeed[]) {
  const used = new Set(needs.flatMap(({ by }) => by));
  const names = new Map(needs.flatMap(({ identity }) => (identity.resource === undefined ? [] : [[identity.resource, identity.name] as const])));
  return graph.where(KINDS.roleAssignment).map(each => readAssignment(each, graph)).flatMap(({ resource, roleId, principals: [only, ...others], toGroup }) => {
    const role = BROAD_ROLES.map(key => ROLES[key]).find(({ id }) => id === roleId);
    const name = names.get(only ?? "");
    return role === undefined || name === undefined || others.length > 0 || toGroup || used.has(resource.urn) ? [] : [{
      resource: resource.urn, path: "inputs.roleDefinitionId", message: `${name} gets ${role.title}, and nothing that the plan has it do comes to that`, evidence: { role: role.title, identity: name },
      fix: "Take the assignment out, or give the narrow role that something outside this plan needs.",
    }];
  });
}

export const roleTooWide: Rule = {
  id: "role-too-wide",
  severity: "note",
  question: "Do identities get no more than the plan has them use?",
  fix: "Assign the narrower role on the resource itself.",
  source: "azure-docs, role-based-access-control/best-practices.md; azure-aks-docs, aks-service-permissions.md",
  asOf: ROLE_NEEDS["node-subnet"].asOf,
  check: ({ graph, analyses }) => {
    const byAssignment = new Map<string, string[]>();
    for (const { by, identity, role, on } of (analyses.roles?.needs ?? []).filter(({ status }) => status === "too-wide")) for (const urn of by) {
      byAssignment.set(urn, [...(byAssignment.get(urn) ?? []), `${identity.name} needs ${role} on ${on.name}`]);
    }
    return [...surplus(graph, analyses.roles?.needs ?? []), ...[...byAssignment].map(([resource, needs]) => ({
      resource, path: "inputs.scope", message: `the role is wider than what it is needed for: ${needs.join("; ")}`, evidence: { role: graph.byUrn(resource)?.inputs.roleDefinitionId ?? null, needs },
    }))];
  },
  fixtures: { breaks: [...BASE, joins("contributor", "/subscriptions/s/resourceGroups/g"), clusterFixture([2])], nearMiss: [...BASE, joins("networkContributor", SUBNET_ID), clusterFixture([2]), joins("reader", "/subscriptions/s/resourceGroups/g")] },
};
