/** Follows every port of every Service with a selector, hop by hop, from its front end to the port that the image declares. */
import type { ResourceGraph } from "../model/graph";
import type { ClusterSummary, Hop, NodePool, PortChain, SubnetReference, Verdict } from "../model/results";
import { frontEndPlace } from "./front-ends";
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import { innerHops } from "./inner-hops";
import { outerHops, ruleFor, serviceHop, type Exposure } from "./outer-hops";
import { natPlace, privateLinkOf } from "./private-link";
import type { ServiceFacts, ServicePort } from "./services";
import type { DeclaredSubnet } from "./subnets";
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

/** One hop that does not hold decides for all; a broken one over an undecided one. */
function overall(hops: readonly Hop[]): Verdict {
  return (["broken", "undecided"] as const).find(verdict => hops.some(hop => hop.verdict === verdict)) ?? "proven";
}

type Match = "yes" | "no" | "open";

/** Whether the Service's selector chooses the workload's pods: same cluster, same namespace, every label. */
function matches(service: ServiceFacts, workload: Workload): Match {
  if (service.selector === "absent" || service.resource.provider !== workload.resource.provider) return "no";
  const namespacesKnown = service.namespace !== undefined && workload.namespace !== undefined;
  if (namespacesKnown && service.namespace !== workload.namespace) return "no";
  if (service.selector === "open") return "open";
  const missing = [...service.selector].filter(([key, value]) => workload.labels.get(key) !== value);
  if (missing.length > 0) return workload.labelsOpen && missing.every(([key]) => !workload.labels.has(key)) ? "open" : "no";
  return namespacesKnown ? "yes" : "open";
}

/** Finds the workloads that a Service may choose, by one label of its selector: comparing all with all would take a second for thousands. */
function candidateFinder(workloads: readonly Workload[]): (service: ServiceFacts) => readonly Workload[] {
  const byLabel = new Map<string, Workload[]>();
  for (const workload of workloads) {
    for (const [key, value] of workload.labels) {
      const alike = byLabel.get(JSON.stringify([key, value]));
      if (alike) alike.push(workload);
      else byLabel.set(JSON.stringify([key, value]), [workload]);
    }
  }
  const open = workloads.filter(workload => workload.labelsOpen);
  return ({ selector }) => {
    if (!(selector instanceof Map)) return workloads;
    const [label = []] = selector;
    return [...new Set([...(byLabel.get(JSON.stringify(label)) ?? []), ...open])];
  };
}

/** The one subnet of all of a cluster's pools. */
function commonSubnet(cluster: ClusterSummary, { pools, subnets }: PortChainInput, of: (pool: NodePool) => SubnetReference | undefined) {
  const own = pools.filter(pool => pool.cluster === cluster.resource).map(of);
  const [first] = own;
  if (!first || own.some(each => each?.name !== first.name)) return undefined;
  const declared = subnets.find(subnet => subnet.resource === first.resource && subnet.name === first.name);
  return { name: first.name, prefix: declared?.prefix?.text };
}

/** Where the pods of a cluster take their addresses: the pod range, or the nodes' one subnet. */
function podAddresses(cluster: ClusterSummary | undefined, input: PortChainInput) {
  if (!cluster) return undefined;
  if (cluster.podRange) return { name: "pod range", prefix: cluster.podRange.prefix };
  return commonSubnet(cluster, input, pool => pool.podSubnet ?? pool.subnet);
}

function nodeAddresses(cluster: ClusterSummary | undefined, input: PortChainInput) {
  if (!cluster) return undefined;
  return cluster.virtualNetwork === "managed" ? { name: MANAGED_SUBNET.name, prefix: MANAGED_SUBNET.prefix } : commonSubnet(cluster, input, pool => pool.subnet);
}

/** The pod hop of a Service that no workload in the plan answers. */
function nobody(service: ServiceFacts, undecided: readonly Workload[]): Hop {
  const labels = service.selector instanceof Map ? [...service.selector].map(([key, value]) => `${key}=${value}`).join(", ") : "";
  const hop = { at: "pod", name: "(none)", resource: service.resource.urn } as const;
  if (service.selector === "open") return { ...hop, verdict: "undecided", says: "the selector is not known" };
  if (undecided.length > 0) return { ...hop, verdict: "undecided", says: `whether ${undecided.map(each => each.name).join(", ")} has the labels ${labels} is not known` };
  return { ...hop, verdict: "broken", says: `no workload in namespace ${service.namespace ?? "(not known)"} has pods with the labels ${labels}` };
}

export function portChains(input: PortChainInput): readonly PortChain[] {
  const candidates = candidateFinder(input.workloads);
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
    const link = privateLinkOf(service);
    const pods = podAddresses(cluster, input);
    const exposure: Exposure = {
      service, port: { ...port, port: port.port }, cluster, place: frontEndPlace(service, cluster, input.pools, input.subnets),
      nodeAddresses: nodeAddresses(cluster, input),
      ...(link && { privateLink: { link, place: natPlace(service, cluster, input.pools, input.subnets), podSubnet: pods?.name, clusterInputs: cluster && input.graph.byUrn(cluster.resource)?.inputs } }),
    };
    const workloads = candidates(service);
    const answers = workloads.filter(workload => matches(service, workload) === "yes");
    if (answers.length === 0) return [chain(exposure, undefined, [nobody(service, workloads.filter(workload => matches(service, workload) === "open"))])];
    return answers.map(workload => chain(exposure, workload, innerHops({ workload, port, headless: service.headless, proxyHeader: link?.proxyHeader === true, podAddresses: pods, filesOf })));
  }

  return input.services.filter(service => service.selector !== "absent" && service.type !== "ExternalName")
    .flatMap(service => service.ports.flatMap(port => chainsOf(service, port)));
}
