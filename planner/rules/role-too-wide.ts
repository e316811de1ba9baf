import { ROLE_NEEDS } from "../../facts/role-needs";
import { BASE, clusterFixture, joins, SUBNET_ID } from "./role-fixtures";
import type { Rule } from "./rule";

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
    return [...byAssignment].map(([resource, needs]) => ({
      resource, path: "inputs.scope", message: `the role is wider than what it is needed for: ${needs.join("; ")}`, evidence: { role: graph.byUrn(resource)?.inputs.roleDefinitionId ?? null, needs },
    }));
  },
  fixtures: { breaks: [...BASE, joins("contributor", "/subscriptions/s/resourceGroups/g"), clusterFixture([2])], nearMiss: [...BASE, joins("networkContributor", SUBNET_ID), clusterFixture([2])] },
};
