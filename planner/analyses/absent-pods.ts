/** Workloads whose pods will not be there: Kubernetes refuses them, or no node takes their pods. What sends to them ends there. */
import type { PlanResource } from "../model/plan";
import { readAt } from "../model/read";
import { selectorMatches, type Match } from "./label-selector";
import { pendingFinder, pendingText, type SchedulingInput } from "./scheduling";
import type { Workload } from "./workloads";

interface Absence {
  readonly says: string;
  /** Id of the rule that finds it: what ends at the pods need not be found again. */
  readonly foundBy: "workload-selector" | "unschedulable-pods";
}

/** Whether a workload selects the pods of its own template; undefined where it says nothing of whom it selects. */
export const selectsItsOwn = (workload: Workload): Match | undefined =>
  (readAt(workload.resource.inputs, "spec", "selector").knowledge === "absent" ? undefined : selectorMatches(workload.resource.inputs, ["spec", "selector"], workload));

/** Why Kubernetes refuses the workload; undefined where it takes it, or may. Source: Kubernetes API reference, DeploymentSpec.selector. */
export const refusalOf = (workload: Workload): string | undefined =>
  (selectsItsOwn(workload) === "no" ? `Kubernetes refuses ${workload.kind} ${workload.name}: its selector does not match the labels of its own pod template` : undefined);

export type AbsenceFinder = (workload: Workload) => Absence | undefined;

export function absenceFinder(input: SchedulingInput): AbsenceFinder {
  const pendingOf = pendingFinder(input);
  const known = new Map<PlanResource, Absence | undefined>();
  const find: AbsenceFinder = workload => {
    const refused = refusalOf(workload);
    if (refused !== undefined) return { says: refused, foundBy: "workload-selector" };
    const pending = pendingOf(workload.resource);
    return pending && pending.doubt === undefined ? { says: `no pool takes the pods of ${workload.name}, which stay pending: ${pendingText(pending)}`, foundBy: "unschedulable-pods" } : undefined;
  };
  return workload => {
    if (!known.has(workload.resource)) known.set(workload.resource, find(workload));
    return known.get(workload.resource);
  };
}
