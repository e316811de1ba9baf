import { expect, test } from "@jest/globals";
import type { RoleKey } from "../../../facts/roles";
import { analyse } from "../../../planner/analyse";
import { fixturePlan } from "../../../planner/rules/fixture-plan";
import { BASE, clusterFixture, joins, SUBNET_ID } from "../../../planner/rules/role-fixtures";

const GROUP = "/subscriptions/s/resourceGroups/g";
/** What is found where the identity has the role that it needs, and another one. */
const beside = (role: RoleKey) => analyse(fixturePlan([...BASE, joins("networkContributor", SUBNET_ID), clusterFixture([2]), joins(role, GROUP)])).findings.filter(({ rule }) => rule === "role-too-wide");

test("a role over everything beside the one that suffices is surplus", () => {
  expect(beside("owner")).toEqual([expect.objectContaining({ path: "inputs.roleDefinitionId", message: "id-aks gets Owner, and nothing that the plan has it do comes to that" })]);
});

test("a narrow one is none: what it is for may lie outside of the plan", () => {
  expect(beside("reader")).toEqual([]);
});
