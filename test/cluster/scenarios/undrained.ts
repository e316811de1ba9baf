/** The copy of the service, whose node is deleted under it. */
import { copiedObjects, copiedPort, copiedWorkload, UNDRAINED } from "../copy";
import { until } from "../lab/until";
import { settled } from "../workload";
import type { World } from "../world";

/** Seconds until the cluster has noticed that a pool is gone, and pods of it run elsewhere. */
const NOTICING = 200;

export async function deployCopy({ cluster: { api, kubectl, machines }, cloud, planned, workload, frontEnd }: World): Promise<void> {
  await kubectl.apply(copiedObjects(planned.objects, workload));
  const [pod] = await settled(api, copiedWorkload(workload)), node = machines.find(({ pool }) => pool === UNDRAINED);
  if (pod?.spec.nodeName !== node?.name) throw new Error("the copy is not on the node that is to go");
  await until("the copy's load balancer", () => cloud.loadBalancers.flatMap(({ rules }) => rules).some(rule => rule.frontendPort === copiedPort(frontEnd.port) && cloud.healthyNodes(rule).length > 0), 20);
}

/** Waits until the copy's pod runs on another node than the one that is gone. */
export async function moved({ cluster, workload }: World): Promise<void> {
  await settled(cluster.api, copiedWorkload(workload), NOTICING, ({ spec }) => cluster.machines.some(({ name }) => name === spec.nodeName));
}
