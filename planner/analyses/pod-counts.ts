/** How many pods a workload has: as many as it says or, where a HorizontalPodAutoscaler or a ScaledObject of KEDA's scales it, any number between two. */
import type { ResourceGraph } from "../model/graph";
import { KINDS, partsOf } from "../model/kinds";
import { groupedBy, once } from "../model/once";
import type { PlanResource } from "../model/plan";
import { countAt, entriesAt, isOpen, readAt, textAt } from "../model/read";
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

/** On a ScaledObject that leaves the pods as many as they are, or as it says. Source: keda.sh, Scaling Deployments, "Pausing autoscaling". */
const PAUSED = "autoscaling.keda.sh/paused";

/** A ScaledObject that names no kind is for a Deployment. Source: keda.sh, ScaledObject specification, scaleTargetRef.kind. */
function scaledKind({ type, inputs }: PlanResource): string | undefined {
  const path = ["spec", "scaleTargetRef", "kind"] as const;
  return KINDS.kedaScaler(type) && readAt(inputs, ...path).knowledge === "absent" ? "Deployment" : textAt(inputs, ...path);
}

const mayBePaused = ({ type, inputs }: PlanResource): boolean => KINDS.kedaScaler(type)
  && (isOpen(inputs, "metadata", "annotations") || entriesAt(inputs, "metadata", "annotations").some(([key]) => key.startsWith(PAUSED)));

function scales(scaler: PlanResource, { resource, kind, namespace }: Workload): Match {
  const target = textAt(scaler.inputs, "spec", "scaleTargetRef", "name");
  const fits = [alike(scaledKind(scaler), kind), alike(namespaceOf(scaler), namespace), alike(target, textAt(resource.inputs, "metadata", "name"))];
  return fits.includes("no") ? "no" : fits.includes("open") || mayBePaused(scaler) ? "open" : "yes";
}

/**
 * One where a HorizontalPodAutoscaler says nothing. A ScaledObject that goes down to none, as it does where it says nothing, has as many pods as there is work for: the fewest that run are not known.
 * Sources: Kubernetes API reference, HorizontalPodAutoscalerSpec.minReplicas; keda.sh, ScaledObject specification, minReplicaCount and idleReplicaCount.
 */
function least({ type, inputs }: PlanResource): number | undefined {
  if (KINDS.kedaScaler(type)) return readAt(inputs, "spec", "idleReplicaCount").knowledge === "absent" ? countAt(inputs, "spec", "minReplicaCount") || undefined : undefined;
  return readAt(inputs, "spec", "minReplicas").knowledge === "absent" ? 1 : countAt(inputs, "spec", "minReplicas");
}

/** A hundred where a ScaledObject says nothing. Source: keda.sh, ScaledObject specification, maxReplicaCount. */
function most({ type, inputs }: PlanResource): number | undefined {
  if (!KINDS.kedaScaler(type)) return countAt(inputs, "spec", "maxReplicas");
  return readAt(inputs, "spec", "maxReplicaCount").knowledge === "absent" ? 100 : countAt(inputs, "spec", "maxReplicaCount");
}

/** Counts the pods of workloads; a workload without a number follows the nodes, or what it says is not known. */
export const podCounter = once((graph: ResourceGraph): (workload: Workload) => PodCount => {
  const scalers = groupedBy([...graph.where(KINDS.horizontalPodAutoscaler), ...graph.where(KINDS.kedaScaler)], ({ provider }) => provider ?? "");
  return workload => {
    const { resource, replicas } = workload;
    // Who asks for no pod at all turns the autoscaler off; KEDA begins with none. Source: Kubernetes, Horizontal Pod Autoscaling, "Implicit maintenance-mode deactivation".
    const near = KINDS.workload(resource.type) && workload.kind !== "DaemonSet" ? scalers.get(resource.provider ?? "") ?? [] : [];
    const fits = near.filter(({ type }) => replicas !== 0 || KINDS.kedaScaler(type)).map(scaler => ({ scaler, match: scales(scaler, workload) }));
    const own = fits.find(({ match }) => match === "yes")?.scaler;
    if (own) return { least: least(own), most: most(own), scaled: true };
    const perhaps = fits.find(({ match }) => match === "open")?.scaler;
    if (perhaps) return { scaled: true, doubt: `whether ${partsOf(perhaps.type).name} ${objectName(perhaps)} scales it is not known` };
    return { least: replicas, most: replicas, scaled: false };
  };
});
