/** Whether a private endpoint's name leads nodes to it: the records that a zone group writes, the zone's link to their network, and whom the network asks. */
import { nameInId } from "../../facts/arm-ids";
import type { PrivateLink } from "../../facts/private-link";
import type { ResourceGraph } from "../model/graph";
import { KINDS, type TypeTest } from "../model/kinds";
import { groupedBy, once } from "../model/once";
import type { PlanResource, PlanValue } from "../model/plan";
import { isOpen, listAt, readAt, textAt } from "../model/read";
import { networkNamed, sameName, type ClusterNetwork } from "./networks";
import { broken, proven, undecided, type Judgement } from "./verdict";

/** Names of zones that a list of configurations refers to; undefined elements are not known. */
function zonesOf(group: PlanResource, graph: ResourceGraph): readonly (string | undefined)[] {
  const causes = (group.propertyDependencies.privateDnsZoneConfigs ?? []).flatMap(urn => graph.byUrn(urn) ?? []).filter(({ type }) => KINDS.privateZone(type));
  if (isOpen(group.inputs, "privateDnsZoneConfigs")) return [undefined];
  return listAt(group.inputs, "privateDnsZoneConfigs").map((config: PlanValue, _, all) =>
    nameInId(textAt(config, "privateDnsZoneId")) ?? (causes.length === 1 && all.length === 1 ? textAt(causes[0]?.inputs, "privateZoneName") : undefined));
}

/** By the URNs that their endpoint's name comes from. */
const groupsByCause = once((graph: ResourceGraph) => groupedBy(
  graph.where(KINDS.privateDnsZoneGroup).flatMap(group => (group.propertyDependencies.privateEndpointName ?? []).map(urn => ({ group, urn }))), ({ urn }) => urn));

const groupsOf = (endpoint: PlanResource, graph: ResourceGraph): readonly PlanResource[] => {
  const caused = (groupsByCause(graph).get(endpoint.urn) ?? []).map(({ group }) => group);
  const found = new Set([...graph.named(KINDS.privateDnsZoneGroup, "privateEndpointName", textAt(endpoint.inputs, "privateEndpointName")), ...caused]);
  return [...found].sort((a, b) => (a.urn < b.urn ? -1 : 1));
};

/** A part of a zone: the link or record set names its zone, or depends on it alone. */
const ofZone = (zone: string, type: TypeTest, graph: ResourceGraph): readonly PlanResource[] => graph.where(type).filter(({ inputs, propertyDependencies }) => {
  const named = textAt(inputs, "privateZoneName");
  if (named !== undefined) return sameName(named, zone);
  return (propertyDependencies.privateZoneName ?? []).some(urn => sameName(textAt(graph.byUrn(urn)?.inputs, "privateZoneName"), zone));
});

/** Whether a network asks a zone: its link, as far as the plan shows the zone, and the network's DNS servers. */
export function zoneAnswers(zone: string, network: ClusterNetwork, graph: ResourceGraph): Judgement {
  if (network.managed || network.name === undefined) return undecided(`whether zone ${zone} is linked to the nodes' network is not known`);
  const { name, dnsServers } = network;
  const links = ofZone(zone, KINDS.privateZoneLink, graph);
  const linked = links.some(link => sameName(networkNamed(link, ["virtualNetwork", "id"], graph), name));
  if (Array.isArray(dnsServers) && dnsServers.length > 0) return undecided(`whether the network's DNS servers ${dnsServers.join(", ")} forward ${zone} to Azure's resolver, in a network that the zone is linked to, is not known`);
  if (linked) return dnsServers === "open" ? undecided(`which DNS servers network ${name} has is not known`) : proven(`zone ${zone} is linked to ${name}`);
  if (!graph.where(KINDS.privateZone).some(({ inputs }) => sameName(textAt(inputs, "privateZoneName"), zone))) return undecided(`zone ${zone} is not of this plan: whether it is linked to ${name} is not known`);
  if (links.some(link => networkNamed(link, ["virtualNetwork", "id"], graph) === undefined)) return undecided(`which network zone ${zone} is linked to is not known`);
  // What hosts the resolver of a hub answers for its spokes by their DNS servers, which are Azure's own here.
  return dnsServers === "open" ? undecided(`zone ${zone} is not linked to ${name} in this plan, and which DNS servers that has is not known`) : broken(`zone ${zone} is not linked to network ${name}`);
}

/** Proven: nodes that ask for the service's name get the endpoint's address. Broken: they get the public one. */
export function leadsTo(endpoint: PlanResource, link: PrivateLink, hostName: string, network: ClusterNetwork, graph: ResourceGraph): Judgement {
  const zones = groupsOf(endpoint, graph).flatMap(group => zonesOf(group, graph));
  if (zones.some(zone => sameName(zone, link.zone))) return zoneAnswers(link.zone, network, graph);
  if (zones.includes(undefined)) return undecided("which zone has the endpoint's records is not known");
  const records = ofZone(link.zone, KINDS.privateRecordSet, graph);
  const label = hostName.split(".")[0];
  if (records.some(({ inputs }) => sameName(textAt(inputs, "relativeRecordSetName"), label))) return zoneAnswers(link.zone, network, graph);
  if (records.some(({ inputs }) => readAt(inputs, "relativeRecordSetName").knowledge === "unknown")) return undecided(`whether the records of zone ${link.zone} name it is not known`);
  if (zones.length > 0) return broken(`its records go to zone ${zones.join(", ")}, and its name leads to ${link.zone}`);
  if (network.dnsServers === "open" || network.dnsServers.length > 0) return undecided(`no zone group of this plan writes its records to ${link.zone}, and who answers the nodes is not known`);
  return broken(`it has no zone group, and nothing in this plan writes its address to ${link.zone}: the name leads to the public address`);
}

