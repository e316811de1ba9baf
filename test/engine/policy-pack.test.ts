/** The policy pack in the real engine: what it says, what it stops, and how users set its levels. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { analyse } from "../../planner/analyse";
import type { Plan } from "../../planner/model/plan";
import { partsOfUrn } from "../../planner/model/urn";
import { record } from "../../planner/record/record";
import { Engine } from "./engine";

const PROJECT = join(__dirname, "..", "..");
/** The language host that builds from the Go module proxy starts no policy packs; for a runtime without a language host the engine runs an executable of this name, in the pack's folder. */
const RUNNER = "pulumi-analyzer-policy-offline";
const RUNNER_SCRIPT = `#!/bin/sh\nexec node ../node_modules/@pulumi/pulumi/cmd/run-policy-pack "$@"\n`;

/** Edits a file of the engine's copy of the project; throws an Error where there is nothing to replace. */
function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
  writeFileSync(file, text.replace(from, to));
}

interface Violation { readonly level: string; readonly rule: string; readonly type: string; readonly name: string }

/** `- [advisory] [severity: medium]  kubenet-retirement  (azure-native:containerservice:ManagedCluster: cluster)` */
const violationsIn = (text: string): readonly Violation[] =>
  [...text.matchAll(/^\s*- \[(\w+)\] \[severity: \w+\]\s+(\S+)\s+\((\S+): (\S+)\)$/gm)].map(([, level = "", rule = "", type = "", name = ""]) => ({ level, rule, type, name }));

const inOrder = (violations: readonly Violation[]): readonly string[] => violations.map(({ level, rule, type, name }) => [level, rule, type, name].join(" ")).sort();

/** What the planner finds, as the pack would say it. */
const expected = ({ findings }: Plan): readonly Violation[] => findings.map(({ rule, severity, resource = "" }) => {
  const { type = "", name = "" } = partsOfUrn(resource) ?? {};
  return { level: severity === "error" ? "mandatory" : "advisory", rule, type, name };
});

describe("the policy pack", () => {
  let engine: Engine, scratch: string, plan: Plan;

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "aks-anatomy-policy-"));
    const runner = join(scratch, "bin");
    mkdirSync(runner);
    writeFileSync(join(runner, RUNNER), RUNNER_SCRIPT, { mode: 0o755 });
    plan = analyse(await record({ cwd: PROJECT, stack: "basic" }));
    engine = await Engine.on({ program: PROJECT, stack: "basic", path: [runner] });
    edit(join(engine.folder, "policy", "PulumiPolicy.yaml"), "runtime: nodejs", "runtime: offline");
  });
  afterAll(() => {
    engine.end();
    rmSync(scratch, { recursive: true, force: true });
  });

  const SERVICE = join("apps", "sorting", "service.ts");
  const PORT = "targetPort: POD_PORT_NAME", NO_PORT = 'targetPort: "elsewhere"';

  /** `pulumi preview --policy-pack policy`, with levels of the user's own if given. */
  async function preview(levels?: Readonly<Record<string, unknown>>) {
    const config = join(scratch, "levels.json");
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
  const program = join(folder, "program"), runner = join(folder, "bin");
  for (const each of [program, runner]) mkdirSync(each);
  writeFileSync(join(runner, RUNNER), RUNNER_SCRIPT, { mode: 0o755 });
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
  const engine = await Engine.on({ program, stack: "dev", path: [runner] });
  try {
    edit(join(pack.folder, "policy", "PulumiPolicy.yaml"), "runtime: nodejs", "runtime: offline");
    const { exitCode, stdout, stderr } = await engine.run(["preview", "--stack", "dev", "--policy-pack", join(pack.folder, "policy")]);
    expect(violationsIn(stdout).map(({ rule, name }) => [rule, name])).toEqual([["retired-vm-series", "plain"]]);
    expect(stdout + stderr).not.toContain("Standard_B4ms");
    expect(exitCode).toBe(0);
  } finally {
    engine.end();
    pack.end();
    rmSync(folder, { recursive: true, force: true });
  }
});
