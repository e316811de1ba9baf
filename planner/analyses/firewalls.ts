/** The Azure Firewall that a route leads to, and whether it lets out what a cluster needs. */
import { containsAddress, parseAddress, parsePrefix } from "../../facts/addresses";
import { ALTERNATIVE_HOSTS, coversHost, FIREWALL_SUBNET } from "../../facts/azure-firewall";
import { CORE_USES, isListed, type EgressRule } from "../../facts/egress";
import { EVERYBODY, PRIVATE_RANGES } from "../../facts/ranges";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { groupedBy } from "../model/once";
import { stands } from "../model/operations";
import type { PlanResource, PlanValue } from "../model/plan";
import { isOpen, readAt, sameText, textAt } from "../model/read";
import type { ClusterSummary, EgressFirewall, EgressPlan, Verdict } from "../model/results";
import { firewallRules, letsOut, type FirewallRules } from "./firewall-rules";
import { networkNameOf, peeredWith, type NetworkInput } from "./networks";
import { isAutomatic, poolsOf } from "./pools";
import { hopOf, routesIn, type SubnetRoutes } from "./routes";
import { sameNetwork, subnetAt, subnetCandidates, subnetReference, type DeclaredSubnet } from "./subnets";
import { broken, overall, proven, undecided, type Judgement } from "./verdict";
import { isIsolated } from "./ways-out";

/** Regions of Azure Government and Azure in China: the list of what a cluster needs is the public cloud's. Source: azure-aks-docs, outbound-rules-control-egress.md, as of 2026-08-21. */
const OTHER_CLOUDS = /^(?:us(?:gov|dod)|china)/i;

/** The subnet that a firewall of a virtual network is in; undefined where that is not known. */
function subnetOfFirewall(firewall: PlanResource, subnets: readonly DeclaredSubnet[]): DeclaredSubnet | undefined {
  const path = ["ipConfigurations", 0, "subnet", "id"] as const;
  const [only, ...others] = subnetCandidates(firewall.inputs, path, firewall, subnets).filter(({ name }) => sameText(name, FIREWALL_SUBNET));
  return subnetAt(subnetReference(firewall.inputs, path, firewall, subnets), subnets) ?? (others.length === 0 ? only : undefined);
}

/** The declared firewall that a route's next hop is: by an address of its subnet, or because the address comes from it. */
export function firewallOf(route: PlanValue, { table }: SubnetRoutes, subnets: readonly DeclaredSubnet[], graph: ResourceGraph): PlanResource | undefined {
  const firewalls = graph.where(KINDS.firewall);
  const address = parseAddress(textAt(route, "nextHopIpAddress") ?? "");
  if (address !== undefined) return firewalls.find(each => { const prefix = subnetOfFirewall(each, subnets)?.prefix; return prefix !== undefined && containsAddress(prefix, address); });
  if (!isOpen(route, "nextHopIpAddress")) return undefined;
  const own = graph.where(KINDS.route).find(({ inputs }) => inputs === route);
  const causes = own ? own.propertyDependencies.nextHopIpAddress : table?.propertyDependencies.routes;
  const [only, ...others] = firewalls.filter(({ urn }) => causes?.includes(urn));
  return others.length === 0 ? only : undefined;
}

/** Whether packets from a subnet come to a firewall: it is in the same network, or in one that is peered in both directions. */
export function isJoined(firewall: PlanResource, subnet: DeclaredSubnet, subnets: readonly DeclaredSubnet[], graph: ResourceGraph): boolean {
  const own = subnetOfFirewall(firewall, subnets), name = networkNameOf(subnet, graph);
  if (own === undefined) return false;
  return sameNetwork(own, subnet) === true || (name !== undefined && peeredWith(name, graph).some(peer => peer.both && sameText(peer.name, networkNameOf(own, graph))));
}

/** Whether a route of the table may take packets to public addresses past the firewall that the route for everything leads to. */
function mayBypass({ routes, open }: SubnetRoutes): boolean {
  const inner = PRIVATE_RANGES.flatMap(text => parsePrefix(text) ?? []);
  return open || routes.some(route => {
    const prefix = textAt(route, "addressPrefix");
    const range = parsePrefix(prefix ?? "");
    return prefix !== EVERYBODY && hopOf(route) !== "None" && (range === undefined || !inner.some(each => each.first <= range.first && range.last <= each.last));
  });
}

/** What is said of one host; hosts of which the same is said stand between the two texts. */
interface Answer { readonly verdict: Verdict; readonly host: string; readonly before: string; readonly after: string }

/** What a declared firewall does with requests of one cluster's nodes. */
export class Firewall {
  readonly #rules: FirewallRules;

  /** @param nodes subnets of the nodes; with one that is not known, none */
  constructor(readonly resource: PlanResource, readonly cluster: ClusterSummary, readonly nodes: readonly DeclaredSubnet[], readonly graph: ResourceGraph, readonly bypassed: boolean) {
    this.#rules = firewallRules(resource, graph);
  }

  get name(): string {
    return textAt(this.resource.inputs, "azureFirewallName") ?? this.resource.name;
  }

  /** Why nothing can be said of what the rules let out; undefined where it can. */
  get #doubt(): string | undefined {
    const inputs = this.graph.byUrn(this.cluster.resource)?.inputs;
    if (readAt(inputs, "httpProxyConfig").knowledge !== "absent") return "the nodes ask through the proxy of httpProxyConfig";
    if (OTHER_CLOUDS.test(this.cluster.region ?? "")) return `${this.cluster.region ?? ""} is of another cloud than the public one, with other hosts`;
    if (isAutomatic(inputs) !== "no" || isOpen(inputs, "apiServerAccessProfile", "enableVnetIntegration")) return "whether the nodes reach the API server inside the network is not known";
    return this.#rules.open ?? (this.bypassed ? "another route may lead past it" : undefined);
  }

  /** A part of the firewall that may come after the cluster, whose nodes ask at once. */
  get #late(): PlanResource | undefined {
    return this.#rules.resources.find(each => !stands(each) && !this.graph.dependsOn(this.cluster.resource, each.urn));
  }

  #letsOut(host: string, port: number, listed: boolean): boolean | undefined {
    const sources = this.nodes.map(({ prefix }) => prefix);
    return letsOut(this.#rules, { host, port, listed, sources: sources.includes(undefined) ? [] : sources.filter(each => each !== undefined) });
  }

  #answer(host: string, port: number, rules: readonly EgressRule[]): Answer {
    const asked = `whether Azure Firewall ${this.name} lets out`;
    if (this.#doubt !== undefined) return { verdict: "undecided", host, before: asked, after: `: ${this.#doubt}` };
    const rule = rules.find(each => each.port === port && coversHost(each.destination, host) === true);
    const passes = this.#letsOut(host, port, rule !== undefined && isListed(rule));
    if (passes === false) {
      const others = ALTERNATIVE_HOSTS.find(hosts => hosts.includes(host))?.filter(each => each !== host) ?? [];
      const replaced = others.some(each => this.#letsOut(each, port, true) !== false);
      const needed = rule !== undefined && CORE_USES.includes(rule.use);
      return { verdict: needed && !replaced ? "broken" : "undecided", host, before: `Azure Firewall ${this.name} has no rule that lets out`, after: replaced ? `, for which ${others.join(", ")} may do` : "" };
    }
    if (passes === undefined) return { verdict: "undecided", host, before: asked, after: ": its rules do not say for certain" };
    const late = this.#late;
    return late ? { verdict: "undecided", host, before: `the cluster does not wait for ${late.name}, without which Azure Firewall ${this.name} does not let out`, after: "" }
      : { verdict: "proven", host, before: `Azure Firewall ${this.name} lets out`, after: "" };
  }

  /** Whether requests to all of some hosts get through. */
  judge(hosts: readonly string[], port: number, rules: readonly EgressRule[]): Judgement {
    const answers = hosts.map(host => this.#answer(host, port, rules));
    const verdict = overall(answers);
    const alike = groupedBy(answers.filter(answer => answer.verdict === verdict), ({ before, after }) => `${before}|${after}`);
    return { verdict, says: [...alike.values()].map(some => `${some[0]?.before ?? ""} ${some.map(({ host }) => host).join(", ")}${some[0]?.after ?? ""}`).join("; ") };
  }

  /** What becomes of everything that the cluster cannot do without. */
  sumUp(rules: readonly EgressRule[]): EgressFirewall {
    const core = rules.filter(({ use, need, protocol }) => need === "required" && protocol === "TCP" && CORE_USES.includes(use));
    const judged = core.map(({ destination, port }) => ({ destination, ...this.judge([destination], port, rules) }));
    const of = (verdict: Judgement["verdict"]) => judged.filter(each => each.verdict === verdict);
    const dropped = of("broken").map(({ destination }) => destination);
    const [doubt] = of("undecided");
    const base = { resource: this.resource.urn, name: this.name, dropped };
    if (dropped.length > 0) return { ...broken(`Azure Firewall ${this.name} denies what no rule of it lets out: ${dropped.join(", ")}`), ...base };
    return { ...(doubt ? undecided(doubt.says) : proven(`Azure Firewall ${this.name} lets out what every cluster needs`)), ...base };
  }
}

/** The declared firewall that all of a cluster's ways lead to, but those that lead nowhere; undefined where they do not, or where the cluster takes what it needs from a cache. */
export function firewallOn(ways: EgressPlan["ways"], cluster: ClusterSummary, { graph, pools, subnets }: NetworkInput): Firewall | undefined {
  const [first, ...others] = new Set(ways.flatMap(({ verdict, firewall }) => (verdict === "broken" ? [] : [firewall])));
  const resource = others.length === 0 ? graph.byUrn(first) : undefined;
  if (!resource || isIsolated(cluster, graph)) return undefined;
  const nodes = poolsOf(cluster, pools).flatMap(({ subnet }) => subnetAt(subnet, subnets) ?? []);
  return new Firewall(resource, cluster, nodes, graph, nodes.some(subnet => { const routes = routesIn(subnet, graph); return routes === undefined || mayBypass(routes); }));
}
