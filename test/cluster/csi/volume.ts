/** A volume's folder on a node, from outside of the node. */
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import type { SecretFile } from "./vault-files";

/** Where a kubelet keeps its state, as it sees it itself. */
export const KUBELET_FOLDER = "/var/lib/kubelet";

/**
 * A path of the node as this process sees it.
 * @param folder the node's kubelet folder, from outside
 * @throws Error for a path that is not in the kubelet's folder
 */
export function outsidePath(path: string, folder: string): string {
  const within = posix.relative(KUBELET_FOLDER, posix.normalize(path));
  if (within === "" || within.startsWith("..") || !posix.isAbsolute(path)) throw new Error(`${path} is not in ${KUBELET_FOLDER}`);
  return join(folder, within);
}

/** A folder that everybody in the pod may enter, as in the driver's own file system, whatever this process keeps from others. */
async function openFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o755);
}

/** Writes the files; each is whole at any moment, also where an earlier mount left one. */
export async function writeFiles(target: string, files: readonly SecretFile[]): Promise<void> {
  await openFolder(target);
  for (const { name, content, mode } of files) {
    const file = join(target, name), part = `${file}.part`;
    if (dirname(file) !== target) await openFolder(dirname(file));
    await writeFile(part, content);
    await chmod(part, mode);
    await rename(part, file);
  }
}

/** The driver removes what it made, the target too; it may be gone already. */
export const removeFiles = (target: string): Promise<void> => rm(target, { recursive: true, force: true });
