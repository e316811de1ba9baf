/** The port mapper's image: HAProxy of this machine, as the official image runs it. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../lab/command";
import { findProgram, librariesOf, placeProgram, placeSystemFiles } from "./binary";
import { PATH, type Recipe } from "./recipe";

/**
 * Of the official image (github.com/docker-library/haproxy, 3.2/alpine/Dockerfile, as of 3.2.6): user 99, the folder, and the signal to stop, which lets connections end. Its entry point is a
 * shell script that puts `-W -db` before the arguments of `haproxy`; here is no shell, so a pod that wants them gives them.
 */
const HOME = "/var/lib/haproxy";
const CONFIG = { Env: [PATH], User: "99:99", WorkingDir: HOME, Cmd: ["haproxy", "-W", "-db", "-f", "/usr/local/etc/haproxy/haproxy.cfg"], StopSignal: "SIGUSR1" };

/** @throws Error where HAProxy is not installed */
export async function mapperRecipe(reference: string): Promise<Recipe> {
  const haproxy = await findProgram("haproxy", "haproxy");
  const version = /version (\S+)/.exec(await run(haproxy, ["-v"]))?.[1];
  return {
    name: "haproxy",
    reference,
    madeFrom: `HAProxy ${version} of this machine with its libraries, in place of ${reference}; without that image's entry script`,
    files: [haproxy, ...await librariesOf(haproxy)],
    texts: [],
    layers: async work => {
      const root = join(work, "root");
      await placeProgram(haproxy, root, "/usr/local/sbin/haproxy");
      await placeSystemFiles(root, [{ name: "haproxy", id: 99, home: HOME }]);
      for (const folder of [HOME, "/usr/local/etc/haproxy"]) await mkdir(join(root, folder), { recursive: true });
      return { roots: [root], config: CONFIG };
    },
  };
}
