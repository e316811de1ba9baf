/** Where addresses are and how packets come in and out: networks with their subnets, what stands in those, load balancers, gateways, and who is outside. */
import { ResourceGraph } from "../../model/graph";
import { KINDS, partsOf } from "../../model/kinds";
import type { Plan, PlanResource, PredictedResource } from "../../model/plan";
import { flagAt, listAt, textAt, textsAt } from "../../model/read";
import type { SubnetBudget } from "../../model/address-results";
import type { EgressWay } from "../../model/results";
import { isAzure, kindOf, labelOf, physicalName } from "../text/azure-kinds";
import { insideOf } from "../text/managed-groups";
import { plural } from "../text/plural";
import { ownerOf } from "../text/resource-groups";
import { collapsed, fitting, type Chart, type Edge, type Group, type Node } from "./chart";

/** Subnets of a network that are drawn for each thing alike. */
const SUBNETS_PER_LEVEL = 2;
const INTERNET = "internet";
const CONSUMERS = "consumers";

interface Drawn { readonly group: Group; readonly places: ReadonlyMap<string, string> }

/** A cluster's pool; budgets name the cluster only where there are several. */
const poolKey = (pool: string, cluster: string | undefined, plan: Plan): string => `pool ${cluster ?? plan.analyses.clusters[0]?.resource ?? ""} ${pool}`;
const subnetKey = ({ resource, name, cluster, path }: SubnetBudget): string => `subnet ${[resource, path, cluster, name].join(" ")}`;
const frontEndKey = (service: string, address: string | undefined): string => `front end ${service} ${address ?? ""}`;

function contentsOf(subnet: SubnetBudget, plan: Plan, graph: ResourceGraph): readonly { readonly kind: string; readonly node: Node }[] {
  const ofPods = subnet.role === "pods";
  const pools = subnet.pools.map(({ pool, cluster, nodes }) => ({
    kind: ofPods ? "pods of pools" : "pools",
    node: { key: ofPods ? `pods ${poolKey(pool, cluster, plan)}` : poolKey(pool, cluster, plan), label: [ofPods ? `pods of ${pool}` : `pool ${pool}`, ofPods ? "" : plural(nodes, "node")] },
  }));
  // An endpoint with several addresses is one thing; the API server's is none that the plan declares.
  const fronts = new Map(subnet.frontEnds.map(({ resource, name, address }) => {
    const declared = graph.byUrn(resource);
    const endpoint = declared !== undefined && isAzure(declared);
    const key = endpoint ? `endpoint ${resource}` : frontEndKey(name, address);
    const more = declared && KINDS.privateEndpoint(declared.type) ? kindOf(declared)?.details?.(declared.inputs)[0] : address;
    return [key, { kind: endpoint ? "endpoints" : "front ends", node: { key, label: [endpoint ? "endpoint" : "front end", name, more ?? ""], tone: declared && KINDS.managedCluster(declared.type) ? "predicted" as const : undefined } }];
  }));
  const kept = (subnet.reserved ?? []).map(({ resource, name }) => {
    const declared = graph.byUrn(resource);
    if (declared && KINDS.managedCluster(declared.type)) return { kind: "API servers", node: { key: `api-server ${resource}`, label: ["API server", physicalName(declared)], tone: "predicted" as const } };
    return { kind: "reserved", node: { key: resource, label: [declared ? labelOf(declared) : "reserved", declared ? physicalName(declared) : name] } };
  });
  return [...pools, ...fronts.values(), ...kept];
}

const prefixed = ({ name, prefix = "?" }: SubnetBudget): string => `${name}  ${prefix}`;

/** The network that a subnet belongs to: its key and what it is called. */
function networkOf({ resource, origin, cluster }: SubnetBudget, graph: ResourceGraph): { readonly key: string; readonly title: string } {
  const declared = graph.byUrn(resource);
  const network = declared && (KINDS.virtualNetwork(declared.type) ? declared : ownerOf(declared, graph));
  if (network) return { key: network.urn, title: `${physicalName(network)}  ${textsAt(network.inputs, "addressSpace", "addressPrefixes").join(", ")}` };
  if (origin === "managed") return { key: `managed ${cluster ?? ""}`, title: "network that AKS makes" };
  const name = textAt(declared?.inputs, "virtualNetworkName");
  return { key: `elsewhere ${name ?? ""}`, title: name ?? "network that is not in this plan" };
}

function networkGroups(plan: Plan, graph: ResourceGraph, most: number): readonly Drawn[] {
  const networks = new Map<string, { readonly title: string; readonly subnets: SubnetBudget[] }>();
  for (const subnet of plan.analyses.ipPlan.subnets) {
    const { key, title } = networkOf(subnet, graph);
    const found = networks.get(key) ?? { title, subnets: [] };
    found.subnets.push(subnet);
    networks.set(key, found);
  }
  return [...networks].map(([key, { title, subnets }]) => {
    const places = new Map<string, string>();
    if (subnets.length > Math.max(1, most * SUBNETS_PER_LEVEL)) {
      const together = `subnets ${key}`;
      for (const subnet of subnets) for (const each of [subnetKey(subnet), ...contentsOf(subnet, plan, graph).map(({ node }) => node.key)]) places.set(each, together);
      return { group: { key, title, nodes: [{ key: together, label: ["subnets", `×${subnets.length}`] }] }, places };
    }
    const drawn = subnets.map(subnet => {
      const { nodes, places: inner } = collapsed(contentsOf(subnet, plan, graph), most, subnetKey(subnet));
      for (const [from, to] of inner) places.set(from, to);
      return { subnet, nodes };
    });
    return {
      group: {
        key, title, tone: subnets.every(({ origin }) => origin === "managed") ? "predicted" : undefined,
        // A frame around nothing is drawn as a line.
        nodes: drawn.filter(({ nodes }) => nodes.length === 0).map(({ subnet }) => ({ key: subnetKey(subnet), label: [subnet.name, subnet.prefix ?? "?"] })),
        groups: drawn.filter(({ nodes }) => nodes.length > 0).map(({ subnet, nodes }) => ({ key: subnetKey(subnet), title: prefixed(subnet), nodes })),
      },
      places,
    };
  });
}

interface Balancer { readonly key: string; readonly cluster: string; readonly resource: PredictedResource }

/** The groups that AKS makes, as far as packets go through them. */
function managedGroups(plan: Plan): { readonly groups: readonly Group[]; readonly balancers: readonly Balancer[] } {
  const groups = plan.analyses.managedGroups.map((group, index) => {
    const balancers = insideOf(group, plan.predicted).filter(({ type }) => type === "Microsoft.Network/loadBalancers")
      .map((resource, number): Balancer => ({ key: `balancer ${index} ${number}`, cluster: group.cluster, resource }));
    const nodes = balancers.map(({ key, resource: { name } }): Node => ({ key, label: ["load balancer", name], tone: "predicted" }));
    return { group: { key: `managed group ${index}`, title: group.name, nodes, tone: "predicted" as const }, balancers };
  });
  return { groups: groups.map(({ group }) => group).filter(({ nodes }) => nodes.length > 0), balancers: groups.flatMap(({ balancers }) => balancers) };
}

function balancerEdges({ key, cluster, resource }: Balancer, plan: Plan): readonly Edge[] {
  const pools = plan.analyses.pools.filter(pool => pool.cluster === cluster).map(pool => poolKey(pool.name ?? "", cluster, plan));
  const fronts = listAt(resource.properties, "frontEnds").map(front => frontEndKey(textAt(front, "service") ?? "", textAt(front, "address")));
  const publicly = listAt(resource.properties, "services").length > 0;
  const outbound = flagAt(resource.properties, "outbound") === true;
  return [
    ...fronts.flatMap((front): readonly Edge[] => [{ from: CONSUMERS, to: front }, { from: front, to: key }]),
    ...(publicly ? [{ from: INTERNET, to: key, label: textsAt(resource.properties, "services").join(", ") }] : []),
    ...(publicly || fronts.length > 0 ? pools.map((pool): Edge => ({ from: key, to: pool })) : []),
    ...(outbound ? [...(publicly ? [] : pools.map((pool): Edge => ({ from: pool, to: key, dotted: true }))), { from: key, to: INTERNET, label: "outbound", dotted: true } as const] : []),
  ];
}

/** Ways out of the subnets through what is not AKS's own load balancer, and what those ways go through. */
function wayOut({ subnet, through, resource, address }: EgressWay, plan: Plan, graph: ResourceGraph): { readonly nodes: readonly Node[]; readonly edges: readonly Edge[] } {
  const budget = plan.analyses.ipPlan.subnets.find(({ name }) => name === subnet);
  if (budget === undefined || through === "nothing" || through === "undecided") return { nodes: [], edges: [] };
  const from = subnetKey(budget);
  const way = { label: "0.0.0.0/0", dotted: true } as const;
  const declared = graph.byUrn(resource);
  if (through === "virtual-appliance") return { nodes: [{ key: `appliance ${address ?? ""}`, label: ["virtual appliance", address ?? ""] }], edges: [{ from, to: `appliance ${address ?? ""}`, ...way }] };
  const gateway = through === "nat-gateway";
  // A gateway that is not of the plan is known by its subnet alone.
  const known = declared !== undefined && (!gateway || KINDS.natGateway(declared.type)) ? declared : undefined;
  const key = known?.urn ?? `${through} ${from}`;
  const nodes = gateway ? [{ key, label: known ? [labelOf(known), physicalName(known)] : ["NAT gateway"] }] : [];
  return { nodes, edges: [{ from, to: key, ...way }, ...(gateway ? [{ from: key, to: INTERNET, dotted: true } as const] : [])] };
}

const dependencyOf = (resource: PlanResource, property: string): string => resource.propertyDependencies[property]?.[0] ?? "";

/** Networks at the other end of a tunnel. */
function tunnels(graph: ResourceGraph): { readonly nodes: readonly Node[]; readonly edges: readonly Edge[] } {
  return {
    nodes: graph.where(KINDS.localNetworkGateway).map(site => ({ key: site.urn, label: ["on-premises", textsAt(site.inputs, "localNetworkAddressSpace", "addressPrefixes").join(", ")], shape: "round" })),
    edges: graph.resources.filter(({ type }) => partsOf(type).name === "VirtualNetworkGatewayConnection")
      .map(connection => ({ from: dependencyOf(connection, "localNetworkGateway2"), to: dependencyOf(connection, "virtualNetworkGateway1"), label: "tunnel", plain: true })),
  };
}

function rangeGroups({ analyses: { clusters, ipPlan } }: Plan): readonly Group[] {
  return clusters.flatMap(cluster => {
    const own = ipPlan.ranges.filter(range => range.cluster === cluster.resource);
    const nodes = own.map(({ of, prefix }): Node => ({ key: `range ${cluster.resource} ${of}`, label: [of === "pods" ? "pod range" : "service range", prefix] }));
    return nodes.length === 0 ? [] : [{ key: `ranges ${cluster.resource}`, title: `inside ${cluster.name ?? "the cluster"} alone`, nodes }];
  });
}

/** A frame and all that can be an end of an arrow in it. */
const everythingIn = (group: Group): readonly { readonly key: string }[] => [group, ...group.nodes, ...(group.groups ?? []).flatMap(everythingIn)];

function chart(plan: Plan, graph: ResourceGraph, most: number): Chart {
  const networks = networkGroups(plan, graph, most);
  const { groups: managed, balancers } = managedGroups(plan);
  const ways = (plan.analyses.egress ?? []).flatMap(({ ways }) => ways.map(way => wayOut(way, plan, graph)));
  const sites = tunnels(graph);
  const places = new Map(networks.flatMap(each => [...each.places]));
  const placed = (key: string): string => places.get(key) ?? key;
  const edges = [...balancers.flatMap(each => balancerEdges(each, plan)), ...ways.flatMap(way => way.edges), ...sites.edges].map(edge => ({ ...edge, from: placed(edge.from), to: placed(edge.to) }));
  const outside: readonly Node[] = [
    { key: CONSUMERS, label: ["consumers", "in the VNet or connected to it"], shape: "round" }, { key: INTERNET, label: ["internet"], shape: "round" },
  ];
  const nodes = [...sites.nodes, ...new Map(ways.flatMap(({ nodes }) => nodes.map(node => [node.key, node] as const))).values()];
  const groups = [...networks.map(({ group }) => group), ...managed, ...rangeGroups(plan)];
  const present = new Set([...outside, ...nodes, ...groups.flatMap(everythingIn)].map(({ key }) => key));
  const used = new Set(edges.filter(({ from, to }) => present.has(from) && present.has(to)).flatMap(({ from, to }) => [from, to]));
  return { nodes: [...outside.filter(({ key }) => used.has(key)), ...nodes], groups, edges };
}

/** Undefined where the plan says nothing of networks. */
export function networkDiagram(plan: Plan): string | undefined {
  const { ipPlan, managedGroups: groups } = plan.analyses;
  if (ipPlan.subnets.length + ipPlan.ranges.length + groups.length === 0) return undefined;
  const graph = new ResourceGraph(plan.resources);
  return fitting(most => chart(plan, graph, most), `${ipPlan.subnets.length} subnets`);
}
