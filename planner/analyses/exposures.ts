/** What decides how one port of a Service is reached from outside. */
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { isOpen, textAt } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import { frontEndPlace } from "./front-ends";
import { hiddenMaker } from "./hidden-objects";
import { nodeAddresses, podAddresses } from "./node-addresses";
import type { Exposure } from "./outer-hops";
import { poolsOf } from "./pools";
import { natPlace, privateLinkOf } from "./private-link";
import type { ServiceFacts } from "./services";
import { UNNAMED, type DeclaredSubnet } from "./subnets";

interface Surroundings {
  readonly graph: ResourceGraph;
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
}

/** The name of the nodes' virtual network, where the plan makes it and all of its subnets are known by name. */
function wholeNetworkOf(cluster: ClusterSummary, { graph, pools, subnets }: Surroundings): string | undefined {
  const names = new Set(poolsOf(cluster, pools).map(pool => pool.subnet?.virtualNetwork?.toLowerCase()));
  const [name] = names;
  const [network] = graph.named(KINDS.virtualNetwork, "virtualNetworkName", name);
  const own = subnets.filter(each => each.virtualNetwork === undefined || each.virtualNetwork.toLowerCase() === name);
  // What stands already may have subnets of which the plan knows nothing.
  if (names.size !== 1 || network?.op !== "create" || isOpen(network.inputs, "subnets") || own.some(each => each.virtualNetwork === undefined || each.name === UNNAMED)) return undefined;
  return hiddenMaker(graph) === undefined ? textAt(network.inputs, "virtualNetworkName") : undefined;
}

export function exposureOf(service: ServiceFacts, port: Exposure["port"], cluster: ClusterSummary | undefined, around: Surroundings): Exposure {
  const { graph, pools, subnets } = around;
  const link = privateLinkOf(service);
  const place = frontEndPlace(service, cluster, pools, subnets);
  const missingIn = place?.origin === "elsewhere" && cluster && service.internalSubnet !== undefined ? wholeNetworkOf(cluster, around) : undefined;
  const probeMode = textAt(graph.byUrn(cluster?.resource)?.inputs, "networkProfile", "loadBalancerProfile", "clusterServiceLoadBalancerHealthProbeMode");
  const besideNodes = place?.origin === "managed" || (place?.origin === "declared" && pools.some(pool => [pool.subnet, pool.podSubnet].some(each => each?.resource === place.subnet.resource && each.name === place.subnet.name)));
  return {
    service, port, cluster, place, besideNodes, sharedProbe: probeMode === "Shared", ...(missingIn !== undefined && { missingIn }), nodeAddresses: nodeAddresses(cluster, around),
    ...(link && { privateLink: { link, place: natPlace(service, cluster, pools, subnets), podSubnet: podAddresses(cluster, around)?.name, clusterInputs: cluster && graph.byUrn(cluster.resource)?.inputs } }),
  };
}
