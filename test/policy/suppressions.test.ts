import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { RULES } from "../../planner/rules/catalogue";
import { policiesOf } from "../../policy/policies";
import { keepSecretsApart } from "../../policy/secrets";
import { packSuppressions } from "../../policy/suppressions";
import { deployed } from "./engine-requests";
import { STACK_PLANS } from "./plans";

keepSecretsApart();

const KUBENET = { rule: "kubenet-retirement", resource: "cluster", reason: "moves in May" };
const [BASIC] = STACK_PLANS;
if (!BASIC) throw new Error("no plan of basic is kept");

describe("what may stand", () => {
  const told = async (...more: readonly (typeof KUBENET & { readonly stack?: string })[]) => {
    const lines: string[] = [];
    const violations = await deployed([...policiesOf(RULES, { list: more, project: "aks-anatomy" }, text => lines.push(text))], BASIC);
    return { rules: violations.map(({ policy }) => policy), lines };
  };

  test("is no violation, but said with its reason", async () => {
    const all = await told(), some = await told(KUBENET);
    expect([all.rules.includes("kubenet-retirement"), all.lines]).toEqual([true, []]);
    expect(some.rules).toEqual(all.rules.filter(rule => rule !== "kubenet-retirement"));
    expect(some.lines).toEqual([expect.stringMatching(/^suppressed: kubenet-retirement at urn:\S+::cluster: moves in May$/)]);
  });

  test("in another stack does not here", async () => {
    expect((await told({ ...KUBENET, stack: "prod" })).rules).toContain("kubenet-retirement");
  });

  test("in the pack's own project does not in another", async () => {
    const violations = await deployed([...policiesOf(RULES, { list: [KUBENET], project: "another" })], BASIC);
    expect(violations.map(({ policy }) => policy)).toContain("kubenet-retirement");
  });
});

test("a mistake of their owner is said without the pack's stack", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(__dirname, "..", "..", "policy", "main.cjs")], { env: { ...process.env, AKS_ANATOMY_SUPPRESSIONS: "not/absolute.yaml" }, encoding: "utf8" });
  expect([status, stderr]).toEqual([1, "error: AKS_ANATOMY_SUPPRESSIONS must be an absolute path: found not/absolute.yaml\n"]);
}, 60_000);

describe("the pack finds", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pack-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });
  const write = (name: string) => {
    writeFileSync(join(folder, name), `suppressions: [${JSON.stringify(KUBENET)}]`);
    return join(folder, name);
  };

  test("the file beside its own project, which is for that one", () => {
    expect(packSuppressions({}, folder)).toEqual({ list: [], project: "shop" });
    write("aks-anatomy.yaml");
    expect(packSuppressions({}, folder)).toEqual({ list: [KUBENET], project: "shop" });
  });

  test("the file that the environment names, for whichever project", () => {
    expect(packSuppressions({ AKS_ANATOMY_SUPPRESSIONS: write("mine.yaml") }, folder)).toEqual({ list: [KUBENET] });
  });

  test.each([["mine.yaml", "must be an absolute path"], ["/no/such/file.yaml", "there is no such file"]])("no file %s, and does not start", (file, message) => {
    expect(() => packSuppressions({ AKS_ANATOMY_SUPPRESSIONS: file }, folder)).toThrow(message);
  });
});
