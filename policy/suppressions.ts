/** Which findings may stand, as the pack finds it out: the engine tells a pack nothing of the program's folder. */
import { isAbsolute } from "node:path";
import { z } from "zod";
import { PlanError } from "../planner/model/plan-error";
import { SUPPRESSIONS_FILE } from "../planner/suppressions/find";
import { readSuppressions } from "../planner/suppressions/read";
import type { Suppression } from "../planner/suppressions/suppress";
import { YamlFile } from "../planner/yaml-file";

/** Names the file, for whoever runs the pack on another project than the one that it lies in. */
const SUPPRESSIONS_VARIABLE = "AKS_ANATOMY_SUPPRESSIONS";

export interface PackSuppressions {
  readonly list: readonly Suppression[];
  /** The project that they are for; any where it is absent. */
  readonly project?: string;
}

/**
 * Reads the file that the environment names, or else the one beside the pack's own project, which is for that project alone.
 * @param folder of the project that the pack lies in
 * @throws PlanError where the file is not right, so that the pack does not start
 */
export function packSuppressions(environment: NodeJS.ProcessEnv, folder: string): PackSuppressions {
  const file = environment[SUPPRESSIONS_VARIABLE] ?? "";
  if (file === "") return { list: readSuppressions(z, folder, SUPPRESSIONS_FILE) ?? [], project: YamlFile.read(folder, "Pulumi.yaml")?.text("name") };
  // The pack runs in its own folder, which nobody means.
  if (!isAbsolute(file)) throw new PlanError(`${SUPPRESSIONS_VARIABLE} must be an absolute path: found ${file}`);
  const list = readSuppressions(z, "", file);
  if (list === undefined) throw new PlanError(`${SUPPRESSIONS_VARIABLE}: cannot read ${file}: there is no such file`);
  return { list };
}
