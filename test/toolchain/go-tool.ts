/** Programs that tests need, built once from the Go module proxy and kept outside the project. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { basename, join } from "node:path";

export interface GoTool {
  /** Folder with go.mod and go.sum, and with the sources where they are ours; its name is the tool's. */
  readonly source: string;
  /** What is built; several commands are one tool: `./cmd/...`. */
  readonly package: string;
  /** What go.mod requires of this path is the tool's version. */
  readonly versionOf: string;
  readonly linkerFlags?: (version: string) => string;
  /** For every package; those that make the compiler's work less. */
  readonly compilerFlags?: string;
}

/** Compilers, one a core, collect their garbage only when they have much: a third less work for large programs. */
const COMPILER_MEMORY = { GOGC: "off", GOMEMLIMIT: `${Math.floor(2048 / availableParallelism())}MiB` };

/** Where what is built for tests is kept: `${XDG_CACHE_HOME:-$HOME/.cache}/aks-anatomy`. */
export const cacheFolder = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "aks-anatomy");

/** Version of a tool, without the leading v of Go's. */
function versionOf({ source, versionOf: path }: GoTool): string {
  const version = new RegExp(`^(?:require )?\\s*${path.replaceAll(".", "\\.")} v(\\S+)`, "m").exec(readFileSync(join(source, "go.mod"), "utf8"))?.[1];
  if (version === undefined) throw new Error(`${source}/go.mod requires no version of ${path}`);
  return version;
}

/** The folder of a tool, by all that decides its bytes. */
function folderOf(tool: GoTool): string {
  const hash = createHash("sha256").update(JSON.stringify([tool.package, tool.compilerFlags, tool.linkerFlags?.(versionOf(tool))]));
  for (const entry of readdirSync(tool.source, { recursive: true, withFileTypes: true }).filter(each => each.isFile()).map(each => join(each.parentPath, each.name)).sort()) hash.update(`${readFileSync(entry, "utf8")}\n`);
  return join(cacheFolder(), basename(tool.source), `v${versionOf(tool)}-${process.platform}-${process.arch}-${hash.digest("hex").slice(0, 12)}`);
}

function go(args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("go", args, { cwd, env: { ...process.env, ...COMPILER_MEMORY, CGO_ENABLED: "0", GOFLAGS: "" }, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", error => { reject(new Error(`Go is needed to build ${basename(cwd)} (CONTRIBUTING.md says which): ${error.message}`)); });
    child.once("exit", code => { if (code === 0) resolve(); else reject(new Error(`go ${args.join(" ")} ended with ${code}`)); });
  });
}

/**
 * Builds a tool, unless it is there already.
 * @returns the folder of its programs
 * @throws Error where Go or the module proxy is not there
 */
export async function build(tool: GoTool): Promise<string> {
  const folder = folderOf(tool);
  if (existsSync(folder)) return folder;
  mkdirSync(join(folder, ".."), { recursive: true });
  // A build that is interrupted, or runs twice at once, leaves nothing half done.
  const work = mkdtempSync(`${folder}.`);
  try {
    process.stderr.write(`building ${basename(tool.source)} ${versionOf(tool)}\n`);
    const linking = tool.linkerFlags === undefined ? [] : ["-ldflags", tool.linkerFlags(`v${versionOf(tool)}`)];
    const compiling = tool.compilerFlags === undefined ? [] : [`-gcflags=all=${tool.compilerFlags}`];
    await go(["build", "-mod=readonly", "-buildvcs=false", "-trimpath", ...compiling, ...linking, "-o", `${work}/`, tool.package], tool.source);
    try {
      renameSync(work, folder);
    } catch (error) {
      // Another run was faster.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}
