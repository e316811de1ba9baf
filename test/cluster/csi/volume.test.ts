import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outsidePath, removeFiles, writeFiles } from "./volume";

let folder = "", target = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "volume-"));
  target = join(folder, "pods/one/volumes/secrets/mount");
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

describe("a path of the node, from outside", () => {
  it.each([
    ["/var/lib/kubelet/pods/one/volumes/mount", "/run/node/pods/one/volumes/mount"],
    ["/var/lib/kubelet//pods/./one/", "/run/node/pods/one"],
    ["/var/lib/kubelet/pods/../plugins", "/run/node/plugins"],
  ])("%s", (path, outside) => {
    expect(outsidePath(path, "/run/node").replace(/\/$/, "")).toBe(outside);
  });

  it.each([
    "/var/lib/kubelet", "/var/lib/kubelet/", "/var/lib/kubelet/pods/..", "/var/lib/kubelet/..", "/var/lib/kubelet/../containerd", "/var/lib/kubelet/pods/../../../../etc/passwd", "/var/lib/kubelet-other/pods",
    "/etc/passwd", "/", "", "pods/one", "var/lib/kubelet/pods",
  ])("is refused for %j, which is not in the kubelet's folder", path => {
    expect(() => outsidePath(path, "/run/node")).toThrow("is not in /var/lib/kubelet");
  });
});

describe("a volume's files", () => {
  it("are written with content and mode, and nothing else is", async () => {
    await writeFiles(target, [{ name: "hat-key", content: "key\n", mode: 0o400 }, { name: "keys/public.pem", content: "", mode: 0o644 }]);
    expect(readFileSync(join(target, "hat-key"), "utf8")).toBe("key\n");
    expect([modeOf(join(target, "hat-key")), modeOf(join(target, "keys/public.pem"))]).toEqual(["400", "644"]);
    expect(readdirSync(target, { recursive: true }).sort()).toEqual(["hat-key", "keys", "keys/public.pem"]);
  });

  it("are in folders that everybody may enter, whatever this process keeps from others", async () => {
    const before = process.umask(0o077);
    try {
      await writeFiles(target, [{ name: "keys/hat", content: "key", mode: 0o644 }]);
    } finally {
      process.umask(before);
    }
    expect([modeOf(target), modeOf(join(target, "keys")), modeOf(join(target, "keys/hat"))]).toEqual(["755", "755", "644"]);
  });

  it("take the place of those of an earlier mount, in a folder that the kubelet made", async () => {
    mkdirSync(target, { recursive: true, mode: 0o750 });
    writeFileSync(join(target, "hat-key"), "a longer old key", { mode: 0o600 });
    await writeFiles(target, [{ name: "hat-key", content: "new", mode: 0o644 }]);
    expect([readFileSync(join(target, "hat-key"), "utf8"), modeOf(join(target, "hat-key")), modeOf(target)]).toEqual(["new", "644", "755"]);
  });

  it("are not changed in place: who has an old one open reads all of it", async () => {
    await writeFiles(target, [{ name: "hat-key", content: "old", mode: 0o644 }]);
    const { ino } = statSync(join(target, "hat-key"));
    await writeFiles(target, [{ name: "hat-key", content: "new", mode: 0o644 }]);
    expect(statSync(join(target, "hat-key")).ino).not.toBe(ino);
  });

  it("go with their folder and leave those of other pods; to remove them twice is no error", async () => {
    const other = join(folder, "pods/two/mount");
    for (const each of [target, other]) await writeFiles(each, [{ name: "hat-key", content: "key", mode: 0o400 }]);
    await removeFiles(target);
    await removeFiles(target);
    expect([existsSync(target), existsSync(join(other, "hat-key"))]).toEqual([false, true]);
  });
});
