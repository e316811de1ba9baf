/** What decides how one port of a Service is reached from outside. */
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { isOpen, textAt } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import { classicClusterOf } from "./clusters";
import { frontEndPlace } from "./front-ends";
import { nodeAddresses, podAddresses } from "./node-addresses";
import type { Exposure } from "./outer-hops";
import { poolsOf } from "./pools";
import { natPlace, privateLinkOf } from "./private-link";
import type { ServiceFacts } from "./services";
import { isUnnamed, sameNetwork, subnetAt, type DeclaredSubnet } from "./subnets";

interface Surroundings {
  readonly graph: ResourceGraph;
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
}

/** What the nodes' virtual network is called, where the plan makes it and all of its subnets are known by name. */
function wholeNetworkOf(cluster: ClusterSummary, { graph, pools, subnets }: Surroundings): string | undefined {
  const ofPools = poolsOf(cluster, pools).map(pool => subnetAt(pool.subnet, subnets));
  const [first] = ofPools;
  const network = graph.byUrn(first?.network);
  const beside = first ? subnets.filter(each => sameNetwork(each, first) !== false) : [];
  // What stands already may have subnets of which the plan knows nothing.
  if (ofPools.some(each => each?.network !== network?.urn) || network?.op !== "create" || isOpen(network.inputs, "subnets") || beside.some(each => each.network !== network.urn || isUnnamed(each))) return undefined;
  // What makes objects in a cluster makes no subnets.
  return graph.resources.some(({ remote, type }) => (remote === true && !type.startsWith("kubernetes:")) || KINDS.template(type)) ? undefined : textAt(network.inputs, "virtualNetworkName") ?? network.name;
}

export function exposureOf(service: ServiceFacts, port: Exposure["port"], cluster: ClusterSummary | undefined, around: Surroundings): Exposure {
  const { graph, pools, subnets } = around;
  const link = privateLinkOf(service);
  const place = frontEndPlace(service, cluster, pools, subnets);
  const tenants = (cluster ? poolsOf(cluster, pools) : []).flatMap(pool => [subnetAt(pool.subnet, subnets), subnetAt(pool.podSubnet, subnets)]);
  const amongNodes = place?.origin === "managed" || (place?.origin === "declared" && tenants.includes(place.subnet));
  const missingIn = place?.origin === "elsewhere" && cluster && service.internalSubnet !== undefined ? wholeNetworkOf(cluster, around) : undefined;
  const classic = classicClusterOf(service.resource, graph)?.name;
  const probeMode = textAt(graph.byUrn(cluster?.resource)?.inputs, "networkProfile", "loadBalancerProfile", "clusterServiceLoadBalancerHealthProbeMode");
  return {
    service, port, cluster, ...(classic !== undefined && { classic }), place, sharedProbe: probeMode === "Shared", ...(missingIn !== undefined && { missingIn }), ...(amongNodes && { amongNodes: true as const }), nodeAddresses: nodeAddresses(cluster, around),
    ...(link && { privateLink: { link, place: natPlace(service, cluster, pools, subnets), podSubnet: podAddresses(cluster, around)?.name, clusterInputs: cluster && graph.byUrn(cluster.resource)?.inputs } }),
  };
}
