/** What the language host does before a program runs: finds its folder, its first file and its SDK. */
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { PlanError } from "../../model/plan-error";
import { compilerSettings, type CompilerSettings } from "./compiler-settings";
import type { YamlFile } from "../../yaml-file";

export interface Entry {
  /** Working directory of the program. */
  readonly directory: string;
  /** Its first file, from there; `.` leaves it to package.json. */
  readonly program: string;
  /** What Node.js itself is given before the program. */
  readonly nodeArguments: readonly string[];
  /** Whether the program is made of ECMAScript modules. */
  readonly modules: boolean;
  readonly compiler: CompilerSettings;
  /** Folder of `@pulumi/pulumi`. */
  readonly sdk: string;
  /** Folder of the `@pulumi/pulumi` whose messages the engine reads: the program's, or the planner's own where the program's is too old for it. */
  readonly protocol: string;
}

/** The oldest SDK that the planner has been tried with (on Node.js 20, with the real engine beside it). */
const OLDEST_SDK = [3, 1] as const;
/** Minor version of the oldest SDK whose messages have all that the engine reads. */
const OLDEST_MESSAGES = 228;
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

function sdkOf(directory: string): Pick<Entry, "sdk" | "protocol"> {
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
  const sdk = path.dirname(file);
  return { sdk, protocol: minor < OLDEST_MESSAGES ? path.dirname(require.resolve("@pulumi/pulumi/package.json")) : sdk };
}

/** `runtime.options.nodeargs`: words, in quotes where they hold blanks. */
const nodeArguments = (file: YamlFile): readonly string[] =>
  (file.value("runtime", "options", "nodeargs") === undefined ? [] : [...(file.text("runtime", "options", "nodeargs") ?? "").matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? ""));

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
  const { sdk, protocol } = sdkOf(directory), modules = manifest?.type === "module";
  return { directory, program: isFolder ? "." : path.basename(target), nodeArguments: nodeArguments(projectFile), modules, compiler: compilerSettings({ directory, root, sdk, modules }), sdk, protocol };
}
