import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { describeAsset, type AssetFolder } from "../../../../planner/record/engine/assets";
import { tar } from "../../../../planner/record/engine/tar";
import { secret, SIGNATURE_KEY, SIGNATURES, UNKNOWN, type WireObject } from "../../../../planner/record/engine/wire";

const asset = (members: WireObject): WireObject => ({ [SIGNATURE_KEY]: SIGNATURES.asset, __pulumiAsset: true, ...members });
const archive = (members: WireObject): WireObject => ({ [SIGNATURE_KEY]: SIGNATURES.archive, __pulumiArchive: true, ...members });
const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

let folder: AssetFolder;

beforeAll(() => {
  const root = mkdtempSync(path.join(tmpdir(), "assets-"));
  const directory = path.join(root, "program");
  mkdirSync(path.join(directory, "site", "pages"), { recursive: true });
  mkdirSync(path.join(directory, "site", ".pulumi"));
  writeFileSync(path.join(directory, "site", ".pulumi", "state"), "left out");
  writeFileSync(path.join(directory, "site", "index.html"), "first\n");
  writeFileSync(path.join(directory, "site", "pages", "about.html"), "second\n");
  writeFileSync(path.join(directory, "packed.zip"), "not really packed");
  symlinkSync(path.join(directory, "site", "pages"), path.join(directory, "site", "linked"));
  folder = { directory, root };
});
afterAll(() => { rmSync(folder.root, { recursive: true }); });

describe("an asset", () => {
  it("is shown with its signature, its hash and what it is made of, and nothing else", () => {
    expect(describeAsset(asset({ text: "text" }), folder)).toEqual({ [SIGNATURE_KEY]: SIGNATURES.asset, hash: sha256("text"), text: "text" });
    expect(describeAsset(asset({ path: "./site/index.html" }), folder)).toEqual({ [SIGNATURE_KEY]: SIGNATURES.asset, hash: sha256("first\n"), path: "./site/index.html" });
  });

  it("shows no path of the machine", () => {
    expect(describeAsset(asset({ path: path.join(folder.directory, "site/index.html") }), folder).path).toBe("program/site/index.html");
    expect(describeAsset(archive({ path: folder.root }), folder).path).toBe(".");
    expect(describeAsset(asset({ path: __filename }), folder).path).toBe("…/assets.test.ts");
  });

  it("has no hash where its contents are elsewhere or not known", () => {
    expect(describeAsset(asset({ uri: "https://example.com/file" }), folder)).toEqual({ [SIGNATURE_KEY]: SIGNATURES.asset, uri: "https://example.com/file" });
    expect(describeAsset(asset({ text: UNKNOWN }), folder)).not.toHaveProperty("hash");
    expect(describeAsset(asset({ text: secret("hidden") }), folder)).not.toHaveProperty("hash");
    expect(describeAsset(archive({ assets: { far: asset({ uri: "https://example.com" }) } }), folder)).not.toHaveProperty("hash");
  });

  it("that is not there is an error that names it and not the machine", () => {
    expect(() => describeAsset(asset({ path: "./nowhere.txt" }), folder)).toThrow("the file asset './nowhere.txt' has no contents: there is no such file");
    expect(() => describeAsset(archive({ path: path.join(folder.root, "nowhere") }), folder)).toThrow("the archive 'nowhere' has no contents: there is no such file");
    expect(() => describeAsset(archive({ path: "./site/index.html" }), folder)).toThrow("it cannot be read");
  });
});

describe("an archive", () => {
  // Hashes that Pulumi 3.246 gives for the same files.
  const SITE = "92fdc1a7d913eb66b79c376c7bd2b501c909ecba87ecffe3c14ce5f169436e46";
  const MIXED = "0476626cb2b968e9c0a7f36a5c641ffdb40c1506fb9ff82944ffb75fb30ab4cb";

  it("of a folder hashes as Pulumi hashes it, without its bookkeeping and without linked folders", () => {
    expect(describeAsset(archive({ path: "./site" }), folder)).toEqual({ [SIGNATURE_KEY]: SIGNATURES.archive, hash: SITE, path: "./site" });
  });

  it("of named assets hashes as Pulumi hashes it, whatever their order", () => {
    const members = { "b.txt": asset({ text: "b" }), a: archive({ path: "./site" }) };
    const shown = describeAsset(archive({ assets: members }), folder);
    expect(shown.hash).toBe(MIXED);
    expect(shown.assets).toMatchObject({ "b.txt": { text: "b", hash: sha256("b") }, a: { path: "./site", hash: SITE } });
  });

  it("that is packed already hashes as the file that it is", () => {
    expect(describeAsset(archive({ path: "packed.zip" }), folder).hash).toBe(sha256("not really packed"));
  });
});

describe("a tape archive", () => {
  const header = (name: string): Buffer | undefined => tar([{ name, content: Buffer.from("x") }])?.[0];

  it("splits a long path at a slash", () => {
    const long = `${"d".repeat(90)}/${"f".repeat(60)}`;
    expect(header(long)?.toString("latin1", 0, 60)).toBe("f".repeat(60));
    expect(header(long)?.toString("latin1", 345, 435)).toBe("d".repeat(90));
  });

  it.each(["é.txt", "f".repeat(101), `${"d".repeat(160)}/f`])("cannot hold the name %s", name => {
    expect(tar([{ name, content: Buffer.alloc(0) }])).toBeUndefined();
  });

  it("is filled up to whole blocks and ends with two empty ones", () => {
    const pieces = tar([{ name: "a", content: Buffer.alloc(512) }, { name: "b", content: Buffer.alloc(1) }]) ?? [];
    expect(Buffer.concat([...pieces])).toHaveLength(512 * (2 + 2 + 2));
  });
});
