/** What a role assignment calls a principal that the same plan makes. */
import { describe, expect, test } from "@jest/globals";
import type { PlanObject } from "../../../planner/model/plan";
import { analyse } from "../../../planner/analyse";
import { PlanBuilder, UNKNOWN } from "../plan-builder";

const ROLE = "azure-native:authorization:RoleAssignment", IDENTITY = "azure-native:managedidentity:UserAssignedIdentity";

function found(principal: string, inputs: PlanObject): readonly string[] {
  const plan = new PlanBuilder();
  const from = plan.add(principal, "who", {});
  plan.add(ROLE, "role", { principalId: UNKNOWN, ...inputs }, { propertyDependencies: { principalId: [from] } });
  return analyse(plan.build()).findings.filter(({ rule }) => rule === "principal-type-refused").map(({ message }) => message);
}

const refused = (type: string) => [`the role is given to who, a service principal, as to a ${type}: Azure refuses it (UnmatchedPrincipalType)`];

describe("a role given to what Entra ID knows as a service principal", () => {
  test.each([IDENTITY, "azure-native:containerservice:ManagedCluster", "azuread:index/servicePrincipal:ServicePrincipal"])("%s", type => {
    expect(found(type, { principalType: "User" })).toEqual(refused("User"));
    expect(found(type, { principalType: "Group" })).toEqual(refused("Group"));
    expect(found(type, { principalType: "serviceprincipal" })).toEqual([]);
  });

  test("says nothing where the type is absent or not known, nor of users and groups", () => {
    expect(found(IDENTITY, {})).toEqual([]);
    expect(found(IDENTITY, { principalType: UNKNOWN })).toEqual([]);
    expect(found("azuread:index/group:Group", { principalType: "Group" })).toEqual([]);
    expect(found("azuread:index/user:User", { principalType: "User" })).toEqual([]);
  });
});
