/** The images of the sorting service's pods, by the names that the registry holds them under. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exposedPort } from "./ports";

/** The port that the sorting service's own Dockerfile declares. */
export const imagePort = (): number => exposedPort(readFileSync(join(__dirname, "api", "Dockerfile"), "utf8"));

export interface ImageVersion { readonly tag: string; readonly digest?: string | undefined }

/** `registry/name:tag`, or `registry/name@digest` where a digest pins it: a digest cannot be moved, a tag can. */
export const imageReference = (registry: string, name: string, { tag, digest }: ImageVersion): string =>
  digest === undefined ? `${registry}/${name}:${tag}` : `${registry}/${name}@${digest}`;
