/** A Windows pool beside the Linux one, in the whole program: what is declared, and what the plan says of it. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import { replacingChanges } from "../facts/immutable-settings";
import { planOf, type PlanGraph } from "../planner/testing";
import { toText } from "../planner/views/text/text";
import { onMocks, only } from "./mocks";
import { asValues, ROOT, stackTree, withValue, type Tree } from "./stack-config";
import anatomy from "../index";

const POOL = "azure-native:containerservice:AgentPool";
type Pool = Readonly<Record<string, unknown>>;
const system: Pool = { name: "system", mode: "System", vmSize: "Standard_D4s_v5", count: 3, maxPods: 30 };
const windows: Pool = { name: "wi", vmSize: "Standard_D4s_v5", count: 2, osSku: "Windows2022" };

const tree = (...pools: readonly Pool[]): Tree => withValue(withValue(stackTree("dev"), ["network", "model"], "azure-cni-overlay"), ["nodePools"], pools);
const run = (...pools: readonly Pool[]) => onMocks(() => anatomy(), { stack: "dev", config: asValues(tree(...pools)) });
const planned = (config: Tree): Promise<PlanGraph> => planOf("dev", { cwd: ROOT, config });

describe("a stack with a Windows pool under CNI overlay", () => {
  let plan: PlanGraph;
  beforeAll(async () => { plan = await planned(tree(system, windows)); }, 90_000);
  const pool = () => plan.one("containerservice:AgentPool");

  it("declares it as a user pool of Windows with a name of Azure's six characters, and leaves the first pool Linux under its old name", () => {
    expect(pool().inputs).toMatchObject({ mode: "User", osType: "Windows", osSKU: "Windows2022", vmSize: "Standard_D4s_v5", agentPoolName: expect.stringMatching(/^wi[a-z0-9]{4}$/) as unknown });
    expect(plan.one("ManagedCluster").inputs["agentPoolProfiles"]).toMatchObject([{ mode: "System", osType: "Linux", name: expect.stringMatching(/^system[a-z0-9]{5}$/) as unknown }]);
  });

  it("declares no administrator of the Windows nodes: AKS makes one, and no password is in any state", () => {
    expect(plan.one("ManagedCluster").inputs).not.toHaveProperty("windowsProfile");
    expect(JSON.stringify(plan.plan.resources)).not.toMatch(/adminPassword/i);
  });

  it("keeps the service's pods on Linux nodes", () => {
    expect(plan.one("Deployment").inputs).toMatchObject({ spec: { template: { spec: { nodeSelector: { "kubernetes.io/os": "linux" } } } } });
  });

  it("predicts a scale set by Windows' pattern, and kube-proxy as pods on Linux nodes alone", () => {
    const name = pool().name;
    const sets = plan.plan.predicted.filter(({ type }) => type === "Microsoft.Compute/virtualMachineScaleSets");
    expect(sets.map(each => [each.name, each.certainty])).toEqual([[expect.stringMatching(/^aks-system[a-z0-9]{5}-<8 digits>-vmss$/), "documented"], [`aks${name}`, "estimated"]]);
    const proxies = plan.plan.predicted.filter(each => each.name.startsWith("kube-proxy")).map(({ type, count }) => [type, count]);
    expect(proxies).toEqual([["v1/Pod", 3], ["process/kube-proxy", 2]]);
  });

  it("counts its nodes in the addresses as any others", () => {
    expect(plan.plan.analyses.ipPlan.subnets.find(({ name }) => name === "aks")).toMatchObject({ demandNow: 5, demandAtPeak: 7 });
  });

  it("shows the system with the pool, and warns of its end and of an overlay's 250 pods a node, and of nothing else", () => {
    const text = toText(plan.plan, { colour: false });
    expect(text).toMatch(new RegExp(`pool +${pool().name}  User, 2 × Standard_D4s_v5, Windows2022, 250 pods a node`));
    expect(plan.plan.findings.map(({ rule, severity, path, resource }) => [rule, severity, path, resource])).toEqual([
      ["windows-max-pods", "warning", "inputs.maxPods", pool().urn], ["windows-server-retirement", "warning", "inputs.osSKU", pool().urn],
    ]);
    expect(plan.plan.findings.at(-1)?.message).toContain("after 2028-06-30");
  });
});

describe("what Windows nodes ask of the rest of a stack", () => {
  it("is on the list of the firewall on the way out, and only with them", async () => {
    const routed = (config: Tree) => withValue(config, ["network", "egress"], { kind: "userDefinedRouting", nextHop: { kind: "virtualAppliance", address: "10.250.0.4" } });
    const listed = async (config: Tree) => (await planned(routed(config))).plan.analyses.egress?.flatMap(({ rules }) => rules).filter(({ use }) => use === "Windows nodes").map(({ destination }) => destination);
    expect(await listed(tree(system, windows))).toContain("onegetcdn.azureedge.net");
    expect(await listed(tree(system, { ...windows, osSku: "AzureLinux" }))).toEqual([]);
  }, 90_000);

  it("is said where the node OS channel passes them over", async () => {
    const plan = await planned(withValue(tree(system, { ...windows, maxPods: 110 }), ["cluster", "upgrades"], { nodeOsChannel: "Unmanaged" }));
    expect(plan.plan.findings.map(({ rule }) => rule)).toEqual(["windows-node-updates", "windows-server-retirement"]);
  }, 90_000);
});

describe("a Windows pool that is exchanged", () => {
  const before = () => run(system, { ...windows, maxPods: 30 });
  const after = () => run(system, { ...windows, vmSize: "Standard_D8s_v5", retiring: [{ vmSize: "Standard_D4s_v5", maxPods: 30 }] });

  it("keeps its system, its name and all but its taints while the new one stands beside it", async () => {
    const [old, both] = [only(await before(), POOL), (await after()).filter(({ type }) => type === POOL)];
    expect(both.map(({ inputs: { osType, osSKU } }) => [osType, osSKU])).toEqual([["Windows", "Windows2022"], ["Windows", "Windows2022"]]);
    expect(both[1]).toEqual({ ...old, inputs: { ...old.inputs, nodeTaints: ["aks-anatomy/retiring=true:NoSchedule"] } });
  });

  it("for Linux is another pool beside it", async () => {
    const old = only(await before(), POOL);
    const [made, left] = (await run(system, { ...windows, osSku: "AzureLinux", maxPods: 30, retiring: [{ vmSize: "Standard_D4s_v5", maxPods: 30, osSku: "Windows2022" }] })).filter(({ type }) => type === POOL);
    expect(left?.name).toBe(old.name);
    expect(made?.name).toMatch(/^wi[a-z0-9]{5}$/);
    expect(replacingChanges(POOL, old.inputs, made?.inputs ?? {})).toEqual(expect.arrayContaining(["agentPoolName", "osSKU", "osType"]));
  });
});
