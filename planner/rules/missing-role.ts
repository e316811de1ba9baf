import { ROLE_NEEDS } from "../../facts/role-needs";
import type { RoleNeed } from "../model/role-results";
import { BASE, clusterFixture, joins } from "./role-fixtures";
import { joinsLater } from "./role-too-late";
import { whoIs } from "./role-words";
import type { Rule } from "./rule";

/** Those that have a rule and a symptom of their own; what a cluster's own identity lacks of its subnet is system-identity-own-subnet's. */
const TOLD_ELSEWHERE: ReadonlySet<RoleNeed["need"]> = new Set(["front-end-subnet", "image-pull", "repository-read"]);

export const missingRole: Rule = {
  id: "missing-role",
  severity: "error",
  question: "Has every identity the roles that the plan has it use?",
  fix: "Assign the role on that resource to the identity, and let what uses it depend on the assignment.",
  source: "azure-aks-docs, managed-identity-overview.md, aks-service-permissions.md, csi-secrets-store-identity-access.md",
  asOf: ROLE_NEEDS["node-subnet"].asOf,
  ofCreation: true,
  check: ({ analyses }) => (analyses.roles?.needs ?? []).filter(each => each.status === "missing" && !TOLD_ELSEWHERE.has(each.need) && !joinsLater(each)).map(({ identity, role, on, because, users, says, need, cluster }) => ({
    resource: users[0] ?? identity.resource ?? cluster, path: "inputs",
    message: `${whoIs(identity)} lacks ${role} on ${on.name} (${because}): ${says ?? "no role assignment of the plan gives it"}`,
    evidence: { need, role, on: on.name }, fix: `Assign ${role} on ${on.name} to ${identity.name}, and let what uses it depend on the assignment.`,
  })),
  undecided: ({ analyses }) => (analyses.roles?.needs ?? []).filter(({ status }) => status === "undecided").map(({ identity, role, on, because, users, says, cluster }) => ({
    resource: users[0] ?? identity.resource ?? cluster, message: `whether ${identity.name} has ${role} on ${on.name} (${because}): ${says ?? "not known"}`,
  })),
  fixtures: { breaks: [...BASE, clusterFixture([])], nearMiss: [...BASE, joins(), clusterFixture([2])] },
};
