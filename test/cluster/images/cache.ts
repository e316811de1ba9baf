/** Archives that were made before, kept under a name that says what went into them. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileHash } from "./archive";

/** Older archives of an image that stay, for work that goes back and forth between two states. */
const KEPT = 2;

/** Every file of a folder, or the file itself, in a stable order. */
export async function filesUnder(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name)).sort();
}

/**
 * A short hash of texts and of files' contents.
 * @param within folder that paths are told from, so that the hash is the same wherever the project stands
 */
export async function fingerprint(texts: readonly string[], files: readonly string[], within: string): Promise<string> {
  const lines = [...texts];
  for (const file of files) lines.push(`${file.startsWith(within) ? file.slice(within.length) : file} ${await fileHash(file)}`);
  return createHash("sha256").update(JSON.stringify(lines)).digest("hex").slice(0, 16);
}

async function dropOld(folder: string, name: string, current: string): Promise<void> {
  const others = (await readdir(folder)).filter(file => new RegExp(`^${name}-[0-9a-f]{16}\\.tar$`).test(file) && join(folder, file) !== current);
  const dated = await Promise.all(others.map(async file => ({ file, made: (await stat(join(folder, file))).mtimeMs })));
  for (const { file } of dated.sort((one, other) => other.made - one.made).slice(KEPT)) await rm(join(folder, file), { force: true });
}

/**
 * The file of a name and hash in a folder, made if it is not there. What is interrupted, or happens twice at once, leaves nothing half done.
 * @param make writes the file; has a folder of its own to work in
 */
export async function cached(folder: string, name: string, hash: string, make: (file: string, work: string) => Promise<void>): Promise<string> {
  const file = join(folder, `${name}-${hash}.tar`);
  if (existsSync(file)) return file;
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, `${name}.`));
  try {
    const made = join(work, "image.tar");
    await make(made, work);
    await rename(made, file);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await dropOld(folder, name, file);
  return file;
}
