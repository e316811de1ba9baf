/** Whether a node pool surely takes none of a workload's pods: by node selector, taints, or what the containers request. What may fit, fits here. */
import { isClosing, SPOT_TAINT } from "../../facts/node-pools";
import { quantityOf } from "../../facts/kubernetes-quantities";
import { vmSizeOf } from "../../facts/vm-sizes";
import type { PlanValue } from "../model/plan";
import { entriesAt, holdsOpen, isOpen, listAt, textAt, textEntriesAt, textsAt } from "../model/read";
import type { NodePool } from "../model/results";

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

/** Why the pool's nodes take no such pod; undefined where they do, or may. @param declared what is declared of the pool */
export function refusal(spec: PlanValue | undefined, pool: NodePool, declared: PlanValue | undefined): string | undefined {
  for (const [key, wanted] of textEntriesAt(spec, "nodeSelector")) {
    const label = labelOf(key, pool, declared);
    if (label !== undefined && label !== wanted) return `its nodes have not the label ${key}=${wanted}`;
  }
  const tolerations = listAt(spec, "tolerations");
  const taints = isOpen(spec, "tolerations") ? [] : [...textsAt(declared, "nodeTaints"), ...(pool.spot ? [SPOT_TAINT] : [])];
  const taint = taints.find(each => isClosing(each) && !tolerations.some(toleration => tolerates(toleration, each)));
  if (taint !== undefined) return `its taint ${taint} is not tolerated`;
  const size = pool.vmSize === undefined ? undefined : vmSizeOf(pool.vmSize);
  if (!size) return undefined;
  const [cpu, memory] = [requested(spec, "cpu"), requested(spec, "memory")];
  if (cpu > size.vcpu) return `a pod requests ${cpu} processors, and ${pool.vmSize ?? ""} has ${size.vcpu}`;
  return memory > size.memoryGib * GIB ? `a pod requests ${Number((memory / GIB).toFixed(1))} GiB of memory, and ${pool.vmSize ?? ""} has ${size.memoryGib}` : undefined;
}
