/** Choices that no kept stack makes, planned with the whole program: order, options, and what the plan says of them. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import { planOf, type PlanGraph } from "../planner/testing";
import { toText } from "../planner/views/text/text";
import { ROOT, stackTree, type Tree } from "./stack-config";

const planned = (stack: string, changes: Tree): Promise<PlanGraph> => planOf(stack, { cwd: ROOT, config: { cluster: { ...stackTree(stack)["cluster"] as Tree, ...changes } } });
const textOf = ({ plan }: PlanGraph): string => toText(plan, { colour: false });
const named = (plan: PlanGraph, type: string, name: string) => {
  const found = plan.find(type).find(resource => resource.name === name);
  if (!found) throw new Error(`no ${type} ${name}`);
  return found;
};

const ZONE = "privatelink.canadacentral.azmk8s.io";

describe("a private API server with a zone of our own, and patches in a window", () => {
  let plan: PlanGraph;
  beforeAll(async () => {
    plan = await planned("dev", {
      apiServer: { access: "private", privateDnsZone: "own" },
      upgrades: { channel: "patch", window: { schedule: { kind: "weekly", day: "Sunday" }, start: "02:00", utcOffset: "-04:00" }, nodeOsWindow: { schedule: { kind: "monthly-weekday", week: "Last", day: "Friday" }, start: "01:00" } },
    });
  }, 60_000);

  it("puts the zone, its link and the roles on both before the cluster", () => {
    const cluster = plan.one("ManagedCluster");
    const before = [plan.one("PrivateZone"), plan.one("VirtualNetworkLink"), named(plan, "RoleAssignment", "control-plane-writes-zone"), named(plan, "RoleAssignment", "control-plane-links-network")];
    for (const resource of before) expect([resource.name, plan.dependsOn(cluster, resource), plan.dependsOn(resource, cluster)]).toEqual([resource.name, true, false]);
    expect(plan.dependsOn(plan.one("VirtualNetworkLink"), plan.one("VirtualNetwork"))).toBe(true);
    expect(cluster.inputs["apiServerAccessProfile"]).toMatchObject({ enablePrivateCluster: true, privateDNSZone: { $unknown: true, predicted: expect.stringMatching(`/privateDnsZones/${ZONE}$`) as unknown } });
  });

  it("makes the windows after the cluster, one after the other", () => {
    const [first, second] = [plan.one("MaintenanceConfiguration", { configName: "aksManagedAutoUpgradeSchedule" }), plan.one("MaintenanceConfiguration", { configName: "aksManagedNodeOSUpgradeSchedule" })];
    expect([plan.dependsOn(first, plan.one("ManagedCluster")), plan.dependsOn(second, first)]).toEqual([true, true]);
  });

  it("compares the declared minor version, so that a later one upgrades the cluster", () => {
    expect(plan.one("ManagedCluster").options["ignoreChanges"]).toBeUndefined();
  });

  it("is upgraded by its channel, control plane first, in the window that is declared", () => {
    const [upgrade] = plan.plan.analyses.upgrade;
    expect(upgrade).toMatchObject({
      channel: { value: "patch", byDefault: false }, windows: [{ of: "cluster", used: true }, { of: "node-os", used: true }],
      steps: [{ at: "control-plane", begins: "channel" }, { at: "pool", begins: "channel", now: { nodes: 3, rounds: 3 } }], verdict: "proven",
    });
    expect(textOf(plan)).toContain("channel patch: AKS to the newest patch of 1.36, every week on Sunday");
  });

  it("is called what it is, with its zone, its windows and its roles", () => {
    const text = textOf(plan);
    for (const line of [
      `private API server · zone ${ZONE} · no public name`, "Kubernetes 1.36, patched by AKS", `DNS zone       ${ZONE}`, "resolves in vnet-hogwarts-dev",
      `Private DNS Zone Contributor on ${ZONE}`, "upgrade channel patch", "node OS channel NodeImage",
      "every week on Sunday, from 02:00 UTC-04:00, 4 hours", "every month on the last Friday, from 01:00 UTC+00:00, 4 hours",
    ]) expect([line, text.replace(/\n[│├└─ ]*/g, " ").includes(line)]).toEqual([line, true]);
    expect(text).not.toContain("public API server");
  });

  it("takes an address of the nodes' subnet, and has no zone of AKS's", () => {
    expect(plan.plan.analyses.ipPlan.subnets.find(({ name }) => name === "aks")).toMatchObject({ demandNow: 94, demandAtPeak: 125, frontEnds: [{ name: "kube-apiserver" }] });
    const predicted = plan.plan.predicted.map(({ type, name }) => `${type} ${name}`);
    expect(predicted).toContain("Microsoft.Network/privateEndpoints kube-apiserver");
    expect(predicted.filter(each => each.startsWith("Microsoft.Network/privateDnsZones"))).toEqual([]);
  });

  it("says in a note who can reach it", () => {
    expect(plan.plan.findings).toEqual([expect.objectContaining({ rule: "private-api-server", severity: "note", message: expect.stringMatching(`in the nodes' network or in one connected to it, and resolve names of the zone ${ZONE}$`) as unknown })]);
  });
});

describe("a private API server with AKS's zone where AKS owns the VNet, and a channel that moves minor versions", () => {
  let plan: PlanGraph;
  beforeAll(async () => { plan = await planned("basic", { apiServer: { access: "private" }, upgrades: { channel: "stable" } }); }, 60_000);

  it("declares no zone, and predicts AKS's beside the endpoint", () => {
    expect(plan.count("PrivateZone")).toBe(0);
    expect(plan.plan.predicted.find(({ type }) => type === "Microsoft.Network/privateDnsZones")).toMatchObject({ name: `<guid>.${ZONE}`, certainty: "estimated" });
    expect(textOf(plan)).toContain("private API server · DNS zone kept by AKS · no public name");
  });

  it("takes an address of the subnet that AKS makes", () => {
    expect(plan.plan.analyses.ipPlan.subnets.find(({ origin }) => origin === "managed")?.frontEnds.map(({ name }) => name)).toContain("kube-apiserver");
  });

  it("keeps the declared version out of comparisons, and calls it the one at creation", () => {
    expect(plan.one("ManagedCluster").options["ignoreChanges"]).toEqual(["kubernetesVersion"]);
    expect(textOf(plan)).toContain("Kubernetes 1.36 at creation");
  });
});

describe("a pool that scales by itself in a cluster whose channel moves minor versions", () => {
  it("has both kept out of comparisons", async () => {
    const plan = await planned("public", { upgrades: { channel: "rapid" } });
    expect(plan.one("ManagedCluster").options["ignoreChanges"]).toEqual(["agentPoolProfiles[0].count", "kubernetesVersion"]);
  }, 60_000);
});
