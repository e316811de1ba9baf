/** Reads a file that the user names, or standard input. */
import { readFile } from "node:fs/promises";
import { PlanError } from "./model/plan-error";

/** What stands for standard input in place of a file's name. */
export const STANDARD_INPUT = "-";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "it may not be read", ENOTDIR: "a part of its path is no folder", ERR_FS_FILE_TOO_LARGE: "it is larger than 2 GB",
};

/** Why a file cannot be read, for its user. */
export function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? String(error);
}

/**
 * The bytes of a file.
 * @throws PlanError where it cannot be read, with the reason
 */
export async function readInput(file: string, standardInput: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  if (file === STANDARD_INPUT) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of standardInput) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
  try {
    return await readFile(file);
  } catch (error) {
    throw new PlanError(`cannot read ${file}: ${reasonOf(error)}`, {}, { cause: error });
  }
}
