import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

const nodeModules = path.resolve(path.dirname(require.resolve("@pulumi/pulumi/package.json")), "..", "..");

/** A project in a folder of its own. */
export interface Folder { readonly root: string; remove(): void }

/** Writes files by name; the SDK is there unless `withSdk` says otherwise. */
export function folderOf(files: Readonly<Record<string, string>>, withSdk = true): Folder {
  const root = mkdtempSync(path.join(tmpdir(), "project-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  if (withSdk) symlinkSync(nodeModules, path.join(root, "node_modules"));
  return { root, remove: () => { rmSync(root, { recursive: true }); } };
}
