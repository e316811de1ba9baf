/** Finds the suppressions that go with a plan. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PlanError } from "../model/plan-error";
import type { Suppression } from "./suppress";

/** Stands beside Pulumi.yaml. */
export const SUPPRESSIONS_FILE = "aks-anatomy.yaml";

/** What reads the file takes time to load, and most projects have none. */
const reader = () => import("./read");

/**
 * The suppressions of a file that somebody names.
 * @throws PlanError where it is not there or not right
 */
export async function suppressionsIn(file: string): Promise<readonly Suppression[]> {
  const found = (await reader()).readSuppressions("", file);
  if (found === undefined) throw new PlanError(`cannot read ${file}: there is no such file`);
  return found;
}

/**
 * The suppressions beside a project's Pulumi.yaml; none where there is no file of them.
 * @throws PlanError where the file is not right
 */
export async function suppressionsBeside(project: string): Promise<readonly Suppression[]> {
  if (!existsSync(join(project, SUPPRESSIONS_FILE))) return [];
  return (await reader()).readSuppressions(project, SUPPRESSIONS_FILE) ?? [];
}
