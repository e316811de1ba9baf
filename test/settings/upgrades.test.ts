import { describe, expect, it } from "@jest/globals";
import { readSettings } from "../../settings/read";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

const WINDOW = { schedule: { kind: "weekly", day: "Sunday" }, start: "02:00" };

const read = (cluster: Tree) => readSettings({
  project: "aks-anatomy", stack: "dev", imagePort: 80, values: asValues(withValue(stackTree("dev"), ["cluster"], { ...stackTree("dev")["cluster"] as Tree, ...cluster })),
});
function problemsOf(upgrades: Tree, cluster: Tree = {}) {
  const result = read({ ...cluster, upgrades });
  return "problems" in result ? result.problems : [];
}

describe("upgrades that AKS begins by itself", () => {
  it("are nothing where nothing is said, and Azure's defaults where nothing but the section stands", () => {
    expect(read({})).not.toHaveProperty("settings.cluster.upgrades");
    expect(read({ upgrades: {} })).toMatchObject({ settings: { cluster: { upgrades: { channel: "none", nodeOsChannel: "NodeImage" } } } });
  });

  it.each(["none", "patch", "stable", "rapid", "node-image"])("may follow channel %s with the minor version alone", channel => {
    expect(problemsOf({ channel })).toEqual([]);
  });

  it.each(["None", "Unmanaged", "SecurityPatch", "NodeImage"])("may keep the nodes by %s", nodeOsChannel => {
    expect(problemsOf({ nodeOsChannel })).toEqual([]);
  });

  it.each(["patch", "stable", "rapid"])("of channel %s refuse a full patch version, which the next update would ask for again", channel => {
    expect(problemsOf({ channel }, { kubernetesVersion: "1.36.1" })).toMatchObject([{ path: "cluster.kubernetesVersion", found: `"1.36.1" with channel ${channel}`, allowed: expect.stringContaining("minor version alone") as unknown, nearest: '"1.36"' }]);
  });

  it.each(["none", "node-image"])("of channel %s leave a full patch version where it is", channel => {
    expect(problemsOf({ channel }, { kubernetesVersion: "1.36.1" })).toEqual([]);
  });

  it.each(["None", "Unmanaged", "SecurityPatch"])("of channel node-image refuse node OS channel %s", nodeOsChannel => {
    expect(problemsOf({ channel: "node-image", nodeOsChannel })).toMatchObject([{ path: "cluster.upgrades.nodeOsChannel", nearest: "NodeImage" }]);
  });

  it.each(["stable", "rapid"])("refuse channel %s under long-term support, which holds a minor version", channel => {
    const longTerm = { tier: "Premium", supportPlan: "AKSLongTermSupport" };
    expect(problemsOf({ channel }, longTerm)).toMatchObject([{ path: "cluster.upgrades.channel", allowed: expect.stringMatching(/^none, patch, node-image/) as unknown, nearest: "patch" }]);
    expect(problemsOf({ channel: "patch" }, longTerm)).toEqual([]);
    expect(problemsOf({ channel }, { tier: "Premium" })).toEqual([]);
  });
});

describe("a maintenance window", () => {
  it.each([
    [{ kind: "daily" }], [{ kind: "daily", interval: 7 }],
    [{ kind: "weekly", day: "Monday", interval: 4 }],
    [{ kind: "monthly", dayOfMonth: 31, interval: 6 }],
    [{ kind: "monthly-weekday", week: "Last", day: "Friday" }],
  ])("may open by %j", schedule => {
    expect(problemsOf({ channel: "patch", window: { ...WINDOW, schedule }, nodeOsWindow: { ...WINDOW, schedule, utcOffset: "-04:30", hours: 24 } })).toEqual([]);
  });

  it("is four hours long, by UTC and every time, where nothing else is said", () => {
    expect(read({ upgrades: { channel: "patch", window: WINDOW } })).toMatchObject({ settings: { cluster: { upgrades: { window: { hours: 4, utcOffset: "+00:00", schedule: { interval: 1 } } } } } });
  });

  it.each<readonly [what: string, window: Tree, at: string, allowed: RegExp, nearest: string | undefined]>([
    ["shorter than AKS needs", { ...WINDOW, hours: 3 }, "hours", /at least 4/, "4"],
    ["longer than a day", { ...WINDOW, hours: 25 }, "hours", /at most 24/, "24"],
    ["at a time that no day has", { ...WINDOW, start: "24:00" }, "start", /"00:00" to "23:59"/, undefined],
    ["at a time that YAML read as a number", { ...WINDOW, start: 120 }, "start", /text/, '"120"'],
    ["with an offset that no place has", { ...WINDOW, utcOffset: "+15:00" }, "utcOffset", /offset from UTC/, undefined],
    ["with an offset without a sign", { ...WINDOW, utcOffset: "04:00" }, "utcOffset", /offset from UTC/, undefined],
    ["every five weeks", { ...WINDOW, schedule: { kind: "weekly", day: "Sunday", interval: 5 } }, "schedule.interval", /at most 4/, "4"],
    ["every eight days", { ...WINDOW, schedule: { kind: "daily", interval: 8 } }, "schedule.interval", /at most 7/, "7"],
    ["every seven months", { ...WINDOW, schedule: { kind: "monthly", dayOfMonth: 1, interval: 7 } }, "schedule.interval", /at most 6/, "6"],
    ["on a date that no month has", { ...WINDOW, schedule: { kind: "monthly", dayOfMonth: 32 } }, "schedule.dayOfMonth", /at most 31/, "31"],
    ["on a misspelt day", { ...WINDOW, schedule: { kind: "weekly", day: "sunday" } }, "schedule.day", /Sunday, Monday/, "Sunday"],
    ["in a fifth week", { ...WINDOW, schedule: { kind: "monthly-weekday", day: "Sunday", week: "Fifth" } }, "schedule.week", /First, Second/, undefined],
    ["by a schedule of another kind", { ...WINDOW, schedule: { kind: "weekl" } }, "schedule.kind", /daily, weekly, monthly, monthly-weekday/, "weekly"],
    ["weekly on no day", { ...WINDOW, schedule: { kind: "weekly" } }, "schedule.day", /Sunday/, undefined],
  ])("is refused %s", (_what, window, at, allowed, nearest) => {
    expect(problemsOf({ channel: "patch", window })).toMatchObject([{ path: `cluster.upgrades.window.${at}`, allowed: expect.stringMatching(allowed) as unknown, ...(nearest !== undefined && { nearest }) }]);
  });

  it("is refused without a channel, since it begins no upgrade by itself", () => {
    expect(problemsOf({ window: WINDOW })).toMatchObject([{ path: "cluster.upgrades.window", found: "a window with channel none" }]);
    expect(problemsOf({ channel: "node-image", window: WINDOW })).toEqual([]);
  });

  it.each(["None", "Unmanaged"])("of the nodes is refused with node OS channel %s, which keeps to none", nodeOsChannel => {
    expect(problemsOf({ nodeOsChannel, nodeOsWindow: WINDOW })).toMatchObject([{ path: "cluster.upgrades.nodeOsWindow", allowed: expect.stringContaining("SecurityPatch or NodeImage") as unknown }]);
    expect(problemsOf({ nodeOsChannel: "SecurityPatch", nodeOsWindow: WINDOW })).toEqual([]);
  });
});
