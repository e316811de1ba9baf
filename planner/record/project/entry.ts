/** What the language host does before a program runs: finds its folder, its first file and its SDK. */
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { PlanError } from "../plan-error";
import type { YamlFile } from "./yaml-file";

export interface Entry {
  /** Working directory of the program. */
  readonly directory: string;
  /** Its first file, from there; `.` leaves it to package.json. */
  readonly program: string;
  /** Whether the program is made of ECMAScript modules. */
  readonly modules: boolean;
  /** Folder of `@pulumi/pulumi`. */
  readonly sdk: string;
}

/** The oldest SDK that the planner has been tried with. */
const OLDEST_SDK = [3, 228] as const;
const INDEX_FILES = ["index.js", "index.ts", "index.mjs", "index.mts", "index.cts", "index.tsx", "index.json"];

interface Manifest { readonly folder: string; readonly type?: unknown; readonly main?: unknown; readonly exports?: unknown; readonly version?: unknown }

function readManifest(file: string): Manifest {
  try {
    return { folder: path.dirname(file), ...JSON.parse(readFileSync(file, "utf8")) as object };
  } catch (error) {
    throw new PlanError(`this is not JSON: ${error instanceof Error ? error.message : String(error)}`, { file: path.basename(file) });
  }
}

/** The package.json that governs a folder: its own or the nearest above. */
function manifestFor(folder: string): Manifest | undefined {
  const file = path.join(folder, "package.json");
  if (existsSync(file)) return readManifest(file);
  const above = path.dirname(folder);
  return above === folder ? undefined : manifestFor(above);
}

function exported(exports: unknown): unknown {
  if (typeof exports !== "object" || exports === null || !("." in exports)) return exports;
  const main = exports["."];
  if (typeof main !== "object" || main === null) return main;
  return ["default", "require", "import"].map(condition => (condition in main ? main[condition as keyof typeof main] as unknown : undefined)).find(value => value !== undefined);
}

function hasEntry(directory: string, manifest: Manifest | undefined): boolean {
  const named = exported(manifest?.exports) ?? manifest?.main;
  const candidates = [...(typeof named === "string" && manifest !== undefined ? [path.join(manifest.folder, named)] : []), ...INDEX_FILES.map(name => path.join(directory, name))];
  return candidates.some(candidate => existsSync(candidate) || existsSync(`${candidate}.js`) || existsSync(`${candidate}.ts`));
}

function sdkOf(directory: string): string {
  let file: string;
  try {
    file = createRequire(path.join(directory, "package.json")).resolve("@pulumi/pulumi/package.json");
  } catch {
    throw new PlanError("@pulumi/pulumi is not installed in this project: run the project's package manager first (npm ci)", { file: "package.json", key: "@pulumi/pulumi" });
  }
  const { version } = readManifest(file);
  const [major = 0, minor = 0] = String(version).split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_SDK;
  if (major !== oldestMajor || minor < oldestMinor) {
    throw new PlanError(`@pulumi/pulumi ${String(version)} is not supported: the planner needs ${oldestMajor}.${oldestMinor} or a newer ${oldestMajor}.x`, { file: "package.json", key: "@pulumi/pulumi" });
  }
  return path.dirname(file);
}

/** Throws PlanError where there is no program to run, or no SDK to run it with. */
export function findEntry(root: string, projectFile: YamlFile): Entry {
  const main = projectFile.text("main");
  const target = path.resolve(root, main ?? ".");
  if (!existsSync(target)) throw projectFile.error(["main"], `'main' names a file that does not exist: ${main}`);
  const isFolder = statSync(target).isDirectory();
  const directory = realpathSync(isFolder ? target : path.dirname(target));
  const manifest = manifestFor(directory);
  if (isFolder && !hasEntry(directory, manifest)) {
    throw projectFile.error(["main"], "there is no program: neither 'main' in this file, nor 'main' in package.json, nor index.ts or index.js");
  }
  return { directory, program: isFolder ? "." : path.basename(target), modules: manifest?.type === "module", sdk: sdkOf(directory) };
}
