import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import type { PoolStep, UpgradeStep } from "../../../planner/model/upgrade-results";
import { PlanBuilder, predicted, UNKNOWN } from "../plan-builder";
import { preview, read, step } from "../preview/previews";
import { sortingPlan, type Scenario } from "../sorting-plan";

const POOL = "azure-native:containerservice:AgentPool";
const WINDOW = "azure-native:containerservice:MaintenanceConfiguration";

const planOf = (scenario: Scenario = {}) => analyse(sortingPlan(scenario));
const nameOf = (each: UpgradeStep): string | undefined => (each.at === "pool" ? each.pool : each.at);
const upgradeOf = (scenario: Scenario = {}) => planOf(scenario).analyses.upgrade[0]!;
const pool = (inputs: PlanObject, more: Scenario = {}): PoolStep => upgradeOf({ ...more, pool: inputs }).steps.find((each): each is PoolStep => each.at === "pool")!;
const settings = (upgradeSettings: PlanValue, more: PlanObject = {}): PoolStep => pool({ mode: "User", upgradeSettings, ...more });
const channel = (upgradeChannel: PlanValue, more: PlanObject = {}): PlanObject => ({ autoUpgradeProfile: { upgradeChannel }, ...more });
const extra = (...pools: readonly PlanObject[]): Scenario["more"] => builder => pools.forEach((inputs, index) => builder.add(POOL, `extra${index}`, { resourceName: "aks-example", resourceGroupName: "rg-example", agentPoolName: `extra${index}`, ...inputs }));

describe("an upgrade", () => {
  test("takes the control plane first, then each pool", () => {
    expect(upgradeOf({ more: extra({ count: 1, maxPods: 30 }, { count: 2, maxPods: 30 }) }).steps.map(nameOf)).toEqual(["control-plane", "system", "extra0", "extra1"]);
  });

  test("of a cluster without a known pool is undecided", () => {
    expect(upgradeOf({ cluster: { agentPoolProfiles: UNKNOWN } })).toMatchObject({ steps: [{ at: "control-plane" }], verdict: "undecided" });
  });

  test("of two clusters is one each, with its own pools", () => {
    const plan = new PlanBuilder();
    for (const name of ["one", "two"]) plan.add("azure-native:containerservice:ManagedCluster", name, { resourceName: name, agentPoolProfiles: [{ name: `${name}pool`, count: 1 }] });
    expect(analyse(plan.build()).analyses.upgrade.map(({ steps }) => steps.map(nameOf))).toEqual([["control-plane", "onepool"], ["control-plane", "twopool"]]);
  });

  test("is planned from a preview document too", () => {
    const type = "azure-native:containerservice:ManagedCluster";
    const plan = analyse(read(preview([step("shop", { resourceName: "shop", kubernetesVersion: "1.36", agentPoolProfiles: [{ name: "first", count: 2, mode: "System" }] }, { type })])));
    expect(plan.analyses.upgrade).toMatchObject([{ kubernetesVersion: "1.36", steps: [{ at: "control-plane" }, { at: "pool", pool: "first", now: { nodes: 2, rounds: 2 } }] }]);
  });
});

describe("from a version that AKS supports no longer", () => {
  const first = (cluster: PlanObject) => { const { steps: [step], verdict } = upgradeOf({ cluster }); return step?.at === "control-plane" ? [step.verdict, step.reason, verdict] : []; };
  const LTS = { supportPlan: "AKSLongTermSupport", sku: { name: "Base", tier: "Premium" } };
  const UNSURE = "AKS upgrades from 1.26.3 without any guarantee: its support has ended";

  test("nothing shows the way on", () => {
    expect(first({ kubernetesVersion: "1.26.3" })).toEqual(["undecided", UNSURE, "undecided"]);
    expect(first({ kubernetesVersion: "1.26.3", ...channel("patch") })).toEqual(["undecided", UNSURE, "undecided"]);
    expect(first({ kubernetesVersion: "1.31", supportPlan: UNKNOWN })[1]).toMatch(/^without long-term support, which is not known, AKS/);
  });

  test("it goes on within platform support, under long-term support, and where the channel has taken it along", () => {
    for (const cluster of [{ kubernetesVersion: "1.33" }, { kubernetesVersion: "1.31", ...LTS }, { kubernetesVersion: "1.26", ...channel("stable") }, { kubernetesVersion: "1.40" }, {}]) expect(first(cluster)[0]).toBe("proven");
    expect(first({ kubernetesVersion: "1.32" })[0]).toBe("undecided");
  });
});

describe("what begins it", () => {
  test.each<[string, PlanObject, PlanObject | undefined, string, string]>([
    ["nothing declared", {}, { value: "none", byDefault: true }, "declared-version", "command"], ["channel none", channel("none"), { value: "none", byDefault: false }, "declared-version", "command"],
    ["channel patch", channel("patch"), { value: "patch", byDefault: false }, "channel", "channel"], ["channel rapid", channel("rapid"), { value: "rapid", byDefault: false }, "channel", "channel"],
    ["channel stable", channel("stable"), { value: "stable", byDefault: false }, "channel", "channel"], ["channel node-image", channel("node-image"), { value: "node-image", byDefault: false }, "declared-version", "command"],
    ["a channel that is not known", channel(UNKNOWN), undefined, "undecided", "undecided"], ["a profile that is not known", { autoUpgradeProfile: UNKNOWN }, undefined, "undecided", "undecided"],
    ["a channel that there is not", channel("weekly"), { value: "weekly", byDefault: false }, "undecided", "undecided"],
  ])("%s", (_, cluster, chosen, controlPlane, begins) => {
    const plan = upgradeOf({ cluster });
    expect(plan.channel).toEqual(chosen);
    expect(plan.steps.map(({ begins: by }) => by)).toEqual([controlPlane, begins]);
    expect(plan.verdict).toBe(begins === "undecided" ? "undecided" : "proven");
  });

  test("is a command where changes of the declared version are ignored", () => {
    const recorded = sortingPlan();
    const resources = recorded.resources.map(each => (each.type.endsWith(":ManagedCluster") ? { ...each, options: { ignoreChanges: ["kubernetesVersion"] } } : each));
    expect(analyse({ ...recorded, resources }).analyses.upgrade[0]?.steps[0]?.begins).toBe("command");
  });

  test("is a pool's own version where it declares one, and not known where that is not", () => {
    expect([pool({ orchestratorVersion: "1.36" }).begins, pool({ orchestratorVersion: UNKNOWN }).begins]).toEqual(["declared-version", "undecided"]);
  });

  test("of node images is Azure's default where nothing is declared", () => {
    expect([upgradeOf().nodeOsChannel, upgradeOf({ cluster: { autoUpgradeProfile: { nodeOSUpgradeChannel: "None" } } }).nodeOsChannel, upgradeOf({ cluster: { autoUpgradeProfile: { nodeOSUpgradeChannel: UNKNOWN } } }).nodeOsChannel])
      .toEqual([{ value: "NodeImage", byDefault: true }, { value: "None", byDefault: false }, undefined]);
  });
});

describe("a maintenance window", () => {
  const windows = (configName: PlanValue, profile: PlanObject, resourceName: PlanValue = "aks-example") => upgradeOf({
    cluster: { autoUpgradeProfile: profile }, more: builder => builder.add(WINDOW, "window", { resourceGroupName: "rg-example", resourceName, configName }),
  }).windows.map(({ of, used }) => [of, used]);

  test.each<[string, string, PlanObject, string, boolean | undefined]>([
    ["of the cluster with a channel", "aksManagedAutoUpgradeSchedule", { upgradeChannel: "patch" }, "cluster", true], ["of the cluster with node images alone", "aksManagedAutoUpgradeSchedule", { upgradeChannel: "node-image" }, "cluster", true],
    ["of the cluster without a channel", "aksManagedAutoUpgradeSchedule", { upgradeChannel: "none" }, "cluster", false], ["of the cluster with a channel that is not known", "aksManagedAutoUpgradeSchedule", { upgradeChannel: UNKNOWN }, "cluster", undefined],
    ["of the nodes' system", "aksManagedNodeOSUpgradeSchedule", { nodeOSUpgradeChannel: "SecurityPatch" }, "node-os", true], ["of the nodes' system that keeps to none", "aksManagedNodeOSUpgradeSchedule", { nodeOSUpgradeChannel: "Unmanaged" }, "node-os", false],
    ["of the nodes' system that is not known", "aksManagedNodeOSUpgradeSchedule", { nodeOSUpgradeChannel: UNKNOWN }, "node-os", undefined], ["of AKS's own releases", "default", {}, "releases", true],
  ])("%s", (_, name, profile, of, used) => {
    expect(windows(name, profile)).toEqual([[of, used]]);
  });

  test("of another name, of none and of another cluster is none of these", () => {
    expect([windows("mine", {}), windows(UNKNOWN, {}), windows("toString", {}), windows("default", {}, "other")]).toEqual([[], [], [], []]);
  });
});

describe("a pool", () => {
  test("goes through its nodes in rounds, and waits at most for the timeouts of all", () => {
    expect(settings({ maxSurge: "2", drainTimeoutInMinutes: 45, nodeSoakDurationInMinutes: 5 })).toMatchObject({
      method: "surge", drainTimeoutMinutes: 45, nodeSoakMinutes: 5, now: { nodes: 3, surgeNodes: 2, atOnce: 2, rounds: 2, waitsAtMostMinutes: 100 }, verdict: "proven",
    });
  });

  test("that says nothing has Azure's defaults: one node of ten, half an hour, no soak", () => {
    expect(settings(null, { count: 11, maxPods: 10 })).toMatchObject({ maxSurge: "10%", maxUnavailable: "0", drainTimeoutMinutes: 30, nodeSoakMinutes: 0, undrainableNodes: "Schedule", now: { atOnce: 2, rounds: 6, waitsAtMostMinutes: 180 } });
  });

  test("never adds more nodes than it has", () => {
    expect(settings({ maxSurge: "5" }).now).toMatchObject({ surgeNodes: 3, rounds: 1 });
  });

  test("that takes nodes out adds none, and needs no address", () => {
    expect(settings({ maxSurge: "0", maxUnavailable: "34%" })).toMatchObject({ method: "in-place", now: { surgeNodes: 0, atOnce: 2, rounds: 2, addresses: [] }, verdict: "proven" });
  });

  test("that may do either adds nodes first", () => {
    expect(settings({ maxSurge: "1", maxUnavailable: "2" })).toMatchObject({ method: "surge-then-in-place", now: { surgeNodes: 1, atOnce: 1, rounds: 3 }, verdict: "proven" });
  });

  test("of spot machines has neither surge nor drain", () => {
    const spot = pool({ scaleSetPriority: "Spot", upgradeSettings: null });
    expect(spot).toMatchObject({ method: "eviction", verdict: "proven" });
    expect([spot.now, spot.maxSurge, spot.drainTimeoutMinutes]).toEqual([undefined, undefined, undefined]);
  });

  test("without nodes has nothing to do", () => {
    expect(settings({ maxSurge: "1" }, { count: 0 })).toMatchObject({ now: { nodes: 0, rounds: 0, waitsAtMostMinutes: 0 }, verdict: "proven" });
  });

  test("that scales is planned at its largest as well", () => {
    const scaled = { enableAutoScaling: true, minCount: 3, maxCount: 6, maxPods: 30 };
    expect(settings({ maxSurge: "50%" }, scaled)).toMatchObject({ now: { nodes: 3, surgeNodes: 2 }, atMost: { nodes: 6, surgeNodes: 3, rounds: 2, waitsAtMostMinutes: 60 } });
    expect(settings({ maxSurge: "50%" }, { ...scaled, maxCount: 3 }).atMost).toBeUndefined();
    expect(settings({ maxSurge: "0", maxUnavailable: "1" }, { ...scaled, maxCount: UNKNOWN })).toMatchObject({ verdict: "undecided", about: "size" });
  });

  test("that is about to leave is said to be so", () => {
    expect([pool({ nodeTaints: ["aks-anatomy/retiring=true:PreferNoSchedule"] }).retiring, pool({}).retiring]).toEqual([true, undefined]);
  });

  test.each<[string, PlanObject, Pick<PoolStep, "verdict" | "about">]>([
    ["takes no node at all", { mode: "User", upgradeSettings: { maxSurge: "0" } }, { verdict: "broken", about: "settings" }],
    ["is a system pool that takes nodes out", { mode: "System", upgradeSettings: { maxSurge: "0", maxUnavailable: "1" } }, { verdict: "broken", about: "settings" }],
    ["has more nodes with surge than a pool may have", { count: 990, upgradeSettings: { maxSurge: "11" } }, { verdict: "broken", about: "size" }],
    ["has a surge that is not known", { upgradeSettings: { maxSurge: UNKNOWN } }, { verdict: "undecided", about: "settings" }],
    ["has a surge that is none", { upgradeSettings: { maxSurge: "many" } }, { verdict: "undecided", about: "settings" }],
    ["has settings that are not known", { upgradeSettings: UNKNOWN }, { verdict: "undecided", about: "settings" }],
    ["has a priority that is not known", { scaleSetPriority: UNKNOWN }, { verdict: "undecided", about: "settings" }],
    ["has a number of nodes that is not known", { count: UNKNOWN }, { verdict: "undecided", about: "size" }],
    ["has a version that is not known", { orchestratorVersion: UNKNOWN }, { verdict: "undecided", about: "beginning" }],
    ["is newer than the control plane", { orchestratorVersion: "1.37" }, { verdict: "broken", about: "version" }],
    ["is too far behind the control plane", { orchestratorVersion: "1.32" }, { verdict: "broken", about: "version" }],
    ["has a version that is none", { orchestratorVersion: "latest" }, { verdict: "undecided", about: "version" }],
  ])("that %s", (_, inputs, expected) => {
    expect(pool(inputs)).toMatchObject(expected);
  });

  test("that is three minor versions behind still goes", () => {
    expect(pool({ orchestratorVersion: "1.33" })).toMatchObject({ verdict: "proven", kubernetesVersion: "1.33" });
  });

  test("that is newer than what the control plane began with is undecided where a channel has moved that on", () => {
    const newer = (upgradeChannel: string, version: string) => pool({ orchestratorVersion: version }, { cluster: channel(upgradeChannel, { kubernetesVersion: "1.36.1" }) }).verdict;
    expect([newer("none", "1.37"), newer("stable", "1.37"), newer("patch", "1.37"), newer("patch", "1.36.2"), newer("none", "1.36.2")]).toEqual(["broken", "undecided", "broken", "undecided", "broken"]);
  });

  test("below a control plane whose version is not known is undecided", () => {
    expect(pool({ orchestratorVersion: "1.36" }, { cluster: { kubernetesVersion: UNKNOWN } })).toMatchObject({ verdict: "undecided", about: "version" });
  });

  test("that waits for a time that is not known has no bound, and goes", () => {
    const waiting = settings({ drainTimeoutInMinutes: UNKNOWN });
    expect([waiting.now?.waitsAtMostMinutes, waiting.verdict]).toEqual([undefined, "proven"]);
  });
});

describe("the surge", () => {
  test("takes a node's addresses of its subnet", () => {
    expect(settings({ maxSurge: "2" }).now?.addresses).toEqual([expect.objectContaining({ of: "nodes", name: "aks", taken: 62, left: 158, verdict: "fits" })]);
  });

  test("takes an address and a block of the pod range where pods have a range", () => {
    const overlay: Scenario = { networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay", podCidr: "10.244.0.0/22" } };
    expect(pool({}, overlay).now?.addresses).toMatchObject([{ of: "nodes", taken: 1, verdict: "fits" }, { of: "pod-range", name: "10.244.0.0/22", taken: 1, left: 1, verdict: "fits" }]);
    expect(pool({ upgradeSettings: { maxSurge: "2" } }, overlay)).toMatchObject({ verdict: "broken", about: "addresses" });
  });

  test("that its subnet does not hold stops it, and one address more lets it go", () => {
    // 3 × 31 are taken of a /25 with 123 addresses: 30 are left, one too few.
    expect(pool({}, { aksPrefix: "10.240.0.0/25" })).toMatchObject({ verdict: "broken", about: "addresses", reason: "its surge takes 31 of aks, where 30 are left" });
    expect(pool({ maxPods: 29 }, { aksPrefix: "10.240.0.0/25" }).verdict).toBe("proven");
  });

  test("of a subnet whose prefix is not known is undecided", () => {
    expect(pool({}, { aksPrefix: UNKNOWN })).toMatchObject({ verdict: "undecided", about: "addresses" });
  });

  test("of a network model that is not known is undecided", () => {
    expect(pool({ maxPods: null }, { networkProfile: { networkPlugin: UNKNOWN } })).toMatchObject({ verdict: "undecided", about: "addresses" });
  });

  describe("of two clusters whose pools have one name", () => {
    const CLUSTER = "azure-native:containerservice:ManagedCluster";
    const second = (agentPool: PlanObject): Scenario["more"] => (plan, { aks }) => plan.add(CLUSTER, "z-second", {
      resourceName: "aks-second", resourceGroupName: "rg-example", networkProfile: { networkPlugin: "azure" }, agentPoolProfiles: [{ name: "system", mode: "System", upgradeSettings: { maxSurge: "1" }, ...agentPool }],
    }, { dependencies: [aks], propertyDependencies: { agentPoolProfiles: [aks] } });
    const subnet = predicted("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-example/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/aks");
    const surges = (scenario: Scenario) => planOf(scenario).analyses.upgrade.map(({ steps }) => steps.flatMap(each => (each.at === "pool" ? [each.now?.addresses.map(({ name, taken, left, verdict }) => [name, taken, left, verdict])] : [])));

    test("takes its own pool's addresses of the subnet that they share", () => {
      // 251 can be had; 3 × 31 and 1 × 121 are taken, 37 are left: a node of the first fits, one of the second does not.
      const shared: Scenario = { more: second({ count: 1, maxPods: 120, vnetSubnetID: subnet }) };
      expect(surges(shared)).toEqual([[[["aks", 31, 37, "fits"]]], [[["aks", 121, 37, "short"]]]]);
      expect(planOf(shared).analyses.ipPlan.subnets.find(({ name }) => name === "aks")?.pools.map(({ cluster }) => cluster?.split("::").at(-1))).toEqual(["cluster", "z-second"]);
    });

    test("is not counted by the other's where its own is not known", () => {
      expect(surges({ more: second({ count: 1, maxPods: UNKNOWN, vnetSubnetID: subnet }) })).toEqual([[[["aks", 31, undefined, "undecided"]]], [[]]]);
    });

    test("takes addresses of its own where AKS makes both subnets", () => {
      const plan = analyse(sortingPlan({ pool: { vnetSubnetID: null }, more: second({ count: 5, maxPods: 60 }) }));
      expect(plan.analyses.ipPlan.subnets.filter(({ origin }) => origin === "managed").map(({ cluster }) => cluster?.split("::").at(-1))).toEqual(["cluster", "z-second"]);
      expect(plan.analyses.upgrade.map(({ steps }) => steps.flatMap(each => (each.at === "pool" ? each.now?.addresses.map(({ taken }) => taken) : [])))).toEqual([[31], [61]]);
    });
  });

  test("of one cluster does not say whose the budgets are", () => {
    const { subnets } = planOf({ pool: { vnetSubnetID: null } }).analyses.ipPlan;
    expect(subnets.flatMap(({ cluster, pools }) => [cluster, ...pools.map(each => each.cluster)]).filter(each => each !== undefined)).toEqual([]);
  });

  test("at the largest of all pools is undecided where that is more than one pool's turn", () => {
    const grown = pool({ enableAutoScaling: true, count: 3, minCount: 3, maxCount: 9 });
    expect(grown).toMatchObject({ verdict: "undecided", about: "addresses", now: { addresses: [{ verdict: "fits" }] }, atMost: { addresses: [{ verdict: "short" }] } });
  });
});

test("findings of pools that cannot be upgraded name their place, and leave addresses to the rule on them", () => {
  const rules = (scenario: Scenario) => planOf(scenario).findings.filter(({ rule }) => rule === "stuck-upgrade").map(({ path, severity }) => [path, severity]);
  expect(rules({ pool: { orchestratorVersion: "1.37" } })).toEqual([["inputs.agentPoolProfiles[0].orchestratorVersion", "error"]]);
  expect(rules({ more: extra({ count: 1, mode: "System", upgradeSettings: { maxSurge: "0", maxUnavailable: "1" } }) })).toEqual([["inputs.upgradeSettings", "error"]]);
  expect(rules({ aksPrefix: "10.240.0.0/25" })).toEqual([]);
});

test("a pool that may take no node at all is found once, where it is refused", () => {
  const plan = planOf({ more: extra({ count: 1, mode: "User", upgradeSettings: { maxSurge: "0" } }) });
  expect(plan.findings.filter(({ severity }) => severity === "error").map(({ rule, path }) => [rule, path])).toEqual([["pool-setting-refused", "inputs.upgradeSettings.maxSurge"]]);
});
