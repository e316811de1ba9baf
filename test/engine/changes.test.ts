/** Changes after a deployment, in the real engine: a replacement where a setting never changes in place, a refusal where Azure would refuse, and what was changed by hand. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Engine } from "./engine";
import { inconsistencies, resourcesOf } from "./held";

const PROJECT = join(__dirname, "..", "..");
const STACK = "dev";
const UP = ["up", "--yes", "--skip-preview", "--stack", STACK];
const CLUSTER = "azure-native:containerservice:ManagedCluster";

let engine: Engine;
const configure = (path: string, value: string) => engine.must(["config", "set", "--path", path, value, "--stack", STACK]);
const inputsOfCluster = () => resourcesOf(engine.state()).find(({ type }) => type === CLUSTER)?.inputs;

beforeAll(async () => {
  engine = await Engine.on({ program: PROJECT, stack: STACK });
  await engine.must(UP);
});
afterAll(() => { engine.end(); });

test("another VM size of the pool inside the cluster is refused, and nothing is lost", async () => {
  const before = inputsOfCluster();
  await configure("nodePools[0].vmSize", "Standard_D8s_v5");
  const { exitCode, stdout } = await engine.run(UP);
  expect(exitCode).not.toBe(0);
  expect(stdout).toContain("changing agentPoolProfiles[0].name");
  expect(inputsOfCluster()).toEqual(before);
  expect(inconsistencies(engine.state(), engine.cloud)).toEqual([]);
  await configure("nodePools[0].vmSize", "Standard_D4s_v5");
});

test("what was changed and deleted outside is found by a refresh, and put back by the next update", async () => {
  const changed = engine.cloud.held.find(({ type }) => type === "azure-native:network:VirtualNetwork"), gone = engine.cloud.held.find(({ type }) => type.endsWith(":PodDisruptionBudget"));
  engine.cloud.drift(changed?.id ?? "", held => ({ ...held, inputs: { ...held.inputs, tags: { by: "hand" } }, outputs: { ...held.outputs, tags: { by: "hand" } } }));
  engine.cloud.delete(gone?.id ?? "");
  await engine.must(["refresh", "--yes", "--skip-preview", "--stack", STACK]);
  const types = () => resourcesOf(engine.state()).map(({ type }) => type);
  expect(types()).not.toContain(gone?.type);
  expect(resourcesOf(engine.state()).find(({ type }) => type === changed?.type)?.outputs).toMatchObject({ tags: { by: "hand" } });
  await engine.must(UP);
  expect(types()).toContain(gone?.type);
  expect(engine.cloud.get(changed?.id ?? "")?.inputs).toEqual(changed?.inputs);
  expect(inconsistencies(engine.state(), engine.cloud)).toEqual([]);
});

test("another range of service addresses replaces the cluster, and what runs in it", async () => {
  await configure("network.serviceCidr", "10.9.0.0/16");
  await configure("network.dnsServiceIp", "10.9.0.10");
  const { document } = await engine.preview();
  const replaced = document.steps.filter(({ op }) => op === "replace");
  const reasons = replaced.find(({ urn }) => urn.includes(CLUSTER))?.replaceReasons ?? [];
  expect([...reasons].sort()).toEqual(["networkProfile.dnsServiceIP", "networkProfile.serviceCidr"]);
  await engine.must(UP);
  expect(inputsOfCluster()).toMatchObject({ networkProfile: { serviceCidr: "10.9.0.0/16", dnsServiceIP: "10.9.0.10" } });
  expect(inconsistencies(engine.state(), engine.cloud)).toEqual([]);
  await engine.must([...UP, "--expect-no-changes"]);
});
