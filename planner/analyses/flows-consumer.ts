/** From consumers to the services of a cluster: where requests may begin, at which address they arrive, and how answers go back. What follows behind the node is the chain's to say. */
import { parsePrefix } from "../../facts/addresses";
import { ANNOTATIONS } from "../../facts/load-balancer";
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import { PRIVATE_LINK_ANNOTATIONS } from "../../facts/private-link-service";
import { EVERYBODY } from "../../facts/ranges";
import type { Enforcer, Flow, FlowHop, FlowOrigin } from "../model/flow-results";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { firstBy, groupedBy, once } from "../model/once";
import { isOpen, textsAt } from "../model/read";
import type { Chain, Hop } from "../model/results";
import { internetAnswers, siteAnswers } from "./answers";
import { nameHop } from "./consumer-names";
import type { ClusterFlows } from "./flows";
import { securityGroupOf } from "./networks";
import { publicPools } from "./pools";
import { UNKNOWN_TYPE, type ServiceFacts } from "./services";
import { overall, proven, undecided, type Judgement } from "./verdict";

/** One address and port that consumers use: a Service's, or a host's at a gateway's Service, with all chains behind it. */
interface Entry {
  readonly key: string;
  readonly name: string;
  readonly service: ServiceFacts;
  readonly host?: string;
  readonly port?: number;
  readonly chains: readonly Chain[];
}

const OUTER: readonly Hop["at"][] = ["private-link", "front-end", "load-balancer", "node"];

const origin = (id: string, at: FlowOrigin["at"], label: string, { verdict, says }: Judgement, back: Judgement): FlowOrigin =>
  ({ id, at, label, reaches: true, verdict: overall([{ verdict }, back]), says, back });
const closed = (id: string, at: FlowOrigin["at"], label: string, says: string): FlowOrigin => ({ id, at, label, reaches: false, verdict: "proven", says });

/** Source ranges that a label names. */
const NAMED_RANGES = 3;

const INSIDE = proven("inside the network, directly");

/** Whom the Service itself lets in: the cloud controller makes rules of it in AKS's own security group. `open` where that is not known. */
function sourcesOf({ resource, annotation }: ServiceFacts): readonly string[] | "open" {
  const { inputs } = resource;
  if (isOpen(inputs, "spec", "loadBalancerSourceRanges") || isOpen(inputs, "metadata", "annotations", ANNOTATIONS.allowedRanges)) return "open";
  return [...textsAt(inputs, "spec", "loadBalancerSourceRanges"), ...(annotation(ANNOTATIONS.allowedRanges) ?? "").split(",").map(each => each.trim()).filter(each => each !== "")];
}

/** The nodes' own network and what is connected to it. */
function insideOrigins({ network, id, graph }: ClusterFlows, what: string): readonly FlowOrigin[] {
  const label = network.managed ? "the network that AKS makes" : network.name === undefined ? "the nodes' network" : `network ${network.name}`;
  return [
    origin(network.name === undefined ? `${id}/network` : `network/${network.name.toLowerCase()}`, "virtual-network", label, proven(what), INSIDE),
    ...network.peered.map(({ name, both }) => origin(`network/${name.toLowerCase()}`, "peered-network", `peered network ${name}`, both ? proven("by peering") : undecided(`the other half of the peering with ${name} is not in this plan`), proven("by peering"))),
    ...network.sites.map(site => origin(`site/${site.resource.urn}`, "on-premises", "on-premises", site, siteAnswers(site, network, graph))),
    ...(network.sites.length === 0 ? [closed("on-premises", "on-premises", "on-premises", "no gateway of this plan connects it")] : []),
  ];
}

function publicOrigins(service: ServiceFacts, flows: ClusterFlows): readonly FlowOrigin[] {
  const given = sourcesOf(service);
  const texts = given === "open" ? [] : given;
  const prefixes = texts.map(text => parsePrefix(text));
  const everybody = given !== "open" && texts.length === 0;
  if (textsAt(service.resource.inputs, "spec", "ipFamilies").includes("IPv6")) {
    return [origin("internet", "internet", "the internet", proven("at a public address"), undecided("routes back to IPv6 addresses are not followed"))];
  }
  const known = everybody ? [parsePrefix(EVERYBODY)] : prefixes;
  const sources = known.filter(each => each !== undefined);
  const back = given === "open" || sources.length < known.length ? undecided("whom the Service lets in is not known, and so where answers go") : internetAnswers(sources, flows.network, flows.graph);
  if (everybody) return [origin("internet", "internet", "the internet", proven("at a public address"), back)];
  return [
    origin(`${flows.id}/sources/${service.resource.urn}`, "internet", texts.length > 0 ? texts.join(", ") : "source ranges that are not known", proven("source ranges of the Service"), back),
    closed("internet", "internet", "the rest of the internet", "source ranges of the Service"),
  ];
}

/** AKS's security group lets nobody in from the internet whom no rule names; `allowedHostPorts` of a pool and one's own groups may. */
function nodesFromInternet({ cluster, pools, graph }: ClusterFlows): FlowOrigin {
  const some = publicPools(cluster, pools, graph);
  if (some.length === 0) return closed("internet", "internet", "the internet", "nodes have private addresses");
  const open = undecided(`nodes of ${some.map(({ name }) => name ?? "a pool").join(", ")} have, or may have, public addresses of their own: whether a security group lets requests to node ports in is not followed`);
  return origin("internet", "internet", "the internet", open, open);
}

function originsOf({ service }: Entry, flows: ClusterFlows): readonly FlowOrigin[] {
  const { id } = flows;
  const internet = (says: string): FlowOrigin => closed("internet", "internet", "the internet", says);
  if (service.type === UNKNOWN_TYPE) return [origin(`${id}/pods`, "pods", "pods and nodes", undecided("whether anybody else reaches it is not known: the Service's type is not"), proven("inside the cluster"))];
  if (service.loadBalancerClass !== undefined) return [origin(`${id}/pods`, "pods", "pods and nodes", undecided("whether anybody else reaches it is not known: another controller than Azure's makes its load balancer"), proven("inside the cluster"))];
  if (service.type === "NodePort") return [...insideOrigins(flows, "to any node's address"), nodesFromInternet(flows)];
  if (service.type !== "LoadBalancer") return [origin(`${id}/pods`, "pods", "pods and nodes", proven("by the Service's name or virtual address"), proven("inside the cluster")), internet("the address is known inside the cluster alone")];
  if (service.internalOpen) {
    const open = undecided("whether its load balancer is internal is not known");
    return [origin("internet", "internet", "the internet", open, open)];
  }
  if (!service.internal) return publicOrigins(service, flows);
  const link = service.annotation(PRIVATE_LINK_ANNOTATIONS.create) === "true" ? [origin(`link/${service.resource.urn}`, "private-link", "private endpoints of consumers", proven("once their connection is approved"), proven("by the private link service, which translated them"))] : [];
  return [...insideOrigins(flows, "to the front end's address"), ...link, internet("the front end has a private address")];
}

/** What stands before a node: the subnet's own security group, AKS's, and the Service's source ranges, which AKS puts there. */
function nodeGuards({ service }: Entry, { network, graph }: ClusterFlows): readonly Enforcer[] {
  const groups = network.subnets.flatMap(subnet => {
    const group = securityGroupOf(subnet, graph);
    return group ? [{ kind: "security-group", name: `${group.name} on ${subnet.name}`, resource: group.resource } as const] : [];
  });
  const sources = sourcesOf(service);
  return [
    ...groups, { kind: "aks-security-group", name: "AKS's security group" },
    ...(sources === "open" || sources.length > 0 ? [{ kind: "source-ranges", name: `source ranges${sources === "open" ? "" : ` ${sources.slice(0, NAMED_RANGES).join(", ")}${sources.length > NAMED_RANGES ? ", …" : ""}`}`, resource: service.resource.urn } as const] : []),
  ];
}

const providersOfPolicies = once((graph: ResourceGraph): ReadonlySet<string | undefined> => new Set(graph.where(KINDS.networkPolicy).map(({ provider }) => provider)));

function policyGuards({ service }: Entry, { cluster, graph }: ClusterFlows): readonly Enforcer[] {
  const engine = cluster.networkPolicy;
  if (engine === undefined || engine === "none") return [];
  return providersOfPolicies(graph).has(service.resource.provider) ? [{ kind: "network-policy", name: `network policies (${engine})` }] : [];
}

function outerHop(hop: Hop, flows: ClusterFlows, entry: Entry): FlowHop | undefined {
  const { name, resource, address, addressFrom, port, verdict, says } = hop;
  const shared = { resource, address, ...(addressFrom && { addressFrom }), port, verdict, says } as const;
  switch (hop.at) {
    case "private-link": return { ...shared, id: `link/${resource ?? name}/service`, at: "private-link", label: name, protocol: "TCP", enforcedBy: [{ kind: "private-link", name: "visibility and approval", resource }] };
    case "front-end": return { ...shared, id: `front-end/${resource ?? name}/${port ?? ""}`, at: "front-end", label: entry.service.internal ? "internal load balancer" : "public load balancer", hostNames: hop.hostName === undefined ? undefined : [hop.hostName], enforcedBy: [] };
    case "node": return { ...shared, id: `${flows.id}/nodes`, at: "nodes", label: "nodes", ...nodesFrom(flows), enforcedBy: nodeGuards(entry, flows) };
    default: return undefined;
  }
}

function nodesFrom({ firstSubnet, network }: ClusterFlows): Pick<FlowHop, "addressFrom"> {
  if (network.managed) return { addressFrom: { name: MANAGED_SUBNET.name, prefix: MANAGED_SUBNET.prefix } };
  return firstSubnet && network.subnets.length <= 1 ? { addressFrom: firstSubnet } : {};
}

const protocolOf = (text: string): FlowHop["protocol"] => (["TCP", "UDP", "SCTP"] as const).find(each => each === text);

/** Everything from the node on, which the chains tell hop by hop. */
function chainHop(entry: Entry, flows: ClusterFlows): FlowHop {
  const inner = entry.chains.flatMap(({ hops }) => hops.filter(({ at }) => !OUTER.includes(at)));
  const ends = entry.chains.some(({ hops }) => hops.some(({ at, says }) => at === "gateway" && says.startsWith("TLS ends here")));
  const pods = inner.find(({ at }) => at === "pod");
  const bad = inner.find(({ verdict }) => verdict === overall(entry.chains));
  const tls: readonly Enforcer[] = ends ? [{ kind: "tls", name: "TLS at the gateway", resource: inner.find(({ at }) => at === "gateway")?.resource }] : [];
  const verdict = overall(inner);
  return {
    id: `chain/${entry.key}`, at: "chain", label: pods ? `pods of ${pods.name}` : entry.host === undefined ? "pods" : "gateway", resource: entry.chains[0]?.workload ?? entry.service.resource.urn,
    address: pods?.address, ...(pods?.addressFrom && { addressFrom: pods.addressFrom }), port: pods?.port, protocol: protocolOf(entry.chains[0]?.protocol ?? ""),
    enforcedBy: [...tls, ...policyGuards(entry, flows)], verdict,
    says: verdict === "proven" ? `as the ${entry.host === undefined ? `ports of ${entry.name}` : `chain of ${entry.host}`} tell` : bad?.says ?? "the chain does not hold",
  };
}

/** The origin, with what the name is worth to it. */
function through(from: FlowOrigin, named: Judgement): Pick<FlowOrigin, "says" | "verdict"> {
  return { says: named.verdict === "proven" ? from.says : named.says, verdict: overall([from, named]) };
}

function flowOf(entry: Entry, flows: ClusterFlows): Flow {
  const [chain] = entry.chains;
  const protocol = protocolOf(chain?.protocol ?? "TCP");
  const outer = (chain?.hops ?? []).flatMap(hop => outerHop(hop, flows, entry) ?? []).map(hop => ({ ...hop, protocol }));
  const origins = originsOf(entry, flows);
  const name = nameHop(entry, flows);
  const hops = [...(name ? [name.hop] : []), ...outer, chainHop(entry, flows)];
  // Who may ask the zone is another question for each origin.
  const placed = name ? origins.map(each => (each.reaches ? { ...each, ...through(each, name.from(each)) } : each)) : origins;
  return { id: `${flows.id}/consumer/${entry.key}`, kind: "consumer", name: entry.port === undefined ? entry.name : `${entry.name}:${entry.port}`, cluster: flows.cluster.resource, origins: placed, hops, verdict: overall([...hops, ...placed.filter(({ reaches }) => reaches)]) };
}

const byUrn = once((services: readonly ServiceFacts[]) => firstBy(services, ({ resource }) => resource.urn));

/** Services by port, then hosts of gateways; what only the cluster reaches is one of them. */
function entriesOf(flows: ClusterFlows): readonly Entry[] {
  const { services, gatewayServices, ownChains, gatewayChains, cluster } = flows;
  const found: { readonly entry: Omit<Entry, "chains">; readonly chain: Chain }[] = [];
  const add = (entry: Omit<Entry, "chains">, chain: Chain): void => { found.push({ entry, chain }); };
  for (const chain of ownChains) {
    const service = byUrn(services).get(chain.service);
    if (!service) continue;
    const port = chain.hops.find(({ at }) => at === "front-end" || at === "service" || at === "node")?.port;
    add({ key: `${chain.namespace ?? ""}/${chain.name}/${chain.protocol}/${port ?? service.resource.urn}`, name: chain.name, service, port }, chain);
  }
  for (const chain of gatewayChains) {
    const front = chain.hops.find(({ at }) => at === "front-end");
    const gateway = gatewayServices.find(each => each.cluster === cluster && each.service.name === front?.name);
    if (front && gateway) add({ key: `${gateway.service.name}/${chain.host}/${front.port ?? ""}`, name: chain.host, service: gateway.service, host: chain.host, port: front.port }, chain);
  }
  return [...groupedBy(found, ({ entry }) => entry.key).values()].flatMap(some => (some[0] ? [{ ...some[0].entry, chains: some.map(({ chain }) => chain) }] : []));
}

export const consumerFlows = (flows: ClusterFlows): readonly Flow[] => entriesOf(flows).map(entry => flowOf(entry, flows));
