/** Pools in the whole program: exchanged in two updates, with pods in a subnet of their own, and what the plan says of both. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import { refusedChanges, replacingChanges } from "../facts/immutable-settings";
import type { PlanResource } from "../planner/model/plan";
import { listAt, textAt } from "../planner/model/read";
import { planOf, type PlanGraph } from "../planner/testing";
import { toText } from "../planner/views/text/text";
import { onMocks, only, type Registered } from "./mocks";
import { asValues, ROOT, stackTree, withValue } from "./stack-config";
import anatomy from "../index";

const CLUSTER = "azure-native:containerservice:ManagedCluster", POOL = "azure-native:containerservice:AgentPool";
type Pool = Readonly<Record<string, unknown>>;
const system: Pool = { name: "system", mode: "System", vmSize: "Standard_D4s_v5", count: 2, maxPods: 30 };
const work = (vmSize: string, more: Pool = {}): Pool => ({ name: "work", vmSize, count: 2, maxPods: 30, ...more });

/** The infrastructure alone, each state run once: nothing changes what was registered. */
const states = new Map<string, Promise<readonly Registered[]>>();
const run = (...pools: readonly Pool[]): Promise<readonly Registered[]> => {
  const key = JSON.stringify(pools);
  const config = asValues(withValue(withValue(stackTree("dev"), ["nodePools"], pools), ["apps", "enabled"], false));
  const known = states.get(key) ?? onMocks(() => anatomy(), { stack: "dev", config });
  states.set(key, known);
  return known;
};
const planWith = (config: Readonly<Record<string, unknown>>): Promise<PlanGraph> => planOf("dev", { cwd: ROOT, config });

const clusterOf = (resources: readonly Registered[]) => only(resources, ":ManagedCluster").inputs;
const namesIn = (resources: readonly Registered[]): readonly string[] => resources.filter(({ type }) => type === POOL).map(({ name }) => name);
const describedIn = (resources: readonly Registered[]): unknown => (clusterOf(resources)["agentPoolProfiles"] as { name: string }[])[0]?.name;

describe("a pool of another VM size", () => {
  const before = () => run(system, work("Standard_D4s_v5"));
  const first = () => run(system, work("Standard_D8s_v5", { retiring: [{ vmSize: "Standard_D4s_v5", maxPods: 30 }] }));
  const second = () => run(system, work("Standard_D8s_v5"));

  it("stands beside the old one after the first update, under another name, and alone after the second", async () => {
    const [old] = namesIn(await before()), [made, left, ...more] = namesIn(await first());
    expect([left, more]).toEqual([old, []]);
    expect(made).not.toBe(old);
    expect(made).toMatch(/^work[a-z0-9]{5}$/);
    expect(namesIn(await second())).toEqual([made]);
  });

  it("changes nothing of the old one but its taints, nothing of the new one after, and nothing of the cluster at all", async () => {
    const [a, b, c] = [await before(), await first(), await second()];
    const [old = ""] = namesIn(a), [made = ""] = namesIn(b);
    const [was, is] = [only(a, POOL, old).inputs, only(b, POOL, old).inputs];
    expect(is).toEqual({ ...was, nodeTaints: ["aks-anatomy/retiring=true:NoSchedule"] });
    expect(replacingChanges(POOL, was, is)).toEqual([]);
    expect(only(c, POOL, made).inputs).toEqual(only(b, POOL, made).inputs);
    expect([clusterOf(b), clusterOf(c)]).toEqual([clusterOf(a), clusterOf(a)]);
  });

  it("keeps the old one's number of nodes where that is given, and settings that it had and the new one has not", async () => {
    const scaled = await run(system, work("Standard_D8s_v5", { retiring: [{ vmSize: "Standard_D8ds_v5", osDiskType: "Ephemeral", osDiskSizeGib: 100, maxPods: 30, autoscale: { min: 1, max: 2 } }] }));
    const [, old = ""] = namesIn(scaled);
    expect(only(scaled, POOL, old).inputs).toMatchObject({ osDiskType: "Ephemeral", osDiskSizeGB: 100, enableAutoScaling: true, minCount: 1, maxCount: 2 });
    const plain = await run(system, work("Standard_D8ds_v5", { osDiskType: "Ephemeral", osDiskSizeGib: 100, retiring: [{ vmSize: "Standard_D4s_v5" }] }));
    const [, was = ""] = namesIn(plain);
    expect(only(plain, POOL, was).inputs).toMatchObject({ osDiskType: "Managed", count: 2 });
    expect(only(plain, POOL, was).inputs).not.toHaveProperty("osDiskSizeGB");
  });

  it("is there before the old one is tainted, and both before pods are placed; the plan counts both and says what to do", async () => {
    const plan = await planWith({ nodePools: [system, work("Standard_D8s_v5", { retiring: [{ vmSize: "Standard_D4s_v5", maxPods: 30 }] })] });
    const [old, made] = [plan.one("containerservice:AgentPool", { vmSize: "Standard_D4s_v5" }), plan.one("containerservice:AgentPool", { vmSize: "Standard_D8s_v5" })];
    expect([plan.dependsOn(old, made), plan.dependsOn(made, old)]).toEqual([true, false]);
    for (const pool of [old, made]) expect(plan.dependsOn(plan.one("Deployment"), pool)).toBe(true);
    const { pools, ipPlan } = plan.plan.analyses;
    expect(pools.filter(({ retiring }) => retiring).map(({ resource }) => resource)).toEqual([old.urn]);
    expect(ipPlan.subnets.find(({ name }) => name === "aks")).toMatchObject({ demandNow: 6 * 31, demandAtPeak: 9 * 31, verdict: "short" });
    expect(plan.plan.findings.find(({ rule }) => rule === "retiring-pool")).toMatchObject({ severity: "note", resource: old.urn, fix: expect.stringContaining(`agentpool=${old.name} `) as unknown });
    const line = toText(plan.plan, { colour: false }).split("\n").findIndex(text => text.includes(old.name));
    expect(toText(plan.plan, { colour: false }).split("\n").slice(line, line + 2).join(" ")).toContain("retiring");
  }, 30_000);
});

describe("the pool that the cluster describes", () => {
  const next = (vmSize: string, more: Pool = {}): Pool => ({ name: "next", mode: "System", vmSize, count: 2, maxPods: 30, ...more });
  const D8 = "Standard_D8s_v5", D16 = "Standard_D16s_v5";
  const steps = async () => [
    await run(system), await run(system, next(D8)), await run(next(D8, { addedLater: true })),
    await run(next(D16, { addedLater: true, retiring: [{ vmSize: D8, maxPods: 30 }] })), await run(next(D16, { addedLater: true })),
  ];

  it("cannot be made of something else at once", async () => {
    const [old, changed] = [await run(system), await run({ ...system, vmSize: D8 })];
    expect(refusedChanges(CLUSTER, clusterOf(old), clusterOf(changed), namesIn(old))).toEqual(["agentPoolProfiles[0].name"]);
  });

  it("is handed over to a second system pool, which then is exchanged as any other: no step that Azure refuses, none that replaces the cluster", async () => {
    const all = await steps();
    for (const [index, after] of all.slice(1).entries()) {
      const prior = all[index] ?? [];
      expect([index, refusedChanges(CLUSTER, clusterOf(prior), clusterOf(after), namesIn(prior))]).toEqual([index, []]);
      expect([index, replacingChanges(CLUSTER, clusterOf(prior), clusterOf(after))]).toEqual([index, []]);
    }
  });

  it("is described as it was while it is exchanged, as it is before and after, and always as its resource is", async () => {
    const [, added = [], handed = [], changing = [], changed = []] = await steps();
    const [first = ""] = namesIn(added), [second = ""] = namesIn(changed);
    expect(namesIn(handed)).toEqual([first]);
    expect(only(handed, POOL, first).inputs).toEqual(only(added, POOL, first).inputs);
    expect(namesIn(changing)).toEqual([second, first]);
    expect([handed, changing, changed].map(describedIn)).toEqual([first, first, second]);
    for (const [state, name] of [[handed, first], [changing, first], [changed, second]] as const) {
      const [profile = {}] = clusterOf(state)["agentPoolProfiles"] as Record<string, unknown>[];
      expect(only(state, POOL, name).inputs).toMatchObject(Object.fromEntries(Object.entries(profile).filter(([key]) => key !== "name")));
    }
  });

  it("is one pool in the plan, which notes that a new cluster would make it twice", async () => {
    const plan = await planWith({ nodePools: [next(D8, { addedLater: true })] });
    expect(plan.plan.analyses.pools.map(({ resource }) => resource)).toEqual([plan.one("containerservice:AgentPool").urn]);
    expect(plan.plan.findings.map(({ rule, severity }) => [rule, severity])).toEqual([["pool-described-twice", "note"]]);
  }, 30_000);
});

describe("pods with a subnet of their own", () => {
  const network = {
    model: "azure-cni-pod-subnet", policyEngine: "calico",
    vnet: { addressSpace: "10.240.0.0/16", subnets: { aks: "10.240.0.0/24", services: "10.240.1.0/24", pods: "10.240.2.0/23" } },
  };
  let plan: PlanGraph;
  beforeAll(async () => { plan = await planWith({ network, nodePools: [{ ...system, count: 3 }, work("Standard_D4s_v5")] }); }, 30_000);
  const named = (type: string, name: string): PlanResource => plan.find(type).find(resource => resource.name === name)!;

  it("take their addresses there in every pool, and the control plane may join it before the cluster stands", () => {
    const id = expect.stringMatching(/\/virtualNetworks\/vnet-hogwarts-dev\/subnets\/pods$/) as unknown;
    for (const pool of [listAt(plan.one("ManagedCluster").inputs, "agentPoolProfiles")[0], plan.one("containerservice:AgentPool").inputs]) expect(pool).toMatchObject({ podSubnetID: { predicted: id }, podIPAllocationMode: "DynamicIndividual" });
    expect(plan.plan.analyses.clusters).toMatchObject([{ network: "azure-cni-pod-subnet", virtualNetwork: "own" }]);
    const grant = named("RoleAssignment", "control-plane-joins-pods");
    expect(plan.dependsOn(plan.one("ManagedCluster"), grant)).toBe(true);
    expect(plan.dependsOn(grant, named("network:Subnet", "pods"))).toBe(true);
    expect(plan.dependsOn(named("network:Subnet", "pods"), named("network:Subnet", "services"))).toBe(true);
  });

  it("are reached from nodes and pods alone: both subnets have the security group, which lets both through to each other", () => {
    const group = plan.one("NetworkSecurityGroup");
    for (const name of ["aks", "pods"]) expect([name, named("network:Subnet", name).propertyDependencies["networkSecurityGroup"]]).toEqual([name, [group.urn]]);
    expect(named("network:Subnet", "services").inputs).not.toHaveProperty("networkSecurityGroup");
    expect(listAt(group.inputs, "securityRules").find(rule => textAt(rule, "name") === "allow-nodes-and-pods")).toMatchObject({
      access: "Allow", sourceAddressPrefixes: ["10.240.0.0/24", "10.240.2.0/23"], destinationAddressPrefixes: ["10.240.0.0/24", "10.240.2.0/23"],
    });
  });

  it("count by the batch in the pods' subnet and not at all in the nodes', and the chain ends in theirs", () => {
    const { analyses, findings } = plan.plan;
    const budget = (name: string) => analyses.ipPlan.subnets.find(subnet => subnet.name === name);
    expect(budget("aks")).toMatchObject({ role: "nodes", demandNow: 5, demandAtPeak: 7, verdict: "fits" });
    expect(budget("pods")).toMatchObject({ role: "pods", usable: 507, demandNow: 5 * 16, demandAtPeak: 7 * 48, leftAtPeak: 171, verdict: "fits" });
    expect(analyses.portChains[0]?.hops.find(({ at }) => at === "pod")?.addressFrom).toMatchObject({ name: "pods", prefix: "10.240.2.0/23" });
    const text = toText(plan.plan, { colour: false });
    for (const said of ["a subnet of its own for pods", "subnet         pods  10.240.2.0/23", "pods in subnet pods", "× 16 (up to 7 × 48 with surge ~)"]) expect(text).toContain(said);
    expect(findings).toEqual([]);
  });
});
