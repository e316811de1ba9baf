/** A copy of the service, for the fault that Kubernetes takes minutes to get over: the plan's service goes through the others meanwhile. */
import type { JsonObject } from "../../planner/views/manifests/manifest";
import type { SecurityRule } from "./azure/security-group";
import type { Workload } from "./objects";

/** The pool of the copy, and what is added to names and to labels. */
export const UNDRAINED = "undrained";

/** The copy has the front end's address, and the next port there. */
export const copiedPort = (port: number): number => port + 1;

export const copiedWorkload = (workload: Workload): Workload => ({ ...workload, name: `${workload.name}-${UNDRAINED}`, selector: `${workload.selector}-${UNDRAINED}`, replicas: 1 });

const COPIED = ["Deployment", "Service", "NetworkPolicy"];

interface Copy {
  metadata: { name: string };
  spec: { replicas?: number; ports?: { port: number }[]; template?: { spec: { tolerations?: object[]; affinity?: object } } };
}

/** The objects of the copy: other names, other labels, one replica that would rather be on the pool's node than elsewhere. */
export function copiedObjects(objects: readonly JsonObject[], { selector }: Workload): readonly object[] {
  if (selector.includes(",")) throw new Error(`the copy's labels are made from one label, not from ${selector}`);
  const [key = "", value = ""] = selector.split("="), label = (suffix: string): string => JSON.stringify({ [key]: `${value}${suffix}` }).slice(1, -1);
  return objects.filter(({ kind }) => COPIED.some(each => each === kind)).filter(object => JSON.stringify(object.spec).includes(label(""))).map(object => {
    const copy = JSON.parse(JSON.stringify(object).replaceAll(label(""), label(`-${UNDRAINED}`))) as Copy;
    copy.metadata.name += `-${UNDRAINED}`;
    for (const port of copy.spec.ports ?? []) port.port = copiedPort(port.port);
    if (copy.spec.template) {
      copy.spec.replicas = 1;
      copy.spec.template.spec.tolerations = [{ key: "pool", value: UNDRAINED, effect: "NoSchedule" }];
      const preference = { matchExpressions: [{ key: "agentpool", operator: "In", values: [UNDRAINED] }] };
      copy.spec.template.spec.affinity = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference }] } };
    }
    return copy;
  });
}

/** What lets requests through to the service's port lets them through to the copy's. */
export const rulesWithCopy = (rules: readonly SecurityRule[], port: number): readonly SecurityRule[] =>
  rules.map(rule => (rule.destinationPorts.includes(String(port)) ? { ...rule, destinationPorts: [...rule.destinationPorts, String(copiedPort(port))] } : rule));
