/** How a program's TypeScript is to become JavaScript: what its tsconfig.json says, and what the SDK says where that is silent (cmd/run/run.ts). */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { PlanError } from "../../model/plan-error";

/** The part of TypeScript's options that decides what a program does; the rest decides how it looks, or whether it is accepted. */
export interface CompilerSettings {
  /** `import x from "cjs"` and `import * as x` as Babel and Node see them (`esModuleInterop`). */
  readonly interop: boolean;
  /** `import()` stays one, so that a CommonJS program can load ECMAScript modules. */
  readonly nativeImport: boolean;
  /** Field declarations define fields, also those without a value (`useDefineForClassFields`). */
  readonly defineFields: boolean;
  /** Decorators as TypeScript had them first, or as ECMAScript has them. */
  readonly decorators: "legacy" | "standard";
  /** Types are there at run time (`emitDecoratorMetadata`). */
  readonly decoratorMetadata: boolean;
  /** JavaScript files may be ECMAScript modules too (`allowJs`). */
  readonly javascript: boolean;
}

type Options = Readonly<Record<string, unknown>>;

/** TypeScript that comes inside the SDK, for projects without one of their own. */
const VENDORED_TYPESCRIPT = "3.8.3";
/** The first SDK that lets TypeScript 4.7 and newer treat modules as Node does. */
const NODE_MODULES_SINCE = [3, 229] as const;
const MOST_EXTENDED = 20;

const isObject = (value: unknown): value is Options => typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON with comments and trailing commas. Texts are matched first, so that nothing in them is taken for either. */
function parseJsonc(text: string): unknown {
  const bare = text.replace(/^\uFEFF/, "").replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_whole, string: string | undefined) => string ?? "");
  return JSON.parse(bare.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_whole, string: string | undefined) => string ?? ""));
}

function read(file: string, root: string): Options {
  try {
    const value = parseJsonc(readFileSync(file, "utf8"));
    return isObject(value) ? value : {};
  } catch (error) {
    throw new PlanError(`this cannot be read as the settings of a TypeScript program: ${error instanceof Error ? error.message : String(error)}`, { file: path.relative(root, file) });
  }
}

/** The file that a configuration builds on; undefined where it is not there, which TypeScript too only complains of. */
function extended(name: string, from: string): string | undefined {
  const candidates = [name, `${name}.json`, `${name}/tsconfig.json`];
  if (/^\.{0,2}\//.test(name)) return candidates.map(candidate => path.resolve(path.dirname(from), candidate)).find(file => file.endsWith(".json") && existsSync(file));
  const { resolve } = createRequire(from);
  for (const candidate of candidates) {
    try {
      const file = resolve(candidate);
      if (file.endsWith(".json")) return file;
    } catch {
      // The next spelling.
    }
  }
  return undefined;
}

/** Options of a configuration and of all that it builds on, the nearest counting most. */
function mergedOptions(file: string, root: string, depth = 0): Options {
  const config = read(file, root);
  const bases = [config.extends].flat().filter(name => typeof name === "string").flatMap(name => extended(name, file) ?? []);
  const inherited = depth < MOST_EXTENDED ? bases.map(base => mergedOptions(base, root, depth + 1)) : [];
  return Object.assign({}, ...inherited, isObject(config.compilerOptions) ? config.compilerOptions : {}) as Options;
}

/** Major and minor version of an installed package, as seen from a folder. */
function versionOf(name: string, folder: string, otherwise: string): readonly [number, number] {
  let version = otherwise;
  try {
    const manifest: unknown = JSON.parse(readFileSync(createRequire(path.join(folder, "index.js")).resolve(`${name}/package.json`), "utf8"));
    if (isObject(manifest)) version = String(manifest.version);
  } catch {
    // Not installed: the SDK then uses its own.
  }
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return [major, minor];
}

const isAtLeast = ([major, minor]: readonly [number, number], [wantedMajor, wantedMinor]: readonly [number, number]): boolean =>
  major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value.toLowerCase() : undefined);
const flag = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);

const MODULES_OF_NODE = /^node(?:16|18|20|next)$/;
const DEFINES_FIELDS = /^es(?:next|20(?:2[2-9]|[3-9]\d))$/;

export interface SettingsSources {
  /** Where the program runs: the SDK reads tsconfig.json there and nowhere above. */
  readonly directory: string;
  /** The project, from which files are named. */
  readonly root: string;
  readonly sdk: string;
  readonly modules: boolean;
}

/** Throws PlanError where tsconfig.json, or one that it extends, cannot be read. */
export function compilerSettings({ directory, root, sdk, modules }: SettingsSources): CompilerSettings {
  const file = path.join(directory, "tsconfig.json");
  const present = existsSync(file);
  const options = present ? mergedOptions(file, root) : {};
  // The SDK gives target and module itself, unless the file does: what it extends does not count there.
  const direct = present ? read(file, root).compilerOptions : undefined;
  const own = isObject(direct) ? direct : {};
  const compiler = versionOf("typescript", sdk, VENDORED_TYPESCRIPT);
  const knowsNode = isAtLeast(compiler, [4, 7]) && (modules || isAtLeast(versionOf("@pulumi/pulumi", sdk, "0"), NODE_MODULES_SINCE));
  const target = textOf(own.target) ?? (modules ? "es2022" : "es2020");
  const module = textOf(own.module) ?? (knowsNode ? "nodenext" : "commonjs");
  const legacy = flag(options.experimentalDecorators) ?? false;
  return {
    interop: flag(options.esModuleInterop) ?? (MODULES_OF_NODE.test(module) || module === "preserve" || isAtLeast(compiler, [6, 0])),
    nativeImport: module !== "commonjs",
    defineFields: flag(options.useDefineForClassFields) ?? DEFINES_FIELDS.test(target),
    decorators: legacy || !isAtLeast(compiler, [5, 0]) ? "legacy" : "standard",
    decoratorMetadata: legacy && flag(options.emitDecoratorMetadata) === true,
    javascript: flag(options.allowJs) ?? false,
  };
}
