/** How a consumer comes from a host name to the front end's address: which zone has the name, who writes the record, who may ask. */
import { HTTPS_PORT } from "../../facts/traffic";
import type { FlowHop, FlowOrigin } from "../model/flow-results";
import { KINDS, type TypeTest } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { textAt } from "../model/read";
import type { ClusterFlows } from "./flows";
import { sameName } from "./networks";
import { zoneAnswers } from "./private-names";
import type { Workload } from "./workloads";
import { proven, undecided, type Judgement } from "./verdict";

interface Zone { readonly name: string; readonly resource: PlanResource; readonly isPrivate: boolean }

/** The declared zone with the longest name that a host is in. */
function zoneOf(host: string, { graph }: ClusterFlows): Zone | undefined {
  const of = (type: TypeTest, key: string, isPrivate: boolean): readonly Zone[] => graph.where(type).flatMap(resource => {
    const name = textAt(resource.inputs, key)?.toLowerCase();
    return name === undefined ? [] : [{ name, resource, isPrivate }];
  });
  return [...of(KINDS.privateZone, "privateZoneName", true), ...of(KINDS.dnsZone, "zoneName", false)]
    .filter(({ name }) => host.toLowerCase() === name || host.toLowerCase().endsWith(`.${name}`)).sort((a, b) => b.name.length - a.name.length)[0];
}

/** An external-dns that keeps records in the zone, by its provider and its filters. */
const keeps = ({ containers }: Workload, { name, isPrivate }: Zone): boolean => containers.some(({ command }) => {
  const filters = command.flatMap(argument => /^--domain-filter=(.+)$/.exec(argument)?.[1] ?? []);
  return command.includes(isPrivate ? "--provider=azure-private-dns" : "--provider=azure") && (filters.length === 0 || filters.some(filter => sameName(filter, name)));
});

function recordOf(host: string, zone: Zone, flows: ClusterFlows): Judgement {
  const writer = flows.workloads.find(each => flows.clusterOfResource(each.resource) === flows.cluster && keeps(each, zone));
  if (writer) return proven(`record in zone ${zone.name}, written by ${writer.name}`);
  const label = host.toLowerCase() === zone.name ? "@" : host.toLowerCase().slice(0, -zone.name.length - 1);
  const sets = flows.graph.where(zone.isPrivate ? KINDS.privateRecordSet : KINDS.dnsRecordSet).filter(({ inputs }) => sameName(textAt(inputs, zone.isPrivate ? "privateZoneName" : "zoneName"), zone.name));
  if (sets.some(({ inputs }) => sameName(textAt(inputs, "relativeRecordSetName"), label))) return proven(`record in zone ${zone.name}`);
  return undecided(`who writes a record for ${host} to zone ${zone.name} is not in this plan`);
}

/** Whether who is there gets an answer from a private zone. */
function asked(zone: Zone, from: FlowOrigin, flows: ClusterFlows): Judgement {
  if (from.at === "virtual-network" || from.at === "pods") {
    const answers = zoneAnswers(zone.name, flows.network, flows.graph);
    // Consumers may be meant to ask from elsewhere alone.
    return answers.verdict === "broken" ? undecided(`${answers.says}: whether consumers are there is not known`) : answers;
  }
  return undecided(`whether ${from.label} resolves names of private zone ${zone.name} is not known`);
}

export interface NamedEntry {
  readonly hop: FlowHop;
  /** What the name is worth to who asks from somewhere. */
  readonly from: (origin: FlowOrigin) => Judgement;
}

/** Undefined where consumers ask for no host name: a Service without one is called by its address. */
export function nameHop({ host, port }: { readonly host?: string; readonly port?: number }, flows: ClusterFlows): NamedEntry | undefined {
  if (host === undefined) return undefined;
  const hop = { id: `name/${host.toLowerCase()}`, at: "name", label: host, hostNames: [host], port: port ?? HTTPS_PORT, enforcedBy: [] } as const;
  const zone = zoneOf(host, flows);
  if (!zone) return { hop: { ...hop, ...undecided(`no zone of this plan has the name ${host}: who answers for it is not known`) }, from: () => proven("") };
  return { hop: { ...hop, resource: zone.resource.urn, ...recordOf(host, zone, flows) }, from: from => (zone.isPrivate ? asked(zone, from, flows) : proven("")) };
}
