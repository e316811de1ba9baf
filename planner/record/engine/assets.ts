/** Files, texts and folders that a program hands to a resource: what the plan says of them is where they lie and what they hash to. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { tar, type TarEntry } from "./tar";
import { isObject, SIGNATURE_KEY, SIGNATURES, signatureOf, textOf, type WireObject, type WireValue } from "./wire";

/** File endings that the engine takes as an archive as it is. */
const ARCHIVE_FILE = /\.(?:tar|tgz|tar\.gz|zip|jar)$/;
/** Pulumi's own folder, which never goes into an archive. */
const BOOKKEEPING = ".pulumi";

export interface AssetFolder {
  /** Where the program runs: relative paths start here. */
  readonly directory: string;
  /** The project: no path in the plan says where on the machine it lies. */
  readonly root: string;
}

const sha256 = (...pieces: readonly (Buffer | string)[]): string => {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
};

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Files below a folder, as the engine walks it: by name, links to folders left out. */
function filesBelow(folder: string, prefix = ""): readonly string[] {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true })
    .sort((a, b) => byCode(a.name, b.name))
    .flatMap(entry => {
      const name = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
      if (entry.name === BOOKKEEPING) return [];
      if (entry.isDirectory()) return filesBelow(folder, name);
      return statSync(path.join(folder, name)).isDirectory() ? [] : [name];
    });
}

/** A path as the plan shows it: relative ones as they are, absolute ones from the project, or only their last part. */
function shownPath(written: string, { root }: AssetFolder): string {
  if (!path.isAbsolute(written)) return written;
  const relative = path.relative(root, written).split(path.sep).join("/");
  if (relative === "") return ".";
  return relative.startsWith("../") || path.isAbsolute(relative) ? `…/${path.basename(written)}` : relative;
}

/** A problem with an asset, in words that do not say where the project lies. */
function unreadable(kind: string, written: string, folder: AssetFolder, error: unknown): Error {
  const missing = typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
  const reason = missing ? "there is no such file" : "it cannot be read";
  return new Error(`the ${kind} '${shownPath(written, folder)}' has no contents: ${reason}`, { cause: error });
}

function assetContent(asset: WireObject, folder: AssetFolder): Buffer | undefined {
  const file = textOf(asset.path), text = textOf(asset.text);
  if (file === undefined || file === "") return text === undefined ? undefined : Buffer.from(text);
  try {
    return readFileSync(path.resolve(folder.directory, file));
  } catch (error) {
    throw unreadable("file asset", file, folder, error);
  }
}

/** The files of an archive; undefined where one of them lies behind an address, or is itself a packed archive. */
function archiveEntries(archive: WireObject, folder: AssetFolder): readonly TarEntry[] | undefined {
  const written = textOf(archive.path);
  if (written !== undefined) {
    if (ARCHIVE_FILE.test(written)) return undefined;
    const base = path.resolve(folder.directory, written);
    try {
      return filesBelow(base).map(name => ({ name, content: readFileSync(path.join(base, name)) }));
    } catch (error) {
      throw unreadable("archive", written, folder, error);
    }
  }
  if (!isObject(archive.assets)) return undefined;
  const entries: TarEntry[] = [];
  for (const [name, member] of Object.entries(archive.assets).sort(([a], [b]) => byCode(a, b))) {
    if (!isObject(member)) return undefined;
    const inner = signatureOf(member) === SIGNATURES.archive ? archiveEntries(member, folder)?.map(entry => ({ ...entry, name: path.posix.join(name, entry.name) })) : undefined;
    const content = signatureOf(member) === SIGNATURES.asset ? assetContent(member, folder) : undefined;
    if (inner !== undefined) entries.push(...inner);
    else if (content !== undefined) entries.push({ name, content });
    else return undefined;
  }
  return entries;
}

function archiveHash(archive: WireObject, folder: AssetFolder): string | undefined {
  if (ARCHIVE_FILE.test(textOf(archive.path) ?? "")) {
    const content = assetContent(archive, folder);
    return content === undefined ? undefined : sha256(content);
  }
  const entries = archiveEntries(archive, folder);
  if (entries === undefined) return undefined;
  const seen = new Set<string>();
  const pieces = tar(entries.filter(({ name }) => !seen.has(name) && seen.add(name)));
  return pieces === undefined ? undefined : sha256(...pieces);
}

/**
 * An asset or archive as a preview shows it: its signature, its hash, and its text, path or address. The hash is left out where
 * the contents are behind an address or not known. Throws an Error that names the file where it cannot be read, as the engine does.
 */
export function describeAsset(asset: WireObject, folder: AssetFolder): WireObject {
  const isArchive = signatureOf(asset) === SIGNATURES.archive;
  const content = isArchive ? undefined : assetContent(asset, folder);
  const hash = isArchive ? archiveHash(asset, folder) : content && sha256(content);
  const members = isObject(asset.assets) ? Object.entries(asset.assets).map(([name, member]): [string, WireValue] => [name, isObject(member) ? describeAsset(member, folder) : member]) : undefined;
  return {
    [SIGNATURE_KEY]: asset[SIGNATURE_KEY] ?? null,
    ...(members === undefined ? {} : { assets: Object.fromEntries(members) }),
    ...(hash === undefined ? {} : { hash }),
    ...(asset.path === undefined ? {} : { path: typeof asset.path === "string" ? shownPath(asset.path, folder) : asset.path }),
    ...(asset.text === undefined || asset.text === "" ? {} : { text: asset.text }),
    ...(asset.uri === undefined ? {} : { uri: asset.uri }),
  };
}
