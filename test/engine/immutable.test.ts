/** Settings that never change in place, in the real engine: a replacement where the provider asks for one, a refusal where Azure would refuse. */
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

test("another range of service addresses replaces the cluster, and what runs in it", async () => {
  await configure("network.serviceCidr", "10.9.0.0/16");
  await configure("network.dnsServiceIp", "10.9.0.10");
  const { document } = await engine.preview();
  const replaced = document.steps.filter(({ op }) => op === "replace");
  expect(replaced.find(({ urn }) => urn.includes(CLUSTER))?.replaceReasons).toEqual(["networkProfile.dnsServiceIP", "networkProfile.serviceCidr"]);
  await engine.must(UP);
  expect(inputsOfCluster()).toMatchObject({ networkProfile: { serviceCidr: "10.9.0.0/16", dnsServiceIP: "10.9.0.10" } });
  expect(inconsistencies(engine.state(), engine.cloud)).toEqual([]);
  await engine.must([...UP, "--expect-no-changes"]);
});
