/** Where in the user's own source something began: frames of a stack are followed back through source maps, each file's read only when it is asked for. */
import { existsSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePlace } from "../../model/plan";

/** Makes the JavaScript of a file again, with its map; undefined for a file that runs as it lies. */
export type Transpile = (code: string, file: string) => { readonly map?: string } | undefined;

/** A place in what runs: the file's path, line and column from 1. */
export interface Frame { readonly file: string; readonly line: number; readonly column: number }

/** What leads from a file that runs to what was written. */
interface Trail { readonly map: SourceMap; readonly folder: string; readonly sourceRoot: string }

const INSTALLED = /[\\/]node_modules[\\/]/;

/** Frames of a stack that lie in files, nearest first; also the first line of a syntax error, which is a bare `file:line`. */
export function framesOf(stack: string): readonly Frame[] {
  return stack.split("\n").flatMap(line => {
    const match = /(?:^|\(|at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?):(\d+)(?::(\d+))?\)?$/.exec(line);
    if (match?.[1] === undefined) return [];
    return [{ file: match[1].startsWith("file:") ? fileURLToPath(match[1]) : match[1], line: Number(match[2]), column: Number(match[3] ?? 1) }];
  });
}

/** A name in a map or a reference to one is an address; many tools write it as a path all the same. */
function namedFrom(folder: string, name: string): string {
  if (name.startsWith("file:")) return fileURLToPath(name);
  const plain = path.resolve(folder, name);
  if (existsSync(plain)) return plain;
  try {
    const decoded = path.resolve(folder, decodeURIComponent(name));
    return existsSync(decoded) ? decoded : plain;
  } catch {
    return plain;
  }
}

interface Read { readonly map: string; readonly folder: string }

/** The map that a built JavaScript file carries or names. */
function builtMap(code: string, file: string): Read | undefined {
  const reference = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(code)?.[1];
  if (reference === undefined) return undefined;
  const data = /^data:[^,]*;base64,(.*)$/.exec(reference)?.[1];
  if (data !== undefined) return { map: Buffer.from(data, "base64").toString("utf8"), folder: path.dirname(file) };
  const beside = namedFrom(path.dirname(file), reference);
  return existsSync(beside) ? { map: readFileSync(beside, "utf8"), folder: path.dirname(beside) } : undefined;
}

function trailOf(file: string, transpile: Transpile): Trail | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const code = readFileSync(file, "utf8"), made = transpile(code, file);
    const read = made === undefined ? builtMap(code, file) : made.map === undefined ? undefined : { map: made.map, folder: path.dirname(file) };
    if (read === undefined) return undefined;
    const payload = JSON.parse(read.map) as SourceMapPayload;
    return { map: new SourceMap(payload), folder: read.folder, sourceRoot: typeof payload.sourceRoot === "string" ? payload.sourceRoot : "" };
  } catch {
    // Without a readable map the place in the running JavaScript is the best there is.
    return undefined;
  }
}

/** Whether a file is the project's own, and not of a package in it. */
export const isOwnFile = (file: string, root: string): boolean => file.startsWith(root + path.sep) && !INSTALLED.test(file.slice(root.length));

const isInstalled = (file: string, root: string): boolean => INSTALLED.test(file.startsWith(root + path.sep) ? file.slice(root.length) : file);

/** The sources of one project. */
export class Sources {
  readonly #trails = new Map<string, Trail | undefined>();
  constructor(private readonly root: string, private readonly transpile: Transpile) {}

  #trailOf(file: string): Trail | undefined {
    if (!this.#trails.has(file)) this.#trails.set(file, trailOf(file, this.transpile));
    return this.#trails.get(file);
  }

  /** What was written for a frame; undefined where nothing leads further. */
  #written({ file, line, column }: Frame): Frame | undefined {
    const trail = this.#trailOf(file);
    const entry = trail?.map.findEntry(line - 1, column - 1);
    if (trail === undefined || entry === undefined || !("originalSource" in entry)) return undefined;
    const { originalSource: source, originalLine, originalColumn } = entry;
    const isWhole = path.isAbsolute(source) || /^[a-z][a-z\d+.-]+:/i.test(source);
    const name = isWhole || trail.sourceRoot === "" ? source : `${trail.sourceRoot.replace(/\/$/, "")}/${source}`;
    try {
      return { file: namedFrom(trail.folder, name), line: originalLine + 1, column: originalColumn + 1 };
    } catch {
      // An address that is no file's.
      return undefined;
    }
  }

  /** The first of some frames that lies in the project's own source; undefined where none does. What was written and is not here, or not the project's, leaves the place where it runs. */
  placeOf(frames: Iterable<Frame>): SourcePlace | undefined {
    for (const frame of frames) {
      if (!isOwnFile(frame.file, this.root)) continue;
      const written = this.#written(frame);
      // A package may be built into the project's own JavaScript.
      if (written !== undefined && isInstalled(written.file, this.root)) continue;
      const { file, line, column } = written !== undefined && isOwnFile(written.file, this.root) && existsSync(written.file) ? written : frame;
      return { file: path.relative(this.root, file).split(path.sep).join("/"), line, column };
    }
    return undefined;
  }
}
