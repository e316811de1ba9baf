import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { PlanBuilder, UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const plan = (...resources: readonly (readonly [type: string, inputs: PlanObject])[]) => {
  const builder = new PlanBuilder();
  resources.forEach(([type, inputs], index) => builder.add(`azure-native:${type}`, `r${index}`, inputs));
  return analyse(builder.build());
};
const found = (rule: string, { findings }: ReturnType<typeof analyse>) => findings.filter(finding => finding.rule === rule).map(({ path, message }) => [path, message]);
const doubts = (rule: string, { undecided }: ReturnType<typeof analyse>) => (undecided ?? []).filter(doubt => doubt.rule === rule).map(({ path }) => path);
const POOL = "containerservice:AgentPool", CLUSTER = "containerservice:ManagedCluster";
const pool = (inputs: PlanObject) => plan([POOL, { agentPoolName: "example", resourceName: "aks", ...inputs }]);

describe("names that Azure refuses", () => {
  test.each<readonly [type: string, input: string, good: string, bad: string]>([
    ["resources:ResourceGroup", "resourceGroupName", "rg", "rg."], [CLUSTER, "dnsPrefix", "a".repeat(54), "a".repeat(55)], [CLUSTER, "nodeResourceGroup", "n".repeat(80), "n".repeat(81)],
    ["containerregistry:Registry", "registryName", "acr00", "acr"], ["keyvault:Vault", "vaultName", "kv-1", "kv--1"], ["keyvault:Secret", "secretName", "s", "s_s"],
    ["network:VirtualNetwork", "virtualNetworkName", "v".repeat(64), "v"], ["network:Subnet", "subnetName", "s", "s-"], ["operationalinsights:Workspace", "workspaceName", "logs", "log"],
    ["managedidentity:UserAssignedIdentity", "resourceName", "id-1", "id"], ["managedidentity:FederatedIdentityCredential", "federatedIdentityCredentialResourceName", "fed", "fe"],
    ["privatedns:PrivateZone", "privateZoneName", "a.b", "a"], ["authorization:RoleAssignment", "roleAssignmentName", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "role"],
  ])("in a %s, its %s", (type, input, good, bad) => {
    expect(found("name-refused", plan([type, { [input]: good }]))).toEqual([]);
    expect(found("name-refused", plan([type, { [input]: bad }])).map(([path]) => path)).toEqual([`inputs.${input}`]);
    expect([found("name-refused", plan([type, { [input]: UNKNOWN }])), doubts("name-refused", plan([type, { [input]: UNKNOWN }]))]).toEqual([[], expect.arrayContaining([`inputs.${input}`])]);
    // The provider makes a name of its own then.
    expect(found("name-refused", plan([type, {}]))).toEqual([]);
  });

  test("inline, in networks and clusters", () => {
    expect(found("name-refused", plan(["network:VirtualNetwork", { subnets: [{ name: "ok" }, { name: "-no" }] }], [CLUSTER, { agentPoolProfiles: [{ name: "Pool" }, { name: "toolongforlinux" }, { name: "Win", osType: "Windows" }] }]))
      .map(([path]) => path)).toEqual(["inputs.agentPoolProfiles[0].name", "inputs.agentPoolProfiles[1].name", "inputs.agentPoolProfiles[2].name", "inputs.subnets[1].name"]);
  });

  test("that AKS makes of others, over 80 characters, unless one is given or a part is not known", () => {
    const cluster = { resourceGroupName: "rg-example", resourceName: "a".repeat(63), location: "canadacentral" };
    expect(found("name-refused", plan([CLUSTER, cluster]))).toEqual([["inputs.nodeResourceGroup", expect.stringMatching(/^the node resource group would be MC_rg-example_a+_canadacentral: 91 characters, and AKS takes 80$/)]]);
    expect(found("name-refused", plan([CLUSTER, { ...cluster, nodeResourceGroup: "rg-nodes" }]))).toEqual([]);
    const open = plan([CLUSTER, { ...cluster, resourceGroupName: UNKNOWN }]);
    expect([found("name-refused", open), doubts("name-refused", open)]).toEqual([[], ["inputs.nodeResourceGroup"]]);
  });
});

describe("names used twice", () => {
  const subnet = (subnetName: string, virtualNetworkName: PlanObject[string] = "vnet") => ["network:Subnet", { resourceGroupName: "rg", virtualNetworkName, subnetName }] as const;

  test("are one resource, letter case aside; the same name elsewhere is another", () => {
    expect(found("name-used-twice", plan(subnet("a"), subnet("A")))).toEqual([["inputs.subnetName", "A is declared by r0 already: both are one resource in Azure"]]);
    expect(found("name-used-twice", plan(subnet("a"), subnet("a", "other"), subnet("a", UNKNOWN)))).toEqual([]);
  });

  test("in other subscriptions are others", () => {
    const builder = new PlanBuilder();
    const group = (name: string, subscriptionId: PlanObject[string]) => builder.add("azure-native:resources:ResourceGroup", name, { resourceGroupName: "rg" }, { provider: `${builder.add("pulumi:providers:azure-native", name, { subscriptionId })}::id` });
    for (const [name, id] of [["one", "1"], ["two", "2"], ["three", UNKNOWN]] as const) group(name, id);
    expect(found("name-used-twice", analyse(builder.build()))).toEqual([]);
  });

  test("by pools of a cluster", () => {
    expect(found("name-used-twice", plan([CLUSTER, { agentPoolProfiles: [{ name: "a" }, { name: "b" }, { name: "a" }] }]))).toEqual([["inputs.agentPoolProfiles[2].name", "two of the cluster's pools are called a"]]);
  });
});

test("an overlay's nodes carry the names of subnet, network and group as labels of 63 characters", () => {
  const id = (group: string, network: string) => `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/${network}/subnets/s`;
  const cluster = (vnetSubnetID: PlanObject[string], networkPluginMode: PlanObject[string] = "Overlay") => plan([CLUSTER, { networkProfile: { networkPlugin: "Azure", networkPluginMode }, agentPoolProfiles: [{ name: "a", vnetSubnetID }] }]);
  expect(found("overlay-name-length", cluster(id("g".repeat(64), "v".repeat(64)))).map(([, message]) => message)).toEqual([expect.stringContaining("its resource group"), expect.stringContaining("its virtual network")]);
  expect(found("overlay-name-length", cluster(id("g".repeat(63), "v")))).toEqual([]);
  expect(found("overlay-name-length", cluster(id("g".repeat(64), "v"), null))).toEqual([]);
  expect(doubts("overlay-name-length", cluster(UNKNOWN))).toEqual(["inputs.agentPoolProfiles[0].vnetSubnetID"]);
});

describe("settings of pools", () => {
  test.each<readonly [PlanObject, string | undefined]>([
    [{ osDiskSizeGB: 2048 }, undefined], [{ osDiskSizeGB: 2049 }, "osDiskSizeGB"], [{ osDiskSizeGB: -1 }, "osDiskSizeGB"], [{ osDiskSizeGB: 0 }, undefined],
    [{ vmSize: "Standard_D4s_v5", osDiskType: "Ephemeral" }, "osDiskType"], [{ vmSize: "Standard_D4ds_v5", osDiskType: "ephemeral" }, undefined], [{ vmSize: "Standard_B4ms", osDiskType: "Ephemeral", osDiskSizeGB: 512 }, undefined],
    [{ vmSize: "Standard_DS2_v2", osDiskType: "Ephemeral" }, "osDiskType"], [{ vmSize: "Standard_D2ds_v5", osDiskType: "Ephemeral", osDiskSizeGB: 0 }, "osDiskType"], [{ vmSize: "Standard_DS2_v2", osDiskType: "Ephemeral", osDiskSizeGB: 60 }, undefined],
    [{ vmSize: "Standard_DS2_v2", osDiskType: "Ephemeral", osDiskSizeGB: UNKNOWN }, undefined], [{ vmSize: "Standard_D4s_v3", osDiskType: "Ephemeral" }, undefined],
    [{ upgradeSettings: { drainTimeoutInMinutes: 0 } }, "upgradeSettings.drainTimeoutInMinutes"], [{ upgradeSettings: { drainTimeoutInMinutes: 1441 } }, "upgradeSettings.drainTimeoutInMinutes"],
    [{ upgradeSettings: { nodeSoakDurationInMinutes: 31 } }, "upgradeSettings.nodeSoakDurationInMinutes"], [{ upgradeSettings: { maxSurge: "0" } }, "upgradeSettings.maxSurge"],
    [{ upgradeSettings: { maxSurge: "0%", maxUnavailable: 0 } }, "upgradeSettings.maxSurge"], [{ upgradeSettings: { maxSurge: "0", maxUnavailable: "5%" } }, undefined],
    [{ osType: "windows", osSKU: "Ubuntu" }, "osSKU"], [{ osSKU: "Windows2022" }, "osSKU"], [{ osType: "WINDOWS", osSKU: "Windows2022" }, undefined],
  ])("%j", (inputs, refused) => {
    expect(found("pool-setting-refused", pool(inputs)).map(([path]) => path)).toEqual(refused === undefined ? [] : [`inputs.${refused}`]);
  });

  test("that are not known are named", () => {
    expect(doubts("pool-setting-refused", pool({ osDiskType: UNKNOWN, upgradeSettings: UNKNOWN }))).toEqual(["inputs.osDiskType", "inputs.upgradeSettings"]);
    // The pages give 100 GiB and 128.
    expect(doubts("pool-setting-refused", pool({ vmSize: "Standard_D4s_v3", osDiskType: "Ephemeral" }))).toEqual(["inputs.osDiskType"]);
    expect(doubts("pool-setting-refused", pool({ vmSize: "Standard_D4ds_v5", osDiskType: "Ephemeral" }))).toEqual([]);
  });

  test("of machines too small for their mode", () => {
    const size = (vmSize: string, mode?: string) => found("vm-size-too-small", pool({ vmSize, mode })).length;
    expect([size("Standard_B1ms"), size("Standard_DS1_v2", "User"), size("Standard_A2_v2", "system"), size("Standard_B1s", "System"), size("Standard_Unheard_v9", "System")]).toEqual([1, 1, 0, 1, 0]);
  });
});

describe("system pools", () => {
  test("of few vCPU or of burstable machines are advised against", () => {
    const size = (vmSize: string, mode = "System") => found("small-system-pool", pool({ vmSize, mode })).map(([, message]) => message);
    expect(size("Standard_B2ms")).toEqual(["pool example is a system pool of Standard_B2ms: 2 vCPU where 4 are advised, and burstable machines, which slow down under load"]);
    expect([size("Standard_B4ms").length, size("Standard_D4s_v5").length, size("Standard_B2ms", "User").length]).toEqual([1, 0, 0]);
  });

  test("of one node are advised against, autoscaled or not", () => {
    const count = (inputs: PlanObject) => found("few-system-nodes", pool({ mode: "System", ...inputs })).map(([path]) => path);
    expect([count({ count: 1 }), count({ count: 3, enableAutoScaling: true, minCount: 1, maxCount: 5 }), count({ count: 2 }), count({ count: UNKNOWN })]).toEqual([["inputs.count"], ["inputs.minCount"], [], []]);
    // Azure's default is one.
    expect([count({}), count({ enableAutoScaling: true }), count({ enableAutoScaling: UNKNOWN }), count({ type: "VirtualMachines" })]).toEqual([["inputs.count"], [], [], []]);
  });

  test("are refused of spot machines, without a node, and with nodes that may be unavailable", () => {
    const paths = (inputs: PlanObject) => found("system-pool-refused", pool({ mode: "system", ...inputs })).map(([path]) => path);
    expect([paths({ scaleSetPriority: "spot" }), paths({ count: 0 }), paths({ count: 1, enableAutoScaling: true, minCount: 0 }), paths({ upgradeSettings: { maxUnavailable: "1" } }), paths({ count: 0, mode: "User" })])
      .toEqual([["inputs.scaleSetPriority"], ["inputs.count"], ["inputs.minCount"], ["inputs.upgradeSettings.maxUnavailable"], []]);
  });

  test("take no taint but their own, and those that only prefer", () => {
    const taints = (mode: string, nodeTaints: PlanObject["a"]) => found("system-pool-taint", pool({ mode, nodeTaints })).map(([, message]) => message);
    expect(taints("system", ["a=b:NoExecute", "CriticalAddonsOnly=true:NoSchedule", "c:NoSchedule"])).toEqual([expect.stringContaining("refuses its taint a=b:NoExecute, c:NoSchedule")]);
    expect([taints("User", ["a=b:NoExecute"]), taints("System", ["a=b:PreferNoSchedule"]), taints("System", UNKNOWN)]).toEqual([[], [], []]);
  });

  test("are missing only where every pool is known not to be one", () => {
    const modes = (...all: readonly PlanObject[]) => plan([CLUSTER, { resourceName: "aks", agentPoolProfiles: all.map((each, index) => ({ name: `p${index}`, ...each })) }]);
    expect(found("cluster-without-system-pool", modes({ mode: "User" }))).toEqual([["inputs.agentPoolProfiles", "cluster aks has no system pool, and a cluster has one at all times"]]);
    expect(found("cluster-without-system-pool", modes({ mode: "User" }, {}))).toHaveLength(1);
    for (const others of [[{ mode: "User" }, { mode: "System" }], [{}, { mode: "system" }], [{ mode: UNKNOWN }], []]) expect(found("cluster-without-system-pool", modes(...others))).toEqual([]);
    expect(doubts("system-pool-refused", modes({ mode: UNKNOWN }))).toEqual(["inputs.agentPoolProfiles[0].mode"]);
  });
});

test("the way out keeps to its bounds", () => {
  const out = (networkProfile: PlanObject) => found("outbound-setting-refused", plan([CLUSTER, { networkProfile }])).map(([path]) => path);
  expect(out({ loadBalancerProfile: { idleTimeoutInMinutes: 121, allocatedOutboundPorts: 1001, managedOutboundIPs: { count: 0 } }, natGatewayProfile: { managedOutboundIPProfile: { count: 17 } } })).toEqual([
    "inputs.networkProfile.loadBalancerProfile.allocatedOutboundPorts", "inputs.networkProfile.loadBalancerProfile.idleTimeoutInMinutes",
    "inputs.networkProfile.loadBalancerProfile.managedOutboundIPs.count", "inputs.networkProfile.natGatewayProfile.managedOutboundIPProfile.count",
  ]);
  expect(doubts("outbound-setting-refused", plan([CLUSTER, { networkProfile: { loadBalancerProfile: { idleTimeoutInMinutes: UNKNOWN } } }]))).toEqual(["inputs.networkProfile.loadBalancerProfile.idleTimeoutInMinutes"]);
});

test("settings are read whatever the case of their letters", () => {
  const scenario: Scenario = { networkProfile: { networkPlugin: "Azure", networkPluginMode: "Overlay", outboundType: "LoadBalancer" }, pool: { osType: "linux", mode: "system" } };
  const { analyses } = analyse(sortingPlan(scenario));
  expect([analyses.clusters[0]?.network, analyses.clusters[0]?.outboundType, analyses.pools[0]?.mode, analyses.pools[0]?.osType]).toEqual(["azure-cni-overlay", "loadBalancer", "System", "Linux"]);
});
