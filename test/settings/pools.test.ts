import { describe, expect, it } from "@jest/globals";
import { readSettings } from "../../settings/read";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

const dev = stackTree("dev");
const problemsOf = (tree: Tree, stack = "dev") => {
  const result = readSettings({ project: "aks-anatomy", stack, values: asValues(tree), imagePort: 80 });
  return "problems" in result ? result.problems : [];
};
const system = { name: "system", mode: "System", vmSize: "Standard_D4s_v5", count: 3, maxPods: 30 };
const work = { name: "work", vmSize: "Standard_D4s_v5", count: 2, maxPods: 30 };
type Pool = Readonly<Record<string, unknown>>;
const withPools = (...pools: readonly Pool[]) => problemsOf(withValue(dev, ["nodePools"], pools));

/** Each refusal with the place where it is told, and the same pools with what is near and allowed. */
describe("node pools", () => {
  it.each<readonly [what: string, refused: readonly Pool[], at: string, allowed: RegExp, nearest: string | undefined, nearMiss: readonly Pool[]]>([
    ["a dedicated system pool without another for the other pods", [{ ...system, dedicated: true }], "nodePools", /without NoSchedule .* not AKS's own/, undefined, [{ ...system, dedicated: true }, work]],
    ["a dedicated user pool", [system, { ...work, dedicated: true }], "nodePools[1].dedicated", /false in a user pool/, "false", [{ ...system, dedicated: true }, work]],
    ["a taint that AKS refuses on a system pool", [{ ...system, taints: ["team=hat:NoSchedule"] }, work], "nodePools[0].taints[0]", /CriticalAddonsOnly/, undefined, [{ ...system, taints: ["team=hat:PreferNoSchedule", "CriticalAddonsOnly=true:NoSchedule"] }, work]],
    ["unavailable nodes in a system pool", [{ ...system, maxSurge: "0", maxUnavailable: "1" }], "nodePools[0].maxUnavailable", /nothing in a system pool/, undefined, [system, { ...work, maxSurge: "0", maxUnavailable: "1" }]],
    ["surge and unavailable nodes at once", [system, { ...work, maxUnavailable: "1" }], "nodePools[1].maxSurge", /a preview/, "0", [system, { ...work, maxSurge: "0", maxUnavailable: "50%" }]],
    ["neither surge nor unavailable nodes", [system, { ...work, maxSurge: "0" }], "nodePools[1].maxSurge", /at least 1/, "1", [system, { ...work, maxSurge: "1" }]],
    ["a drain timeout of more than a day", [system, { ...work, drainTimeoutMinutes: 1441 }], "nodePools[1].drainTimeoutMinutes", /at most 1440/, "1440", [system, { ...work, drainTimeoutMinutes: 1440 }]],
    ["no drain timeout at all", [system, { ...work, drainTimeoutMinutes: 0 }], "nodePools[1].drainTimeoutMinutes", /at least 1/, "1", [system, { ...work, drainTimeoutMinutes: 1 }]],
    ["a soak of more than half an hour", [{ ...system, nodeSoakMinutes: 31 }], "nodePools[0].nodeSoakMinutes", /at most 30/, "30", [{ ...system, nodeSoakMinutes: 30 }]],
    ["an unknown end of nodes that cannot be drained", [{ ...system, undrainableNodes: "Cordoned" }], "nodePools[0].undrainableNodes", /Schedule, Cordon/, "Cordon", [{ ...system, undrainableNodes: "Cordon" }]],
    ["a drain of spot nodes", [system, { ...work, spot: true, drainTimeoutMinutes: 10 }], "nodePools[1].drainTimeoutMinutes", /drains no node/, undefined, [system, { ...work, spot: true }]],
    ["a price without spot", [system, { ...work, spotMaxPrice: 0.1 }], "nodePools[1].spotMaxPrice", /not spot/, undefined, [system, { ...work, spot: true, spotMaxPrice: 0.1 }]],
    ["an eviction policy without spot", [system, { ...work, spotEvictionPolicy: "Delete" }], "nodePools[1].spotEvictionPolicy", /not spot/, undefined, [system, { ...work, spot: true, spotEvictionPolicy: "Deallocate" }]],
    ["a price with six decimal places", [system, { ...work, spot: true, spotMaxPrice: 0.123456 }], "nodePools[1].spotMaxPrice", /5 decimal places/, undefined, [system, { ...work, spot: true, spotMaxPrice: 0.12345 }]],
    ["a price of nothing", [system, { ...work, spot: true, spotMaxPrice: 0 }], "nodePools[1].spotMaxPrice", /-1 or more than 0/, undefined, [system, { ...work, spot: true, spotMaxPrice: -1 }]],
    ["an OS disk that is larger than Azure's largest", [{ ...system, osDiskSizeGib: 2049 }], "nodePools[0].osDiskSizeGib", /at most 2048/, "2048", [{ ...system, osDiskSizeGib: 2048 }]],
    ["an ephemeral OS disk that is larger than the machine's", [{ ...system, vmSize: "Standard_D4ds_v5", osDiskType: "Ephemeral", osDiskSizeGib: 151 }], "nodePools[0].osDiskType", /151 GiB/, "Managed", [{ ...system, vmSize: "Standard_D4ds_v5", osDiskType: "Ephemeral", osDiskSizeGib: 150 }]],
    ["an ephemeral OS disk without a size on a machine that takes a small one", [{ ...system, vmSize: "Standard_D4s_v3", osDiskType: "Ephemeral" }], "nodePools[0].osDiskType", /128 GiB/, "Managed", [{ ...system, vmSize: "Standard_D4s_v3", osDiskType: "Ephemeral", osDiskSizeGib: 64 }]],
    ["an old generation of the pool that the cluster describes", [{ ...system, retiring: [{ vmSize: "Standard_D8s_v5" }] }], "nodePools[0].retiring", /docs\/node-pools\.md/, undefined, [{ ...system, addedLater: true, retiring: [{ vmSize: "Standard_D8s_v5" }] }]],
    ["an old generation that is made of the same", [system, { ...work, retiring: [{ vmSize: "Standard_D4s_v5", maxPods: 30 }] }], "nodePools[1].retiring[0]", /another vmSize/, undefined, [system, { ...work, retiring: [{ vmSize: "Standard_D4s_v5", maxPods: 31 }] }]],
    ["the same old generation twice", [system, { ...work, maxPods: 20, retiring: [{ vmSize: "Standard_D8s_v5" }, { vmSize: "Standard_D8s_v5" }] }], "nodePools[1].retiring[1]", /another vmSize/, undefined, [system, { ...work, retiring: [{ vmSize: "Standard_D8s_v5", maxPods: 10, count: 3 }] }]],
    ["an old generation that had no such VM", [system, { ...work, retiring: [{ vmSize: "D4s_v5" }] }], "nodePools[1].retiring[0].vmSize", /name of a VM size/, "Standard_D4s_v5", [system, { ...work, retiring: [{ vmSize: "Standard_D8s_v5" }] }]],
    ["old and new nodes that the subnet cannot hold together", [system, { ...work, retiring: [{ vmSize: "Standard_D8s_v5", maxPods: 30, count: 4 }] }], "network.vnet.subnets.aks", /at least 279/, "a /23", [system, { ...work, retiring: [{ vmSize: "Standard_D8s_v5", maxPods: 30, count: 3 }] }]],
    ["a later pool that is said to be so", [system, { ...work, addedLater: true }], "nodePools[1].addedLater", /but for the first/, "false", [{ ...system, addedLater: true }, work]],
  ])("refuse %s, and let the near miss pass", (_what, refused, at, allowed, nearest, nearMiss) => {
    const found = withPools(...refused).find(({ path }) => path === at);
    expect(found?.allowed).toMatch(allowed);
    expect(found?.nearest).toBe(nearest);
    expect(withPools(...nearMiss)).toEqual([]);
  });

  it("refuse a dedicated system pool without another also where no app is planned", () => {
    const alone = withValue(withValue(dev, ["nodePools"], [{ ...system, dedicated: true }]), ["apps", "enabled"], false);
    expect(problemsOf(alone)).toMatchObject([{ path: "nodePools" }]);
    expect(problemsOf(withValue(alone, ["nodePools"], [{ ...system, taints: ["team=hat:PreferNoSchedule"] }]))).toEqual([]);
  });

  it("refuse a profile of the autoscaler that no pool has", () => {
    const scaling = withValue(dev, ["cluster", "autoscaler"], { expander: "least-waste", unneededMinutes: 5 });
    expect(problemsOf(scaling)).toMatchObject([{ path: "cluster.autoscaler", allowed: expect.stringContaining("autoscale") as unknown }]);
    expect(problemsOf(withValue(scaling, ["nodePools"], [{ ...system, count: undefined, autoscale: { min: 3, max: 4 } }]))).toEqual([]);
  });
});

describe("a subnet for pods", () => {
  const subnets = { aks: "10.240.0.0/24", services: "10.240.1.0/24", pods: "10.240.2.0/23" };
  const pods = withValue(withValue(dev, ["network", "model"], "azure-cni-pod-subnet"), ["network", "vnet", "subnets"], subnets);

  it("is read with the model that needs it", () => {
    expect(problemsOf(pods)).toEqual([]);
  });

  it.each<readonly [what: string, tree: Tree, at: string, allowed: RegExp, nearest: string | undefined]>([
    ["that is not there", withValue(pods, ["network", "vnet", "subnets", "pods"], undefined), "network.vnet.subnets.pods", /requires/, undefined],
    ["without a VNet of our own", withValue(pods, ["network", "vnet"], undefined), "network.vnet", /with a subnet for pods/, undefined],
    ["under another model", withValue(pods, ["network", "model"], "azure-cni-node-subnet"), "network.vnet.subnets.pods", /no subnet for pods with azure-cni-node-subnet/, undefined],
    ["that overlaps the nodes'", withValue(pods, ["network", "vnet", "subnets", "pods"], "10.240.0.128/25"), "network.vnet.subnets.pods", /apart from the AKS subnet/, undefined],
    ["outside the VNet", withValue(pods, ["network", "vnet", "subnets", "pods"], "10.250.0.0/23"), "network.vnet.subnets.pods", /inside the VNet/, "10.240.0.0/23"],
    ["without a batch for every node", withValue(pods, ["network", "vnet", "subnets", "pods"], "10.240.2.0/27"), "network.vnet.subnets.pods", /at least 48 addresses for the pods/, "a /26"],
    ["that is wider than Azure allocates from", withValue(withValue(pods, ["network", "vnet"], { addressSpace: "10.128.0.0/9", subnets: { ...subnets, pods: "10.128.0.0/15" } }), ["network", "dnsServiceIp"], "10.0.0.10"), "network.vnet.subnets.pods", /a \/16 or smaller/, "10.128.0.0/16"],
  ])("%s is refused", (_what, tree, at, allowed, nearest) => {
    const found = problemsOf(tree).find(({ path }) => path === at);
    expect(found?.allowed).toMatch(allowed);
    expect(found?.nearest).toBe(nearest);
  });

  it("of exactly a batch for every node, or as wide as Azure's widest, passes", () => {
    expect(problemsOf(withValue(pods, ["network", "vnet", "subnets", "pods"], "10.240.2.0/26"))).toEqual([]);
    expect(problemsOf(withValue(pods, ["network", "vnet"], { addressSpace: "10.128.0.0/9", subnets: { ...subnets, pods: "10.129.0.0/16" } }))).toEqual([]);
  });

  it("takes no pods from the nodes' subnet, which then holds more nodes", () => {
    expect(problemsOf(withValue(withValue(pods, ["network", "vnet", "subnets", "pods"], "10.240.128.0/17"), ["nodePools", 0, "count"], 200))).toEqual([]);
  });
});
