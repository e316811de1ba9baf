/** What is there beside the plan's own objects: Services of the other types over the same pods, and a pod that calls them. */
import type { KubernetesObject } from "../lab/kubernetes-object";
import { until } from "../lab/until";
import { imagesOf } from "../objects";
import { podsOf, processesOf, settled, sortingService, type Pod } from "../workload";
import type { World } from "../world";

const CONSUMER = { namespace: "consumers", name: "consumer", selector: "app=consumer", replicas: 1 };
const TYPES = ["cluster-ip", "node-port", "headless", "external-name"] as const;

interface ServiceObject extends KubernetesObject { readonly spec: { readonly clusterIP?: string; readonly ports?: readonly { readonly nodePort?: number }[] } }

/** Everything that must be asked of the API once, so that requests go on without it. */
export interface Consumers {
  /** Whether network policies are enforced. */
  readonly enforced: boolean;
  /** A process in the network of the consumer's pod. */
  readonly consumer: number;
  readonly pods: readonly Pod[];
  readonly services: Readonly<Record<(typeof TYPES)[number], ServiceObject["spec"] & { readonly dnsName: string }>>;
}

function consumerObjects(image: string): readonly object[] {
  const { namespace, name } = CONSUMER;
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    {
      apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace },
      spec: {
        selector: { matchLabels: { app: "consumer" } },
        template: {
          metadata: { labels: { app: "consumer" } },
          spec: { terminationGracePeriodSeconds: 0, containers: [{ name, image, command: ["node", "-e", "setInterval(() => undefined, 1e6)"] }] },
        },
      },
    },
  ];
}

/** Deletes the consumer's pod, and waits until the cluster has made another and chosen a node for it. */
export async function replaceConsumer({ cluster: { api } }: World): Promise<void> {
  const [before] = await podsOf(api, CONSUMER);
  if (!before) throw new Error("there is no consumer");
  await api.delete({ kind: "pods", namespace: CONSUMER.namespace }, before.metadata.name);
  await until("another consumer on a node", async () => (await podsOf(api, CONSUMER)).some(({ metadata, spec }) => metadata.uid !== before.metadata.uid && spec.nodeName !== undefined), 60);
}

export async function deployConsumers(world: World): Promise<Consumers> {
  const { cluster: { api, kubectl }, workload, plan } = world, { name, object } = sortingService(world), { ports, selector } = object.spec;
  const dnsName = (type: string): string => `${name}-${type}.${workload.namespace}.svc.cluster.local`;
  const specs: Readonly<Record<(typeof TYPES)[number], object>> = {
    "cluster-ip": { type: "ClusterIP", selector, ports }, "node-port": { type: "NodePort", selector, ports }, headless: { clusterIP: "None", selector, ports },
    "external-name": { type: "ExternalName", externalName: dnsName("headless") },
  };
  await kubectl.apply([
    ...consumerObjects(imagesOf(plan).sorting),
    ...TYPES.map(type => ({ apiVersion: "v1", kind: "Service", metadata: { name: `${name}-${type}`, namespace: workload.namespace }, spec: specs[type] })),
  ]);
  const [pod] = await settled(api, CONSUMER), found = await api.list<ServiceObject>({ kind: "services", namespace: workload.namespace });
  if (!pod) throw new Error("there is no consumer");
  const specOf = (type: string): ServiceObject["spec"] => found.find(({ metadata }) => metadata.name === `${name}-${type}`)?.spec ?? {};
  return {
    enforced: await world.cluster.enforcePolicies(), consumer: processesOf(pod, "setInterval")[0], pods: await podsOf(api, workload),
    services: Object.fromEntries(TYPES.map(type => [type, { ...specOf(type), dnsName: dnsName(type) }])) as Consumers["services"],
  };
}
