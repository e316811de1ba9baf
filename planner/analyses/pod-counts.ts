/** How many pods a workload has: as many as it says or, where a HorizontalPodAutoscaler scales it, any number between two. */
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { groupedBy, once } from "../model/once";
import type { PlanResource } from "../model/plan";
import { countAt, readAt, textAt } from "../model/read";
import { mayBecome } from "../model/stand-in-names";
import type { Match } from "./label-selector";
import { namespaceOf, objectName } from "./services";
import type { Workload } from "./workloads";

export interface PodCount {
  /** The fewest that there are when nothing is away; absent where it is not known. */
  readonly least?: number;
  /** The most of them; absent where it is not known. */
  readonly most?: number;
  /** True where an autoscaler decides between the two. */
  readonly scaled: boolean;
  /** Why an autoscaler may decide, though the plan cannot tell; then neither number is known. */
  readonly doubt?: string;
}

/** Two texts of which one may not be known, or be drawn on creation. */
const alike = (a: string | undefined, b: string | undefined): Match => (a === undefined || b === undefined ? "open" : a === b ? "yes" : mayBecome(a, b) || mayBecome(b, a) ? "open" : "no");

function scales({ inputs, ...scaler }: PlanResource, { resource, kind, namespace }: Workload): Match {
  const target = (key: string): string | undefined => textAt(inputs, "spec", "scaleTargetRef", key);
  const fits = [alike(target("kind"), kind), alike(namespaceOf({ inputs, ...scaler }), namespace), alike(target("name"), textAt(resource.inputs, "metadata", "name"))];
  return fits.includes("no") ? "no" : fits.includes("open") ? "open" : "yes";
}

/** One where it says nothing. Source: Kubernetes API reference, HorizontalPodAutoscalerSpec.minReplicas. */
function least({ inputs }: PlanResource): number | undefined {
  return readAt(inputs, "spec", "minReplicas").knowledge === "absent" ? 1 : countAt(inputs, "spec", "minReplicas");
}

/** Counts the pods of workloads; a workload without a number follows the nodes, or what it says is not known. */
export const podCounter = once((graph: ResourceGraph): (workload: Workload) => PodCount => {
  const scalers = groupedBy(graph.where(KINDS.horizontalPodAutoscaler), ({ provider }) => provider ?? "");
  return workload => {
    const { resource, replicas } = workload;
    // Who asks for no pod at all turns the autoscaler off. Source: Kubernetes, Horizontal Pod Autoscaling, "Implicit maintenance-mode deactivation".
    const near = KINDS.workload(resource.type) && workload.kind !== "DaemonSet" && replicas !== 0 ? scalers.get(resource.provider ?? "") ?? [] : [];
    const fits = near.map(scaler => ({ scaler, match: scales(scaler, workload) }));
    const own = fits.find(({ match }) => match === "yes")?.scaler;
    if (own) return { least: least(own), most: countAt(own.inputs, "spec", "maxReplicas"), scaled: true };
    const perhaps = fits.find(({ match }) => match === "open")?.scaler;
    if (perhaps) return { scaled: true, doubt: `whether HorizontalPodAutoscaler ${objectName(perhaps)} scales it is not known` };
    return { least: replicas, most: replicas, scaled: false };
  };
});
