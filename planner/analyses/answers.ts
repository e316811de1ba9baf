/** The way back: where a node's route tables send the answer to a request that came in through a load balancer. */
import { parsePrefix, parsePrefixes, type Prefix } from "../../facts/addresses";
import { EVERYBODY } from "../../facts/ranges";
import type { ResourceGraph } from "../model/graph";
import type { PlanValue } from "../model/plan";
import { flagAt, isOpen, textAt } from "../model/read";
import type { ClusterNetwork, SiteGateway } from "./networks";
import { hopOf, routesIn, routesTo, type SubnetRoutes } from "./routes";
import type { DeclaredSubnet } from "./subnets";
import { broken, overall, proven, undecided, type Judgement } from "./verdict";

/** In words, where a route leads that answers must not take. */
function aside(route: PlanValue | undefined): string {
  const address = textAt(route, "nextHopIpAddress");
  const hop = hopOf(route);
  switch (hop) {
    case "VirtualAppliance": return `to the firewall${address === undefined ? "" : ` ${address}`}, which has not seen the request and drops them`;
    case "VirtualNetworkGateway": return "to the virtual network gateway, and on-premises has not seen the request";
    default: return `nowhere: the next hop is ${hop ?? "not known"}`;
  }
}

/** A gateway in the network that learns its routes may learn one for everything. */
const learntDefault = ({ sites }: ClusterNetwork, { propagates }: SubnetRoutes): SiteGateway | undefined =>
  (propagates === false ? undefined : sites.find(({ resource: { inputs } }) => isOpen(inputs, "enableBgp") || flagAt(inputs, "enableBgp") === true));

/** Answers to addresses of the internet, from one subnet. @param sources whom the Service lets in */
function toInternet(subnet: DeclaredSubnet, sources: readonly Prefix[], network: ClusterNetwork, graph: ResourceGraph): Judgement {
  const known = routesIn(subnet, graph);
  if (!known) return undecided(`the routes of subnet ${subnet.name} are not known`);
  const table = textAt(known.table?.inputs, "routeTableName") ?? `the route table of ${subnet.name}`;
  const lost = sources.map(source => ({ source, ...routesTo(source, known) })).find(({ whole }) => whole !== undefined && hopOf(whole) !== "Internet");
  if (lost) {
    if (hopOf(lost.whole) === undefined || known.open) return undecided(`not every route of ${table} is known`);
    const direct = lost.parts.filter(route => hopOf(route) === "Internet").map(route => textAt(route, "addressPrefix") ?? "");
    if (direct.length > 0) return undecided(`${table} sends answers to ${direct.join(", ")} alone back directly, all others ${aside(lost.whole)}; whether requests come from elsewhere is not known`);
    return broken(`requests come in at the public address, but ${table} sends answers to ${textAt(lost.whole, "addressPrefix") ?? ""} ${aside(lost.whole)}`);
  }
  if (known.open) return undecided(`not every route of ${table} is known`);
  const gateway = learntDefault(network, known);
  const direct = sources.every(source => hopOf(routesTo(source, known).whole) === "Internet");
  return gateway && !direct ? undecided(`if on-premises advertises ${EVERYBODY} to gateway ${gateway.name}, answers go into the tunnel and are lost; a plan does not show it`) : proven("directly, by the load balancer");
}

/** What a declared route does to answers for a site that has a gateway of its own. */
function byRoute(route: PlanValue | undefined, table: string, site: SiteGateway): Judgement {
  const hop = hopOf(route);
  if (route === undefined) return broken(`${table} keeps the gateway's routes out (disableBgpRoutePropagation) and has none for on-premises: answers are dropped`);
  if (hop === "VirtualNetworkGateway") return proven(`by gateway ${site.name}`);
  if (hop === undefined) return undecided(`not every route of ${table} is known`);
  return hop === "VirtualAppliance" ? undecided(`${table} sends answers to firewall ${textAt(route, "nextHopIpAddress") ?? "that is not known"}: whether requests come through it too is not known`) : broken(`${table} sends answers to on-premises elsewhere: the next hop is ${hop}`);
}

/** Answers to a range behind a gateway, from one subnet: the longest prefix counts, and of equals the declared route. */
function toSite(range: Prefix, site: SiteGateway, subnet: DeclaredSubnet, graph: ResourceGraph): Judgement {
  const known = routesIn(subnet, graph);
  if (!known) return undecided(`the routes of subnet ${subnet.name} are not known`);
  const table = textAt(known.table?.inputs, "routeTableName") ?? `the route table of ${subnet.name}`;
  if (known.open) return undecided(`not every route of ${table} is known`);
  const { whole, parts } = routesTo(range, known);
  const aside = parts.find(route => hopOf(route) !== "VirtualNetworkGateway");
  if (aside && site.prefixes.length > 0) return undecided(`${table} sends answers to ${textAt(aside, "addressPrefix") ?? "some addresses"} another way than by the gateway`);
  if (whole !== undefined && site.prefixes.length > 0 && parsePrefix(textAt(whole, "addressPrefix") ?? "")?.length === range.length) return byRoute(whole, table, site);
  if (known.propagates === undefined) return undecided(`whether ${table} takes the gateway's routes is not known`);
  return known.propagates ? proven(`by gateway ${site.name}`) : byRoute(whole, table, site);
}

const worst = (judgements: readonly Judgement[], none: string): Judgement => {
  const verdict = overall(judgements);
  return judgements.find(each => each.verdict === verdict) ?? undecided(none);
};

export const internetAnswers = (sources: readonly Prefix[], network: ClusterNetwork, graph: ResourceGraph): Judgement => {
  if (network.managed) return proven("directly, by the load balancer");
  return worst([...network.subnets.map(subnet => toInternet(subnet, sources, network, graph)), ...(network.subnetsOpen ? [undecided("the routes of the nodes' subnets are not all of this plan")] : [])], "the nodes' subnets are not known");
};

export function siteAnswers(site: SiteGateway, network: ClusterNetwork, graph: ResourceGraph): Judgement {
  // Where the sites' prefixes are learnt, what a table has for everything is all that can be asked.
  const ranges = parsePrefixes(site.prefixes.length > 0 ? site.prefixes : [EVERYBODY]);
  const answers = network.subnets.flatMap(subnet => ranges.map(range => toSite(range, site, subnet, graph)));
  return worst([...answers, ...(network.subnetsOpen ? [undecided("the routes of the nodes' subnets are not all of this plan")] : [])], "where on-premises is, is not known");
}
