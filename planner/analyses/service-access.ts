/** How the cluster reaches a registry or a vault: by a private endpoint, by its subnet's service endpoint, or at the public address, and whether that lets it in. */
import type { GuardedService } from "../../facts/service-firewalls";
import { HTTPS_PORT } from "../../facts/traffic";
import type { ResourceGraph } from "../model/graph";
import type { Enforcer, FlowHop } from "../model/flow-results";
import { KINDS } from "../model/kinds";
import { firstBy, once } from "../model/once";
import type { PlanResource, PlanValue } from "../model/plan";
import { flagAt, isOpen, listAt, readAt, textAt } from "../model/read";
import { networkNamed, sameName, type ClusterNetwork } from "./networks";
import type { Outbound } from "./outbound";
import { declaredTarget, mayLeadTo } from "./private-endpoints";
import { leadsTo } from "./private-names";
import { subnetAt, subnetReference, type DeclaredSubnet } from "./subnets";
import { broken, proven, undecided, type Judgement } from "./verdict";
import { joined, type WayOut } from "./ways-out";

export interface AccessInput {
  readonly graph: ResourceGraph;
  readonly subnets: readonly DeclaredSubnet[];
  readonly network: ClusterNetwork;
  readonly wayOut: WayOut;
  readonly outbound: Outbound;
}

/** Hops from the nodes on, and whether they get there. */
export interface Access { readonly hops: readonly FlowHop[]; readonly judgement: Judgement }

type PublicAccess = "on" | "off" | "by-rules" | "undecided";

function publicAccess({ inputs }: PlanResource, { accessPath, rulesPath }: GuardedService): PublicAccess {
  const access = textAt(inputs, ...accessPath)?.toLowerCase();
  if (access === "disabled") return "off";
  // A network security perimeter decides then, with rules of its own.
  if (access === "securedbyperimeter") return "undecided";
  const action = textAt(inputs, ...rulesPath, "defaultAction")?.toLowerCase();
  if (isOpen(inputs, ...accessPath) || isOpen(inputs, ...rulesPath, "defaultAction")) return "undecided";
  return action === "deny" ? "by-rules" : "on";
}

/** Whether a rule lets the nodes' subnets in by their service endpoint; undefined where none names them. */
function bySubnetRule({ inputs }: PlanResource, { rulesPath, serviceEndpoint }: GuardedService, { subnets, subnetsOpen }: ClusterNetwork): Judgement | undefined {
  const rules = listAt(inputs, ...rulesPath, "virtualNetworkRules");
  if (serviceEndpoint === undefined || rules.length === 0) return undefined;
  if (subnetsOpen) return undecided("whether its rules name the cluster's subnets is not known");
  const named = (subnet: DeclaredSubnet) => rules.find(rule => {
    const [, network, name] = /\/virtualNetworks\/([^/]+)\/subnets\/([^/]+)$/i.exec(textAt(rule, "id") ?? "") ?? [];
    return sameName(name, subnet.name) && sameName(network, subnet.virtualNetwork);
  });
  const allowed = subnets.map(subnet => ({ subnet, rule: named(subnet) }));
  if (allowed.some(({ rule }) => rule !== undefined) && allowed.some(({ rule }) => rule === undefined)) return undecided("its rules name some of the cluster's subnets: who asks from which is not known");
  if (allowed.every(({ rule }) => rule === undefined)) return rules.some(rule => isOpen(rule) || isOpen(rule, "id")) ? undecided("which subnets its rules name is not known") : undefined;
  const open = allowed.find(({ subnet }) => isOpen(subnet.declaration, "serviceEndpoints") || listAt(subnet.declaration, "serviceEndpoints").some(each => isOpen(each, "service")));
  const lacking = allowed.find(({ subnet }) => !listAt(subnet.declaration, "serviceEndpoints").some(each => sameName(textAt(each, "service"), serviceEndpoint)));
  if (!lacking) return proven(`its rules let subnet ${subnets.map(({ name }) => name).join(" and ")} in, by service endpoint`);
  return open ? undecided("which service endpoints the nodes' subnet has is not known") : broken(`its rule names subnet ${lacking.subnet.name}, which has no service endpoint ${serviceEndpoint}`);
}

/** What the rules say to who comes from the egress address. */
function byAddressRules({ inputs }: PlanResource, { rulesPath, title }: GuardedService, subnets: Judgement | undefined): Judgement {
  const open = isOpen(inputs, ...rulesPath, "ipRules") || isOpen(inputs, ...rulesPath, "virtualNetworkRules");
  if (open) return undecided(`the rules of the ${title}'s firewall are not known`);
  if (listAt(inputs, ...rulesPath, "ipRules").length > 0) return undecided(`whether the ${title}'s firewall has a rule for the address that the cluster leaves with is not known`);
  return subnets ?? broken(`the ${title}'s firewall denies whom no rule names, and none is for the cluster`);
}

/** The first private endpoint by what it leads to, whether one has connections that are not known, and the connections that lead to nothing declared. */
const endpointsIn = once((graph: ResourceGraph): { readonly byTarget: ReadonlyMap<PlanResource, PlanResource>; readonly open: boolean; readonly lost: readonly PlanValue[] } => {
  const all = graph.where(KINDS.privateEndpoint).map(endpoint => {
    const connections = [...listAt(endpoint.inputs, "privateLinkServiceConnections"), ...listAt(endpoint.inputs, "manualPrivateLinkServiceConnections")];
    const targets = connections.map(connection => declaredTarget(connection, endpoint, graph));
    return { ends: targets.map(target => ({ endpoint, target })), open: isOpen(endpoint.inputs, "privateLinkServiceConnections"), lost: connections.filter((_, index) => targets[index] === undefined) };
  });
  const ends = firstBy(all.flatMap(each => each.ends), ({ target }) => target);
  return { byTarget: new Map([...ends].map(([target, { endpoint }]) => [target, endpoint])), open: all.some(({ open }) => open), lost: all.flatMap(({ lost }) => lost) };
});

/** Whether packets from the nodes come to an endpoint's address, and how many addresses it may have there. */
function reaches(endpoint: PlanResource, { network, graph, subnets }: AccessInput): Judgement {
  const own = networkNamed(endpoint, ["subnet", "id"], graph) ?? subnetReference(endpoint.inputs, ["subnet", "id"], endpoint, subnets)?.virtualNetwork;
  if (readAt(endpoint.inputs, "manualPrivateLinkServiceConnections").knowledge !== "absent" && listAt(endpoint.inputs, "privateLinkServiceConnections").length === 0) return undecided("its connection waits for an approval");
  if (own === undefined) return undecided("which network it is in is not known");
  if (network.managed) return undecided(`it is in network ${own}, and nothing in this plan connects the network that AKS makes`);
  if (network.name === undefined) return undecided("which network the nodes are in is not known");
  if (sameName(own, network.name)) return proven(`inside network ${own}`);
  const peer = network.peered.find(({ name }) => sameName(name, own));
  return peer?.both === true ? proven(`in ${own}, which is peered`) : undecided(`it is in network ${own}; a peering with ${network.name}, in both directions, is not in this plan`);
}

function endpointHop(endpoint: PlanResource, name: string, { subnets }: AccessInput, judgement: Judgement): FlowHop {
  const subnet = subnetReference(endpoint.inputs, ["subnet", "id"], endpoint, subnets);
  const place = subnetAt(subnet, subnets);
  const address = listAt(endpoint.inputs, "ipConfigurations").map(each => textAt(each, "properties", "privateIPAddress") ?? textAt(each, "privateIPAddress")).find(each => each !== undefined);
  const from = subnet && { name: subnet.name, prefix: place?.prefix?.text };
  return {
    id: endpoint.urn, at: "private-endpoint", label: textAt(endpoint.inputs, "privateEndpointName") ?? endpoint.name, resource: endpoint.urn, hostNames: [name], address, ...(from && { addressFrom: from }),
    port: HTTPS_PORT, protocol: "TCP", enforcedBy: [{ kind: "private-endpoint", name: "connection of the endpoint", resource: endpoint.urn }], ...judgement,
  };
}

const ofHop = ({ verdict, says }: FlowHop): Judgement => ({ verdict, says });

/** @param name host name of the service */
export function accessTo(target: PlanResource, service: GuardedService, name: string, input: AccessInput): Access {
  const { network, wayOut, graph, outbound } = input;
  const access = publicAccess(target, service);
  const { byTarget, open, lost } = endpointsIn(graph);
  const endpoint = byTarget.get(target);
  const bySubnet = bySubnetRule(target, service, network);

  /** At the public address, by the way that the cluster's egress takes. */
  function openly(reason?: string): Access {
    const before = reason === undefined ? "" : `${reason}; `;
    if (access === "off") return { hops: [wayOut.hop], judgement: broken(`${before}its public access is off`) };
    if (access === "undecided") return { hops: [wayOut.hop], judgement: undecided(`${before}whether its public address answers is not known`) };
    if (access === "on") return { hops: [wayOut.hop], judgement: joined(wayOut.hop, proven(`${before}its public address answers everybody who has the right`)) };
    if (bySubnet?.verdict === "proven" && flagAt(target.inputs, ...service.rulesPath, "ignoreMissingVnetServiceEndpoint") !== true) {
      const through = outbound.before({ id: `${wayOut.hop.id}/service-endpoint`, at: "service-endpoint", label: "service endpoint of the subnet", enforcedBy: [], ...bySubnet }, { to: "internet" });
      return { hops: [through], judgement: ofHop(through) };
    }
    const rules = byAddressRules(target, service, bySubnet);
    return { hops: [wayOut.hop], judgement: joined(wayOut.hop, { ...rules, says: before + rules.says }) };
  }

  if (!endpoint) {
    if (access === "off" && (open || lost.some(connection => mayLeadTo(connection, target, graph)))) return { hops: [wayOut.hop], judgement: undecided("its public access is off, and whether a private endpoint of this plan leads to it is not known") };
    return openly(access === "off" ? "no private endpoint of this plan leads to it" : undefined);
  }
  const resolved = leadsTo(endpoint, service.link, name, network, graph);
  if (resolved.verdict === "broken") return openly(`${resolved.says}, past private endpoint ${textAt(endpoint.inputs, "privateEndpointName") ?? endpoint.name}`);
  // Where the public address answers as well, both ways lead there.
  if (resolved.verdict === "undecided" && access === "on" && wayOut.hop.verdict === "proven") return { hops: [wayOut.hop], judgement: proven(`${resolved.says}: by the endpoint or the public address, which answers too`) };
  const hop = endpointHop(endpoint, name, input, joined(resolved, reaches(endpoint, input)));
  const prefix = hop.address === undefined ? hop.addressFrom?.prefix : `${hop.address}/32`;
  const reached = outbound.before(hop, { to: prefix === undefined ? "network" : { prefix } });
  return { hops: [reached], judgement: ofHop(reached) };
}

/** The firewall that a registry or a vault has at its own. */
export function guardOf(target: PlanResource, service: GuardedService): readonly Enforcer[] {
  return publicAccess(target, service) === "on" ? [] : [{ kind: "service-firewall", name: `public access of the ${service.title}`, resource: target.urn }];
}
