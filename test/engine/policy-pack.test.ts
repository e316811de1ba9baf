/** The policy pack in the real engine: what it says, what it stops, and how users set its levels. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { analyse } from "../../planner/analyse";
import type { Plan } from "../../planner/model/plan";
import { partsOfUrn } from "../../planner/model/urn";
import { record } from "../../planner/record/record";
import { RULES } from "../../planner/rules/catalogue";
import { levelOf } from "../../policy/policies";
import { Engine } from "./engine";
import { edit, offlinePack, runnerFolder, violationsIn, type Violation } from "./pack";

const PROJECT = join(__dirname, "..", "..");
type Place = Pick<Violation, "level" | "rule" | "type" | "name">;
const inOrder = (violations: readonly Place[]): readonly string[] => violations.map(({ level, rule, type, name }) => [level, rule, type, name].join(" ")).sort();

const levels = new Map(RULES.map(rule => [rule.id, levelOf(rule).enforcementLevel]));

/** What the planner finds, as the pack would say it. */
const expected = ({ findings }: Plan): readonly Place[] => findings.map(({ rule, resource = "" }) => {
  const { type = "", name = "" } = partsOfUrn(resource) ?? {};
  return { level: levels.get(rule) ?? "none", rule, type, name };
});

describe("the policy pack", () => {
  let engine: Engine, runner: ReturnType<typeof runnerFolder>, plan: Plan;

  beforeAll(async () => {
    runner = runnerFolder();
    plan = analyse(await record({ cwd: PROJECT, stack: "basic" }));
    engine = await Engine.on({ program: PROJECT, stack: "basic", path: [runner.folder] });
    offlinePack(engine.folder);
  });
  afterAll(() => {
    engine.end();
    runner.end();
  });

  const SERVICE = join("apps", "sorting", "service.ts");
  const PORT = "targetPort: POD_PORT_NAME", NO_PORT = 'targetPort: "elsewhere"';

  /** `pulumi preview --policy-pack policy`, with levels of the user's own if given. */
  async function preview(levels?: Readonly<Record<string, unknown>>) {
    const config = join(runner.folder, "levels.json");
    if (levels) writeFileSync(config, JSON.stringify(levels));
    const said = await engine.run(["preview", "--stack", "basic", "--policy-pack", "policy", ...(levels ? ["--policy-pack-config", config] : [])]);
    return { ...said, violations: violationsIn(said.stdout) };
  }

  test("finds in a first preview what the planner finds offline, and lets warnings pass", async () => {
    const { exitCode, stdout, violations } = await preview();
    expect(inOrder(violations)).toEqual(inOrder(expected(plan)));
    expect(violations.map(({ rule }) => rule)).toContain("kubenet-retirement");
    expect(stdout).toContain("kubenet is not supported after 2028-03-31");
    expect(exitCode).toBe(0);
  });

  test("stops where the user makes warnings mandatory, but for a rule that the user disables", async () => {
    const { exitCode, violations } = await preview({ all: "mandatory", "kubenet-retirement": { enforcementLevel: "disabled" } });
    const rest = expected(plan).filter(({ rule }) => rule !== "kubenet-retirement");
    expect(inOrder(violations)).toEqual(inOrder(rest.map(violation => ({ ...violation, level: "mandatory" }))));
    expect(rest.length).toBeGreaterThan(0);
    expect(exitCode).toBe(1);
  });

  test("lets stand what the project's file suppresses, and says so", async () => {
    engine.write("aks-anatomy.yaml", 'suppressions: [{ rule: kubenet-retirement, resource: cluster, reason: "moves in May" }]\n');
    try {
      const { exitCode, stdout, stderr, violations } = await preview();
      expect(inOrder(violations)).toEqual(inOrder(expected(plan).filter(({ rule }) => rule !== "kubenet-retirement")));
      expect(stdout + stderr).toMatch(/suppressed: kubenet-retirement at urn:\S+::cluster: moves in May/);
      expect(exitCode).toBe(0);
    } finally {
      rmSync(join(engine.folder, "aks-anatomy.yaml"));
    }
  });

  test("does not start with a file of suppressions that is not right", async () => {
    engine.write("aks-anatomy.yaml", "suppressions: [{ rule: kubenet-retirment, resource: cluster, reason: x }]\n");
    try {
      const { exitCode, stdout, stderr } = await preview();
      expect(exitCode).not.toBe(0);
      expect(stdout + stderr).toContain("did you mean kubenet-retirement?");
    } finally {
      rmSync(join(engine.folder, "aks-anatomy.yaml"));
    }
  });

  test("stops an error, unless the user makes it advisory", async () => {
    edit(join(engine.folder, SERVICE), PORT, NO_PORT);
    try {
      const strict = await preview(), lenient = await preview({ "broken-port-chain": "advisory" });
      const levels = ({ violations }: typeof strict) => violations.filter(({ rule }) => rule === "broken-port-chain").map(({ level }) => level);
      expect([strict.exitCode, levels(strict), lenient.exitCode, levels(lenient)]).toEqual([1, ["mandatory"], 0, ["advisory"]]);
      expect(strict.stdout).toContain('no container of sorting has a TCP port named "elsewhere"');
    } finally {
      edit(join(engine.folder, SERVICE), NO_PORT, PORT);
    }
  });

  test("finds the same while it deploys, and once everything stands", async () => {
    const up = await engine.must(["up", "--yes", "--skip-preview", "--stack", "basic", "--policy-pack", "policy"]);
    const after = await preview();
    expect([inOrder(violationsIn(up.stdout)), inOrder(after.violations)]).toEqual([inOrder(expected(plan)), inOrder(expected(plan))]);
  });
});

test("the policy pack takes no notice of what is secret, and so cannot print it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "aks-anatomy-policy-secret-"));
  const program = join(folder, "program"), runner = runnerFolder();
  mkdirSync(program);
  writeFileSync(join(program, "Pulumi.yaml"), "name: secret-size\nruntime: nodejs\nmain: index.js\n");
  writeFileSync(join(program, "package.json"), JSON.stringify({ name: "secret-size", main: "index.js" }));
  writeFileSync(join(program, "index.js"), `
    const pulumi = require("@pulumi/pulumi");
    const { AgentPool } = require("@pulumi/azure-native/containerservice");
    const pool = (name, vmSize) => new AgentPool(name, { agentPoolName: name, resourceGroupName: "rg", resourceName: "aks", vmSize });
    pool("plain", "Standard_B2ms");
    pool("hidden", pulumi.secret("Standard_B4ms"));
  `);
  const pack = await Engine.on({ program: PROJECT, stack: "dev" });
  const engine = await Engine.on({ program, stack: "dev", path: [runner.folder] });
  try {
    const policies = offlinePack(pack.folder);
    const { exitCode, stdout, stderr } = await engine.run(["preview", "--stack", "dev", "--policy-pack", policies]);
    expect(violationsIn(stdout).map(({ rule, name }) => [rule, name])).toEqual([["retired-vm-series", "plain"]]);
    expect(stdout + stderr).not.toContain("Standard_B4ms");
    expect(exitCode).toBe(0);
  } finally {
    engine.end();
    pack.end();
    runner.end();
    rmSync(folder, { recursive: true, force: true });
  }
});
