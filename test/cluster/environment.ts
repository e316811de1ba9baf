/** What the outside hands to the tests, which run in namespaces without a network of their own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Names the run's folder in the environment. */
export const WORK = "AKS_ANATOMY_CLUSTER";

/** The stack whose plan is put on a cluster. */
export const STACK = "dev";

export interface Environment {
  /** Path of the stack's plan. */
  readonly plan: string;
  /** Folder of Kubernetes' programs. */
  readonly tools: string;
  readonly images: readonly { readonly reference: string; readonly file: string; readonly madeFrom: string }[];
  /** Folder of the run: state and logs. */
  readonly work: string;
  /** Control group of the run, from the root of each hierarchy. */
  readonly cgroup: string;
}

export const environmentFile = (work: string): string => join(work, "environment.json");

/** @throws Error where the tests were not started by `npm run test:cluster` */
export function readEnvironment(): Environment {
  const work = process.env[WORK];
  if (work === undefined) throw new Error("these tests need namespaces of their own: start them with npm run test:cluster");
  return JSON.parse(readFileSync(environmentFile(work), "utf8")) as Environment;
}
