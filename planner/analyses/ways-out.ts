/** How a cluster's packets leave for public addresses: the last hop before them, whose address they have from then on, and who may stop them. */
import { parsePrefix } from "../../facts/addresses";
import { OUTBOUND_TYPES } from "../../facts/egress";
import { EVERYBODY } from "../../facts/ranges";
import type { ResourceGraph } from "../model/graph";
import type { Enforcer, FlowHop } from "../model/flow-results";
import { textAt } from "../model/read";
import type { ClusterSummary, EgressPlan, EgressWay } from "../model/results";
import type { ClusterNetwork } from "./networks";
import { hopOf, routesIn, routesTo } from "./routes";
import { broken, overall, proven, undecided, type Judgement } from "./verdict";

export interface WayOut {
  /** Shared by all of a cluster's public destinations. */
  readonly hop: FlowHop;
  /** `balancer`: AKS's own, whose address AKS knows. */
  readonly through: "balancer" | "nat-gateway" | "elsewhere" | "nothing" | "undecided";
}

const ROUTES: readonly EgressWay["through"][] = ["virtual-network-gateway", "virtual-appliance"];

const WAY_LABELS: Readonly<Record<EgressWay["through"], string>> = {
  "nat-gateway": "NAT gateway", "virtual-network-gateway": "VPN gateway, on-premises", "virtual-appliance": "firewall", undecided: "a way that is not known", nothing: "no way out",
};

/** A way and what is said of it, before it is a hop. */
type Way = Pick<WayOut, "through"> & Omit<FlowHop, "id" | "at" | "port">;

/** What a subnet's own route for everything does to a cluster whose outbound type says otherwise. */
function ownRoute(network: ClusterNetwork, graph: ResourceGraph): string | undefined {
  const everything = parsePrefix(EVERYBODY);
  return network.subnets.flatMap(subnet => {
    const known = routesIn(subnet, graph);
    if (!known) return [`the route table of ${subnet.name} is not known`];
    const hop = everything && hopOf(routesTo(everything, known).whole);
    return hop === undefined || hop === "Internet" ? [] : [`subnet ${subnet.name} has a route of its own for ${EVERYBODY}, to ${hop}`];
  })[0];
}

/** By routes or a NAT gateway of one's own, as the egress of the cluster says. */
function declaredWay({ ways, firewall: declared }: EgressPlan): Way {
  const [first] = ways;
  if (!first) return { through: "undecided", label: WAY_LABELS.undecided, enforcedBy: [], ...undecided("which subnets the nodes are in is not known") };
  const verdict = overall(ways);
  const one = ways.every(way => way.through === first.through && way.address === first.address);
  const worst = ways.find(way => way.verdict === verdict) ?? first;
  const route: Enforcer = { kind: "route-table", name: "route table", resource: first.resource };
  const firewall: Enforcer = declared ? { kind: "firewall", name: `Azure Firewall ${declared.name}`, resource: declared.resource } : { kind: "firewall", name: first.through === "virtual-appliance" ? `firewall ${first.address ?? ""}`.trim() : "on-premises firewall" };
  return {
    through: verdict === "broken" ? "nothing" : first.through === "nat-gateway" ? "nat-gateway" : "elsewhere",
    label: one ? `${WAY_LABELS[first.through]}${first.address === undefined ? "" : ` ${first.address}`}` : ways.map(way => `${way.subnet}: ${WAY_LABELS[way.through]}`).join(", "),
    resource: first.resource, address: one ? first.address : undefined,
    enforcedBy: ROUTES.includes(first.through) ? [route, firewall] : [], verdict, says: worst.says,
  };
}

function byOutboundType(cluster: ClusterSummary, network: ClusterNetwork, graph: ResourceGraph): Pick<Way, "through" | "label"> & Judgement {
  const own = ownRoute(network, graph);
  switch (cluster.outboundType) {
    case OUTBOUND_TYPES.loadBalancer:
      return own === undefined ? { through: "balancer", label: "load balancer kubernetes", ...proven("translated to its outbound public address") }
        : { through: "undecided", label: "load balancer or route", ...undecided(`outbound type loadBalancer, but ${own}: which way packets go AKS does not document`) };
    case "managedNATGateway": case "managedNATGatewayV2":
      return { through: "nat-gateway", label: "NAT gateway of AKS", ...proven("translated to its public addresses") };
    case "none":
      return { through: "undecided", label: WAY_LABELS.undecided, ...undecided(`outbound type none: AKS makes no way out, and which other there is, is not followed${own === undefined ? "" : `; ${own}`}`) };
    case "block":
      return { through: "nothing", label: WAY_LABELS.nothing, ...broken("outbound type block: rules of AKS deny the internet") };
    default:
      return { through: "undecided", label: WAY_LABELS.undecided, ...undecided(cluster.outboundType === undefined ? "the outbound type is not known" : `what outbound type ${cluster.outboundType} does is not followed`) };
  }
}

/** A cluster that takes what it needs from a cache of its own, in its network, may do without a way out. Sources: azure-aks-docs, concepts-network-isolated.md (outbound type none or block), network-isolated.md (artifact source Cache), as of 2026-11-22. */
export const isIsolated = ({ resource, outboundType }: ClusterSummary, graph: ResourceGraph): boolean =>
  outboundType === "none" || outboundType === "block" || textAt(graph.byUrn(resource)?.inputs, "bootstrapProfile", "artifactSource")?.toLowerCase() === "cache";

export function wayOutOf(cluster: ClusterSummary, id: string, network: ClusterNetwork, graph: ResourceGraph, egress: readonly EgressPlan[]): WayOut {
  const plan = egress.find(each => each.cluster === cluster.resource);
  const { through, ...said } = plan ? declaredWay(plan) : { enforcedBy: [], ...byOutboundType(cluster, network, graph) };
  return { through, hop: { id: `${id}/way-out`, at: "way-out", ...said } };
}

/** What an origin or a hop comes to together with the way that packets take. */
export const joined = (...parts: readonly Judgement[]): Judgement => {
  const verdict = overall(parts);
  return { verdict, says: parts.filter(part => part.verdict === verdict).map(({ says }) => says).join("; ") };
};
