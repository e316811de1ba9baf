import { PRINCIPAL_TYPE_DEFAULT } from "../../facts/role-needs";
import { readAssignment } from "../analyses/role-assignments";
import { KINDS } from "../model/kinds";
import { textAt } from "../model/read";
import { BASE, joins } from "./role-fixtures";
import type { Rule } from "./rule";

/** What Entra ID knows as a service principal, managed identities among them. */
const isServicePrincipal = (type: string): boolean => KINDS.userAssignedIdentity(type) || KINDS.managedCluster(type) || /^azuread:index\/servicePrincipal:/i.test(type);

export const principalTypeRefused: Rule = {
  id: "principal-type-refused",
  severity: "error",
  question: "Is a role given to an identity as if that were a user or a group?",
  fix: `Set principalType to ServicePrincipal. Where the program says nothing, Azure Native's SDK for Node.js sends ${PRINCIPAL_TYPE_DEFAULT.value}.`,
  source: PRINCIPAL_TYPE_DEFAULT.source,
  asOf: PRINCIPAL_TYPE_DEFAULT.asOf,
  ofCreation: true,
  check: ({ graph }) => graph.where(KINDS.roleAssignment).filter(({ op }) => op !== "same").flatMap(each => {
    const given = textAt(each.inputs, "principalType");
    const principals = readAssignment(each, graph).principals.flatMap(urn => graph.byUrn(urn) ?? []);
    const [first] = principals;
    if (given === undefined || given.toLowerCase() === "serviceprincipal" || first === undefined || !principals.every(({ type }) => isServicePrincipal(type))) return [];
    return [{
      resource: each.urn, path: "inputs.principalType", message: `the role is given to ${first.name}, a service principal, as to a ${given}: Azure refuses it (UnmatchedPrincipalType)`,
      evidence: { principalType: given, principal: first.urn },
    }];
  }),
  fixtures: { breaks: [...BASE, joins("networkContributor", undefined, { principalType: "User" })], nearMiss: [...BASE, joins()] },
};
