/** The sorting service's image, from its own sources by its own Dockerfile. */
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { librariesOf, placeProgram, placeSystemFiles } from "./binary";
import { filesUnder } from "./cache";
import { contextSources, readDockerfile } from "./dockerfile";
import { PATH, type Recipe } from "./recipe";
import { buildStages } from "./stages";

const PROJECT = join(__dirname, "../../..");
const DOCKERFILE = "apps/sorting/api/Dockerfile";

/** The service's image on this machine's Node.js. */
export async function sortingRecipe(reference: string): Promise<Recipe> {
  const stages = readDockerfile(readFileSync(join(PROJECT, DOCKERFILE), "utf8"));
  const sources = (await Promise.all(contextSources(stages).map(source => filesUnder(join(PROJECT, source))))).flat();
  const node = realpathSync(process.execPath);
  const base = { Env: [PATH, `NODE_VERSION=${process.versions.node}`], WorkingDir: "/" };
  return {
    name: "sorting",
    reference,
    madeFrom: `${DOCKERFILE} and its sources; in place of the base image ${stages.at(-1)?.from} Node.js ${process.versions.node} of this machine with its libraries`,
    files: [join(PROJECT, DOCKERFILE), ...sources, node, ...await librariesOf(node)],
    texts: [process.version],
    layers: async work => {
      const system = join(work, "node");
      await placeProgram(node, system, "/usr/local/bin/node");
      await placeSystemFiles(system, [{ name: "node", id: 1000, home: "/home/node" }]);
      const { root, config } = await buildStages(stages, PROJECT, join(work, "stages"), base);
      return { roots: [system, root], config };
    },
  };
}
