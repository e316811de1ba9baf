/** Follows every port of every Service with a selector, hop by hop, from its front end to the container, and the port that its image declares where that is told. */
import type { ResourceGraph } from "../model/graph";
import type { ClusterSummary, Hop, NodePool, PortChain } from "../model/results";
import { absenceFinder } from "./absent-pods";
import { exposureOf } from "./exposures";
import { FrontEndTakers } from "./front-end-takers";
import { frontEndPlace } from "./front-ends";
import { innerHops, isOpenWithin } from "./inner-hops";
import { NetworkPolicies, type Visitors } from "./network-policies";
import { podAddresses } from "./node-addresses";
import { outerHops, ruleFor, serviceHop, withConflict, type Exposure } from "./outer-hops";
import { podCounter } from "./pod-counts";
import { SecurityHops } from "./security-hops";
import { podFinder } from "./service-pods";
import { UNKNOWN_TYPE, type ServiceFacts, type ServicePort } from "./services";
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

/** In place of the chains of ports that are not known. */
function unknownPorts({ resource, name, namespace, type }: ServiceFacts): PortChain {
  const hops: readonly Hop[] = [{ at: "service", name, resource: resource.urn, verdict: "undecided", says: "its ports are not known" }];
  return { service: resource.urn, name, namespace, serviceType: type, protocol: "TCP", hops, verdict: overall(hops) };
}

export function portChains(input: PortChainInput): readonly PortChain[] {
  const absenceOf = absenceFinder(input);
  const podsOf = podFinder(input.graph, absenceOf);
  const filesOf = configMapFinder(input.graph);
  const security = new SecurityHops(input);
  const takers = new FrontEndTakers(input.graph, input.subnets, input.services.map(service => ({ service, cluster: input.clusterOf(service) })), (service, cluster) => frontEndPlace(service, cluster, input.pools, input.subnets));
  const policies = new NetworkPolicies(input.graph);
  const countOf = podCounter(input.graph);

  /** With traffic policy Local a pod sees who calls; with Cluster the node that the packet came to. */
  function visitorsOf(exposure: Exposure, outside: boolean): readonly Visitors[] {
    const { cluster, service } = exposure;
    const ground = cluster && security.groundOf(cluster);
    if (!outside) return [{ who: "pods of the cluster", as: "pods", addresses: ground?.pods }];
    const callers = cluster && security.callersOf(exposure, cluster);
    const themselves: readonly Visitors[] = callers ? callers.map(({ who, addresses, tag, declared }) => ({ who, as: "callers", declared, ...(tag === undefined && addresses.length > 0 && { addresses }) })) : [{ who: "callers", as: "callers" }];
    return service.localTraffic ? themselves : [{ who: "nodes", as: "nodes", addresses: ground?.nodes, before: themselves }];
  }

  function policyHops(exposure: Exposure, outside: boolean, workload: Workload | undefined, pod: Hop | undefined): readonly Hop[] {
    // Who comes to the pods is not known with the type, the load balancer or the traffic policy, and the chain says so already.
    if (!workload || pod?.port === undefined || pod.verdict === "broken" || exposure.service.type === UNKNOWN_TYPE || exposure.service.loadBalancerClass !== undefined || exposure.service.localOpen) return [];
    const hops = policies.hops({ workload, cluster: exposure.cluster, visitors: visitorsOf(exposure, outside), port: pod.port, protocol: exposure.port.protocol });
    if (pod.verdict === "proven") return hops;
    // Whether something listens there matters no more where nobody is let in at that port.
    return exposure.service.headless || isOpenWithin(workload) ? [] : hops.filter(({ verdict }) => verdict === "broken");
  }

  function chain(exposure: Exposure, workload: Workload | undefined, inner: readonly Hop[]): PortChain {
    const { service, port, cluster } = exposure;
    // Azure's load balancer is only told of where the plan has a cluster of Azure's.
    const rule = input.clusters.length === 0 ? undefined : ruleFor(exposure);
    const outer = outerHops(exposure, rule).map(hop => withConflict(hop, takers.conflict(service, cluster, port.port, port.protocol, exposure.place)));
    // Security groups stand before the nodes, and between nodes and the pods of others.
    const arrival = outer.findIndex(({ at }) => at === "node");
    const guarded = [...outer.slice(0, arrival), ...security.outside(exposure, rule), ...outer.slice(Math.max(0, arrival))];
    const toPods = service.localTraffic && outer.length > 0 ? [] : security.inside(cluster, outer.length > 0 ? "nodes" : "pods", inner[0], port.protocol);
    const hops = [...guarded, serviceHop(exposure), ...toPods, ...policyHops(exposure, outer.length > 0, workload, inner[0]), ...inner];
    return {
      service: service.resource.urn, name: service.name, namespace: service.namespace, serviceType: service.type, protocol: port.protocol,
      workload: workload?.resource.urn, replicas: workload && countOf(workload).least, rule, hops, verdict: overall(hops),
    };
  }

  function chainsOf(service: ServiceFacts, port: ServicePort): readonly PortChain[] {
    if (port.port === undefined) return [];
    const cluster = input.clusterOf(service);
    const exposure = exposureOf(service, { ...port, port: port.port }, cluster, input);
    const answers = podsOf(service);
    if ("nobody" in answers) return [chain(exposure, undefined, [answers.nobody])];
    return answers.map(workload => chain(exposure, workload, innerHops({ workload, port, headless: service.headless, proxyHeader: exposure.privateLink?.link.proxyHeader === true, podAddresses: podAddresses(cluster, input), absenceOf, filesOf })));
  }

  return input.services.filter(service => service.selector !== "absent" && service.type !== "ExternalName")
    .flatMap(service => [...service.ports.flatMap(port => chainsOf(service, port)), ...(service.portsOpen || service.ports.some(({ port }) => port === undefined) ? [unknownPorts(service)] : [])]);
}
