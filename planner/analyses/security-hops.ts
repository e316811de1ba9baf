/** What the security groups of one's own let through on the way to a Service: callers, health probes, and what nodes send on to pods. */
import { addressText, difference, type AddressSet } from "../../facts/address-sets";
import { parseAddress } from "../../facts/addresses";
import { ANNOTATIONS, type LoadBalancerRule } from "../../facts/load-balancer";
import { NODE_PORTS } from "../../facts/ranges";
import { PROBE_ADDRESSES, PUBLIC_ADDRESSES } from "../../facts/security-rules";
import { textAt, textsAt } from "../model/read";
import type { ClusterSummary, Hop } from "../model/results";
import { callersOf, clusterAddresses, poolSubnets, type Callers, type ClusterAddresses, type PoolSubnets } from "./callers";
import type { Exposure } from "./outer-hops";
import type { PortChainInput } from "./port-chains";
import type { ServiceFacts } from "./services";
import { SecurityGroups, type SecurityGroup, type UnknownGroup } from "./security-groups";
import { decide, type Flow, type Outcome, type PortRange } from "./security-rules";
import { broken, overall, proven, undecided, type Judgement } from "./verdict";

const EVERY_PORT: PortRange = { first: 1, last: 65_535 };
const only = (port: number): PortRange => ({ first: port, last: port });

/** Rules that a message names. */
const MOST_RULES = 3;
export const ruleNames = (names: readonly string[]): string => [...names.slice(0, MOST_RULES), ...(names.length > MOST_RULES ? ["…"] : [])].join(", ");

/** Source: Kubernetes API reference, ServiceSpec.ipFamilies and ipFamilyPolicy. */
const takesIpv6 = ({ resource: { inputs } }: ServiceFacts): boolean =>
  textsAt(inputs, "spec", "ipFamilies").includes("IPv6") || ["PreferDualStack", "RequireDualStack"].includes(textAt(inputs, "spec", "ipFamilyPolicy") ?? "");

/** Where a cluster's nodes and pods are, and what holds there. */
interface Ground extends ClusterAddresses {
  readonly nodeSubnets: PoolSubnets;
  readonly podSubnets: PoolSubnets;
  readonly nodeGroups: readonly (SecurityGroup | UnknownGroup)[];
  /** Of the subnets whose interfaces have the pods' addresses. */
  readonly podGroups: readonly (SecurityGroup | UnknownGroup)[];
}

/** What a group decides about callers, in words. */
function judge(outcome: Outcome, { who, addresses, declared }: Callers, what: string, whole: boolean): Judgement {
  const { allowed, denied, open, allowedBy, deniedBy, doubts, tags } = outcome;
  if (addresses.length === 0) return undecided("who calls is not known: the address space of the virtual network is not");
  if (open.length > 0 && (allowed.length === 0 || declared)) return undecided(`whether ${ruleNames(doubts)} ${doubts.length === 1 ? "applies" : "apply"} to ${what} from ${who} is not known`);
  if (allowed.length === 0 && tags.length > 0 && declared) return undecided(`lets in ${tags.join(", ")} alone; whether those have the addresses of ${who} is not known`);
  if (allowed.length === 0 && tags.length > 0) return proven(`lets in ${tags.join(", ")} alone, of ${who}`);
  if (allowed.length === 0) return broken(`${ruleNames(deniedBy)} drops ${what} from ${who}`);
  if (denied.length === 0 && open.length === 0) return proven(`${ruleNames(allowedBy)} lets in ${who}`);
  if (!whole && !declared) return undecided(`${ruleNames(allowedBy)} lets some of ${who} in and ${ruleNames(deniedBy)} drops others; which it has is not known`);
  const some = proven(`${ruleNames(allowedBy)} lets in ${addressText(allowed)} of ${who}${deniedBy.length > 0 ? `, ${ruleNames(deniedBy)} drops the rest` : ""}`);
  // Of everybody who could call, a group may let in a part; whom the Service names should all come in.
  return declared && denied.length > 0 ? { ...some, dropped: `${ruleNames(deniedBy)} drops ${what} from ${addressText(denied)}` } : some;
}

/** Peered networks and those on-premises call, too: what lets in one of them may be meant for the Service. */
const orBeyond = (dropped: Judgement, { allowed, allowedBy, open }: Outcome): Judgement => (allowed.length === 0 && open.length === 0 ? dropped
  : undecided(`${dropped.says}, and ${allowed.length === 0 ? "whether others are let in is not known" : `${ruleNames(allowedBy)} lets in others, such as ${addressText(allowed)}`}: whether they are connected is not known`));

const together = (parts: readonly Judgement[]): Judgement => {
  const verdict = overall(parts);
  const dropped = verdict === "proven" ? parts.flatMap(part => part.dropped ?? []) : [];
  return { verdict, says: parts.filter(part => verdict === "proven" || part.verdict === verdict).map(({ says }) => says).join("; "), ...(dropped.length > 0 && { dropped: dropped.join("; ") }) };
};

export class SecurityHops {
  readonly #groups: SecurityGroups;
  readonly #grounds = new Map<string, Ground>();

  constructor(readonly input: Pick<PortChainInput, "graph" | "pools" | "subnets">) {
    this.#groups = new SecurityGroups(input.graph, input.subnets);
  }

  /** Where a cluster's nodes and pods are. */
  groundOf(cluster: ClusterSummary): Ground {
    const known = this.#grounds.get(cluster.resource);
    if (known) return known;
    const { pools, subnets } = this.input;
    const nodeSubnets = poolSubnets(cluster, pools, subnets, ({ subnet }) => subnet);
    const podSubnets = cluster.podRange ? nodeSubnets : poolSubnets(cluster, pools, subnets, ({ subnet, podSubnet }) => podSubnet ?? subnet);
    const groupsOf = ({ declared, elsewhere, unknown }: PoolSubnets) => [
      ...declared.flatMap(subnet => this.#groups.of(subnet, cluster) ?? []),
      ...elsewhere.map(subnet => ({ subnet, reason: "it is not declared in this plan, nor is a security group that it may have" })),
      ...(unknown.length > 0 ? [{ subnet: "(not known)", reason: `which subnet pool ${unknown.join(", ")} is in is not known` }] : []),
    ];
    const ground = { nodeSubnets, podSubnets, nodeGroups: groupsOf(nodeSubnets), podGroups: groupsOf(podSubnets), ...clusterAddresses(cluster, nodeSubnets, podSubnets) };
    this.#grounds.set(cluster.resource, ground);
    return ground;
  }

  /** Who comes from outside the cluster; undefined where it is not known, or not where the addresses of the virtual network are. */
  callersOf(exposure: Exposure, cluster: ClusterSummary): readonly Callers[] | undefined {
    const ground = this.groundOf(cluster);
    const [subnet] = ground.nodeSubnets.declared;
    return callersOf(exposure, subnet ? this.#groups.contextOf(subnet, cluster).context.network : ground.nodes ?? [], ground);
  }

  /** Between what takes the packet and the nodes; none where no subnet of the nodes has a group of its own. */
  outside(exposure: Exposure, rule: LoadBalancerRule | undefined): readonly Hop[] {
    const { cluster, service } = exposure;
    if (!cluster || (rule === undefined && service.type !== "NodePort")) return [];
    const ground = this.groundOf(cluster);
    const hops = ground.nodeGroups.map(group => this.#outerHop(exposure, rule, ground, group));
    const some = hops.some(({ verdict }) => verdict !== "broken");
    const localised = hops.map((hop): Hop => (service.localTraffic && some && hop.verdict === "broken" ? { ...hop, verdict: "undecided", says: `${hop.says}; whether pods of the Service run there is not known` } : hop));
    return [...this.#ownRuleOff(exposure), ...localised];
  }

  /** AKS's group on the nodes' interfaces has rules for the Services unless it is told to have none. */
  #ownRuleOff({ service }: Exposure): readonly Hop[] {
    if (service.type !== "LoadBalancer" || service.internal || service.annotation(ANNOTATIONS.noSecurityRules)?.toLowerCase() !== "true") return [];
    return [{ at: "security-group", name: "AKS's own", resource: service.resource.urn, verdict: "undecided", says: `${ANNOTATIONS.noSecurityRules}: the cloud controller writes no rule for the Service, and Azure's own DenyAllInBound drops the Internet until somebody else does` }];
  }

  #outerHop(exposure: Exposure, rule: LoadBalancerRule | undefined, ground: Ground, group: SecurityGroup | UnknownGroup): Hop {
    const { service } = exposure;
    const at = { at: "security-group", resource: "reason" in group ? service.resource.urn : group.resource } as const;
    if ("reason" in group) return { ...at, name: `of subnet ${group.subnet}`, verdict: "undecided", says: `subnet ${group.subnet}: ${group.reason}` };
    const hop = { ...at, name: group.name, port: this.#portOf(exposure, rule) };
    const sixth = takesIpv6(service) ? [undecided("what comes by IPv6 is not followed")] : [];
    return { ...hop, ...together([...this.#callers(exposure, rule, ground, group), ...this.#probes(exposure, rule, group), ...sixth]) };
  }

  #portOf({ port }: Exposure, rule: LoadBalancerRule | undefined): number | undefined {
    return rule === undefined ? port.nodePort : rule.backendPort;
  }

  #callers(exposure: Exposure, rule: LoadBalancerRule | undefined, ground: Ground, group: SecurityGroup): readonly Judgement[] {
    const { network } = group.context;
    const all = callersOf(exposure, network, ground);
    if (!all) return [undecided("who may call is not known")];
    const toNode = rule?.floatingIp !== true;
    const number = this.#portOf(exposure, rule);
    const what = toNode ? `packets to node port ${number ?? `${NODE_PORTS.first}-${NODE_PORTS.last}`}` : `packets to port ${number ?? "?"} of the front end`;
    const flow = {
      direction: "Inbound", protocol: exposure.port.protocol, port: number === undefined ? NODE_PORTS : only(number),
      destination: toNode ? group.subnet.prefix && [group.subnet.prefix] : this.#frontEnd(exposure, network),
    } as const;
    return all.map(callers => {
      const decided = judge(decide(group.rules, { ...flow, sources: callers.addresses, ...(callers.tag !== undefined && { tag: callers.tag }) }), callers, what, group.whole);
      const judgement = decided.verdict === "broken" && callers.beyond ? orBeyond(decided, decide(group.rules, { ...flow, sources: callers.beyond })) : decided;
      const why = toNode && rule !== undefined && judgement.verdict === "broken" ? ": floating IP is off, and with it no packet arrives at the front end's address and port" : "";
      return { ...judgement, says: `${judgement.says}${why}` };
    });
  }

  /** With floating IP the packet keeps the front end's address. */
  #frontEnd({ service, place }: Exposure, network: AddressSet): AddressSet | undefined {
    const fixed = service.fixedAddress === undefined ? undefined : parseAddress(service.fixedAddress);
    if (fixed !== undefined) return [{ first: fixed, last: fixed }];
    if (!service.internal) return difference(PUBLIC_ADDRESSES, network);
    return place?.origin === "declared" && place.subnet.prefix ? [place.subnet.prefix] : undefined;
  }

  #probes({ service, cluster }: Exposure, rule: LoadBalancerRule | undefined, group: SecurityGroup): readonly Judgement[] {
    if (rule?.probe === undefined) return [];
    const inputs = this.input.graph.byUrn(cluster?.resource)?.inputs;
    if (!service.localTraffic && textAt(inputs, "networkProfile", "loadBalancerProfile", "clusterServiceLoadBalancerHealthProbeMode") === "Shared") return [undecided("where the shared probe of all Services asks is not followed")];
    const { port, on } = rule.probe;
    const callers = { who: "Azure's load balancer", addresses: PROBE_ADDRESSES, declared: true };
    const outcome = decide(group.rules, { direction: "Inbound", protocol: "Tcp", port: port === undefined ? NODE_PORTS : only(port), sources: PROBE_ADDRESSES, destination: group.subnet.prefix && [group.subnet.prefix] });
    const { verdict, says } = judge(outcome, callers, `probes of the ${on}`, true);
    return [{ verdict, says: verdict === "broken" ? `${says}: no node counts as healthy` : verdict === "proven" ? `${ruleNames(outcome.allowedBy)} the probes of Azure's load balancer` : says }];
  }

  /**
   * From other nodes, or from other pods, to the pods.
   * @param from who sends: nodes that a Service's packets came to, or pods such as an ingress gateway's
   */
  inside(cluster: ClusterSummary | undefined, from: "nodes" | "pods", pod: Hop | undefined, protocol: string): readonly Hop[] {
    if (!cluster || pod?.verdict !== "proven") return [];
    const ground = this.groundOf(cluster);
    const sources = ground[from];
    const { pods } = ground;
    const port = pod.port === undefined ? EVERY_PORT : only(pod.port);
    const callers = { who: from === "nodes" ? "other nodes" : "other pods", addresses: sources ?? [], declared: true };
    const decided = (group: SecurityGroup, direction: Flow["direction"]): Judgement => {
      if (!sources || !pods) return undecided(`where ${from} and pods have their addresses is not known`);
      return judge(decide(group.rules, { direction, protocol, port, sources, destination: pods }), callers, `packets to port ${pod.port ?? "?"} of the pods`, true);
    };
    return [...new Set([...ground.nodeGroups, ...ground.podGroups])].flatMap((group): readonly Hop[] => {
      // What is not known of a subnet has been said of the way to the nodes; inside a cluster AKS supports no filter.
      if ("reason" in group) return [];
      const parts = [...(ground.podGroups.includes(group) ? [decided(group, "Inbound")] : []), ...((from === "nodes" || ground.podGroups.includes(group)) && ground.nodeGroups.includes(group) ? [decided(group, "Outbound")] : [])];
      return parts.length === 0 ? [] : [{ at: "security-group", name: group.name, resource: group.resource, port: pod.port, ...together(parts) }];
    });
  }
}
