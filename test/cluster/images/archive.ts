/** An image as a file that `ctr images import` reads: the archive format of `docker save`, byte for byte the same for the same content. */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { run } from "../lab/command";
import type { ImageConfig } from "./config";

/** Nothing of the machine gets into an archive: neither the order of its folders nor its users and times. */
const REPRODUCIBLE = ["--create", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0", "--format=gnu"];

/** Fast: an archive is read a few times on the machine that made it. */
const COMPRESSION_LEVEL = 1;

/** Node.js's names of processors, and those of images. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

/** The SHA-256 of a file, in hexadecimal. */
export async function fileHash(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

interface Layer {
  /** Of the tar file before compression: what the configuration lists. */
  readonly hash: string;
  /** Path in the archive. */
  readonly path: string;
}

/** Modes as a build under the usual mask gives them, whatever the mask is here; temporary files are everybody's. */
async function settleModes(root: string): Promise<void> {
  await run("chmod", ["--recursive", "u=rwX,go=rX", root]);
  const temporary = join(root, "tmp");
  if (existsSync(temporary)) await chmod(temporary, 0o1777);
}

async function writeLayer(root: string, work: string): Promise<Layer> {
  await settleModes(root);
  const plain = join(work, "layer.tar");
  await run("tar", [...REPRODUCIBLE, "--file", plain, "--directory", root, "."]);
  const hash = await fileHash(plain), path = `${hash}.tar.gz`;
  await pipeline(createReadStream(plain), createGzip({ level: COMPRESSION_LEVEL }), createWriteStream(join(work, path)));
  await rm(plain);
  return { hash, path };
}

/**
 * Writes an image.
 * @param file the archive; there is none or a whole one
 * @param reference name and tag, as a pod gives them
 * @param roots folders of the layers, the lowest first
 * @param work folder to work in, of this call alone
 * @throws Error where the reference is a digest, which no image made here can have
 */
export async function writeArchive(file: string, reference: string, roots: readonly string[], config: ImageConfig, work: string): Promise<void> {
  if (reference.includes("@")) throw new Error(`${reference} is an image by digest: what is built here has another one`);
  const folder = join(work, "archive");
  await mkdir(folder, { recursive: true });
  const layers: Layer[] = [];
  for (const root of roots) layers.push(await writeLayer(root, folder));
  const description = JSON.stringify({
    architecture: ARCHITECTURES[process.arch] ?? process.arch, os: "linux", config,
    rootfs: { type: "layers", diff_ids: layers.map(({ hash }) => `sha256:${hash}`) },
  });
  const name = `${createHash("sha256").update(description).digest("hex")}.json`;
  await writeFile(join(folder, name), description);
  await writeFile(join(folder, "manifest.json"), JSON.stringify([{ Config: name, RepoTags: [reference], Layers: layers.map(({ path }) => path) }]));
  await settleModes(folder);
  await run("tar", [...REPRODUCIBLE, "--file", `${file}.part`, "--directory", folder, "."]);
  await rename(`${file}.part`, file);
}
