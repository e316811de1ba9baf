import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { failureOf } from "../../../../planner/record/child/failure";
import { framesOf } from "../../../../planner/record/child/source-position";

/** Maps line 1 of what runs to line 3 of `original.ts`, and nothing else. */
const MAP = JSON.stringify({ version: 3, sources: ["original.ts"], names: [], mappings: "AAEA" });

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), "failure-")));
  mkdirSync(path.join(root, "lib"));
  for (const file of ["index.ts", "original.ts", "lib/original.ts"]) writeFileSync(path.join(root, file), "throw 1;\n");
  writeFileSync(path.join(root, "plain.js"), "throw 1;\n");
  writeFileSync(path.join(root, "lib", "inline.js"), `throw 1;\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(MAP).toString("base64")}\n`);
  writeFileSync(path.join(root, "lib", "beside.js"), "throw 1;\n//# sourceMappingURL=beside.js.map\n");
  writeFileSync(path.join(root, "lib", "beside.js.map"), MAP);
  const packed = MAP.replace("original.ts", "../node_modules/thing/index.ts");
  writeFileSync(path.join(root, "lib", "packed.js"), `throw 1;\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(packed).toString("base64")}\n`);
  writeFileSync(path.join(root, "lib", "broken.js"), "throw 1;\n//# sourceMappingURL=data:application/json;base64,e30=\n");
});
afterAll(() => { rmSync(root, { recursive: true }); });

function thrown(message: string, ...frames: readonly string[]): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}\n${frames.map(frame => `    at ${frame}`).join("\n")}`;
  return error;
}
const failure = (error: unknown) => failureOf(error, root, (_code, file) => (file.endsWith(".ts") ? { map: MAP } : undefined));

describe("a failure", () => {
  it("lies in the first frame of the project's own source", () => {
    const error = thrown("no", "Object.run (/elsewhere/tool.js:1:1)", `new Thing (${root}/node_modules/thing/index.js:1:1)`, `Object.<anonymous> (${root}/plain.js:1:7)`, `async main (${root}/index.ts:1:1)`);
    expect(failure(error)).toEqual({ message: "no", file: "plain.js", line: 1, column: 7 });
  });

  it.each(["index.ts", "lib/inline.js", "lib/beside.js"])("of %s is followed to what was written", file => {
    expect(failure(thrown("no", `run (${root}/${file}:1:1)`))).toMatchObject({ file: path.posix.join(path.dirname(file), "original.ts"), line: 3, column: 1 });
  });

  it("of a package that is built into the project's own JavaScript lies with its caller", () => {
    expect(failure(thrown("no", `run (${root}/lib/packed.js:1:1)`, `main (${root}/plain.js:1:7)`))).toMatchObject({ file: "plain.js", line: 1 });
  });

  it("without a usable map, or of a file that is gone, lies where it ran", () => {
    expect(failure(thrown("no", `${root}/lib/broken.js:1:1`))).toMatchObject({ file: "lib/broken.js", line: 1 });
    expect(failure(thrown("no", `file://${root}/gone.mjs:4:2`))).toMatchObject({ file: "gone.mjs", line: 4, column: 2 });
  });

  it("elsewhere has no place", () => {
    expect(failure(thrown("no", "Object.run (/elsewhere/tool.js:1:1)", "node:internal/main:1:1"))).toEqual({ message: "no" });
  });

  it("says of which kind an error is, unless that says nothing", () => {
    expect(failure(Object.assign(thrown("too large"), { name: "RangeError" })).message).toBe("RangeError: too large");
    expect(failure(thrown("Cannot find module './x'\nRequire stack:\n- /a/b.js")).message).toBe("Cannot find module './x'");
    expect(failure(Object.assign(thrown(""), { name: "AbortError" })).message).toBe("AbortError");
  });

  it("that is meant to be shown alone is shown alone", () => {
    const alone = Object.assign(thrown("needs a region", `run (${root}/plain.js:1:1)`), { name: "RunError", __pulumiRunError: true });
    expect(failure(alone)).toEqual({ message: "needs a region" });
    expect(failure(Object.assign(thrown("bad", `run (${root}/plain.js:1:1)`), { name: "ResourceError", hideStack: true }))).toEqual({ message: "bad" });
  });

  it("names what it gathers and what has caused it", () => {
    const cause = Object.assign(thrown("deep"), { cause: "deeper" });
    expect(failure(Object.assign(thrown("outer"), { cause })).message).toBe("outer\n  caused by: deep\n  caused by: 'deeper'");
    expect(failure(new AggregateError([thrown("one"), { code: 2 }], "both")).message).toBe("AggregateError: both\n  one\n  { code: 2 }");
  });

  it("does not say where the project lies", () => {
    expect(failure(thrown(`${root}/data.json: not JSON`)).message).toBe("data.json: not JSON");
  });

  it("tells what it can of an error that is no ordinary one, and never throws", () => {
    const failing = { get: (): never => { throw new Error("inner"); } };
    expect(failure(Object.assign(thrown("x"), { message: { code: 404 } }))).toEqual({ message: "{ code: 404 }" });
    expect(failure(Object.assign(thrown("no"), { stack: ["a"] }))).toEqual({ message: "no" });
    expect(failure(Object.defineProperty(thrown("x"), "message", failing))).toEqual({ message: "Error without a message that can be read" });
    expect(failure(Object.defineProperty(thrown("no"), "stack", failing))).toEqual({ message: "no" });
    expect(failure(new Proxy({}, { getPrototypeOf: failing.get, get: failing.get })).message).not.toBe("");
    expect(failure(Object.defineProperty(thrown("no"), "cause", failing)).message).toContain("no");
  });

  it("for a package that is not installed says so, where the project's own file asked for it", () => {
    const asked = (name: string, file: string): Error => Object.assign(thrown(`Cannot find module '${name}'\nRequire stack:\n- ${file}`, `${root}/index.ts:1:1`), { requireStack: [file] });
    const installed = { message: "the package '@pulumi/random' is not installed in this project: run the project's package manager first (npm ci)", file: "index.ts" };
    expect(failure(asked("@pulumi/random", `${root}/index.ts`))).toEqual(installed);
    expect(failure(thrown(`Cannot find package '@pulumi/random' imported from ${root}/index.ts`))).toEqual(installed);
    for (const [name, file] of [["./x", "index.ts"], ["peer", "node_modules/thing/index.js"]] as const) expect(failure(asked(name, `${root}/${file}`)).message).toBe(`Cannot find module '${name}'`);
  });

  it("may be no error at all", () => {
    expect(failure("only a text")).toEqual({ message: "only a text" });
    expect(failure({ code: 1 })).toEqual({ message: "{ code: 1 }" });
    expect(failure(undefined)).toEqual({ message: "undefined was thrown" });
    expect(failure(null)).toEqual({ message: "null was thrown" });
  });
});

describe("the frames of a stack", () => {
  it("include the bare first line of a syntax error", () => {
    expect(framesOf("/a/b.js:3\nlet x x\n    ^\n\nSyntaxError: no\n    at wrap (node:internal:1:1)\n    at async file:///c/d%20e.mjs:5:6")).toEqual([{ file: "/a/b.js", line: 3, column: 1 }, { file: "/c/d e.mjs", line: 5, column: 6 }]);
  });
});
