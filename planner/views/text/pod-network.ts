/** How the pods' network works: where their addresses are known, how packets reach them, whose address they leave with. */
import { POD_BLOCK_LENGTH } from "../../../facts/network-models";
import type { Plan } from "../../model/plan";
import type { PodNetwork } from "../../model/upgrade-results";
import { labelledLines } from "./labelled";
import { dim, line, strong, type Line } from "./line";
import { plural } from "./plural";
import { networkTitle } from "./title";

const NOT_KNOWN = "not known";

function addressesText({ addressesFrom, range = `a range that is ${NOT_KNOWN}`, subnets, examples: { blocks } }: PodNetwork): string {
  const named = subnets.length === 0 ? `a subnet that is ${NOT_KNOWN}` : `${subnets.length > 1 ? "subnets" : "subnet"} ${subnets.join(" and ")}`;
  switch (addressesFrom) {
    case "range": return `of ${range}, which the virtual network does not know: a /${POD_BLOCK_LENGTH} each node${blocks.length > 0 ? `, such as ${blocks.join(" and ")}` : ""}`;
    case "node-subnet": return `of ${named}, like the nodes': the virtual network knows each pod`;
    case "pod-subnet": return `of ${named}: the virtual network knows each pod`;
    case "undecided": return NOT_KNOWN;
  }
}

/** `4 now, up to 10 while an upgrade runs, of 400`. */
const routesText = ({ now, atMost, limit }: NonNullable<PodNetwork["routes"]>): string => `${now === undefined ? NOT_KNOWN : plural(now, "route")}, up to ${atMost ?? "?"} with surge, of ${limit}`;

function betweenText({ between, routes }: PodNetwork): string {
  switch (between) {
    case "routes": return `a route table leads each node's block to the node's address${routes ? `: ${routesText(routes)}` : ""}`;
    case "overlay": return "in a routing domain that Azure keeps for the range, without routes or tunnels";
    case "virtual-network": return "through the virtual network, as between any two machines in it";
    case "undecided": return NOT_KNOWN;
  }
}

const translated = ({ examples: { node } }: PodNetwork): string => `translated (source NAT) to the node's address${node === undefined ? "" : `, such as ${node}`}`;

function leavingText(network: PodNetwork): string {
  const { virtualNetwork, beyond } = network.towards;
  if (virtualNetwork === "node") return `${translated(network)}; to pods untranslated`;
  const within = "in the virtual network with the pod's own address";
  switch (beyond) {
    case "pod": return `${within}, and beyond it as well`;
    case "node": return `${within}; beyond it, in peered networks too, ${translated(network)}`;
    case "undecided": return `${within}; beyond it ${NOT_KNOWN}`;
  }
}

const enteringText = ({ reachable }: PodNetwork): string =>
  (reachable === true ? "each pod can be reached from the virtual network itself, where rules and policies let it" : "through nodes and front ends alone: nothing in the virtual network reaches a pod's address");

function networkLines(network: PodNetwork, plan: Plan): readonly Line[] {
  const name = plan.analyses.clusters.find(each => each.resource === network.cluster)?.name ?? "the cluster";
  return [line(strong(`Pods' network of ${name}`), dim(`  ${networkTitle(network.model)}`)), ...labelledLines([
    { label: "addresses", text: addressesText(network) }, { label: "node to node", text: betweenText(network) },
    { label: "going out", text: leavingText(network) }, { label: "coming in", text: enteringText(network) },
  ])];
}

/** Of a model that is not known, or another vendor's, there is nothing to say. */
export const podNetworkLines = (plan: Plan): readonly Line[] => plan.analyses.podNetworks.filter(({ source }) => source !== undefined).flatMap(each => networkLines(each, plan));
