import { expect, test } from "@jest/globals";
import type { PlanObject } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { CLUSTER, doubtsBy, foundBy, POOL, told } from "./found";

const NONE = null;
const asked = (...versions: readonly PlanObject["a"][]) => {
  const resources = [[CLUSTER, { resourceName: "aks", agentPoolProfiles: versions.map((orchestratorVersion, index) => ({ name: `p${index}`, orchestratorVersion })) }], [POOL, { resourceName: "aks", agentPoolName: "own" }]] as const;
  return [foundBy("pool-versions-mixed", ...resources).length, doubtsBy("pool-versions-mixed", ...resources).length];
};

test("a version is given for all pools that the cluster describes, or for none", () => {
  expect([asked("1.36", "1.36"), asked(NONE, NONE), asked("1.36"), asked()]).toEqual([[0, 0], [0, 0], [0, 0], [0, 0]]);
  expect(asked("1.36", NONE)).toEqual([1, 0]);
  expect([asked("1.36", UNKNOWN), asked(NONE, UNKNOWN), asked("1.36", NONE, UNKNOWN), asked(UNKNOWN, UNKNOWN)]).toEqual([[0, 1], [0, 1], [1, 0], [0, 0]]);
  expect(told(foundBy("pool-versions-mixed", [CLUSTER, { agentPoolProfiles: [{ name: "a", orchestratorVersion: "1.36" }, { name: "b" }] }]))).toEqual([
    "inputs.agentPoolProfiles: orchestratorVersion is given for pool a and not for pool b: Azure refuses an update of the cluster, which must give all or none",
  ]);
});
