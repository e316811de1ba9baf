/** Where in the user's own source an error began: stack frames are followed back through source maps, only when there is something to report. */
import { existsSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { Place } from "../../model/plan-error";

/** Makes the JavaScript of a TypeScript file again, with its map. */
export type Transpile = (code: string, file: string) => { readonly map?: string };

interface Frame { readonly file: string; readonly line: number; readonly column: number }

const INSTALLED = /[\\/]node_modules[\\/]/;

/** Frames of a stack that lie in files, nearest first; also the first line of a syntax error, which is a bare `file:line`. */
export function framesOf(stack: string): readonly Frame[] {
  return stack.split("\n").flatMap(line => {
    const match = /(?:^|\(|at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?):(\d+)(?::(\d+))?\)?$/.exec(line);
    if (match?.[1] === undefined) return [];
    return [{ file: match[1].startsWith("file:") ? fileURLToPath(match[1]) : match[1], line: Number(match[2]), column: Number(match[3] ?? 1) }];
  });
}

/** The map that a built JavaScript file carries or names. */
function builtMap(file: string): { readonly map: string; readonly folder: string } | undefined {
  const reference = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(readFileSync(file, "utf8"))?.[1];
  if (reference === undefined) return undefined;
  const data = /^data:[^,]*;base64,(.*)$/.exec(reference)?.[1];
  if (data !== undefined) return { map: Buffer.from(data, "base64").toString("utf8"), folder: path.dirname(file) };
  const beside = path.resolve(path.dirname(file), reference);
  return existsSync(beside) ? { map: readFileSync(beside, "utf8"), folder: path.dirname(beside) } : undefined;
}

function mapOf(file: string, transpile: Transpile): { readonly map: string; readonly folder: string } | undefined {
  if (!/\.(?:[cm]?ts|tsx)$/.test(file)) return builtMap(file);
  const { map } = transpile(readFileSync(file, "utf8"), file);
  return map === undefined ? undefined : { map, folder: path.dirname(file) };
}

function followed(frame: Frame, transpile: Transpile): Frame {
  if (!existsSync(frame.file)) return frame;
  try {
    const found = mapOf(frame.file, transpile);
    if (found === undefined) return frame;
    const entry = new SourceMap(JSON.parse(found.map) as SourceMapPayload).findEntry(frame.line - 1, frame.column - 1);
    if (!("originalSource" in entry)) return frame;
    return { file: path.resolve(found.folder, entry.originalSource.replace(/^file:\/\//, "")), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  } catch {
    // Without a readable map the place in the running JavaScript is the best there is.
    return frame;
  }
}

/** Whether a file is the project's own, and not of a package in it. */
export const isOwnFile = (file: string, root: string): boolean => file.startsWith(root + path.sep) && !INSTALLED.test(file.slice(root.length));

/** The first place of a stack in the project's own source; undefined where no frame lies there. */
export function sourcePlace(stack: string, root: string, transpile: Transpile): Place | undefined {
  const own = framesOf(stack).find(({ file }) => isOwnFile(file, root));
  if (own === undefined) return undefined;
  const { file, line, column } = followed(own, transpile);
  return { file: path.relative(root, file).split(path.sep).join("/"), line, column };
}
