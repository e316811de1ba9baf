/** A copy of the service on a node of its own, which is deleted under it: the plan's service goes through the other faults meanwhile. */
import type { SecurityRule } from "../azure/security-group";
import type { JsonObject } from "../../../planner/views/manifests/manifest";
import { until } from "../lab/until";
import type { Workload } from "../objects";
import { settled } from "../workload";
import type { World } from "../world";

/** The pool, and what is added to names and to labels. */
export const UNDRAINED = "undrained";

/** The copy has the front end's address, and the next port there. */
export const portOf = ({ frontEnd }: World): number => frontEnd.port + 1;

const COPIED = ["Deployment", "Service", "NetworkPolicy"];

/** Until the cluster has noticed that a pool is gone, and pods of it run elsewhere. */
const NOTICING = 200;

interface Copy {
  metadata: { name: string };
  spec: { replicas?: number; ports?: { port: number }[]; template?: { spec: { tolerations?: object[]; affinity?: object } } };
}

const copyOf = ({ workload }: World): Workload => ({ ...workload, name: `${workload.name}-${UNDRAINED}`, selector: `${workload.selector}-${UNDRAINED}`, replicas: 1 });

/** The objects of the copy: other names, other labels, one replica that would rather be on the pool's node than elsewhere. */
function copies(world: World): readonly object[] {
  const [key = "", value = ""] = world.workload.selector.split("="), label = (suffix: string): string => JSON.stringify({ [key]: `${value}${suffix}` }).slice(1, -1);
  return world.planned.objects.filter(({ kind }) => COPIED.some(each => each === kind)).filter(object => JSON.stringify(object.spec).includes(label(""))).map((object: JsonObject) => {
    const copy = JSON.parse(JSON.stringify(object).replaceAll(label(""), label(`-${UNDRAINED}`))) as Copy;
    copy.metadata.name += `-${UNDRAINED}`;
    for (const port of copy.spec.ports ?? []) port.port = portOf(world);
    if (copy.spec.template) {
      copy.spec.replicas = 1;
      copy.spec.template.spec.tolerations = [{ key: "pool", value: UNDRAINED, effect: "NoSchedule" }];
      copy.spec.template.spec.affinity = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: { matchExpressions: [{ key: "agentpool", operator: "In", values: [UNDRAINED] }] } }] } };
    }
    return copy;
  });
}

/** What lets requests through to the service's port lets them through to the copy's. */
export const rulesForCopy = (rules: readonly SecurityRule[], port: number): readonly SecurityRule[] =>
  rules.map(rule => (rule.destinationPorts.includes(String(port)) ? { ...rule, destinationPorts: [...rule.destinationPorts, String(port + 1)] } : rule));

export async function deployCopy(world: World): Promise<void> {
  const { cluster: { api, kubectl, machines } } = world;
  await kubectl.apply(copies(world));
  const [pod] = await settled(api, copyOf(world)), node = machines.find(({ pool }) => pool === UNDRAINED);
  if (pod?.spec.nodeName !== node?.name) throw new Error("the copy is not on the node that is to go");
  await until("the copy's load balancer", () => world.cloud.loadBalancers.some(({ rules }) => rules.some(rule => rule.frontendPort === portOf(world) && world.cloud.healthyNodes(rule).length > 0)), 20);
}

/** Waits until the copy's pod runs on another node than the one that is gone. */
export async function moved(world: World): Promise<void> {
  await settled(world.cluster.api, copyOf(world), NOTICING, ({ spec }) => world.cluster.machines.some(({ name }) => name === spec.nodeName));
}
