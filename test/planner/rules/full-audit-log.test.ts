import { expect, test } from "@jest/globals";
import type { PlanObject } from "../../../planner/model/plan";
import { predicted, UNKNOWN } from "../plan-builder";
import { CLUSTER, doubtsBy, foundBy } from "./found";

const SETTING = "azure-native:monitor:DiagnosticSetting";
const id = (type: string) => `/subscriptions/s/resourceGroups/rg/providers/${type}/x`;
const CLUSTER_ID = id("Microsoft.ContainerService/managedClusters");
const counts = (log: PlanObject, resourceUri: PlanObject["a"], cause: readonly string[] = []) => {
  const plan = [[CLUSTER, { resourceName: "x" }], [SETTING, { resourceUri, logs: [{ enabled: true, ...log }] }, { propertyDependencies: { resourceUri: cause } }]] as const;
  return [foundBy("full-audit-log", ...plan).length, doubtsBy("full-audit-log", ...plan).length];
};

test("all logs of a cluster hold its audit log, those of another resource do not", () => {
  expect(counts({ categoryGroup: "allLogs" }, CLUSTER_ID)).toEqual([1, 0]);
  expect(counts({ categoryGroup: "alllogs" }, predicted(CLUSTER_ID))).toEqual([1, 0]);
  expect(counts({ categoryGroup: "allLogs" }, UNKNOWN, [`urn:pulumi:dev::example::${CLUSTER}::r0`])).toEqual([1, 0]);
  expect(counts({ categoryGroup: "allLogs" }, id("Microsoft.KeyVault/vaults"))).toEqual([0, 0]);
  expect(counts({ categoryGroup: "allLogs" }, UNKNOWN)).toEqual([0, 1]);
  expect(counts({ categoryGroup: "allLogs", enabled: false }, CLUSTER_ID)).toEqual([0, 0]);
  expect(counts({ category: "kube-audit" }, UNKNOWN)).toEqual([1, 0]);
});
