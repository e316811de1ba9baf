import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";

const ROOT = join(__dirname, "..", "..");
const PLAIN = join(ROOT, "test", "programs", "plain");

interface Result { readonly code: number; readonly out: string; readonly err: string }

describe("the program on the command line", () => {
  /** Runs the real thing; `reads` says how much of its output is taken before the pipe is closed. */
  const spawned = (argv: readonly string[], cwd: string, reads = Infinity): Promise<Result> => new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, "planner", "bin.cjs"), ...argv], { cwd });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => { out += chunk.toString(); if (out.length >= reads) child.stdout.destroy(); });
    child.stderr.on("data", (chunk: Buffer) => { err += chunk.toString(); });
    child.on("error", reject);
    child.on("close", code => { resolve({ code: code ?? -1, out, err }); });
  });

  test("plans the project of the current folder", async () => {
    const { code, out, err } = await spawned(["plan"], PLAIN);
    expect([code, err]).toEqual([0, "a word from the program\n"]);
    expect(out).toContain("plain · dev");
    expect(out).toContain("shelf  plain:library:Shelf");
    expect(out).toContain("password [secret]");
  }, 60_000);

  test("plans the project of a folder above, as Pulumi's command line does", async () => {
    const { code, out } = await spawned(["plan"], join(ROOT, "test", "programs", "files-of-every-kind", "src", "dir"));
    expect([code, out]).toEqual([0, expect.stringContaining("files-of-every-kind · dev")]);
  }, 60_000);

  test("plans no other project where there is none", async () => {
    const { code, out, err } = await spawned(["plan"], tmpdir());
    expect([code, out, err]).toEqual([1, "", "error: Pulumi.yaml: there is no Pulumi project in this folder, nor in one above it; --cwd names its folder\n"]);
  }, 60_000);

  test("says where a program fails, without a stack", async () => {
    const { code, out, err } = await spawned(["plan", "--stack", "broken"], PLAIN);
    expect([code, out, err]).toEqual([1, "", "error: index.js:6:51: the program was told to fail\n"]);
  }, 60_000);

  // A device that takes nothing.
  (existsSync("/dev/full") ? test : test.skip).each([["explain"], ["--help"]])("%s that could not be written exits with 1", argument => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "planner", "bin.cjs"), argument], { stdio: ["ignore", full, "pipe"], encoding: "utf8" });
    closeSync(full);
    expect([status, stderr]).toEqual([1, expect.stringContaining("error: cannot write to standard output")]);
  }, 60_000);

  test("is quiet where its reader has seen enough", async () => {
    const { err } = await spawned(["plan", "--format", "json", "--cwd", PLAIN], tmpdir(), 1);
    expect(err).toBe("a word from the program\n");
  }, 60_000);
});
