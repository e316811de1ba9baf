import { describe, expect, it } from "@jest/globals";
import { movedByAzure } from "../../infra/cluster-profiles";
import { MaintenanceWindows, type Schedule, type WindowArgs } from "../../infra/maintenance-windows";
import anatomy from "../../index";
import { onMocks, only } from "../mocks";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

const window = (schedule: Schedule): WindowArgs => ({ schedule, start: "02:30", utcOffset: "-04:00", hours: 6 });
const cluster = { resourceGroupName: "rg", clusterName: "aks" };

describe("maintenance windows", () => {
  it.each<readonly [Schedule, Tree]>([
    [{ kind: "daily", interval: 3 }, { daily: { intervalDays: 3 } }],
    [{ kind: "weekly", day: "Sunday", interval: 2 }, { weekly: { intervalWeeks: 2, dayOfWeek: "Sunday" } }],
    [{ kind: "monthly", dayOfMonth: 15, interval: 1 }, { absoluteMonthly: { intervalMonths: 1, dayOfMonth: 15 } }],
    [{ kind: "monthly-weekday", week: "Last", day: "Friday", interval: 6 }, { relativeMonthly: { intervalMonths: 6, weekIndex: "Last", dayOfWeek: "Friday" } }],
  ])("open by the schedule %j", async (schedule, inputs) => {
    const resources = await onMocks(() => new MaintenanceWindows("m", { ...cluster, cluster: window(schedule) }));
    expect(resources).toHaveLength(1);
    expect(only(resources, ":MaintenanceConfiguration").inputs).toEqual({
      resourceGroupName: "rg", resourceName: "aks", configName: "aksManagedAutoUpgradeSchedule",
      maintenanceWindow: { schedule: inputs, startTime: "02:30", utcOffset: "-04:00", durationHours: 6 },
    });
  });

  it("are of the cluster, of the nodes, or both, each under the name that Azure knows", async () => {
    const [weekly, daily] = [window({ kind: "weekly", day: "Sunday", interval: 1 }), window({ kind: "daily", interval: 1 })];
    const names = async (args: object) => (await onMocks(() => new MaintenanceWindows("m", { ...cluster, ...args }))).map(({ inputs }) => [inputs["configName"], Object.keys((inputs["maintenanceWindow"] as { schedule: object }).schedule)]);
    expect(await names({ cluster: weekly, nodeOs: daily })).toEqual([["aksManagedAutoUpgradeSchedule", ["weekly"]], ["aksManagedNodeOSUpgradeSchedule", ["daily"]]]);
    expect(await names({ nodeOs: daily })).toEqual([["aksManagedNodeOSUpgradeSchedule", ["daily"]]]);
    expect(await names({})).toEqual([]);
  });
});

describe("the program with upgrades", () => {
  const run = (upgrades: Tree | undefined) => onMocks(() => anatomy(), { config: asValues(withValue(stackTree("dev"), ["cluster", "upgrades"], upgrades)) });

  it("says nothing of channels and declares no window where nothing is chosen", async () => {
    const resources = await run(undefined);
    expect(only(resources, ":ManagedCluster").inputs).not.toHaveProperty("autoUpgradeProfile");
    expect(resources.filter(({ type }) => type.endsWith(":MaintenanceConfiguration"))).toEqual([]);
  });

  it("hands both channels to the cluster, and each window to its schedule", async () => {
    const resources = await run({
      channel: "patch", nodeOsChannel: "SecurityPatch",
      window: { schedule: { kind: "weekly", day: "Sunday" }, start: "02:00" }, nodeOsWindow: { schedule: { kind: "daily" }, start: "01:00", hours: 8 },
    });
    expect(only(resources, ":ManagedCluster").inputs).toMatchObject({ kubernetesVersion: "1.36", autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "SecurityPatch" } });
    expect(only(resources, ":MaintenanceConfiguration", "cluster-upgrades").inputs).toMatchObject({ configName: "aksManagedAutoUpgradeSchedule", resourceName: "aks-hogwarts-dev", maintenanceWindow: { schedule: { weekly: { intervalWeeks: 1, dayOfWeek: "Sunday" } }, startTime: "02:00", utcOffset: "+00:00", durationHours: 4 } });
    expect(only(resources, ":MaintenanceConfiguration", "node-os-updates").inputs).toMatchObject({ configName: "aksManagedNodeOSUpgradeSchedule", maintenanceWindow: { schedule: { daily: { intervalDays: 1 } }, startTime: "01:00", durationHours: 8 } });
  });
});

describe("the declared version", () => {
  it("is kept out of comparisons only where the channel moves minor versions", () => {
    const moved = (channel: "none" | "patch" | "stable" | "rapid" | "node-image") => movedByAzure({ channel, nodeOsChannel: "NodeImage" });
    expect([moved("stable"), moved("rapid")]).toEqual([["kubernetesVersion"], ["kubernetesVersion"]]);
    expect([moved("none"), moved("patch"), moved("node-image"), movedByAzure(undefined)]).toEqual([[], [], [], []]);
  });
});
