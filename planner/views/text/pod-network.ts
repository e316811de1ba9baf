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
    case "range": return `${range}, unknown to the VNet: a /${POD_BLOCK_LENGTH} each node${blocks.length > 0 ? `, such as ${blocks[0] ?? ""}` : ""}`;
    case "node-subnet": return `${named}, like the nodes': known to the VNet`;
    case "pod-subnet": return `${named}: known to the VNet`;
    case "undecided": return NOT_KNOWN;
  }
}

/** `4 routes, up to 10 of 400`. */
const routesText = ({ now, atMost, limit }: NonNullable<PodNetwork["routes"]>): string => `${now === undefined ? `routes ${NOT_KNOWN}` : plural(now, "route")}, up to ${atMost ?? "?"} of ${limit}`;

const betweenText = ({ routes }: PodNetwork): string =>
  (routes ? `by a route table, next hop each node's address: ${routesText(routes)}` : "in a routing domain that Azure keeps for the range, without routes or tunnels");

function leavingText({ towards: { virtualNetwork, beyond }, examples: { node } }: PodNetwork): string {
  const example = node === undefined ? "" : `, such as ${node}`;
  if (virtualNetwork === "node") return `with the node's address (source NAT)${example}; to pods with the pod's own`;
  switch (beyond) {
    case "pod": return "with the pod's own address, beyond the VNet as well";
    case "node": return `with the pod's own address; beyond the VNet the node's${example}`;
    case "undecided": return `with the pod's own address; beyond the VNet ${NOT_KNOWN}`;
  }
}

const enteringText = ({ reachable }: PodNetwork): string =>
  (reachable === true ? "to each pod directly from the VNet, where rules and policies let it" : "to nodes and front ends alone: nothing in the VNet reaches a pod directly");

function networkLines(network: PodNetwork, plan: Plan): readonly Line[] {
  const name = plan.analyses.clusters.find(each => each.resource === network.cluster)?.name ?? "the cluster";
  return [line(strong(`Pods' network of ${name}`), dim(`  ${networkTitle(network.model)}`)), ...labelledLines([
    { label: "addresses", text: addressesText(network) }, ...(network.between === "virtual-network" ? [] : [{ label: "node to node", text: betweenText(network) }]),
    { label: "going out", text: leavingText(network) }, { label: "coming in", text: enteringText(network) },
  ])];
}

/** Of a model that is not known, or another vendor's, there is nothing to say. */
export const podNetworkLines = (plan: Plan): readonly Line[] => plan.analyses.podNetworks.filter(({ source }) => source !== undefined).flatMap(each => networkLines(each, plan));
