import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { findProgram, librariesOf, placeProgram, placeSystemFiles } from "./binary";

let folder = "";
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "binary-")); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

// The cluster tests need Linux; these parts of them need its tar and its loader.
const describeOnLinux = process.platform === "linux" ? describe : describe.skip;

describeOnLinux("programs of this machine", () => {
  it("are found by name, or missed with the package to install", async () => {
    expect(isAbsolute(await findProgram("sh", "dash"))).toBe(true);
    await expect(findProgram("no-such-program", "some-package")).rejects.toThrow(/no-such-program .*apt-get install some-package/);
    await expect(findProgram("no-such-program; true", "some-package")).rejects.toThrow("not on this machine");
  });

  it("come with every library that they load, in one order", async () => {
    const program = await findProgram("tar", "tar"), libraries = await librariesOf(program);
    expect(libraries.length).toBeGreaterThan(0);
    expect(libraries.filter(path => !existsSync(path))).toEqual([]);
    expect(libraries).toEqual([...new Set(libraries)].sort());
    await placeProgram(program, folder, "/usr/bin/tar");
    for (const path of ["/usr/bin/tar", ...libraries]) expect([path, statSync(join(folder, path)).mode & 0o777]).toEqual([path, 0o755]);
  });

  it("come alone where they load nothing", async () => {
    const script = join(folder, "script");
    writeFileSync(script, "#!/bin/sh\n", { mode: 0o700 });
    expect(await librariesOf(script)).toEqual([]);
  });
});

describe("an image's system files", () => {
  it("name root and the accounts, each with a group of its own", async () => {
    await placeSystemFiles(folder, [{ name: "node", id: 1000, home: "/home/node" }]);
    const lines = (name: string) => readFileSync(join(folder, "etc", name), "utf8").trimEnd().split("\n").map(line => line.split(":"));
    // passwd(5): seven fields. group(5): four.
    expect(lines("passwd")).toEqual([["root", "x", "0", "0", "root", "/root", "/sbin/nologin"], ["node", "x", "1000", "1000", "node", "/home/node", "/sbin/nologin"]]);
    expect(lines("group")).toEqual([["root", "x", "0", ""], ["node", "x", "1000", ""]]);
    expect(statSync(join(folder, "tmp")).isDirectory()).toBe(true);
  });
});
