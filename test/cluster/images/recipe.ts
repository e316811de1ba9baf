/** How an image is made, and what decides its bytes. */
import type { ImageConfig } from "./config";

export interface Recipe {
  /** Name of the archive's file. */
  readonly name: string;
  /** Name and tag under which a node has the image. */
  readonly reference: string;
  /** In words, also where it differs from the image that it stands for. */
  readonly madeFrom: string;
  /** Files whose content goes into the image. */
  readonly files: readonly string[];
  /** What else decides its bytes. */
  readonly texts: readonly string[];
  /** Makes the folders of the layers, the lowest first, in a folder to work in. */
  layers(work: string): Promise<{ readonly roots: readonly string[]; readonly config: ImageConfig }>;
}

/** Where programs are looked for in an image, as container engines have it. */
export const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
