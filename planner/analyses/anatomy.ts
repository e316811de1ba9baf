/** The Kubernetes objects that follow from what is declared: a Deployment's ReplicaSet and pods, a Service's end points, and the cluster's own parts. */
import { GATEWAY_NAMESPACE, GATEWAY_SERVICES, MESH_NAMESPACE } from "../../facts/istio-gateway";
import {
  CILIUM, CILIUM_OPERATOR, CONTAINER_INSIGHTS_AGENTS, CONTAINER_INSIGHTS_WINDOWS_AGENTS, CONTAINERD, CONTROL_PLANE, CORE_DNS, KUBELET, KUBE_PROXY, MESH_PODS, meshControlPlane, meshGateway, POD_SUFFIX,
  PROMETHEUS_AGENTS, PROMETHEUS_WINDOWS_AGENTS, REPLICA_SET_SUFFIX, WINDOWS_KUBE_PROXY, WORKLOAD_SOURCE, type KubernetesPart,
} from "../../facts/kubernetes-parts";
import type { ResourceGraph } from "../model/graph";
import type { PlanObject, PredictedResource } from "../model/plan";
import { flagAt } from "../model/read";
import type { ClusterSummary, NodePool, PortChain } from "../model/results";
import { enabledAddOn } from "./add-ons";
import { podCounter, type PodCount } from "./pod-counts";
import { poolsOf } from "./pools";
import type { Workload } from "./workloads";

/** Certain, since Kubernetes' own controllers always make it. */
function follows(type: string, name: string, because: readonly string[], properties: PlanObject, count?: number): PredictedResource {
  return { type, name, count, because, properties, certainty: "documented", source: WORKLOAD_SOURCE };
}

/** The objects between a workload and its containers. */
function podsOf({ kind, name, namespace, resource, containers }: Workload, { least, most, scaled }: PodCount): readonly PredictedResource[] {
  const because = [resource.urn];
  const replicas = scaled ? undefined : least;
  const bounds = scaled ? { minPods: least, maxPods: most } : {};
  const pod = (owner: string, pattern: string) =>
    follows("v1/Pod", pattern, because, { namespace, ownedBy: owner, containers: containers.map(container => container.name), ...bounds }, replicas);
  if (kind === "Deployment") {
    const set = `${name}-${REPLICA_SET_SUFFIX}`;
    return [follows("apps/v1/ReplicaSet", set, because, { namespace, ownedBy: name, replicas }), pod(set, `${set}-${POD_SUFFIX}`)];
  }
  return [pod(name, kind === "StatefulSet" ? `${name}-<number>` : `${name}-${POD_SUFFIX}`)];
}

/** Nodes of all pools together; undefined where one of them does not say. */
const nodesOf = (pools: readonly NodePool[]): number | undefined =>
  pools.reduce<number | undefined>((sum, pool) => (sum === undefined || pool.nodes === undefined ? undefined : sum + pool.nodes), 0);

function partsOf(cluster: ClusterSummary, graph: ResourceGraph, pools: readonly NodePool[]): readonly PredictedResource[] {
  const windows = pools.filter(pool => pool.osType === "Windows");
  const because = [cluster.resource];
  const made = ({ type, name, where, does, source }: KubernetesPart, properties: PlanObject, count?: number): PredictedResource =>
    ({ type, name, count, because, properties: { cluster: cluster.name, where, does, ...properties }, certainty: "documented", source });
  const inputs = graph.byUrn(cluster.resource)?.inputs;
  const cilium = cluster.serviceProxy === "cilium";
  const agents = [
    ...(enabledAddOn(inputs, "omsagent") !== undefined ? [...CONTAINER_INSIGHTS_AGENTS, ...(windows.length > 0 ? CONTAINER_INSIGHTS_WINDOWS_AGENTS : [])] : []),
    ...(flagAt(inputs, "azureMonitorProfile", "metrics", "enabled") === true ? [...PROMETHEUS_AGENTS, ...(windows.length > 0 ? PROMETHEUS_WINDOWS_AGENTS : [])] : []),
  ];
  return [
    ...CONTROL_PLANE.map(part => made(part, {})),
    ...[KUBELET, CONTAINERD, ...(cilium ? [CILIUM] : [])].map(part => made(part, {}, nodesOf(pools))),
    ...(cluster.serviceProxy === "kube-proxy" ? [made(KUBE_PROXY, {}, nodesOf(pools.filter(pool => !windows.includes(pool))))] : []),
    ...(windows.length > 0 ? [made(WINDOWS_KUBE_PROXY, {}, nodesOf(windows))] : []),
    made(CORE_DNS, { namespace: "kube-system", address: cluster.dnsServiceAddress }),
    ...[...(cilium ? [CILIUM_OPERATOR] : []), ...agents].map(part => made(part, { namespace: "kube-system" })),
    ...meshParts(cluster).map(({ part, namespace }) => made(part, { namespace, minPods: MESH_PODS.min, maxPods: MESH_PODS.max })),
  ];
}

/** Without a declared revision, or before it is known, AKS chooses it. */
const UNKNOWN_REVISION = "<revision>";

/** Of every revision: during an upgrade there are two, and the gateways of both take requests. */
function meshParts({ mesh }: ClusterSummary): readonly { readonly part: KubernetesPart; readonly namespace: string }[] {
  if (!mesh) return [];
  const revisions = mesh.revisions.length > 0 ? mesh.revisions : [UNKNOWN_REVISION];
  return revisions.flatMap(revision => [
    { part: meshControlPlane(revision), namespace: MESH_NAMESPACE },
    ...mesh.gateways.map(mode => ({ part: meshGateway(GATEWAY_SERVICES[mode], revision), namespace: GATEWAY_NAMESPACE })),
  ]);
}

function endpointsOf(chain: PortChain, count: PodCount | undefined): PredictedResource {
  const port = chain.hops.find(hop => hop.at === "pod")?.port;
  return follows("discovery.k8s.io/v1/EndpointSlice", `${chain.name}-${POD_SUFFIX}`, [chain.service], { namespace: chain.namespace, port, endpoints: count?.scaled === true ? undefined : chain.replicas });
}

export function kubernetesObjects(
  graph: ResourceGraph, clusters: readonly ClusterSummary[], pools: readonly NodePool[], workloads: readonly Workload[], chains: readonly PortChain[],
): readonly PredictedResource[] {
  const services = new Map(chains.filter(chain => chain.workload !== undefined).map(chain => [chain.service, chain]));
  const countOf = podCounter(graph);
  const counts = new Map(workloads.map(each => [each.resource.urn, { workload: each, count: countOf(each) }]));
  return [
    ...clusters.flatMap(cluster => partsOf(cluster, graph, poolsOf(cluster, pools))),
    ...[...counts.values()].flatMap(({ workload, count }) => podsOf(workload, count)),
    ...[...services.values()].map(chain => endpointsOf(chain, counts.get(chain.workload ?? "")?.count)),
  ];
}
