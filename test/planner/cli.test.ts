import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { parseAllDocuments } from "yaml";
import { main } from "../../planner/cli";
import { FORMAT_VERSION, type RecordedPlan } from "../../planner/model/plan";
import { PlanError } from "../../planner/model/plan-error";
import type { RecordOptions } from "../../planner/record/record";
import { sortingPlan } from "./sorting-plan";

const kubenet = sortingPlan({ networkProfile: { networkPlugin: "kubenet" } });

interface Result { readonly code: number; readonly out: string; readonly err: string; readonly asked?: RecordOptions }

/** Runs the command line in this process, with a recording instead of a program. */
async function run(argv: readonly string[], recorded: RecordedPlan | Error = sortingPlan(), terminal = false, input: readonly Uint8Array[] = []): Promise<Result> {
  let [out, err] = ["", ""];
  let asked: RecordOptions | undefined;
  const capture = (add: (text: string) => void) => ((text: string | Uint8Array): boolean => { add(String(text)); return true; });
  const spies = [
    jest.spyOn(process.stdout, "write").mockImplementation(capture(text => { out += text; })),
    jest.spyOn(process.stderr, "write").mockImplementation(capture(text => { err += text; })),
  ];
  const isTTY = Object.getOwnPropertyDescriptor(process.stdout, "isTTY");
  Object.defineProperty(process.stdout, "isTTY", { value: terminal, configurable: true });
  try {
    const code = await main(argv, options => {
      asked = options;
      options.onProgramOutput?.("a word from the program\n");
      return recorded instanceof Error ? Promise.reject(recorded) : Promise.resolve(recorded);
    }, Readable.from(input));
    return { code, out, err, asked };
  } finally {
    for (const spy of spies) spy.mockRestore();
    if (isTTY) Object.defineProperty(process.stdout, "isTTY", isTTY);
    else delete (process.stdout as { isTTY?: boolean }).isTTY;
  }
}

describe("planning", () => {
  test("prints the plan on standard output, and what the program prints on standard error", async () => {
    const { code, out, err } = await run(["plan"]);
    expect([code, err]).toEqual([0, "a word from the program\n"]);
    expect(out).toContain("80 → 85 → 90");
    expect(out).not.toContain("a word from the program");
  });

  test("as JSON gives the contract", async () => {
    const { out } = await run(["plan", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({ formatVersion: FORMAT_VERSION, analyses: { portChains: [{ verdict: "proven" }] } });
  });

  test("as manifests gives objects, and says on standard error what is missing in them", async () => {
    const secret = sortingPlan({ container: { env: [{ name: "TOKEN", value: { $secret: true } }] } });
    const { code, out, err } = await run(["plan", "--format", "manifests"], secret);
    expect(code).toBe(0);
    expect(parseAllDocuments(out).map(document => document.get("kind"))).toEqual(["Namespace", "ConfigMap", "Deployment", "Service"]);
    expect(err).toContain("DEPLOYMENT_SORTING_SPEC_TEMPLATE_SPEC_CONTAINERS_SORTING_ENV_TOKEN_VALUE  secret, as JSON text: Deployment hogwarts/sorting, spec.template.spec.containers[0].env[0].value\n");
  });

  test("as manifests of two clusters is refused, and given for the one that is chosen", async () => {
    const two = sortingPlan({ more: plan => {
      const edge = plan.add("pulumi:providers:kubernetes", "edge");
      plan.add("kubernetes:core/v1:Namespace", "far", { metadata: { name: "far" } }, { provider: `${edge}::id` });
    } });
    const refused = await run(["plan", "--format", "manifests"], two);
    expect([refused.code, refused.out]).toEqual([1, ""]);
    expect(refused.err).toContain("choose one with --provider\nthere are cluster, edge\n");
    const { code, out } = await run(["plan", "--format", "manifests", "--provider", "edge"], two);
    expect([code, parseAllDocuments(out).map(document => document.getIn(["metadata", "name"]))]).toEqual([0, ["far"]]);
  });

  test("takes the stack and the folder that were asked for", async () => {
    const { asked } = await run(["plan", "--stack", "public", "--cwd", "somewhere"]);
    expect(asked).toMatchObject({ stack: "public", cwd: join(process.cwd(), "somewhere") });
  });
});

describe("planning from a preview", () => {
  const FIXTURES = join(__dirname, "preview", "fixtures");

  test("reads the file and runs no program", async () => {
    const { code, out, err, asked } = await run(["plan", "--from", join(FIXTURES, "change.json")]);
    expect([code, err, asked]).toEqual([0, "", undefined]);
    expect(out).toContain("life · dev  from the engine's preview\n+ create   ~ update   +- replace   - delete");
  });

  test("reads standard input, in as many pieces as it comes", async () => {
    const text = readFileSync(join(FIXTURES, "change.json"));
    const { code, out } = await run(["plan", "--from", "-", "--format", "json"], undefined, false, [text.subarray(0, 1000), text.subarray(1000)]);
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ source: "preview", stack: "dev", project: "life" })]);
  });

  test.each<[string, readonly string[], string]>([
    ["a file that is not there", ["--from", join(FIXTURES, "none.json")], "none.json: there is no such file\n"],
    ["a folder", ["--from", FIXTURES], "fixtures: it is a folder\n"],
    ["nothing on standard input", ["--from", "-"], "error: standard input: the file is empty"],
    ["a preview of another stack", ["--from", join(FIXTURES, "change.json"), "--stack", "prod"], "change.json: the preview is of the stack dev, not of prod"],
    ["a preview that failed", ["--from", join(FIXTURES, "failed.json")], "failed.json: the preview failed, so there is no plan\n  Preview failed: "],
    ["a folder of a program beside it", ["--from", "x", "--cwd", "y"], "--from and --cwd exclude each other"],
  ])("says what is wrong with %s", async (_, argv, message) => {
    const { code, out, err, asked } = await run(["plan", ...argv]);
    expect([code, out, asked]).toEqual([1, "", undefined]);
    expect(err).toContain(message);
  });
});

describe("the other formats", () => {
  test.each<[readonly string[], RegExp]>([
    [["markdown"], /^## aks-anatomy · dev {2}planned offline\n/], [["sarif"], /"version": "2\.1\.0"/], [["mermaid"], /^### The way of a request\n\n```mermaid\nflowchart LR\n/], [["mermaid", "--diagram", "network"], /^flowchart LR\n/],
  ])("%j", async (format, begins) => {
    const { code, out } = await run(["plan", "--format", ...format]);
    expect(code).toBe(0);
    expect(out).toMatch(begins);
  });
});

describe("the exit code", () => {
  test.each<[string, number]>([["error", 0], ["warning", 2], ["never", 0]])("of a plan with warnings is, failing on %s, %i", async (threshold, code) => {
    expect((await run(["plan", "--fail-on", threshold], kubenet)).code).toBe(code);
  });

  test("of a plan without findings is 0, whatever it fails on", async () => {
    expect((await run(["plan", "--fail-on", "warning"])).code).toBe(0);
  });

  test("is 1 where there is no plan, with one message that names the place", async () => {
    const { code, out, err } = await run(["plan"], new PlanError("the bracket is not closed", { file: "Pulumi.dev.yaml", line: 3, column: 7 }));
    expect([code, out, err]).toEqual([1, "", "a word from the program\nerror: Pulumi.dev.yaml:3:7: the bracket is not closed\n"]);
  });

  test("is 1 for a mistake in the arguments, and nothing is planned", async () => {
    const { code, out, err, asked } = await run(["plan", "--stac"]);
    expect([code, out, asked]).toEqual([1, "", undefined]);
    expect(err).toContain("did you mean --stack?");
  });

  test("a fault of this program is not taken for a fault of the plan", async () => {
    await expect(run(["plan"], new TypeError("unexpected"))).rejects.toThrow("unexpected");
  });
});

describe("suppressions", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "suppressed-"));
    writeFileSync(join(folder, "aks-anatomy.yaml"), 'suppressions:\n  - { rule: kubenet-retirement, resource: cluster, reason: "moves in May" }\n');
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  test("beside the project keep findings from the exit code, and are shown with their reason", async () => {
    const strict = await run(["plan", "--fail-on", "warning"], kubenet), lenient = await run(["plan", "--fail-on", "warning", "--cwd", folder], kubenet);
    expect([strict.code, lenient.code]).toEqual([2, 0]);
    expect(lenient.out).toMatch(/^suppressed kubenet-retirement at ManagedCluster cluster, inputs\.networkProfile\.networkPlugin: moves\n {11}in May$/m);
    expect(lenient.out).toMatch(/0 errors, 0 warnings, 0 notes, \d+ undecided, 1 suppressed/);
  });

  test("in a file that is named take the place of those", async () => {
    writeFileSync(join(folder, "none.yaml"), "suppressions: []\n");
    expect((await run(["plan", "--fail-on", "warning", "--cwd", folder, "--suppressions", join(folder, "none.yaml")], kubenet)).code).toBe(2);
    expect((await run(["plan", "--fail-on", "warning", "--suppressions", join(folder, "aks-anatomy.yaml")], kubenet)).code).toBe(0);
  });

  test("that are not right are told before anything is planned", async () => {
    writeFileSync(join(folder, "aks-anatomy.yaml"), "suppressions: [{ rule: kubenet-retirment, resource: cluster, reason: x }]\n");
    const { code, err, asked } = await run(["plan", "--cwd", folder], kubenet);
    expect([code, asked, err]).toEqual([1, undefined, 'error: aks-anatomy.yaml:1:24: suppressions[0].rule: there is no rule "kubenet-retirment"; did you mean kubenet-retirement?\n']);
  });

  test("go with a preview only where they are named", async () => {
    const { code, err } = await run(["plan", "--from", join(__dirname, "preview", "fixtures", "change.json"), "--suppressions", join(folder, "no.yaml")]);
    expect([code, err]).toEqual([1, `error: cannot read ${join(folder, "no.yaml")}: there is no such file\n`]);
  });
});

describe("explaining", () => {
  test("a rule prints it, and plans nothing", async () => {
    const { code, out, asked } = await run(["explain", "kubenet-retirement"]);
    expect([code, asked, out.split("\n")[0]]).toEqual([0, undefined, "kubenet-retirement  warning"]);
  });

  test("nothing lists all rules", async () => {
    expect((await run(["explain"])).out).toMatch(/^kubenet-retirement +warning +Does a cluster use kubenet/m);
  });

  test("an unknown rule names the nearest", async () => {
    const { code, out, err } = await run(["explain", "kubnet-retirement"]);
    expect([code, out, err]).toEqual([1, "", "error: there is no rule kubnet-retirement; did you mean kubenet-retirement?\n(explain without a rule lists all)\n"]);
  });
});

test("an error's message cannot move the cursor", async () => {
  expect((await run(["plan"], new PlanError("bad \u001b[2Jname"))).err).toContain("error: bad \\u001b[2Jname\n");
});

describe("help and version", () => {
  test("are printed on standard output", async () => {
    expect((await run(["--help"])).out).toContain("node FOLDER/planner/bin.cjs");
    expect((await run([])).code).toBe(0);
    expect((await run(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("colour", () => {
  const environment = { ...process.env };
  beforeEach(() => { process.env = { ...environment, TERM: "xterm" }; delete process.env.NO_COLOR; });
  afterEach(() => { process.env = environment; });
  const coloured = async (argv: readonly string[], terminal: boolean): Promise<boolean> => (await run(["plan", ...argv], sortingPlan(), terminal)).out.includes("\u001b[");

  test("is for terminals", async () => {
    expect([await coloured([], true), await coloured([], false)]).toEqual([true, false]);
  });

  test.each([["1", false], ["0", false], ["", true]])("on a terminal with NO_COLOR=%p is there: %p", async (value, there) => {
    process.env.NO_COLOR = value;
    expect(await coloured([], true)).toBe(there);
  });

  test("is what was asked for, before everything else", async () => {
    process.env.NO_COLOR = "1";
    expect(await coloured(["--color", "always"], false)).toBe(true);
    delete process.env.NO_COLOR;
    expect(await coloured(["--color", "never"], true)).toBe(false);
  });

  test("is not for a terminal that says it is dumb", async () => {
    process.env.TERM = "dumb";
    expect(await coloured([], true)).toBe(false);
  });
});

describe("writing to a file", () => {
  let folder = "";
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "cli-")); });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  test("prints nothing, and leaves nothing but the file", async () => {
    const file = join(folder, "plan.txt");
    const { code, out } = await run(["plan", "--out", file], sortingPlan(), true);
    expect([code, out, readdirSync(folder)]).toEqual([0, "", ["plan.txt"]]);
    expect(readFileSync(file, "utf8")).toContain("80 → 85 → 90");
    expect(readFileSync(file, "utf8")).not.toContain("\u001b[");
  });

  test("holds whole manifests", async () => {
    const file = join(folder, "manifests.yaml");
    const { out } = await run(["plan", "--format", "manifests", "--out", file]);
    expect(out).toBe("");
    expect(readFileSync(file, "utf8")).toBe((await run(["plan", "--format", "manifests"])).out);
  });

  test("into a folder that is not there is refused before anything is planned", async () => {
    const { code, err, asked } = await run(["plan", "--out", join(folder, "no", "plan.txt")]);
    expect([code, asked]).toEqual([1, undefined]);
    expect(err).toContain(`the folder ${join(folder, "no")} does not exist`);
  });

  test("leaves the file as it was where there is no plan", async () => {
    const file = join(folder, "plan.txt");
    await run(["plan", "--out", file]);
    const before = readFileSync(file, "utf8");
    await run(["plan", "--out", file], new PlanError("no"));
    expect(readFileSync(file, "utf8")).toBe(before);
  });
});
