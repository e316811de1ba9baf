import { describe, expect, it } from "@jest/globals";
import * as path from "node:path";
import { openExports } from "../../../../planner/record/child/exports";

const SDK = "/project/node_modules/@pulumi/pulumi";
const never = new Promise<never>(() => undefined);

/** The modules of a process in which the SDK's runner has loaded a program with these exports. */
function cacheWith(exports: unknown): NodeJS.Dict<NodeModule> {
  const loaded = (filename: string, exported: unknown, children: readonly unknown[] = []) => ({ filename, exports: exported, children }) as NodeModule;
  const children = [loaded("/project/node_modules/semver/index.js", { open: never }), loaded("/project/package.json", {}), loaded("/project/index.js", exports)];
  return { [path.join(SDK, "cmd", "run", "run.js")]: loaded("run.js", {}, children) };
}

describe("exports that never came to a value", () => {
  it("are named where they are promises", () => {
    expect(openExports(cacheWith({ done: Promise.resolve(1), open: never, plain: 1 }), SDK)).toEqual(["the exported promise 'open'"]);
    expect(openExports(cacheWith(never), SDK)).toEqual(["the exported promise"]);
  });

  it("are the promise of a function, of which nothing more is known", () => {
    expect(openExports(cacheWith(() => never), SDK)).toEqual(["the promise of the exported function"]);
  });

  it("are not known for a program that is made of modules", () => {
    expect(openExports({}, SDK)).toEqual([]);
    expect(openExports(cacheWith(undefined), SDK)).toEqual([]);
  });
});
