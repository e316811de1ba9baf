/** Updates that break what stands, as `pulumi preview --json --show-sames` tells them: each is found out, and nothing else. */
import { expect, test } from "@jest/globals";
import { analyse } from "../../planner/analyse";
import { preview, read, step } from "../planner/preview/previews";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const POOL = "azure-native:containerservice:AgentPool";

const pool = (name: string, change: object = {}) => ({ name, mode: "System", count: 3, vmSize: "Standard_D4s_v5", maxPods: 30, osType: "Linux", type: "VirtualMachineScaleSets", availabilityZones: ["1", "2", "3"], upgradeSettings: { maxSurge: "1", drainTimeoutInMinutes: 30 }, ...change });
const cluster = (system: object = {}, network: object = {}) => ({
  resourceName: "aks-sound", resourceGroupName: "rg-sound", location: "westeurope", kubernetesVersion: "1.36", sku: { name: "Base", tier: "Standard" }, identity: { type: "SystemAssigned" },
  networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay", podCidr: "10.244.0.0/16", serviceCidr: "172.16.0.0/16", dnsServiceIP: "172.16.0.10", ...network }, agentPoolProfiles: [pool("system", system)],
});
const user = (change: object = {}) => {
  const { name, ...rest } = pool("user", { mode: "User" });
  return { resourceName: "aks-sound", resourceGroupName: "rg-sound", agentPoolName: name, ...rest, ...change };
};

/** A resource as it stands, and what becomes of it: `changes` are properties by path, with what the provider makes of them. */
function changed(name: string, type: string, op: string, before: object, after: object, changes: Readonly<Record<string, string>> = {}): object {
  const replaces = Object.entries(changes).filter(([, kind]) => kind.endsWith("-replace")).map(([path]) => path);
  const full = step(name, after, { op, type, more: {
    detailedDiff: Object.keys(changes).length === 0 ? null : Object.fromEntries(Object.entries(changes).map(([path, kind]) => [path, { kind, inputDiff: true }])),
    ...(replaces.length > 0 && { replaceReasons: replaces }),
  } });
  return op === "delete" ? full : { ...full, oldState: { ...(full as { newState: object }).newState, inputs: before } };
}

interface Case {
  readonly reported: string;
  readonly steps: readonly object[];
  readonly finds: readonly (readonly [rule: string, resource: string, says: string])[];
}

const same = (name: string, type: string, inputs: object): object => changed(name, type, "same", inputs, inputs);

const CASES: Readonly<Record<string, Case>> = {
  "nothing": {
    reported: "nothing: all stays as it is",
    steps: [same("cluster", CLUSTER, cluster()), same("user", POOL, user())],
    finds: [],
  },
  "a pool of more nodes": {
    reported: "nothing: a pool gets nodes in place",
    steps: [same("cluster", CLUSTER, cluster()), changed("user", POOL, "update", user(), user({ count: 4 }), { count: "update" })],
    finds: [],
  },
  "a cluster replaced by a VM size": {
    reported: "a VM size inside the cluster replaces all of it: pulumi-azure-native#1504",
    steps: [changed("cluster", CLUSTER, "replace", cluster(), cluster({ vmSize: "Standard_D8s_v5" }), { "agentPoolProfiles[0].vmSize": "update-replace" })],
    finds: [["cluster-replaced", "cluster", "because of agentPoolProfiles[0].vmSize"]],
  },
  "a VM size changed in place": {
    reported: "a provider that changes a pool's VM size in place is refused by Azure: pulumi-azure-native#1808",
    steps: [same("cluster", CLUSTER, cluster()), changed("user", POOL, "update", user(), user({ vmSize: "Standard_D8s_v5" }), { vmSize: "update" })],
    finds: [["immutable-change", "user", "vmSize is changed in place"]],
  },
  "a service range changed in place": {
    reported: "the range of Services of a cluster never changes",
    steps: [changed("cluster", CLUSTER, "update", cluster(), cluster({}, { serviceCidr: "172.17.0.0/16", dnsServiceIP: "172.17.0.10" }), { "networkProfile.serviceCidr": "update" })],
    finds: [["immutable-change", "cluster", "networkProfile.serviceCidr is changed in place"]],
  },
  "a pool replaced by a VM size": {
    reported: "a VM size replaces a pool with all its pods at once: terraform-azurerm-aks#559",
    steps: [same("cluster", CLUSTER, cluster()), changed("user", POOL, "replace", user(), user({ vmSize: "Standard_D8s_v5" }), { vmSize: "update-replace" })],
    finds: [["pool-lost-undrained", "user", "pool user is replaced, because of vmSize"]],
  },
  "a pool that is taken out": {
    reported: "a pool is deleted with all its pods: AKS drains nothing: terraform-azurerm-aks#677",
    steps: [same("cluster", CLUSTER, cluster()), changed("user", POOL, "delete", user(), user())],
    finds: [["pool-lost-undrained", "user", "pool user is deleted"]],
  },
};

test.each(Object.entries(CASES))("%s", (_name, { steps, finds }) => {
  const { findings } = analyse(read(preview(steps)));
  const shown = findings.map(({ rule, resource = "", message }) => ({ at: `${rule} at ${resource.slice(resource.lastIndexOf("::") + 2)}`, message }));
  expect(shown.map(({ at }) => at).sort()).toEqual(finds.map(([rule, resource]) => `${rule} at ${resource}`).sort());
  for (const [rule, resource, says] of finds) expect(shown.find(({ at }) => at === `${rule} at ${resource}`)?.message).toContain(says);
});
