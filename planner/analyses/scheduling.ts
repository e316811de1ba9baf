/** Whether no node pool takes a workload's pods: by node selector, taints, or what the containers request. What may fit, fits here. */
import { VIRTUAL_NODES } from "../../facts/ip-demand";
import { quantityOf } from "../../facts/kubernetes-quantities";
import { isClosing, SPOT_TAINT } from "../../facts/node-pools";
import { vmSizeOf } from "../../facts/vm-sizes";
import type { ResourceGraph } from "../model/graph";
import { ignoresChangeOf } from "../model/ignored";
import { KINDS, partsOf } from "../model/kinds";
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { countAt, entriesAt, flagAt, holdsOpen, isOpen, listAt, readAt, textAt, textEntriesAt, textsAt, type Reading } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import { nameOf } from "../model/urn";
import { isObject, UNKNOWN_VALUE } from "../model/values";
import { addOnAt } from "./add-ons";
import { clusterFinder } from "./clusters";
import { hiddenMaker } from "./hidden-objects";
import { sameCluster } from "./placement";
import { templateOf } from "./pod-specs";
import { declarationOf, hasUnknownPools, isAutomatic, makesNodes, poolsOf } from "./pools";

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

/** A DaemonSet's pods are where they can be, and a pod that names its node, or another scheduler, is not asked for. */
export const isScheduled = (type: string): boolean => KINDS.pod(type) || KINDS.job(type) || (KINDS.workload(type) && partsOf(type).name !== "DaemonSet");

/** A cluster of which no pool takes a workload's pods, and why each does not. */
export interface Pending {
  readonly cluster: ClusterSummary;
  readonly reasons: readonly { readonly pool: string; readonly reason: string }[];
  /** Why something else than what the plan declares may take them all the same; absent where nothing does. */
  readonly doubt?: string;
}

export interface SchedulingInput { readonly graph: ResourceGraph; readonly clusters: readonly ClusterSummary[]; readonly pools: readonly NodePool[] }

const virtualNodesIn = (inputs: PlanObject | undefined): Reading =>
  (isOpen(inputs, "addonProfiles") ? readAt(inputs, "addonProfiles") : readAt(addOnAt(inputs, VIRTUAL_NODES.addOn), "enabled"));

/** True where nodes surely come as pods ask for them: no pool of such a cluster decides. */
const growsByPods = (inputs: PlanObject | undefined, graph: ResourceGraph): boolean => flagAt(virtualNodesIn(inputs).value) === true
  || (makesNodes(inputs) && !isOpen(inputs, "nodeProvisioningProfile", "mode") && isAutomatic(inputs) !== "open") || graph.resources.some(({ type }) => type.startsWith("kubernetes:karpenter."));

/** Why the cluster may have other nodes than those of the plan's pools; undefined where it has none. */
function otherNodes(cluster: ClusterSummary, { graph, pools }: SchedulingInput): string | undefined {
  const inputs = graph.byUrn(cluster.resource)?.inputs;
  if (hasUnknownPools(cluster, graph)) return "not all of its pools are known";
  if (pools.some(pool => pool.cluster === undefined)) return "of which cluster a pool is, is not known";
  if (makesNodes(inputs)) return "whether it makes nodes of its own is not known";
  if (["unknown", "secret"].includes(virtualNodesIn(inputs).knowledge)) return "whether it has virtual nodes is not known";
  const maker = hiddenMaker(graph);
  return maker === undefined ? undefined : `what ${maker} makes is not known`;
}

const DECIDING = ["nodeTaints", "nodeLabels", "vmSize"] as const;

/** Its name or, where Pulumi makes one up, that of its resource. */
const poolName = ({ name, resource, cluster }: NodePool): string => name ?? (resource === cluster ? "(name not known)" : nameOf(resource));

/** True where a pool may stand with other settings than those that the program gives it. */
const isLeftAsItStands = ({ resource, path }: NodePool, graph: ResourceGraph): boolean =>
  DECIDING.some(key => ignoresChangeOf(graph.byUrn(resource), `${path}.${key}`.slice("inputs.".length)));

/** The pod's own tolerations with those that its RuntimeClass adds, and what is not known of that. Source: Kubernetes, Runtime Class, "Scheduling", as of 2026-11-22. */
function withRuntimeClass(spec: PlanValue, resource: PlanResource, graph: ResourceGraph): { readonly spec: PlanValue; readonly doubt?: string } {
  if (readAt(spec, "runtimeClassName").knowledge === "absent") return { spec };
  const name = textAt(spec, "runtimeClassName");
  const found = graph.where(KINDS.runtimeClass).find(each => name !== undefined && textAt(each.inputs, "metadata", "name") === name && sameCluster(each, resource) !== "no");
  if (found === undefined || isOpen(found.inputs, "scheduling", "tolerations")) return { spec, doubt: `which taints runtime class ${name ?? "(name not known)"} tolerates is not known` };
  return { spec: isObject(spec) && !isOpen(spec, "tolerations") ? { ...spec, tolerations: [...listAt(spec, "tolerations"), ...listAt(found.inputs, "scheduling", "tolerations")] } : spec };
}

/** Says of a workload, a Pod or a Job why its pods stay pending, or may; undefined where a pool of the plan takes them, or may. */
export function pendingFinder(input: SchedulingInput): (resource: PlanResource) => Pending | undefined {
  const { graph, clusters, pools } = input;
  const clusterOf = clusterFinder(graph, clusters);
  const decided = new Map(clusters.filter(cluster => poolsOf(cluster, pools).length > 0 && !growsByPods(graph.byUrn(cluster.resource)?.inputs, graph)).map(cluster => [cluster, otherNodes(cluster, input)]));
  return resource => {
    const cluster = isScheduled(resource.type) ? clusterOf(resource) : undefined;
    const declared = readAt(templateOf(resource), "spec").value;
    if (!cluster || !decided.has(cluster) || declared === undefined || countAt(resource.inputs, "spec", "replicas") === 0 || ["nodeName", "schedulerName"].some(key => readAt(declared, key).knowledge !== "absent")) return undefined;
    const { spec, doubt: unknownClass } = withRuntimeClass(declared, resource, graph);
    const own = poolsOf(cluster, pools);
    const refusals = (podSpec: PlanValue) => own.flatMap(pool => {
      const reason = refusal(podSpec, pool, declarationOf(pool, graph));
      return reason === undefined ? [] : [{ pool: poolName(pool), reason }];
    });
    const reasons = refusals(spec);
    if (reasons.length < own.length) return undefined;
    const perhapsTolerated = unknownClass !== undefined && isObject(spec) && refusals({ ...spec, tolerations: UNKNOWN_VALUE }).length < own.length ? unknownClass : undefined;
    const left = own.find(pool => isLeftAsItStands(pool, graph));
    const doubt = decided.get(cluster) ?? perhapsTolerated ?? (left && `pool ${poolName(left)} is left as it stands (ignoreChanges)`);
    return { cluster, reasons, ...(doubt !== undefined && { doubt }) };
  };
}

/** `system: its taint … is not tolerated; user: …` */
export const pendingText = ({ reasons }: Pending): string => reasons.map(({ pool, reason }) => `${pool}: ${reason}`).join("; ");
