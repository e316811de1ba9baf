import { existsSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The file could not be written; the message is for the user. */
export class WriteError extends Error {
  override readonly name = "WriteError";
}

/**
 * Says early what would go wrong at the end of the work.
 * @throws WriteError where the file's folder is missing, or the file is a folder itself
 */
export function assertWritable(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) throw new WriteError(`cannot write ${file}: the folder ${folder} does not exist`);
  if (existsSync(file) && statSync(file).isDirectory()) throw new WriteError(`cannot write ${file}: it is a folder`);
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
    rmSync(draft, { force: true });
    throw new WriteError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
