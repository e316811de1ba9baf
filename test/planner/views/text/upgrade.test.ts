import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../../planner/model/plan";
import { print } from "../../../../planner/views/text/print";
import { durationText, upgradeLines } from "../../../../planner/views/text/upgrade";
import { UNKNOWN } from "../../plan-builder";
import { sortingPlan, type Scenario } from "../../sorting-plan";

const textOf = (scenario: Scenario = {}): string => print(upgradeLines(analyse(sortingPlan(scenario))), false);
const profile = (upgradeChannel: PlanValue, nodeOSUpgradeChannel?: PlanValue): PlanObject => ({ autoUpgradeProfile: { upgradeChannel, ...(nodeOSUpgradeChannel !== undefined && { nodeOSUpgradeChannel }) } });
const window = (configName: string, maintenanceWindow?: PlanObject): Scenario["more"] => builder => builder.add(
  "azure-native:containerservice:MaintenanceConfiguration", configName, { resourceGroupName: "rg-example", resourceName: "aks-example", configName, maintenanceWindow });
const pool = (inputs: PlanObject): Scenario["more"] => builder => builder.add("azure-native:containerservice:AgentPool", "user", { resourceName: "aks-example", resourceGroupName: "rg-example", agentPoolName: "user", mode: "User", maxPods: 30, vnetSubnetID: AKS, ...inputs });
const AKS = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-example/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/aks";
const SUNDAY = { schedule: { weekly: { intervalWeeks: 1, dayOfWeek: "Sunday" } }, startTime: "02:00", durationHours: 6 };

describe("the section of an upgrade", () => {
  test("says what begins it, the steps in order, and how long it may wait", () => {
    expect(textOf()).toMatchInlineSnapshot(`
"Upgrade of aks-example  holds
  version       by hand: channel none (Azure's default)
  node images   channel NodeImage (Azure's default): AKS renews the pools, at any time
  1  control plane  1.36; first, by another kubernetesVersion in the configuration
                  nodes  at once  rounds  waits at most  surge takes
  2  pool system      3  1 more        3     1 h 30 min  31 of aks
  then          az aks nodepool upgrade for each pool, which keeps its version until then
  waits         drain timeouts and soaks alone, the most with the whole surge; no prediction
"
`);
  });

  test("takes the lines of its pools together", () => {
    expect(textOf({ more: pool({ count: 3, enableAutoScaling: true, minCount: 3, maxCount: 4, nodeTaints: ["aks-anatomy/retiring=true:NoSchedule"], upgradeSettings: { maxSurge: "1", undrainableNodeBehavior: "Cordon" } }), aksPrefix: "10.240.0.0/22" })).toMatchInlineSnapshot(`
"Upgrade of aks-example  holds
  version       by hand: channel none (Azure's default)
  node images   channel NodeImage (Azure's default): AKS renews the pools, at any time
  1  control plane  1.36; first, by another kubernetesVersion in the configuration
                       nodes  at once  rounds  waits at most  surge takes
  2  pool system           3  1 more        3     1 h 30 min  31 of aks
  3  pool user             3  1 more        3     1 h 30 min  31 of aks
       at its largest      4  1 more        4            2 h  31 of aks
  then          az aks nodepool upgrade for each pool, which keeps its version until then
  before        drain and remove what is retiring, which is upgraded otherwise: user
  cannot drain  the node stays closed beside its substitute: user
  order         one pool after the other; which comes first Azure does not document
  waits         drain timeouts and soaks alone, the most with the whole surge; no prediction
"
`);
  });

  test.each<[string, Scenario, RegExp]>([
    ["a channel's window", { cluster: profile("patch"), more: window("aksManagedAutoUpgradeSchedule", SUNDAY) }, /version +channel patch: AKS to the newest patch of 1\.36, every week on Sunday, from 02:00\n +UTC\+00:00, 6 hours\n/],
    ["a channel without a window", { cluster: profile("stable") }, /channel stable: AKS beyond 1\.36, which is where it began, to newer minor versions,\n +at any time\n/],
    ["a window without a channel", { cluster: profile("none"), more: window("aksManagedAutoUpgradeSchedule", SUNDAY) }, /by hand: channel none; its window begins nothing\n/],
    ["a window that says nothing", { cluster: profile("patch"), more: window("aksManagedAutoUpgradeSchedule") }, /newest patch of 1\.36, in its window\n/],
    ["channel node-image", { cluster: profile("node-image") }, /by hand: channel node-image brings node images alone, at any time\n/],
    ["a channel that is not known", { cluster: profile(UNKNOWN, UNKNOWN) }, /the channel is not known\n +node images +the node OS channel is not known\n/],
    ["a channel that there is not", { cluster: profile("weekly") }, /channel weekly is not one that is known\n/],
    ["patches of the nodes", { cluster: profile("none", "SecurityPatch"), more: window("aksManagedNodeOSUpgradeSchedule", SUNDAY) }, /channel SecurityPatch: AKS patches the nodes, every week on Sunday/],
    ["patches by the nodes", { cluster: profile("none", "Unmanaged") }, /channel Unmanaged: the nodes' own system patches itself, in no window\n/],
    ["no patches", { cluster: profile("none", "None") }, /channel None: nothing by itself\n/],
    ["a step by the channel", { cluster: profile("rapid") }, /1 {2}control plane {2}1\.36; first, by the channel\n/],
    ["a control plane that nothing is known of", { cluster: { ...profile(UNKNOWN), kubernetesVersion: UNKNOWN } }, /1 {2}control plane {2}first; what begins it is not known\n/],
    ["nodes that are taken out", { more: pool({ count: 2, upgradeSettings: { maxSurge: "0", maxUnavailable: "1" } }) }, /3 {2}pool user +2 {2}1 out +2 +1 h\n/],
    ["nodes of one or the other way", { more: pool({ count: 2, upgradeSettings: { maxSurge: "1", maxUnavailable: "2" } }) }, /3 {2}pool user +2 {2}1 more, or 2 out +2 +1 h {2}31 of aks\n/],
    ["a spot pool", { more: pool({ count: 2, scaleSetPriority: "Spot" }) }, /3 {2}pool user +spot: no surge, no drain\n/],
    ["a pool without nodes", { more: pool({ count: 0 }) }, /3 {2}pool user +0 +nothing to do\n/],
    ["a pool whose nodes are not known", { more: pool({ count: UNKNOWN }) }, /3 {2}pool user +not known\n[^]+ undecided +pool user: the number of its nodes is not known\n/],
    ["a pool of its own version", { more: pool({ count: 1, orchestratorVersion: "1.36" }) }, /each pool, which keeps its version until then: system\n +then +by another orchestratorVersion in the configuration: user\n/],
    ["a pool that does not go", { pool: { orchestratorVersion: "1.37" } }, /aks-example {2}broken\n[^]+ broken +pool system: its version 1\.37 is newer than the control plane's 1\.36\n/],
    ["a surge without room", { aksPrefix: "10.240.0.0/25" }, /31 of aks \(short\)\n[^]+ broken +pool system: its surge takes 31 of aks, where 30 are left\n/],
    ["a surge whose room is not known", { aksPrefix: UNKNOWN }, /31 of aks \(\?\)\n/],
    ["a wait that is not known", { pool: { upgradeSettings: { maxSurge: "1", drainTimeoutInMinutes: UNKNOWN } } }, /1 more +3 +\? {2}31 of aks\n/],
    ["a workload of one pod", { deployment: { replicas: 1 } }, / interrupted +sorting has one pod: it is away while its node is drained, until another is ready\n/],
  ])("says of %s", (_, scenario, expected) => {
    expect(textOf(scenario)).toMatch(expected);
  });

  test("counts the budgets that are more than a few", () => {
    const text = textOf({ more: (builder, { provider }) => {
      for (let index = 0; index < 8; index++) builder.add("kubernetes:policy/v1:PodDisruptionBudget", `b${index}`, { metadata: { name: `b${index}`, namespace: "hogwarts" }, spec: { maxUnavailable: 1 } }, { provider: `${provider}::id` });
    } });
    expect([text.match(/ budget /g)?.length, text.includes("… and 3 more")]).toEqual([5, true]);
  });

  test("takes no more than 100 columns", () => {
    expect(Math.max(...textOf({ cluster: profile("stable"), deployment: { replicas: 1 } }).split("\n").map(each => [...each].length))).toBeLessThanOrEqual(100);
  });
});

test.each([[0, "0 min"], [30, "30 min"], [60, "1 h"], [90, "1 h 30 min"], [1500, "25 h"]])("%i minutes are %s", (minutes, text) => {
  expect(durationText(minutes)).toBe(text);
});
