/** The Pulumi CLI and its Node.js language host, built once from the Go module proxy and kept outside the project. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const SDK_VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

interface Tool {
  readonly name: string;
  /** Folder with go.mod and go.sum, beside this file. */
  readonly module: string;
  readonly package: string;
  /** What go.mod requires of this path is the tool's version. */
  readonly versionOf: string;
  readonly linkerFlags?: (version: string) => string;
}

const TOOLS: readonly Tool[] = [
  {
    name: "pulumi", module: "pulumi", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", versionOf: "github.com/pulumi/pulumi/pkg/v3",
    linkerFlags: version => `-s -w -X ${SDK_VERSION}=${version}`,
  },
  { name: "pulumi-language-nodejs", module: "language-host", package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs", versionOf: "github.com/pulumi/pulumi/sdk/v3" },
];

/** Where what is built for tests is kept: `${XDG_CACHE_HOME:-$HOME/.cache}/aks-anatomy`. */
export const cacheFolder = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "aks-anatomy");

/** Folder that holds a tool, by what decides its bytes. */
function folderOf({ module, versionOf }: Tool): { readonly source: string; readonly version: string; readonly folder: string } {
  const source = join(__dirname, "toolchain", module);
  const [mod, sum] = ["go.mod", "go.sum"].map(file => readFileSync(join(source, file), "utf8"));
  const version = new RegExp(`^(?:require )?\\s*${versionOf.replaceAll(".", "\\.")} (v\\S+)`, "m").exec(mod ?? "")?.[1];
  if (version === undefined) throw new Error(`${module}/go.mod requires no version of ${versionOf}`);
  const hash = createHash("sha256").update(`${mod}\n${sum}`).digest("hex").slice(0, 12);
  return { source, version, folder: join(cacheFolder(), module, `${version}-${process.platform}-${process.arch}-${hash}`) };
}

function go(args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("go", args, { cwd, env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "" }, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", error => { reject(new Error(`Go 1.25.8 or newer is needed to build the Pulumi CLI: ${error.message}`)); });
    child.once("exit", code => { if (code === 0) resolve(); else reject(new Error(`go ${args.join(" ")} ended with ${code}`)); });
  });
}

async function build(tool: Tool): Promise<string> {
  const { source, version, folder } = folderOf(tool);
  if (existsSync(join(folder, tool.name))) return folder;
  mkdirSync(join(folder, ".."), { recursive: true });
  // A build that is interrupted, or runs twice at once, leaves nothing half done.
  const work = mkdtempSync(`${folder}.`);
  try {
    process.stderr.write(`building ${tool.name} ${version}\n`);
    const linking = tool.linkerFlags === undefined ? [] : ["-ldflags", tool.linkerFlags(version)];
    await go(["build", "-mod=readonly", "-buildvcs=false", "-trimpath", ...linking, "-o", join(work, tool.name), tool.package], source);
    if (!existsSync(folder)) renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

/**
 * Builds what is missing, one tool after the other: the Go compiler uses every core by itself.
 * @returns the folders to put on PATH
 * @throws Error where Go or the module proxy is not there
 */
export async function toolchain(): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const tool of TOOLS) folders.push(await build(tool));
  return folders;
}
