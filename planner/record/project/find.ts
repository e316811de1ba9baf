/** Where the project of the current folder is. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Endings of the project's file, in the order in which the engine looks for them. */
export const PROJECT_EXTENSIONS = [".yaml", ".yml", ".json"] as const;

/**
 * The nearest folder with a Pulumi project, from one upwards, as Pulumi's command line looks for it (workspace/paths.go, DetectProjectPathFrom).
 * @returns undefined where there is none up to the root
 */
export function projectFolderFrom(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (PROJECT_EXTENSIONS.some(extension => existsSync(join(folder, `Pulumi${extension}`)))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
