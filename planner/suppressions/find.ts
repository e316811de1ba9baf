/** Finds the suppressions that go with a plan. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PlanError } from "../model/plan-error";
import { readSuppressions } from "./read";
import type { Suppression } from "./suppress";

/** Stands beside Pulumi.yaml. */
export const SUPPRESSIONS_FILE = "aks-anatomy.yaml";

const read = async (root: string, name: string) => readSuppressions((await import("zod")).z, root, name);

/**
 * The suppressions of a file that somebody names.
 * @throws PlanError where it is not there or not right
 */
export async function suppressionsIn(file: string): Promise<readonly Suppression[]> {
  const found = await read("", file);
  if (found === undefined) throw new PlanError(`cannot read ${file}: there is no such file`);
  return found;
}

/**
 * The suppressions beside a project's Pulumi.yaml; none where there is no file of them.
 * @throws PlanError where the file is not right
 */
export async function suppressionsBeside(project: string): Promise<readonly Suppression[]> {
  if (!existsSync(join(project, SUPPRESSIONS_FILE))) return [];
  return await read(project, SUPPRESSIONS_FILE) ?? [];
}
