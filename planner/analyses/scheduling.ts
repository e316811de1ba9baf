/** Whether no node pool takes a workload's pods: by node selector, taints, or what the containers request. What may fit, fits here. */
import { isClosing, SPOT_TAINT } from "../../facts/node-pools";
import { VIRTUAL_NODES } from "../../facts/ip-demand";
import { quantityOf } from "../../facts/kubernetes-quantities";
import { vmSizeOf } from "../../facts/vm-sizes";
import type { ResourceGraph } from "../model/graph";
import { KINDS, partsOf } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { countAt, entriesAt, flagAt, holdsOpen, isOpen, listAt, readAt, textAt, textEntriesAt, textsAt } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import { nameOf } from "../model/urn";
import { addOnAt } from "./add-ons";
import { clusterFinder } from "./clusters";
import { hiddenMaker } from "./hidden-objects";
import { templateOf } from "./pod-specs";
import { declarationOf, hasUnknownPools, makesNodes, poolsOf } from "./pools";

const GIB = 2 ** 30;

/** Labels without a domain that AKS puts on nodes itself; of those with one nothing is concluded but where it is known. Source: azure-aks-docs, use-labels.md; Azure/AgentBaker; as of 2026-11-22. */
const OWN_LABELS: readonly string[] = ["agentpool", "accelerator", "storageprofile", "storagetier"];

/** What a node of the pool has at a label, `none` where it has nothing there; undefined where that is not known. */
function labelOf(key: string, pool: NodePool, declared: PlanValue | undefined): string | undefined {
  switch (key) {
    case "agentpool": case "kubernetes.azure.com/agentpool": return pool.name;
    case "kubernetes.io/os": case "beta.kubernetes.io/os": return isOpen(declared, "osType") ? undefined : (pool.osType ?? "Linux").toLowerCase();
    case "kubernetes.azure.com/mode": return pool.mode?.toLowerCase();
  }
  const given = textEntriesAt(declared, "nodeLabels").get(key);
  if (given !== undefined) return given;
  const perhaps = key.includes("/") || OWN_LABELS.includes(key) || isOpen(declared, "nodeLabels") || entriesAt(declared, "nodeLabels").some(([name]) => name === key);
  return perhaps ? undefined : "none";
}

/** Source: Kubernetes, Taints and Tolerations. */
function tolerates(toleration: PlanValue, taint: string): boolean {
  const [, key = "", value = "", effect = ""] = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(taint) ?? [];
  const [wanted, operator, itsEffect] = ["key", "operator", "effect"].map(part => textAt(toleration, part));
  if (holdsOpen(toleration) || (itsEffect !== undefined && itsEffect !== effect)) return holdsOpen(toleration);
  if (wanted === undefined) return operator === "Exists";
  return wanted === key && (operator === "Exists" || (textAt(toleration, "value") ?? "") === value);
}

/** Requests of all containers together, where a limit stands for a request that is not given. */
function requested(spec: PlanValue | undefined, resource: "cpu" | "memory"): number {
  const containers = [...listAt(spec, "containers"), ...listAt(spec, "initContainers").filter(each => textAt(each, "restartPolicy") === "Always")];
  return containers.reduce<number>((sum, container) => {
    const [request, limit] = ["requests", "limits"].map(kind => textEntriesAt(container, "resources", kind).get(resource));
    const open = isOpen(container, "resources") || isOpen(container, "resources", "requests") || isOpen(container, "resources", "requests", resource);
    return sum + (open ? 0 : quantityOf(request ?? limit ?? "0") ?? 0);
  }, 0);
}

/** A taint of the pool's nodes that keeps the pods away; undefined where there is none, or may be none. AKS gives spot machines one of their own. */
export function closedTo(spec: PlanValue | undefined, pool: NodePool, declared: PlanValue | undefined): string | undefined {
  const tolerations = listAt(spec, "tolerations");
  const taints = isOpen(spec, "tolerations") ? [] : [...textsAt(declared, "nodeTaints"), ...(pool.spot ? [SPOT_TAINT] : [])];
  return taints.find(each => isClosing(each) && !tolerations.some(toleration => tolerates(toleration, each)));
}

/** Why the pool's nodes take no such pod; undefined where they do, or may. @param declared what is declared of the pool */
function refusal(spec: PlanValue | undefined, pool: NodePool, declared: PlanValue | undefined): string | undefined {
  for (const [key, wanted] of textEntriesAt(spec, "nodeSelector")) {
    const label = labelOf(key, pool, declared);
    if (label !== undefined && label !== wanted) return `its nodes have not the label ${key}=${wanted}`;
  }
  const taint = closedTo(spec, pool, declared);
  if (taint !== undefined) return `its taint ${taint} is not tolerated`;
  const size = pool.vmSize === undefined ? undefined : vmSizeOf(pool.vmSize);
  if (!size) return undefined;
  const [cpu, memory] = [requested(spec, "cpu"), requested(spec, "memory")];
  if (cpu > size.vcpu) return `a pod requests ${cpu} processors, and ${pool.vmSize ?? ""} has ${size.vcpu}`;
  return memory > size.memoryGib * GIB ? `a pod requests ${Number((memory / GIB).toFixed(1))} GiB of memory, and ${pool.vmSize ?? ""} has ${size.memoryGib}` : undefined;
}

/** True where the pools of the plan are all that the cluster will have: none unknown, none that Azure or something in the cluster makes as pods ask for it. */
function hasKnownPools(cluster: ClusterSummary, graph: ResourceGraph): boolean {
  const resource = graph.byUrn(cluster.resource);
  const virtualNodes = readAt(addOnAt(resource?.inputs, VIRTUAL_NODES.addOn), "enabled");
  return resource !== undefined && resource.op !== "read" && !hasUnknownPools(cluster, graph) && hiddenMaker(graph) === undefined
    && !makesNodes(resource.inputs) && !isOpen(resource.inputs, "addonProfiles") && (virtualNodes.knowledge === "absent" || flagAt(virtualNodes.value) === false)
    && !graph.resources.some(({ type }) => type.startsWith("kubernetes:karpenter."));
}

/** A DaemonSet's pods are where they can be, and a pod that names its node, or another scheduler, is not asked for. */
export const isScheduled = (type: string): boolean => KINDS.pod(type) || KINDS.job(type) || (KINDS.workload(type) && partsOf(type).name !== "DaemonSet");

/** A cluster of which no pool takes a workload's pods, and why each does not. */
export interface Pending { readonly cluster: ClusterSummary; readonly reasons: readonly { readonly pool: string; readonly reason: string }[] }

export interface SchedulingInput { readonly graph: ResourceGraph; readonly clusters: readonly ClusterSummary[]; readonly pools: readonly NodePool[] }

/** Says of a workload, a Pod or a Job why its pods stay pending; undefined where a pool takes them, or may. */
export function pendingFinder({ graph, clusters, pools }: SchedulingInput): (resource: PlanResource) => Pending | undefined {
  const clusterOf = clusterFinder(graph, clusters);
  const foreign = pools.some(({ cluster }) => cluster === undefined);
  const whole = new Set(foreign ? [] : clusters.filter(cluster => poolsOf(cluster, pools).length > 0 && hasKnownPools(cluster, graph)));
  return resource => {
    const cluster = isScheduled(resource.type) ? clusterOf(resource) : undefined;
    const spec = readAt(templateOf(resource), "spec").value;
    if (!cluster || !whole.has(cluster) || spec === undefined || countAt(resource.inputs, "spec", "replicas") === 0 || ["nodeName", "schedulerName"].some(key => readAt(spec, key).knowledge !== "absent")) return undefined;
    const own = poolsOf(cluster, pools);
    const reasons = own.flatMap(pool => {
      const reason = refusal(spec, pool, declarationOf(pool, graph));
      return reason === undefined ? [] : [{ pool: pool.name ?? (pool.resource === pool.cluster ? "(name not known)" : nameOf(pool.resource)), reason }];
    });
    return reasons.length < own.length ? undefined : { cluster, reasons };
  };
}

/** `system: its taint … is not tolerated; user: …` */
export const pendingText = ({ reasons }: Pending): string => reasons.map(({ pool, reason }) => `${pool}: ${reason}`).join("; ");
