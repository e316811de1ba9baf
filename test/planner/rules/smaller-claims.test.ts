import { expect, test } from "@jest/globals";
import type { PlanObject } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { CLUSTER, doubtsBy, foundBy } from "./found";

test("application routing without its NGINX controller is not what ends", () => {
  const count = (nginx: PlanObject) => foundBy("retiring-feature", [CLUSTER, { ingressProfile: { webAppRouting: { enabled: true, nginx } } }]).length;
  expect(doubtsBy("retiring-feature", [CLUSTER, { ingressProfile: { webAppRouting: { enabled: true, nginx: UNKNOWN } } }])).toHaveLength(1);
  expect([count({ defaultIngressControllerType: "none" }), count({ defaultIngressControllerType: "Internal" }), count({})]).toEqual([0, 1, 1]);
});

test("role assignments that are only looked up are refused by nobody", () => {
  const ASSIGNMENT = "azure-native:authorization:RoleAssignment", id = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
  const inputs = (name: string) => ({ roleAssignmentName: name, principalId: id, roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${id}`, scope: "/subscriptions/s/resourceGroups/rg" });
  const found = (...ops: readonly ("read" | "create")[]) =>
    foundBy("duplicate-role-assignment", ...ops.map((op, index) => [ASSIGNMENT, inputs(`${index}${id.slice(1)}`), { op }] as const)).map(({ resource }) => resource?.split("::").at(-1));
  expect([found("read", "read"), found("create", "read"), found("read", "create"), found("create", "create")]).toEqual([[], ["r0"], ["r1"], ["r1"]]);
});

test("the label that gives a token is missed where the pods of each kind have theirs", () => {
  const account = ["kubernetes:core/v1:ServiceAccount", { metadata: { name: "shop", namespace: "shop", annotations: { "azure.workload.identity/client-id": "c1d2" } } }] as const;
  const metadata = { name: "shop", namespace: "shop" }, spec = { serviceAccountName: "shop", containers: [{ name: "shop" }] };
  const path = (type: string, inputs: PlanObject) => foundBy("workload-identity-label", account, [`kubernetes:${type}`, { metadata, ...inputs }]).map(each => each.path);
  expect(path("batch/v1:CronJob", { spec: { jobTemplate: { spec: { template: { spec } } } } })).toEqual(["inputs.spec.jobTemplate.spec.template.metadata.labels"]);
  expect(path("apps/v1:Deployment", { spec: { template: { spec } } })).toEqual(["inputs.spec.template.metadata.labels"]);
  expect(path("core/v1:Pod", { spec })).toEqual(["inputs.metadata.labels"]);
});
