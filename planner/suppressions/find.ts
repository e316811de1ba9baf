/** Finds the suppressions that go with a plan. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PlanError } from "../model/plan-error";
import { readSuppressions } from "./read";
import type { Suppression } from "./suppress";

/** Stands beside Pulumi.yaml. */
export const SUPPRESSIONS_FILE = "aks-anatomy.yaml";
/** What somebody would take for it. */
const OTHER_NAMES = ["aks-anatomy.yml", "aks-anatomy.json"];

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
  const [other] = OTHER_NAMES.filter(name => existsSync(join(project, name)));
  if (other !== undefined) throw new PlanError(`suppressions are read from ${SUPPRESSIONS_FILE}: this file would not be`, { file: other });
  if (!existsSync(join(project, SUPPRESSIONS_FILE))) return [];
  return await read(project, SUPPRESSIONS_FILE) ?? [];
}
