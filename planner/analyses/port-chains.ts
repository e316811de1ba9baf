/** Follows every port of every Service with a selector, hop by hop, from its front end to the port that the image declares. */
import type { ResourceGraph } from "../model/graph";
import type { ClusterSummary, Hop, NodePool, PortChain } from "../model/results";
import { exposureOf } from "./exposures";
import { innerHops } from "./inner-hops";
import { podAddresses } from "./node-addresses";
import { outerHops, ruleFor, serviceHop, type Exposure } from "./outer-hops";
import { podFinder } from "./service-pods";
import type { ServiceFacts, ServicePort } from "./services";
import type { DeclaredSubnet } from "./subnets";
import { overall } from "./verdict";
import { configMapFinder, type Workload } from "./workloads";

export interface PortChainInput {
  readonly graph: ResourceGraph;
  readonly clusters: readonly ClusterSummary[];
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
  readonly services: readonly ServiceFacts[];
  readonly workloads: readonly Workload[];
  readonly clusterOf: (service: ServiceFacts) => ClusterSummary | undefined;
}

export function portChains(input: PortChainInput): readonly PortChain[] {
  const podsOf = podFinder(input.workloads);
  const filesOf = configMapFinder(input.graph);

  function chain(exposure: Exposure, workload: Workload | undefined, inner: readonly Hop[]): PortChain {
    const { service, port } = exposure;
    // Azure's load balancer is only told of where the plan has a cluster of Azure's.
    const rule = input.clusters.length === 0 ? undefined : ruleFor(exposure);
    const hops = [...outerHops(exposure, rule), serviceHop(exposure), ...inner];
    return {
      service: service.resource.urn, name: service.name, namespace: service.namespace, serviceType: service.type, protocol: port.protocol,
      workload: workload?.resource.urn, replicas: workload?.replicas, rule, hops, verdict: overall(hops),
    };
  }

  function chainsOf(service: ServiceFacts, port: ServicePort): readonly PortChain[] {
    if (port.port === undefined) return [];
    const cluster = input.clusterOf(service);
    const exposure = exposureOf(service, { ...port, port: port.port }, cluster, input);
    const answers = podsOf(service);
    if ("nobody" in answers) return [chain(exposure, undefined, [answers.nobody])];
    return answers.map(workload => chain(exposure, workload, innerHops({ workload, port, headless: service.headless, proxyHeader: exposure.privateLink?.link.proxyHeader === true, podAddresses: podAddresses(cluster, input), filesOf })));
  }

  return input.services.filter(service => service.selector !== "absent" && service.type !== "ExternalName")
    .flatMap(service => service.ports.flatMap(port => chainsOf(service, port)));
}
