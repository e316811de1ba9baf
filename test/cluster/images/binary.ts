/** Programs of this machine, with the shared libraries that they load: the stand-in for a base image. */
import { chmod, copyFile, mkdir, realpath, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "../lab/command";

/** Where Debian keeps programs that are not for everybody. */
const SYSTEM_FOLDERS = "/usr/sbin:/sbin";

/**
 * Finds a program.
 * @throws Error that names the Debian package to install
 */
export async function findProgram(name: string, debianPackage: string): Promise<string> {
  try {
    const path = await run("sh", ["-c", "command -v -- \"$0\"", name], { env: { PATH: `${process.env.PATH}:${SYSTEM_FOLDERS}` } });
    return await realpath(path.trim());
  } catch (error) {
    throw new Error(`${name} is not on this machine: apt-get install ${debianPackage}`, { cause: error });
  }
}

/**
 * What the dynamic linker loads for a program, by its path on this machine, sorted.
 * @returns nothing for a statically linked program
 * @throws Error where a library is missing
 */
export async function librariesOf(program: string): Promise<readonly string[]> {
  let listing: string;
  try {
    listing = await run("ldd", [program], { env: { PATH: process.env.PATH, LC_ALL: "C" } });
  } catch (error) {
    if (error instanceof Error && error.message.includes("not a dynamic executable")) return [];
    throw error;
  }
  const missing = listing.split("\n").filter(line => line.includes("not found"));
  if (missing.length > 0) throw new Error(`${program} cannot be loaded: ${missing.map(line => line.trim()).join(", ")}`);
  return [...listing.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path ?? "").sort();
}

/** Puts a program at a path of an image, and its libraries where the linker looks for them. */
export async function placeProgram(program: string, root: string, path: string): Promise<void> {
  const files = [[program, path], ...(await librariesOf(program)).map(library => [library, library])] as const;
  for (const [from, to] of files) {
    const place = join(root, to);
    await mkdir(dirname(place), { recursive: true });
    await copyFile(from, place);
    await chmod(place, 0o755);
  }
}

export interface Account {
  readonly name: string;
  readonly id: number;
  readonly home: string;
}

/** What programs expect of a system beside their libraries: accounts, how names are looked up, a folder for temporary files. */
export async function placeSystemFiles(root: string, accounts: readonly Account[]): Promise<void> {
  const all = [{ name: "root", id: 0, home: "/root" }, ...accounts];
  const files = {
    passwd: all.map(({ name, id, home }) => `${name}:x:${id}:${id}:${name}:${home}:/sbin/nologin\n`).join(""),
    group: all.map(({ name, id }) => `${name}:x:${id}:\n`).join(""),
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
  };
  await mkdir(join(root, "etc"), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, "etc", name), text);
  await mkdir(join(root, "tmp"), { recursive: true });
}
