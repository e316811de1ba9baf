import { readAssignment, type Assignment } from "../analyses/role-assignments";
import { KINDS } from "../model/kinds";
import { textAt } from "../model/read";
import { BASE, joins } from "./role-fixtures";
import type { Rule } from "./rule";

/** What Azure allows once: a role for a principal on a scope. Undefined where one of them is not known, or is one of several that come from the same resource. */
function grantKey({ scopeId, roleId, principals, objectId, resource }: Assignment, isIdentity: (urn: string) => boolean): string | undefined {
  const [only, ...others] = principals;
  const principal = objectId ?? (only !== undefined && others.length === 0 && isIdentity(only) ? only : undefined);
  if (scopeId === undefined || roleId === undefined || principal === undefined || textAt(resource.inputs, "condition") !== undefined) return undefined;
  return JSON.stringify([scopeId.toLowerCase().replace(/\/$/, ""), roleId, principal]);
}

const alike = <T>(items: readonly T[], keyOf: (item: T) => string | undefined): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
};

export const duplicateRoleAssignment: Rule = {
  id: "duplicate-role-assignment",
  severity: "error",
  question: "Is every role assigned once, under a name of its own?",
  fix: "Leave one of them out, or make its name of scope, principal and role, so that no two are equal.",
  source: "azure-docs, role-based-access-control/troubleshooting.md (RoleAssignmentExists); pulumi-azure-native#2253",
  asOf: "2026-08-21",
  check: ({ graph }) => {
    // One that is only looked up stands already: it is what another may be refused for.
    const [lookedUp, made] = [true, false].map(read => graph.where(KINDS.roleAssignment).filter(({ op }) => (op === "read") === read));
    const all = [...lookedUp ?? [], ...made ?? []].map(each => readAssignment(each, graph));
    const isIdentity = (urn: string): boolean => KINDS.userAssignedIdentity(graph.byUrn(urn)?.type ?? "");
    const twice = alike(all, each => grantKey(each, isIdentity));
    const named = alike(all, ({ resource }) => textAt(resource.inputs, "roleAssignmentName")?.toLowerCase()).filter(group => !twice.some(other => group.every(each => other.includes(each))));
    const found = (group: readonly Assignment[], message: string) => group.slice(1).filter(({ resource }) => resource.op !== "read").map(({ resource }) => ({
      resource: resource.urn, path: "inputs", message: `${message} ${group[0]?.resource.name ?? "another"}`, evidence: { assignments: group.map(each => each.resource.urn) },
    }));
    return [
      ...twice.flatMap(group => found(group, "Azure refuses it (RoleAssignmentExists): same role, principal and scope as")),
      ...named.flatMap(group => found(group, "Azure refuses it: assignments' names are unique in the tenant, and it has the same as")),
    ];
  },
  fixtures: { breaks: [...BASE, joins(), joins()], nearMiss: [...BASE, joins(), joins("reader")] },
};
