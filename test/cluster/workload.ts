/** The service's pods in the cluster, and what can happen to their processes. */
import { readdirSync, readFileSync } from "node:fs";
import type { Api } from "./lab/api";
import { isReady as isReadyBy, type Conditions, type KubernetesObject } from "./lab/kubernetes-object";
import { until } from "./lab/until";
import type { PlanObjects, Workload } from "./objects";
import type { JsonObject } from "../../planner/views/manifests/manifest";

interface ContainerStatus { readonly name: string; readonly restartCount: number }

export interface Pod extends KubernetesObject {
  readonly spec: { readonly nodeName?: string };
  readonly status: Conditions & {
    readonly phase: string;
    readonly podIP?: string;
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

/** Ready, and not about to end. */
export const isReady = ({ metadata, status }: Pod): boolean => metadata.deletionTimestamp === undefined && isReadyBy(status);

export const podsOf = (api: Api, { namespace, selector }: Workload): Promise<readonly Pod[]> => api.list<Pod>({ kind: "pods", namespace, labelSelector: selector });

/**
 * Waits until as many pods as wanted are ready and no other is left.
 * @param isNew what else a pod has to be: the cluster shows a pod as it was until it has noticed that its node is gone
 */
export async function settled(api: Api, workload: Workload, seconds = 90, isNew: (pod: Pod) => boolean = () => true): Promise<readonly Pod[]> {
  return await until(`${workload.replicas} ready pods of ${workload.name} and no other`, async () => {
    const pods = await podsOf(api, workload);
    return pods.length === workload.replicas && pods.every(pod => isReady(pod) && isNew(pod)) && pods;
  }, seconds);
}

const restarts = ({ status }: Pod): number => [...status.containerStatuses ?? [], ...status.initContainerStatuses ?? []].reduce((sum, { restartCount }) => sum + restartCount, 0);

/** Waits until a container of the pod was started again and the pod is ready. Until then the cluster may show what was before. */
export async function restarted(api: Api, workload: Workload, before: Pod, seconds = 90): Promise<void> {
  await until(`${before.metadata.name} to be ready again`, async () => {
    const now = (await podsOf(api, workload)).find(({ metadata }) => metadata.uid === before.metadata.uid);
    // What replaced it did not have to be started again.
    return now === undefined || (restarts(now) > restarts(before) && isReady(now));
  }, seconds);
  await settled(api, workload, seconds);
}

/**
 * Processes of a pod's containers, by their ids on this machine.
 * @param command a word of their command line
 * @throws Error where the pod has no such process
 */
export function processesOf({ metadata }: Pod, command: string): readonly [number, ...number[]] {
  const [first, ...others] = readdirSync("/proc").filter(name => /^\d+$/.test(name)).map(Number).filter(pid => {
    // A process may end while it is looked at.
    try { return readFileSync(`/proc/${pid}/cgroup`, "utf8").includes(metadata.uid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(command); } catch { return false; }
  });
  if (first === undefined) throw new Error(`pod ${metadata.name} runs no ${command}`);
  return [first, ...others];
}

/** Ends processes of a pod from outside, as a crash would. */
export function crash(pod: Pod, command: string): void {
  for (const pid of processesOf(pod, command)) {
    // A worker may end by itself as soon as its master has.
    try { process.kill(pid, "SIGKILL"); } catch (error) { if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; }
  }
}

export interface ServiceManifest {
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: { readonly selector: Readonly<Record<string, string>>; readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: string | number }[] };
}

/** The plan's Service, as it is applied. */
export function sortingService({ planned }: { readonly planned: PlanObjects }): { readonly name: string; readonly object: ServiceManifest & JsonObject } {
  const object = planned.objects.find(({ kind }) => kind === "Service") as (ServiceManifest & JsonObject) | undefined;
  if (!object) throw new Error("the plan has no Service");
  return { name: object.metadata.name, object };
}
