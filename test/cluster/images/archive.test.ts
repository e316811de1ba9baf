import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { run } from "../lab/command";
import { fileHash, writeArchive } from "./archive";

const REFERENCE = "registry.example/sorting:0.1.0";
const CONFIG = { Env: ["PATH=/bin"], WorkingDir: "/app", Entrypoint: ["node"] };

interface Manifest { readonly Config: string; readonly RepoTags: readonly string[]; readonly Layers: readonly string[] }
interface Description { readonly architecture: string; readonly os: string; readonly config: object; readonly rootfs: { readonly type: string; readonly diff_ids: readonly string[] } }

let folder = "";
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "archive-")); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");

/** A layer's folder, its files made in the order given. */
function layer(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), content);
  }
  return join(folder, name);
}

async function archive(name: string, roots: readonly string[], config = CONFIG): Promise<string> {
  const file = join(folder, `${name}.tar`), work = join(folder, `${name}.work`);
  mkdirSync(work);
  await writeArchive(file, REFERENCE, roots, config, work);
  return file;
}

/** What a container engine finds in an archive. */
async function opened(file: string) {
  const within = mkdtempSync(join(folder, "opened-"));
  await run("tar", ["--extract", "--file", file, "--directory", within]);
  const manifests = JSON.parse(readFileSync(join(within, "manifest.json"), "utf8")) as [Manifest], [manifest] = manifests;
  const bytes = readFileSync(join(within, manifest.Config));
  return { within, manifests, manifest, hash: sha256(bytes), description: JSON.parse(bytes.toString()) as Description };
}

// The cluster tests need Linux; these parts of them need its tar and its loader.
const describeOnLinux = process.platform === "linux" ? describe : describe.skip;

describeOnLinux("an image's archive", () => {
  it("has every hash that an engine holds the content against", async () => {
    const { within, manifests, manifest, hash, description } = await opened(await archive("image", [layer("lower", { "bin/node": "program" }), layer("upper", { "app/main.js": "code" })]));
    expect(manifests).toHaveLength(1);
    expect(manifest.Config).toBe(`${hash}.json`);
    expect(manifest.Layers.map(path => `sha256:${sha256(gunzipSync(readFileSync(join(within, path))))}`)).toEqual(description.rootfs.diff_ids);
  });

  it("has the layers with the lowest first, the name, and the configuration for this machine's processor", async () => {
    const { within, manifest, description } = await opened(await archive("image", [layer("lower", { "bin/node": "program" }), layer("upper", { "app/main.js": "code" })]));
    const listed = await Promise.all(manifest.Layers.map(path => run("tar", ["--list", "--gzip", "--file", join(within, path)])));
    expect(listed.map(each => each.includes("./bin/node"))).toEqual([true, false]);
    expect(manifest.RepoTags).toEqual([REFERENCE]);
    const architecture = (await run("uname", ["-m"])).trim().replace("x86_64", "amd64").replace("aarch64", "arm64");
    expect(description).toMatchObject({ architecture, os: "linux", config: CONFIG, rootfs: { type: "layers" } });
  });

  it("has the same bytes for the same content, whatever the order, times and modes of the files", async () => {
    const one = layer("one", { "a.js": "a", "folder/b.js": "b" }), other = layer("other", { "folder/b.js": "b", "a.js": "a" });
    chmodSync(join(other, "a.js"), 0o600);
    utimesSync(join(other, "folder"), 1, 1);
    utimesSync(join(other, "folder/b.js"), 1, 1);
    expect(await fileHash(await archive("first", [one]))).toBe(await fileHash(await archive("second", [other])));
  });

  it.each([
    ["content", { "a.js": "b" }, CONFIG], ["name of a file", { "b.js": "a" }, CONFIG], ["configuration", { "a.js": "a" }, { ...CONFIG, WorkingDir: "/" }],
  ])("is another image with another %s", async (_, files, config) => {
    const [one, other] = [await opened(await archive("first", [layer("one", { "a.js": "a" })])), await opened(await archive("second", [layer("other", files)], config))];
    expect(other.hash).not.toBe(one.hash);
  });

  it("belongs to root, is for everybody to read, lets everybody write temporary files, and keeps links and what is executable", async () => {
    const root = layer("root", { "etc/passwd": "", "bin/node": "" });
    mkdirSync(join(root, "tmp"), { mode: 0o700 });
    chmodSync(join(root, "etc/passwd"), 0o600);
    chmodSync(join(root, "bin/node"), 0o700);
    symlinkSync("../bin/node", join(root, "etc/link"));
    const { within, manifest } = await opened(await archive("image", [root]));
    const listing = await run("tar", ["--list", "--verbose", "--numeric-owner", "--gzip", "--file", join(within, manifest.Layers[0]!)]);
    const entries = new Map(listing.trim().split("\n").map(line => line.split(/\s+/)).map(([mode, owner, , , , path]) => [path, [mode, owner]]));
    expect(Object.fromEntries(entries)).toMatchObject({
      "./etc/passwd": ["-rw-r--r--", "0/0"], "./bin/node": ["-rwxr-xr-x", "0/0"], "./tmp/": ["drwxrwxrwt", "0/0"], "./bin/": ["drwxr-xr-x", "0/0"],
    });
    expect(listing).toContain("./etc/link -> ../bin/node");
    expect([...entries.keys()]).toEqual(["./", "./bin/", "./bin/node", "./etc/", "./etc/link", "./etc/passwd", "./tmp/"]);
  });

  it("takes the place of an older one and leaves nothing half written beside it", async () => {
    writeFileSync(join(folder, "image.tar"), "older");
    await opened(await archive("image", [layer("root", { a: "a" })]));
    expect(readdirSync(folder).filter(name => name.startsWith("image.tar"))).toEqual(["image.tar"]);
  });

  it("is not written for a reference by digest", async () => {
    const file = join(folder, "image.tar");
    await expect(writeArchive(file, `registry.example/sorting@sha256:${"0".repeat(64)}`, [layer("root", { a: "a" })], CONFIG, folder)).rejects.toThrow("by digest");
    expect(existsSync(file)).toBe(false);
  });

  // The example of FIPS 180-2.
  it("is told apart by the SHA-256 of its content", async () => {
    expect(await fileHash(join(layer("root", { abc: "abc" }), "abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
