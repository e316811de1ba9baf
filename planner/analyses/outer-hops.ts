/** A port chain from the consumer to the Service: front end, load balancer's rule, node. */
import { isWithin } from "../../facts/address-sets";
import { containsAddress, parseAddress, parsePrefix, usableRange } from "../../facts/addresses";
import { annotationFault } from "../../facts/annotation-bounds";
import { ANNOTATIONS, hasNoRule, loadBalancerRule, portAnnotation, type HealthProbe, type LoadBalancerRule } from "../../facts/load-balancer";
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import { NODE_PORTS } from "../../facts/ranges";
import { PUBLIC_ADDRESSES } from "../../facts/security-rules";
import { flagAt, isOpen, textAt } from "../model/read";
import type { ClusterSummary, Hop } from "../model/results";
import { IPV6_FRONT_END, type SubnetPlace } from "./front-ends";
import { privateLinkHop, type LinkSurroundings, type PrivateLink } from "./private-link";
import { UNKNOWN_TYPE, type ServiceFacts, type ServicePort } from "./services";
import { broken, type Judgement } from "./verdict";

const LAST_PORT = 65_535;

export interface Exposure {
  readonly service: ServiceFacts;
  readonly port: ServicePort & { readonly port: number };
  readonly cluster?: ClusterSummary;
  /** Name of the cluster, where another provider than Azure Native declares it. */
  readonly classic?: string;
  /** Where the internal load balancer takes its address; absent for other Services. */
  readonly place?: SubnetPlace;
  /** Where the nodes take their addresses, where that is one known subnet. */
  readonly nodeAddresses?: { readonly name: string; readonly prefix?: string };
  readonly privateLink?: LinkSurroundings & { readonly link: PrivateLink };
  /** The virtual network that the annotation's subnet should be in, where the plan makes that one and no such subnet in it. */
  readonly missingIn?: string;
  /** True where the internal front end is in a subnet of nodes or pods. */
  readonly amongNodes?: true;
  /** True where one probe asks for all Services of the cluster, on no node port of theirs. */
  readonly sharedProbe?: boolean;
}

/** A front end whose address somebody else has. */
export const withConflict = (hop: Hop, conflict: string | undefined): Hop =>
  (hop.at === "front-end" && hop.verdict === "proven" && conflict !== undefined ? { ...hop, verdict: "broken", says: conflict } : hop);

/** The rule, for Services of type LoadBalancer that go to a cluster which is judged, also of a port that its annotation keeps off the load balancer (`hasNoRule`). */
export function ruleFor({ service, port, classic }: Pick<Exposure, "service" | "port" | "classic">): LoadBalancerRule | undefined {
  if (service.type !== "LoadBalancer" || classic !== undefined) return undefined;
  return loadBalancerRule({
    internal: service.internal, subnet: service.internalSubnet, protocol: port.protocol, port: port.port, nodePort: port.nodePort,
    healthCheckNodePort: service.healthCheckNodePort, appProtocol: port.appProtocol, localTraffic: service.localTraffic,
    ports: service.ports, sessionAffinity: textAt(service.resource.inputs, "spec", "sessionAffinity"), annotation: service.annotation,
  });
}

function internalFrontEnd(exposure: Exposure): Hop {
  const { service, port, place } = exposure;
  const hop = { at: "front-end", name: service.name, resource: service.resource.urn, port: port.port } as const;
  if (!place || place.origin === "undecided") return { ...hop, verdict: "undecided", says: place?.reason ?? "its subnet is not known" };
  if (place.origin === "elsewhere" && exposure.missingIn !== undefined) return { ...hop, addressFrom: { name: place.name }, verdict: "broken", says: `virtual network ${exposure.missingIn}, which this plan makes, has no subnet ${place.name}: the load balancer would stay pending` };
  if (place.origin === "elsewhere") return { ...hop, address: service.fixedAddress, addressFrom: { name: place.name }, verdict: "undecided", says: `subnet ${place.name} is not declared in this plan` };
  const prefix = place.origin === "declared" ? place.subnet.prefix : parsePrefix(MANAGED_SUBNET.prefix);
  const from = { name: place.origin === "declared" ? place.subnet.name : MANAGED_SUBNET.name, prefix: prefix?.text };
  if (service.fixedAddress === undefined) {
    if (service.fixedAddressOpen) return { ...hop, addressFrom: from, verdict: "undecided", says: "the address that it asks for is not known" };
    return { ...hop, addressFrom: from, verdict: "proven", says: `Azure picks a free address of subnet ${from.name}` };
  }
  const address = parseAddress(service.fixedAddress);
  const fixed = { ...hop, address: service.fixedAddress, addressFrom: from };
  if (address === undefined) return { ...fixed, verdict: "broken", says: `${service.fixedAddress} is not an IPv4 address` };
  if (!prefix) return { ...fixed, verdict: "undecided", says: `the prefix of subnet ${from.name} is not known` };
  const usable = usableRange(prefix);
  if (!containsAddress(prefix, address)) return { ...fixed, verdict: "broken", says: `${service.fixedAddress} is outside subnet ${from.name} (${prefix.text}): the load balancer would stay pending` };
  if (!usable || address < usable.first || address > usable.last) return { ...fixed, verdict: "broken", says: `${service.fixedAddress} is reserved by Azure in subnet ${from.name} (${prefix.text})` };
  if (exposure.amongNodes === true) return { ...fixed, verdict: "undecided", says: `nodes take addresses of subnet ${from.name} before the Service is there: whether ${service.fixedAddress} is still free then is not known` };
  return { ...fixed, verdict: "proven", says: `private address in subnet ${from.name}` };
}

/** True for a public front end that asks for an address which is none. The cloud controller looks for a public IP resource with it (cloud-provider-azure, azure_loadbalancer.go, findMatchedPIP). */
export function staysPendingAsPublic({ internal, internalOpen, fixedAddress }: ServiceFacts): boolean {
  const fixed = fixedAddress === undefined ? undefined : parseAddress(fixedAddress);
  return !internal && !internalOpen && fixed !== undefined && !isWithin([{ first: fixed, last: fixed }], PUBLIC_ADDRESSES);
}

function publicFrontEnd({ service, port, cluster }: Exposure): Hop {
  const label = service.annotation(ANNOTATIONS.dnsLabel);
  const hostName = label !== undefined && cluster?.region !== undefined ? `${label}.${cluster.region}.cloudapp.azure.com` : undefined;
  const hop = { at: "front-end", name: service.name, resource: service.resource.urn, address: service.fixedAddress, hostName, port: port.port } as const;
  if (service.ipv6Alone) return { ...hop, address: undefined, verdict: "undecided", says: IPV6_FRONT_END };
  if (service.internalOpen) return { ...hop, verdict: "undecided", says: `whether the load balancer is internal is not known: ${ANNOTATIONS.internal} is not` };
  if (staysPendingAsPublic(service)) return { ...hop, verdict: "broken", says: `${service.fixedAddress ?? ""} is no public address, and without ${ANNOTATIONS.internal}: "true" the front end is a public one: the load balancer would stay pending` };
  if (service.fixedAddressOpen || isOpen(service.resource.inputs, "metadata", "annotations", ANNOTATIONS.publicAddressName)) return { ...hop, verdict: "undecided", says: "the address that it asks for is not known" };
  const named = service.annotation(ANNOTATIONS.publicAddressName);
  return {
    ...hop, verdict: "proven",
    says: named !== undefined ? `public address ${named}, by the annotation` : service.fixedAddress === undefined ? "public address that Azure gives" : "public address given by the annotation",
  };
}

const probeText = ({ protocol, path, on, port }: HealthProbe): string =>
  `${protocol.toUpperCase()} probe${path === undefined ? "" : ` of ${path}`} on the ${on}${port === undefined ? "" : ` ${port}`}`;

/** Who takes a packet for a Service on a node; Kubernetes' own proxy where the plan has no cluster. */
const serviceProxy = ({ cluster }: Exposure): string => (cluster ? cluster.serviceProxy ?? "kube-proxy or cilium" : "kube-proxy");

/** Why the cloud controller would not write the rule, or no node would count as healthy; undefined where it would, and they do. */
function ruleTrouble({ service, port, sharedProbe }: Exposure, rule: LoadBalancerRule): Judgement | undefined {
  const fault = annotationFault(service.annotation, port.port);
  if (fault !== undefined) return broken(`the cloud controller refuses the Service, and it stays pending: ${fault}`);
  if (hasNoRule(service.annotation, port.port)) return broken(`${portAnnotation(port.port, "no_lb_rule")}: the load balancer gets no rule for the port`);
  if (flagAt(service.resource.inputs, "spec", "allocateLoadBalancerNodePorts") !== false || port.nodePort !== undefined) return undefined;
  if (!rule.floatingIp) return broken("floating IP is off, and without allocateLoadBalancerNodePorts there is no node port to send to");
  return service.localTraffic || rule.probe === undefined || sharedProbe === true ? undefined : broken("allocateLoadBalancerNodePorts is false: the probe has no node port to ask, and no node counts as healthy");
}

function loadBalancerHops(exposure: Exposure, rule: LoadBalancerRule): readonly Hop[] {
  const { service, port, privateLink } = exposure;
  const proxy = serviceProxy(exposure);
  const probe = rule.probe && probeText(rule.probe);
  // One rule for all ports has none of its own: the packet keeps the one that it came for.
  const backendPort = rule.protocol === "All" ? port.port : rule.backendPort;
  const nodes = service.localTraffic ? "only nodes with a ready pod of the Service answer the probe" : "any node takes it";
  return [
    ...(privateLink ? [privateLinkHop(service, privateLink.link, port.port, privateLink)] : []),
    service.internal ? internalFrontEnd(exposure) : publicFrontEnd(exposure),
    {
      at: "load-balancer", name: rule.loadBalancer, resource: service.resource.urn, port: backendPort,
      ...(ruleTrouble(exposure, rule) ?? { verdict: "proven" as const, says: [rule.floatingIp ? `floating IP keeps address and port ${port.port}` : "floating IP is off: the packet goes to the node port", probe ?? `no probe for ${rule.protocol}`].join("; ") }),
    },
    {
      at: "node", name: proxy, resource: service.resource.urn, port: backendPort, verdict: service.localOpen ? "undecided" : "proven",
      says: service.localOpen ? "whether any node takes it, or only one with a ready pod of the Service, is not known: externalTrafficPolicy is not" : `${nodes}; ${proxy} sends ${rule.floatingIp ? `the front end's port ${port.port}` : "the node port"} to a pod`,
    },
  ];
}

/** Why Kubernetes refuses a Service for one of its ports. Source: Kubernetes API reference, ServicePort; kube-apiserver, --service-node-port-range, which AKS leaves as it is. */
function refusedPort({ service, port: { port, nodePort } }: Exposure): string | undefined {
  if (port < 1 || port > LAST_PORT) return `Kubernetes refuses the Service: ${port} is no port, these go from 1 to ${LAST_PORT}`;
  if (nodePort === undefined) return undefined;
  if (service.type === "ClusterIP") return `Kubernetes refuses the Service: a node port, ${nodePort}, goes with type NodePort or LoadBalancer alone`;
  return nodePort < NODE_PORTS.first || nodePort > NODE_PORTS.last ? `Kubernetes refuses the Service: ${nodePort} is no node port, these go from ${NODE_PORTS.first} to ${NODE_PORTS.last}` : undefined;
}

/** A port of every node. Who reaches it is decided on the way to the nodes: by routes, which no chain follows, and by security groups. */
function nodePortHop(exposure: Exposure): Hop {
  const { service, port: { nodePort }, nodeAddresses } = exposure;
  const hop = { at: "node", name: serviceProxy(exposure), resource: service.resource.urn, ...(nodeAddresses && { addressFrom: nodeAddresses }), port: nodePort } as const;
  return {
    ...hop, verdict: service.localOpen ? "undecided" : "proven",
    says: [
      ...(service.localOpen ? ["whether a node without a ready pod of the Service drops what comes is not known: externalTrafficPolicy is not"] : []),
      nodePort === undefined ? `every node listens on a port from ${NODE_PORTS.first} to ${NODE_PORTS.last} that Kubernetes allocates` : `every node listens on ${nodePort}`,
      ...(service.localTraffic ? ["one without a ready pod of the Service drops what comes"] : []),
      "reached by who has a route to the nodes and is let through by their security groups; no load balancer, no address that stays when a node goes",
    ].join("; "),
  };
}

/** Everything outside the Service itself; nothing for a Service that only the cluster can reach. */
export function outerHops(exposure: Exposure, rule: LoadBalancerRule | undefined): readonly Hop[] {
  if (rule) return loadBalancerHops(exposure, rule);
  const { service, port } = exposure;
  const undecided = (says: string): readonly Hop[] => [{ at: "front-end", name: service.name, resource: service.resource.urn, port: port.port, verdict: "undecided", says }];
  if (service.loadBalancerClass !== undefined) return undecided(`loadBalancerClass ${service.loadBalancerClass}: Azure's controller leaves the Service alone, and what another makes of it is not known`);
  if (exposure.classic !== undefined && service.type === "LoadBalancer") return undecided(`cluster ${exposure.classic} is declared by the provider azure, not by azure-native: its load balancer is not judged`);
  return service.type === "NodePort" ? [nodePortHop(exposure)] : [];
}

function serviceSays({ type, headless }: ServiceFacts): string {
  if (type === UNKNOWN_TYPE) return "whether anybody outside the cluster reaches it is not known: the Service's type is not";
  if (headless) return "headless: its name answers with the pods' own addresses";
  // What is known inside only is reached from inside only; other types have a way in before this hop.
  return type === "ClusterIP" ? "virtual address: pods and nodes of the cluster reach it, as far as network policies let them, and nobody outside" : "virtual address, known inside the cluster";
}

/** The Service's own virtual address, known inside the cluster only; in its place why there is no such Service. */
export function serviceHop(exposure: Exposure): Hop {
  const { service, port, cluster } = exposure;
  const { serviceRange } = cluster ?? {};
  const refused = refusedPort(exposure);
  if (refused !== undefined) return { at: "service", name: service.name, resource: service.resource.urn, port: port.port, verdict: "broken", says: refused };
  const verdict = service.type === UNKNOWN_TYPE ? "undecided" : "proven";
  return {
    at: "service", name: service.name, resource: service.resource.urn, port: port.port, verdict,
    ...(service.headless ? {} : { address: service.clusterAddress, addressFrom: { name: "service range", prefix: serviceRange?.prefix } }),
    says: serviceSays(service),
  };
}
