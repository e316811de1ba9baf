import { PRINCIPAL_TYPE_SOURCE } from "../../facts/role-needs";
import { readAssignment } from "../analyses/role-assignments";
import { KINDS } from "../model/kinds";
import { isOpen, readAt } from "../model/read";
import { BASE, joins } from "./role-fixtures";
import type { Rule } from "./rule";

export const principalType: Rule = {
  id: "principal-type",
  severity: "warning",
  question: "Does an assignment to an identity of this plan say what kind of principal that is?",
  fix: "Set principalType to ServicePrincipal: Azure then takes the object id without looking it up.",
  source: PRINCIPAL_TYPE_SOURCE.source,
  asOf: PRINCIPAL_TYPE_SOURCE.asOf,
  ofCreation: true,
  check: ({ graph }) => graph.where(KINDS.roleAssignment).flatMap(each => {
    if (readAt(each.inputs, "principalType").knowledge !== "absent") return [];
    const made = readAssignment(each, graph).principals.flatMap(urn => graph.byUrn(urn) ?? []).filter(({ op }) => op === "create" || op === "replace");
    const [first] = made;
    return first === undefined || each.op === "same" ? [] : [{
      resource: each.urn, path: "inputs.principalType", evidence: { principal: first.urn },
      message: `without it Azure looks up ${first.name}, made a moment before, and may answer that the principal does not exist (PrincipalNotFound)`,
    }];
  }),
  undecided: ({ graph }) => graph.where(KINDS.roleAssignment).filter(each => isOpen(each.inputs, "principalType")).map(each => ({ resource: each.urn, path: "inputs.principalType", message: "whether a kind of principal is given is not known" })),
  fixtures: {
    breaks: [...BASE, joins("networkContributor", undefined, { principalType: null })],
    nearMiss: [...BASE, joins()],
  },
};
