import { lstatSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The file could not be written; the message is for the user. */
export class WriteError extends Error {
  override readonly name = "WriteError";
}

/** What a program is made of, and what its owner lets stand: a plan never goes over it. */
const PROGRAM_FILE = /^(?:Pulumi(?:\..+)?\.(?:ya?ml|json)|aks-anatomy\.ya?ml|package(?:-lock)?\.json|tsconfig.*\.json|.+\.[cm]?[jt]sx?)$/i;

/** What is there, links not followed; undefined where there is nothing, or no way to it. */
function there(file: string, stat: (path: string) => Stats = lstatSync): Stats | undefined {
  try {
    return stat(file);
  } catch {
    return undefined;
  }
}

/**
 * Says early what would go wrong at the end of the work.
 * @param read files that the plan is made from
 * @throws WriteError where the file's folder is missing, or what stands there is a folder, a device, a pipe or a link, a part of a program, or read from
 */
export function assertWritable(file: string, read: readonly string[] = []): void {
  const folder = dirname(file);
  if (there(folder, statSync)?.isDirectory() !== true) throw new WriteError(`cannot write ${file}: the folder ${folder} does not exist`);
  const existing = there(file);
  if (existing?.isDirectory()) throw new WriteError(`cannot write ${file}: it is a folder`);
  if (existing && !existing.isFile()) throw new WriteError(`cannot write ${file}: it is no ordinary file`);
  if (existing && PROGRAM_FILE.test(basename(file))) throw new WriteError(`cannot write ${file}: it is part of a program`);
  if (read.includes(file)) throw new WriteError(`cannot write ${file}: the plan is made from it`);
}

/**
 * Writes a file whole or not at all: first beside it, then renamed over it.
 * @throws WriteError where the folder is missing or cannot be written to; what was there before is then still there
 */
export function writeWhole(file: string, content: string): void {
  assertWritable(file);
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(draft, content);
    renameSync(draft, file);
  } catch (error) {
    if (there(draft)) rmSync(draft);
    throw new WriteError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
