import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { PlanBuilder } from "../plan-builder";

const overlay = { networkPlugin: "azure", networkPluginMode: "overlay", networkPolicy: "calico" };
const found = (pool: PlanObject, cluster: PlanObject = {}) => {
  const plan = new PlanBuilder();
  plan.add("azure-native:containerservice:ManagedCluster", "cluster", { resourceName: "aks", kubernetesVersion: "1.36.2", networkProfile: overlay, ...cluster });
  plan.add("azure-native:containerservice:AgentPool", "win", { resourceName: "aks", agentPoolName: "winwin", mode: "User", osType: "Windows", osSKU: "Windows2022", vmSize: "Standard_D4s_v5", ...pool });
  return analyse(plan.build()).findings.filter(({ rule }) => rule === "windows-pool-refused").map(({ path, message }) => [path, message]);
};

describe("a Windows pool that AKS refuses", () => {
  test.each<readonly [string, PlanObject, PlanObject, string, RegExp]>([
    ["under kubenet", {}, { networkProfile: { networkPlugin: "kubenet" } }, "inputs", /kubenet is for Linux/],
    ["under Cilium's data plane", {}, { networkProfile: { ...overlay, networkPolicy: undefined, networkDataplane: "cilium" } }, "inputs", /Cilium/],
    ["in mode System", { mode: "System" }, {}, "inputs.mode", /system pool runs Linux/],
    ["with seven characters", { agentPoolName: "windows" }, {}, "inputs.agentPoolName", /7 characters/],
    ["on Arm", { vmSize: "Standard_D4pds_v6" }, {}, "inputs.vmSize", /Arm/],
    ["with Kubernetes 1.37", {}, { kubernetesVersion: "1.37" }, "inputs.osSKU", /from Kubernetes 1\.37 on/],
    ["of no named version with Kubernetes 1.37", { osSKU: undefined }, { kubernetesVersion: "1.37" }, "inputs.osSKU", /Windows Server 2022/],
    ["of version 2019 with Kubernetes 1.36", { osSKU: "Windows2019" }, {}, "inputs.osSKU", /from Kubernetes 1\.33 on/],
  ])("%s is found with its reason and place", (_what, pool, cluster, path, reason) => {
    expect(found(pool, cluster)).toEqual([[path, expect.stringMatching(reason)]]);
    expect(found({ osType: "Linux", osSKU: "Ubuntu", ...Object.fromEntries(Object.entries(pool).filter(([key]) => key !== "osSKU")) }, cluster)).toEqual([]);
  });

  test("is none of another kind: six characters, x64, the last version that takes it, Azure's own engine", () => {
    expect(found({})).toEqual([]);
    expect(found({}, { networkProfile: { ...overlay, networkPolicy: "azure" } })).toEqual([]);
  });

  test("is found among the cluster's own pools at the place of its description", () => {
    const plan = new PlanBuilder();
    plan.add("azure-native:containerservice:ManagedCluster", "cluster", { resourceName: "aks", networkProfile: overlay, agentPoolProfiles: [{ name: "system", osType: "Linux", mode: "System" }, { name: "windows", osType: "Windows", mode: "System" }] });
    expect(analyse(plan.build()).findings.filter(({ rule }) => rule === "windows-pool-refused").map(({ path }) => path)).toEqual(["inputs.agentPoolProfiles[1].mode", "inputs.agentPoolProfiles[1].name"]);
  });
});
