/** Every image that the cluster runs, made without a registry and without a container engine, under the names that its objects give. */
import { join } from "node:path";
import { cacheFolder } from "../../toolchain/go-tool";
import { writeArchive } from "./archive";
import { cached, filesUnder, fingerprint } from "./cache";
import { corednsRecipe, pauseRecipe } from "./cluster";
import { mapperRecipe } from "./mapper";
import type { Recipe } from "./recipe";
import { sortingRecipe } from "./sorting";

export interface ImagesArgs {
  /** Reference of the sorting service's image in the plan. */
  readonly sorting: string;
  /** Reference of the port mapper's image in the plan; undefined where the plan has no mapper. */
  readonly mapper?: string;
  /** The image of pods' namespaces, as containerd's configuration names it. */
  readonly pause: string;
  readonly coredns: {
    readonly reference: string;
    /** Path of the program on this machine. */
    readonly binary: string;
  };
}

export interface Image {
  readonly reference: string;
  /** Path of an archive for `ctr --namespace k8s.io images import`. */
  readonly file: string;
  /** What it was made from, in words: also where it is not what the plan's image is. */
  readonly madeFrom: string;
}

async function make(recipe: Recipe): Promise<Image> {
  const { name, reference, madeFrom, files, texts } = recipe;
  // The sources of this folder decide the bytes, too; so does the version of the compressor, which is Node.js's.
  const own = (await filesUnder(__dirname)).filter(path => !path.endsWith(".test.ts"));
  const hash = await fingerprint([name, reference, process.arch, process.version, ...texts], [...own, ...files], join(__dirname, "../../.."));
  const file = await cached(join(cacheFolder(), "images"), name, hash, async (archive, work) => {
    process.stderr.write(`making the image ${reference}\n`);
    const { roots, config } = await recipe.layers(work);
    await writeArchive(archive, reference, roots, config, work);
  });
  return { reference, file, madeFrom };
}

/**
 * Makes what is missing; the rest comes from the cache. The first time takes seconds, and npm's registry where npm's own cache does not have the service's dependencies.
 * @throws Error that names the program that is missing here, or what could not be built
 */
export async function images({ sorting, mapper, pause, coredns }: ImagesArgs): Promise<readonly Image[]> {
  const recipes = [await sortingRecipe(sorting), ...(mapper === undefined ? [] : [await mapperRecipe(mapper)]), await pauseRecipe(pause), corednsRecipe(coredns.reference, coredns.binary)];
  return Promise.all(recipes.map(make));
}
