import { describe, expect, test } from "@jest/globals";
import type { PlanObject, PlanResource } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { CLUSTER, foundBy, planWith, POOL, told } from "./found";

const changed = (op: PlanResource["op"], detailedDiff: NonNullable<PlanResource["detailedDiff"]> = {}) => ({ op, detailedDiff });

describe("an update that replaces the cluster", () => {
  test("is found with the properties that make it so", () => {
    expect(told(foundBy("cluster-replaced", [CLUSTER, { resourceName: "aks" }, changed("replace", { "networkProfile.podCidr": "update-replace", tags: "update" })]))).toEqual([
      "inputs.networkProfile.podCidr: the whole cluster is replaced, because of networkProfile.podCidr: everything that runs in it goes with it",
    ]);
  });

  test("is found without them too, and an update in place is none", () => {
    expect(told(foundBy("cluster-replaced", [CLUSTER, {}, changed("replace")]))).toEqual(["inputs: the whole cluster is replaced: everything that runs in it goes with it"]);
    expect(foundBy("cluster-replaced", [CLUSTER, {}, changed("update", { tags: "update" })])).toEqual([]);
  });
});

describe("a pool that the update takes away", () => {
  const taints = (nodeTaints: readonly string[]) => ({ agentPoolName: "user", resourceName: "aks", nodeTaints });
  test("is found where it is deleted or replaced without a word before", () => {
    expect(told(foundBy("pool-lost-undrained", [POOL, taints([]), changed("delete")]))).toEqual(["inputs: pool user is deleted: AKS neither cordons nor drains its nodes, and their pods end at once"]);
    expect(told(foundBy("pool-lost-undrained", [POOL, taints([]), changed("replace", { vmSize: "update-replace" })]))).toEqual([
      "inputs.vmSize: pool user is replaced, because of vmSize: AKS neither cordons nor drains its nodes, and their pods end at once",
    ]);
  });

  test("is none where it was told to retire, or is only forgotten", () => {
    expect(foundBy("pool-lost-undrained", [POOL, taints(["aks-anatomy/retiring=true:NoSchedule"]), changed("delete")])).toEqual([]);
    expect(foundBy("pool-lost-undrained", [POOL, taints([]), changed("discard")])).toEqual([]);
  });

  test("is not looked for in a part of a stack", () => {
    expect(planWith([[POOL, taints([]), changed("delete")]], { omitted: 2 }).findings).toEqual([]);
  });
});

describe("a change in place that Azure never makes", () => {
  test.each<[string, string, number]>([
    [CLUSTER, "agentPoolProfiles[1].vmSize", 1], [CLUSTER, "agentPoolProfiles[1].kubeletConfig.cpuManagerPolicy", 1], [CLUSTER, "agentPoolProfiles[1].count", 0], [CLUSTER, "networkProfile.podCidr", 1],
    [CLUSTER, "networkProfile.podCidrs[0]", 1], [CLUSTER, "apiServerAccessProfile.privateDNSZone", 0], [CLUSTER, "vmSize", 0], [POOL, "maxPods", 1], [POOL, "availabilityZones[0]", 1], [POOL, "osDiskSizeGBs", 0],
  ])("%s %s", (type, path, count) => {
    expect(foundBy("immutable-change", [type, { resourceName: "aks" }, changed("update", { [path]: "update" })])).toHaveLength(count);
  });

  test.each<[string, PlanObject, string, readonly [errors: number, doubts: number]]>([
    [CLUSTER, { networkProfile: { networkPluginMode: "Overlay", podCidr: "10.244.0.0/15" } }, "networkProfile.podCidr", [0, 1]],
    [CLUSTER, { networkProfile: { networkPluginMode: UNKNOWN } }, "networkProfile.podCidrs[0]", [0, 1]],
    [CLUSTER, { networkProfile: UNKNOWN }, "networkProfile.podCidr", [0, 1]],
    [CLUSTER, { networkProfile: { networkPlugin: "kubenet" } }, "networkProfile.podCidr", [1, 0]],
    [CLUSTER, { networkProfile: { loadBalancerSku: "Standard" } }, "networkProfile.loadBalancerSku", [0, 0]],
    [CLUSTER, { networkProfile: { loadBalancerSku: "basic" } }, "networkProfile.loadBalancerSku", [1, 0]],
    [CLUSTER, { networkProfile: { loadBalancerSku: UNKNOWN } }, "networkProfile.loadBalancerSku", [0, 1]],
    [CLUSTER, { apiServerAccessProfile: { enableVnetIntegration: true } }, "apiServerAccessProfile.enablePrivateCluster", [0, 0]],
    [CLUSTER, { apiServerAccessProfile: { enableVnetIntegration: UNKNOWN } }, "apiServerAccessProfile.enablePrivateCluster", [0, 1]],
    [CLUSTER, {}, "apiServerAccessProfile.enablePrivateCluster", [1, 0]],
    [CLUSTER, { apiServerAccessProfile: { privateDNSZone: "None" } }, "apiServerAccessProfile.privateDNSZone", [0, 0]],
    [CLUSTER, { apiServerAccessProfile: { privateDNSZone: "system" } }, "apiServerAccessProfile.privateDNSZone", [0, 1]],
    [POOL, { enableFIPS: true }, "enableFIPS", [0, 0]], [POOL, { osType: "windows" }, "enableFIPS", [1, 0]], [POOL, { osType: UNKNOWN }, "enableFIPS", [0, 1]],
    [POOL, { creationData: { sourceResourceId: "snapshot" } }, "creationData.sourceResourceId", [0, 0]],
    [CLUSTER, { agentPoolProfiles: [{ osType: "Windows" }, { osType: "Linux" }] }, "agentPoolProfiles[1].enableFIPS", [0, 0]],
    [CLUSTER, { agentPoolProfiles: [{ osType: "Linux" }, { osType: "Windows" }] }, "agentPoolProfiles[1].enableFIPS", [1, 0]],
  ])("of a %s %j, %s: some changes Azure does make", (type, inputs, path, counts) => {
    const { findings, undecided } = planWith([[type, inputs, changed("update", { [path]: "update" })]]);
    expect([findings, undecided].map(list => list.filter(({ rule, path: at }) => rule === "immutable-change" && at === `inputs.${path}`).length)).toEqual(counts);
  });

  test("is another matter where the engine replaces", () => {
    expect(foundBy("immutable-change", [POOL, {}, changed("replace", { vmSize: "update-replace" })])).toEqual([]);
    expect(foundBy("immutable-change", [POOL, {}, changed("update", { vmSize: "update-replace" })])).toEqual([]);
  });
});
