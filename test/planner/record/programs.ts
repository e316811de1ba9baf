import * as path from "node:path";
import type { PlanResource, RecordedPlan } from "../../../planner/model/plan";

/** Folder of one of the small programs that the recorder is tested on. */
export const programFolder = (name: string): string => path.resolve(__dirname, "../../programs", name);

/** The one resource of a logical name; with a type where several share the name. */
export function named({ resources }: RecordedPlan, name: string, type?: string): PlanResource {
  const found = resources.filter(resource => resource.name === name && (type === undefined || resource.type === type));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} resources have the name '${name}'`);
  return first;
}
