/** What decides how one port of a Service is reached from outside. */
import type { ResourceGraph } from "../model/graph";
import type { ClusterSummary, NodePool } from "../model/results";
import { frontEndPlace } from "./front-ends";
import { nodeAddresses, podAddresses } from "./node-addresses";
import type { Exposure } from "./outer-hops";
import { natPlace, privateLinkOf } from "./private-link";
import type { ServiceFacts } from "./services";
import type { DeclaredSubnet } from "./subnets";

interface Surroundings {
  readonly graph: ResourceGraph;
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
}

export function exposureOf(service: ServiceFacts, port: Exposure["port"], cluster: ClusterSummary | undefined, around: Surroundings): Exposure {
  const { graph, pools, subnets } = around;
  const link = privateLinkOf(service);
  return {
    service, port, cluster, place: frontEndPlace(service, cluster, pools, subnets), nodeAddresses: nodeAddresses(cluster, around),
    ...(link && { privateLink: { link, place: natPlace(service, cluster, pools, subnets), podSubnet: podAddresses(cluster, around)?.name, clusterInputs: cluster && graph.byUrn(cluster.resource)?.inputs } }),
  };
}
