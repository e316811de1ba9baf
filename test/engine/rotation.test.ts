/** A pool that is exchanged, in the real engine, with a stand-in that refuses what Azure refuses: docs/node-pools.md, step by step. The infrastructure alone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parseDocument } from "yaml";
import { Engine } from "./engine";
import { inconsistencies } from "./held";
import { Cloud, type Held } from "./stand-in/cloud";
import { at, isList, textOf } from "./stand-in/wire";

const STACK = "dev";
const UP = ["up", "--yes", "--skip-preview", "--stack", STACK];
type Pool = Readonly<Record<string, unknown>>;
const SYSTEM: Pool = { name: "system", mode: "System", vmSize: "Standard_D4s_v5", count: 2, maxPods: 30 };
const work = (vmSize: string, more: Pool = {}): Pool => ({ name: "work", vmSize, count: 2, maxPods: 30, ...more });
const next = (vmSize: string, more: Pool = {}): Pool => ({ name: "next", mode: "System", vmSize, count: 2, maxPods: 30, ...more });

let engine: Engine;
/** The name of the pool that the cluster described when it was made. */
let first: string;

/** Writes the stack's file as a person would: the rest of it stays as it is. */
function configure(changes: Readonly<Record<string, unknown>>): void {
  const file = `Pulumi.${STACK}.yaml`, document = parseDocument(readFileSync(join(engine.folder, file), "utf8"));
  for (const [path, value] of Object.entries(changes)) {
    const [section, ...keys] = path.split(".");
    document.setIn(["config", `aks-anatomy:${section}`, ...keys], value);
  }
  engine.write(file, document.toString());
}

const isPool = ({ type }: Held): boolean => type.endsWith(":AgentPool");
const clusterOf = (): Held => engine.cloud.held.find(({ type }) => type.endsWith(":ManagedCluster"))!;
const nameOf = ({ id }: Held): string => id.slice(id.lastIndexOf("/") + 1);

/** What an update made, took away and changed. What is replaced under its name is made, too. */
async function update(): Promise<{ readonly creates: number; readonly made: readonly Held[]; readonly gone: readonly Held[]; readonly changed: readonly Held[] }> {
  const before = new Map(engine.cloud.held.map(each => [each.id, each])), { creates } = engine.cloud;
  await engine.must(UP);
  const after = new Map(engine.cloud.held.map(each => [each.id, each]));
  expect(inconsistencies(engine.state(), engine.cloud)).toEqual([]);
  return {
    creates: engine.cloud.creates - creates,
    made: [...after.values()].filter(({ id }) => !before.has(id)),
    gone: [...before.values()].filter(({ id }) => !after.has(id)),
    changed: [...after.values()].filter(each => before.has(each.id) && before.get(each.id) !== each),
  };
}

beforeAll(async () => {
  engine = await Engine.on({ program: join(__dirname, "..", ".."), stack: STACK });
  configure({ "apps.enabled": false, nodePools: [SYSTEM, work("Standard_D4s_v5")] });
  await engine.must(UP);
  const { agentPoolProfiles: pools } = clusterOf().inputs;
  first = textOf(at(isList(pools) ? pools[0] : undefined, "name")) ?? "";
});
afterAll(() => { engine.end(); });

describe("a pool beside the first", () => {
  test("gets its successor first, and then its taint, with nothing deleted and the cluster left alone", async () => {
    const [old] = engine.cloud.held.filter(isPool);
    configure({ nodePools: [SYSTEM, work("Standard_D8s_v5", { retiring: [{ vmSize: "Standard_D4s_v5", maxPods: 30 }] })] });
    const { creates, made, gone, changed } = await update();
    expect([creates, gone]).toEqual([1, []]);
    expect(made.map(({ type, inputs }) => [type, inputs.vmSize])).toEqual([["azure-native:containerservice:AgentPool", "Standard_D8s_v5"]]);
    expect(changed.map(({ id, inputs }) => [id, inputs])).toEqual([[old!.id, { ...old!.inputs, nodeTaints: ["aks-anatomy/retiring=true:NoSchedule"] }]]);
  });

  test("goes alone when it is retiring no more", async () => {
    const [old] = engine.cloud.held.filter(each => isPool(each) && each.inputs.vmSize === "Standard_D4s_v5");
    configure({ nodePools: [SYSTEM, work("Standard_D8s_v5")] });
    expect(await update()).toEqual({ creates: 0, made: [], gone: [old], changed: [] });
  });
});

describe("the pool that the cluster describes", () => {
  test("gets a second system pool beside it, and the cluster is left alone", async () => {
    configure({ nodePools: [SYSTEM, next("Standard_D8s_v5")] });
    const { made, gone, changed } = await update();
    expect([made.map(nameOf).join(), gone.map(nameOf).join(), changed]).toEqual([expect.stringMatching(/^next\w{5}$/), expect.stringMatching(/^work\w{5}$/), []]);
  });

  test("is described no more when the second one is, which changes the cluster alone, and in place", async () => {
    const before = clusterOf();
    configure({ nodePools: [next("Standard_D8s_v5", { addedLater: true })] });
    const { creates, made, gone, changed } = await update();
    expect([creates, made, gone, changed.map(({ id }) => id)]).toEqual([0, [], [], [before.id]]);
    expect(clusterOf().inputs).toMatchObject({ agentPoolProfiles: [{ name: nameOf(engine.cloud.held.find(isPool)!) }] });
  });

  test("is deleted by Azure's own command, and later updates of the cluster are none the worse", async () => {
    engine.cloud.deletePool(clusterOf().id, first);
    configure({ "cluster.tier": "Standard" });
    const { creates, gone, changed } = await update();
    expect([creates, gone, changed.map(({ inputs }) => inputs.sku)]).toEqual([0, [], [{ name: "Base", tier: "Standard" }]]);
  });

  test("is exchanged from then on as any other: the cluster describes the old one until the new one stands", async () => {
    const old = engine.cloud.held.find(isPool)!;
    configure({ nodePools: [next("Standard_D16s_v5", { addedLater: true, retiring: [{ vmSize: "Standard_D8s_v5", maxPods: 30 }] })] });
    const begun = await update();
    expect([begun.made.map(({ inputs }) => inputs.vmSize), begun.gone, begun.changed.map(({ id }) => id).sort()]).toEqual([["Standard_D16s_v5"], [], [clusterOf().id, old.id].sort()]);
    configure({ nodePools: [next("Standard_D16s_v5", { addedLater: true })] });
    const ended = await update();
    expect([ended.creates, ended.gone.map(({ id }) => id), ended.changed.map(({ id }) => id)]).toEqual([0, [old.id], [clusterOf().id]]);
    await engine.must([...UP, "--expect-no-changes"]);
  });
});

describe("the stand-in for Azure", () => {
  const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";
  const cluster = (tier: string, ...names: readonly string[]): Held =>
    ({ type: "azure-native:containerservice:ManagedCluster", id, inputs: { sku: { tier }, agentPoolProfiles: names.map(name => ({ name })) }, outputs: {} });
  const pool = (name: string): Held => ({ type: "azure-native:containerservice:AgentPool", id: `${id}/agentPools/${name}`, inputs: {}, outputs: {} });
  const made = async (...names: readonly string[]): Promise<Cloud> => {
    const cloud = new Cloud();
    await cloud.create(cluster("Free", ...names));
    return cloud;
  };

  test("refuses any update of a cluster that describes a pool which is gone, until it describes one that lives", async () => {
    const cloud = await made("first");
    await cloud.create(pool("next"));
    expect(cloud.update(cluster("Standard", "first")).inputs).toMatchObject({ sku: { tier: "Standard" } });
    cloud.deletePool(id, "first");
    expect(() => cloud.update(cluster("Free", "first"))).toThrow("agentPoolProfiles[0].name");
    expect(cloud.update(cluster("Free", "next")).inputs).toMatchObject({ agentPoolProfiles: [{ name: "next" }] });
    cloud.delete(`${id}/agentPools/next`);
    expect(() => cloud.update(cluster("Standard", "next"))).toThrow("agentPoolProfiles[0].name");
  });

  test("refuses a resource for a pool that the cluster has made already, and lets it be again with another cluster", async () => {
    const cloud = await made("first");
    await expect(cloud.create(pool("first"))).rejects.toThrow("already existing");
    cloud.delete(id);
    await cloud.create(cluster("Free", "other"));
    await expect(cloud.create(pool("first"))).resolves.toMatchObject({ type: pool("first").type });
  });

  test("keeps a pool that a later description leaves out", async () => {
    const cloud = await made("first");
    await cloud.create(pool("next"));
    cloud.update(cluster("Free", "next"));
    expect(cloud.update(cluster("Free", "first")).inputs).toMatchObject({ agentPoolProfiles: [{ name: "first" }] });
  });
});
