/** Installed packages for a program that wants others than this project has: other versions of the SDK, other providers. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../toolchain/go-tool";

type Dependencies = Readonly<Record<string, string>>;

function dependenciesOf(program: string): Dependencies {
  const file = join(program, "package.json");
  if (!existsSync(file)) return {};
  const { dependencies = {} } = JSON.parse(readFileSync(file, "utf8")) as { dependencies?: Dependencies };
  return Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The folder of a program's installed packages, kept outside the project by what they are; undefined where this project's own do. Their versions are exact, so that they stay what they are.
 * @throws Error where npm cannot install them
 */
export function packagesFor(program: string): string | undefined {
  const dependencies = dependenciesOf(program), text = JSON.stringify({ private: true, dependencies });
  if (Object.keys(dependencies).length === 0) return undefined;
  const folder = join(cacheFolder(), "packages", createHash("sha256").update(text).digest("hex").slice(0, 16));
  if (!existsSync(folder)) install(text, folder);
  return join(folder, "node_modules");
}

function install(manifest: string, folder: string): void {
  mkdirSync(join(folder, ".."), { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  try {
    process.stderr.write(`installing ${manifest}\n`);
    writeFileSync(join(work, "package.json"), manifest);
    // Scripts of provider packages fetch plugins, which nothing here uses.
    const { status, stderr } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: work, encoding: "utf8" });
    if (status !== 0) throw new Error(`npm install of ${manifest} ended with ${status}: ${stderr}`);
    if (!existsSync(folder)) renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
