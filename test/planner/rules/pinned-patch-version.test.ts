import { expect, test } from "@jest/globals";
import type { PlanObject } from "../../../planner/model/plan";
import { CLUSTER, foundBy, POOL, told } from "./found";

const cluster = (upgradeChannel: string, ...agentPoolProfiles: readonly PlanObject[]) => [CLUSTER, { resourceName: "aks", kubernetesVersion: "1.36", autoUpgradeProfile: { upgradeChannel }, agentPoolProfiles }] as const;
const own = (orchestratorVersion: string) => [POOL, { resourceName: "aks", agentPoolName: "user", orchestratorVersion }] as const;

test("a channel moves pools, too, beyond the patch version that they ask for", () => {
  expect(told(foundBy("pinned-patch-version", cluster("patch", { name: "a", orchestratorVersion: "1.36" }, { name: "b", orchestratorVersion: "1.36.1" }), own("1.36.2")))).toEqual([
    "inputs.orchestratorVersion: channel patch moves pool user beyond 1.36.2; the next update of the cluster would ask for it again, and Azure goes back to no version",
    "inputs.agentPoolProfiles[1].orchestratorVersion: channel patch moves pool b beyond 1.36.1; the next update of the cluster would ask for it again, and Azure goes back to no version",
  ]);
  expect(foundBy("pinned-patch-version", cluster("node-image", { name: "b", orchestratorVersion: "1.36.1" }), own("1.36"))).toEqual([]);
});

test("what an update leaves as it stands asks for no version; another input of the pool says nothing of that", () => {
  const [type, inputs] = cluster("patch", { name: "a", orchestratorVersion: "1.36.1" });
  const ignoring = (...ignoreChanges: readonly string[]) => foundBy("pinned-patch-version", [type, { ...inputs, kubernetesVersion: "1.36.1" }, { options: { ignoreChanges } }]).map(({ path }) => path);
  const [version, pool] = ["inputs.kubernetesVersion", "inputs.agentPoolProfiles[0].orchestratorVersion"];
  expect([ignoring(), ignoring("agentPoolProfiles[*].count"), ignoring("agentPoolProfiles[*].orchestratorVersion"), ignoring("agentPoolProfiles", "kubernetesVersion")]).toEqual([[pool, version], [pool, version], [version], []]);
});
