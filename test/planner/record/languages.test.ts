import { describe, expect, it } from "@jest/globals";
import type { CompleteReport } from "../../../planner/record/outcome";
import { runPass } from "../../../planner/record/pass";
import { readProject } from "../../../planner/record/project/project";
import { folderOf } from "./project/folder";
import { programFolder } from "./programs";

interface Ran { readonly report: CompleteReport; readonly printed: string }

/** One run of a program, as an engine would see it. */
async function run(cwd: string): Promise<Ran> {
  let printed = "";
  const { report } = runPass(readProject({ cwd, stack: "dev" }), { pass: "faithful", timeoutSeconds: 60, onOutput: chunk => { printed += chunk; } });
  return { report: await report, printed };
}

const inputsOf = ({ report }: Ran, name: string): unknown => report.resources.find(resource => resource.name === name)?.inputs;

describe("a TypeScript program", () => {
  it.concurrent("is compiled as its tsconfig.json wants it", async () => {
    const ran = await run(programFolder("typescript-commonjs"));
    expect(inputsOf(ran, "one")).toMatchObject({ size: 3, tags: { called: "made of star", made: "made of x", default: "undefined", level: "4" } });
    expect(ran.report.outputs).toMatchObject({ total: 3, fields: true });
  }, 60_000);

  it.concurrent("without a tsconfig.json is compiled as the SDK does it", async () => {
    const ran = await run(programFolder("typescript-defaults"));
    expect(inputsOf(ran, "first")).toEqual({ size: 1, callable: "called with text", member: "member", kind: "object", called: "sorted! (method call)" });
    expect(inputsOf(ran, "imported")).toEqual({ word: "an ECMAScript module", made: "its default" });
  }, 60_000);

  it.concurrent("of modules has import attributes, imports of its own package, and fields that hide what a base class has set", async () => {
    const ran = await run(programFolder("typescript-esm"));
    expect(inputsOf(ran, "first")).toMatchObject({ data: 1, deep: "deep", same: true, called: "call: x", accessor: 1 });
    expect(inputsOf(ran, "second")).toMatchObject({ hidden: "undefined" });
  }, 60_000);

  it.concurrent("may close over a module in a dynamic provider", async () => {
    const folder = folderOf({
      "Pulumi.yaml": "name: closing\nruntime: nodejs\n",
      "digest.ts": 'import * as crypto from "crypto";\nexport const digest = (text: string): string => crypto.createHash("sha256").update(text).digest("hex");\n',
      "index.ts": 'import * as pulumi from "@pulumi/pulumi";\nimport { digest } from "./digest";\nclass Made extends pulumi.dynamic.Resource {}\nnew Made({ create: async () => ({ id: digest("x"), outs: {} }) }, "made", {});\n',
    });
    try {
      expect(inputsOf(await run(folder.root), "made")).toMatchObject({ __provider: expect.stringContaining('require("crypto")') });
    } finally {
      folder.remove();
    }
  }, 60_000);
});

describe("a program", () => {
  it.concurrent("gets every value of its configuration as the CLI reads it", async () => {
    const ran = await run(programFolder("settings"));
    expect(inputsOf(ran, "all")).toMatchObject({ "odd.name_1:config:datetz": "2024-01-02 03:04:05 +0200 +0200", "odd.name_1:config:bin": "5", "aws:config:region": "eu" });
  }, 60_000);

  it.concurrent("may leave a process behind that holds its standard output", async () => {
    const folder = folderOf({
      "Pulumi.yaml": "name: leaving\nruntime: nodejs\n",
      "index.js": 'const child = require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => undefined, 600_000)"], { stdio: "inherit" });\nchild.unref();\nconsole.log(`left ${child.pid}`);\nrequire("@pulumi/pulumi");\n',
    });
    const ran = await run(folder.root);
    const left = /left (\d+)/.exec(ran.printed)?.[1];
    try {
      // It is still there: nobody has waited for its end.
      expect(process.kill(Number(left), 0)).toBe(true);
      expect(ran.report.finished).toBe(true);
    } finally {
      process.kill(Number(left), "SIGKILL");
      folder.remove();
    }
  }, 60_000);
});
