/** Load balancers, NAT gateway and public addresses of the managed resource group: outbound traffic decides some of them, Services the others. */
import { hasNoRule, ANNOTATIONS, frontEndConfigurationName, INTERNAL_LOAD_BALANCER, PUBLIC_LOAD_BALANCER, type LoadBalancerRule } from "../../facts/load-balancer";
import { DEFAULT_OUTBOUND_ADDRESSES, NODE_GROUP_NAMES, OUTBOUND_BOUNDS, OUTBOUND_PARTS, SERVICE_BACKEND_POOL } from "../../facts/node-resource-group";
import { nodeSecurityRules, NODE_RULE_PRIORITIES } from "../../facts/node-security-rules";
import type { PlanObject } from "../model/plan";
import { countAt, isOpen, readAt, textAt, textsAt } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import { frontEndPlace } from "./front-ends";
import { subnetNameOf, UNKNOWN_PART, type GroupEntry } from "./group-entry";
import { ruleFor } from "./outer-hops";
import { natPlace, privateLinksOf, type PrivateLink } from "./private-link";
import type { ServiceFacts } from "./services";
import type { DeclaredSubnet } from "./subnets";

export interface TrafficInput {
  readonly pools: readonly NodePool[];
  readonly subnets: readonly DeclaredSubnet[];
  readonly services: readonly ServiceFacts[];
}

const isIpv6 = (inputs: PlanObject): boolean => textsAt(inputs, "networkProfile", "ipFamilies").includes("IPv6");

/** Public addresses that the cluster's outbound traffic leaves with; none where they are one's own. */
function outboundAddresses(inputs: PlanObject, profile: string): number | undefined {
  const path = ["networkProfile", profile] as const;
  if (isOpen(inputs, ...path)) return undefined;
  const own = ["outboundIPs", "outboundIPPrefixes"].some(key => readAt(inputs, ...path, key).knowledge !== "absent");
  if (own) return 0;
  const [of] = ["managedOutboundIPs", "managedOutboundIPProfile"].filter(key => readAt(inputs, ...path, key).knowledge !== "absent");
  if (of !== undefined && isOpen(inputs, ...path, of, "count")) return undefined;
  return of === undefined ? DEFAULT_OUTBOUND_ADDRESSES : countAt(inputs, ...path, of, "count") ?? DEFAULT_OUTBOUND_ADDRESSES;
}

/** How the cluster's own traffic leaves through the public load balancer. */
function outboundRule(inputs: PlanObject): PlanObject {
  const { balancerIdleMinutes, allocatedPorts } = OUTBOUND_BOUNDS;
  const settled = (key: string, byDefault: number) => (isOpen(inputs, "networkProfile", "loadBalancerProfile", key) ? undefined : countAt(inputs, "networkProfile", "loadBalancerProfile", key) ?? byDefault);
  return {
    name: OUTBOUND_PARTS.rule, protocol: "All", tcpReset: true, backendPool: OUTBOUND_PARTS.backendPool,
    idleTimeoutMinutes: settled("idleTimeoutInMinutes", balancerIdleMinutes.byDefault), allocatedPorts: settled("allocatedOutboundPorts", allocatedPorts.byDefault),
  };
}

const rulesOf = (service: ServiceFacts): readonly LoadBalancerRule[] => {
  const rules = service.ports.flatMap(({ port, ...rest }) => (port === undefined || hasNoRule(service.annotation, port) ? [] : ruleFor({ service, port: { ...rest, port } }) ?? []));
  // A front end that takes every port has one rule for all of them.
  return rules.filter((rule, index) => rule.protocol !== "All" || rules.findIndex(({ protocol }) => protocol === "All") === index);
};

/** Rules and probes as data; the load balancer that they stand in is not said again. */
function ruleObjects(service: ServiceFacts): readonly PlanObject[] {
  return rulesOf(service).map(({ name, protocol, frontendPort, backendPort, floatingIp, idleTimeoutMinutes, tcpReset, distribution, probe }) => ({
    name, service: service.name, namespace: service.namespace, protocol, frontendPort, backendPort, floatingIp, idleTimeoutMinutes, tcpReset, distribution, probe: probe && { ...probe },
  }));
}

/** The front end, named by the first Service at its address: others that ask for the same address share it. */
function frontEnd(service: ServiceFacts, all: readonly ServiceFacts[], place: PlanObject): PlanObject {
  const first = all.find(each => each === service || (service.fixedAddress !== undefined && each.fixedAddress === service.fixedAddress)) ?? service;
  const name = first.internalSubnetOpen ? UNKNOWN_PART : frontEndConfigurationName(first.internalSubnet);
  const families = textsAt(service.resource.inputs, "spec", "ipFamilies");
  return { name, service: service.name, namespace: service.namespace, address: service.fixedAddress, ...place, ...(families.includes("IPv6") && { undecided: "the parts of its IPv6 address" }) };
}

/** A private link service and its network interface; none where the annotations put it into another group. */
function privateLinkEntries({ service, link }: { readonly service: ServiceFacts; readonly link: PrivateLink }, cluster: ClusterSummary, input: TrafficInput): readonly GroupEntry[] {
  if (link.resourceGroup !== undefined) return [];
  const { name, natAddresses, proxyHeader, visibility, autoApproval } = link;
  const subnet = subnetNameOf(natPlace(service, cluster, input.pools, input.subnets));
  const because = [service.resource.urn];
  return [
    [NODE_GROUP_NAMES.privateLinkService(name), { service: service.name, natAddresses, subnet, proxyProtocol: proxyHeader, visibility, autoApproval }, because],
    [NODE_GROUP_NAMES.privateLinkInterface(name), { to: "private link", service: service.name }, because],
  ];
}

function balancerEntries(cluster: ClusterSummary, inputs: PlanObject, balanced: readonly ServiceFacts[], input: TrafficInput): readonly GroupEntry[] {
  const [internal, open] = [balanced.filter(service => service.internal), balanced.filter(service => !service.internal)];
  const urns = (some: readonly ServiceFacts[]) => some.map(service => service.resource.urn);
  const outbound = cluster.outboundType === "loadBalancer";
  const several = readAt(inputs, "networkProfile", "loadBalancerProfile", "enableMultipleStandardLoadBalancers").value === true ? { undecided: "which of several load balancers" } : {};
  const common = { sku: "Standard", ...several };
  const entries: GroupEntry[] = [];
  if (outbound || open.length > 0) {
    entries.push([NODE_GROUP_NAMES.loadBalancer(PUBLIC_LOAD_BALANCER), {
      ...common, outbound, services: open.map(service => service.name), backendPools: [...(outbound ? [OUTBOUND_PARTS.backendPool] : []), SERVICE_BACKEND_POOL],
      ...(outbound && { outboundRule: outboundRule(inputs) }),
      ...(open.length > 0 && { frontEnds: open.map(service => frontEnd(service, open, { dnsLabel: service.annotation(ANNOTATIONS.dnsLabel) })), rules: open.flatMap(ruleObjects) }),
    }, [cluster.resource, ...urns(open)]]);
  }
  if (internal.length > 0) {
    const frontEnds = internal.map(service => frontEnd(service, internal, { subnet: subnetNameOf(frontEndPlace(service, cluster, input.pools, input.subnets)) }));
    entries.push([NODE_GROUP_NAMES.loadBalancer(INTERNAL_LOAD_BALANCER), { ...common, backendPools: [SERVICE_BACKEND_POOL], frontEnds, rules: internal.flatMap(ruleObjects) }, urns(internal)]);
  }
  return entries;
}

/** The address of a public Service that brings none of its own, by number, name or group. */
function serviceAddress(service: ServiceFacts): readonly GroupEntry[] {
  const { annotation, fixedAddress, fixedAddressOpen, resource } = service;
  const own = [ANNOTATIONS.publicAddressName, ANNOTATIONS.publicAddressGroup].some(name => readAt(resource.inputs, "metadata", "annotations", name).knowledge !== "absent");
  if (fixedAddress !== undefined || fixedAddressOpen || own) return [];
  const prefix = annotation(ANNOTATIONS.publicAddressPrefix)?.split("/").at(-1);
  const properties = { use: "service", service: service.name, sku: "Standard", allocation: "Static", dnsLabel: annotation(ANNOTATIONS.dnsLabel) };
  return [[NODE_GROUP_NAMES.serviceAddress(prefix), properties, [resource.urn]]];
}

function outboundEntries(cluster: ClusterSummary, inputs: PlanObject): readonly GroupEntry[] {
  const nat = cluster.outboundType === "managedNATGateway";
  if (!nat && cluster.outboundType !== "loadBalancer") return [];
  const profile = nat ? "natGatewayProfile" : "loadBalancerProfile";
  const addresses = outboundAddresses(inputs, profile);
  const idle = isOpen(inputs, "networkProfile", profile, "idleTimeoutInMinutes") ? undefined : countAt(inputs, "networkProfile", profile, "idleTimeoutInMinutes") ?? OUTBOUND_BOUNDS.natIdleMinutes.byDefault;
  const six = nat || !isIpv6(inputs) ? 0 : countAt(inputs, "networkProfile", profile, "managedOutboundIPs", "countIPv6") ?? DEFAULT_OUTBOUND_ADDRESSES;
  const because = [cluster.resource];
  const address = (properties: PlanObject, count: number | undefined): readonly GroupEntry[] => (count === 0 ? [] : [[NODE_GROUP_NAMES.outboundAddress(), { use: "outbound", sku: "Standard", allocation: "Static", ...properties }, because, count]]);
  return [
    ...(nat ? [[NODE_GROUP_NAMES.natGateway(), { outbound: true, idleTimeoutMinutes: idle, addresses }, because] as const] : []),
    ...address(addresses === undefined ? { undecided: "how many there are" } : {}, addresses), ...address({ family: "IPv6" }, six),
  ];
}

export function trafficEntries(cluster: ClusterSummary, inputs: PlanObject, input: TrafficInput): readonly GroupEntry[] {
  const balanced = input.services.filter(service => service.type === "LoadBalancer");
  return [
    ...balancerEntries(cluster, inputs, balanced, input),
    ...privateLinksOf(balanced).flatMap(each => privateLinkEntries(each, cluster, input)),
    ...outboundEntries(cluster, inputs),
    ...balanced.filter(service => !service.internal).flatMap(serviceAddress),
  ];
}

/** Rules of the node security group that the controller writes for Services; one that several share is one rule with the front ends of all. */
export function nodeRules(services: readonly ServiceFacts[]): readonly PlanObject[] {
  const all = services.filter(service => service.type === "LoadBalancer").flatMap(service =>
    nodeSecurityRules({ ...service, sourceRanges: textsAt(service.resource.inputs, "spec", "loadBalancerSourceRanges") }).map(rule => ({ rule, service: service.name, address: service.fixedAddress })));
  // A hash that is not known may stand for one rule or for two.
  const shared = all.filter(({ rule }, index) => rule.name.includes("<") || all.findIndex(other => other.rule.name === rule.name) === index);
  return shared.map(({ rule, ...first }) => {
    const of = rule.name.includes("<") ? [first] : all.filter(other => other.rule.name === rule.name);
    return { ...rule, services: of.map(({ service }) => service), destinations: of.map(({ address }) => address ?? `<${rule.destination}>`), priorities: `${NODE_RULE_PRIORITIES.min}-${NODE_RULE_PRIORITIES.max}` };
  });
}

/** What of a cluster's outbound traffic the plan leaves open. */
export const trafficDoubts = (inputs: PlanObject): readonly string[] =>
  (isOpen(inputs, "networkProfile", "outboundType") ? [`outbound type ${textAt(inputs, "networkProfile", "outboundType") ?? "not known"}: load balancer, addresses and NAT gateway`] : []);
