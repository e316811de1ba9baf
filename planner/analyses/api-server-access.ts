/** The API server's name and address, and how the cluster's own nodes reach it. */
import { containsAddress, containsPrefix, parseAddress, parsePrefix, parsePrefixes } from "../../facts/addresses";
import { nameInId } from "../../facts/arm-ids";
import { EVERYBODY, PRIVATE_RANGES } from "../../facts/ranges";
import { apiServerName, HTTPS_PORT, integratedZoneName, OWN_BALANCER_ONLY } from "../../facts/traffic";
import type { Enforcer, FlowHop } from "../model/flow-results";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { flagAt, isOpen, listAt, textAt, textsAt } from "../model/read";
import type { ClusterFlows } from "./flows";
import { sameName } from "./networks";
import { publicPools } from "./pools";
import { zoneAnswers } from "./private-names";
import { broken, proven, undecided, type Judgement } from "./verdict";

const PROFILE = "apiServerAccessProfile";

/** The names by which it is called, private one first. */
export function namesOf(flows: ClusterFlows): readonly string[] {
  const { cluster, graph } = flows;
  const inputs = graph.byUrn(cluster.resource)?.inputs;
  const prefix = textAt(inputs, "dnsPrefix"), subdomain = textAt(inputs, "fqdnSubdomain");
  const server = cluster.privateApiServer;
  if (!server) return [apiServerName(prefix, cluster.region)];
  const integrated = isIntegrated(flows);
  const inside = server.zone === "system" ? integrated === undefined ? [] : [apiServerName(prefix, cluster.region, integrated ? integratedZoneName(cluster.region) : "system")]
    : server.zone === "own" && server.zoneName !== undefined ? [subdomain === undefined ? apiServerName(prefix, cluster.region, server.zoneName) : `${subdomain}.${server.zoneName}`] : [];
  return [...inside, ...(server.publicFqdn === true ? [apiServerName(prefix, cluster.region)] : [])];
}

/** Neither a zone nor a public name: AKS refuses it. */
const isNameless = ({ privateApiServer: server }: ClusterFlows["cluster"]): boolean => server?.zone === "none" && server.publicFqdn === false;

/** Whether nodes reach the API server inside the network, also of a public one. */
export const isIntegrated = ({ cluster, graph }: ClusterFlows): boolean | undefined =>
  (isOpen(graph.byUrn(cluster.resource)?.inputs, PROFILE, "enableVnetIntegration") ? undefined : flagAt(graph.byUrn(cluster.resource)?.inputs, PROFILE, "enableVnetIntegration") === true);

/** The declared public addresses of the NAT gateway on the nodes' subnets. */
function egressAddresses({ graph, network }: ClusterFlows): readonly PlanResource[] {
  const gateways = network.subnets.flatMap(({ declaration, resource }) => {
    const name = nameInId(textAt(declaration, "natGateway", "id"));
    const causes = graph.byUrn(resource)?.propertyDependencies.natGateway ?? [];
    return graph.where(KINDS.natGateway).filter(each => sameName(textAt(each.inputs, "natGatewayName"), name) || causes.includes(each.urn));
  });
  return [...new Set(gateways.flatMap(({ inputs, propertyDependencies }) => {
    const names = listAt(inputs, "publicIpAddresses").map(each => nameInId(textAt(each, "id")));
    const causes = propertyDependencies.publicIpAddresses ?? [];
    return graph.where(KINDS.publicAddress).filter(each => causes.includes(each.urn) || names.some(name => sameName(textAt(each.inputs, "publicIpAddressName"), name)));
  }))];
}

/** Whether the authorised ranges hold the address that nodes come from; AKS adds that of its own load balancer itself. */
function nodesAuthorized(flows: ClusterFlows): Judgement {
  const { cluster, graph, wayOut, pools } = flows;
  const declared = graph.byUrn(cluster.resource);
  const inputs = declared?.inputs;
  if (cluster.apiServer !== "authorized-ranges") return proven("whoever comes is let in, and must say who it is");
  const direct = publicPools(cluster, pools, graph);
  if (isIntegrated(flows) !== true && direct.length > 0 && !textsAt(inputs, PROFILE, "authorizedIPRanges").includes(EVERYBODY)) {
    return undecided(`nodes of ${direct.map(({ name }) => name ?? "a pool").join(", ")} leave, or may leave, by public addresses of their own, which AKS does not add: whether the authorised ranges hold their prefix is not known`);
  }
  if (wayOut.through === "balancer") return proven("AKS adds its load balancer's outbound address to the authorised ranges");
  if (isIntegrated(flows) === true) return proven("nodes reach it inside the network");
  if (wayOut.hop.verdict === "broken") return broken(wayOut.hop.says);
  const ranges = listAt(inputs, PROFILE, "authorizedIPRanges");
  const egress = wayOut.through === "nat-gateway" ? egressAddresses(flows) : [];
  const question = `whether the authorised ranges hold the address that nodes come from (${wayOut.hop.label}) is not known`;
  const causes = declared?.propertyDependencies[PROFILE] ?? [];
  const unknown = isOpen(inputs, PROFILE, "authorizedIPRanges") || ranges.some(range => textAt(range) === undefined);
  if (unknown) return egress.length > 0 && egress.every(({ urn }) => causes.includes(urn)) ? proven("the authorised ranges are made from the NAT gateway's addresses") : undecided(question);
  const texts = textsAt(inputs, PROFILE, "authorizedIPRanges");
  const prefixes = texts.filter(text => text !== OWN_BALANCER_ONLY).map(text => parsePrefix(text.includes("/") ? text : `${text}/32`));
  if (prefixes.includes(undefined)) return undecided(question);
  const known = prefixes.filter(each => each !== undefined);
  const addresses = egress.map(({ inputs: address }) => parseAddress(textAt(address, "ipAddress") ?? ""));
  const outside = addresses.findIndex(address => address !== undefined && !known.some(range => containsAddress(range, address)));
  if (outside >= 0) return broken(`nodes come from ${textAt(egress[outside]?.inputs, "ipAddress") ?? ""} (${wayOut.hop.label}), which no authorised range holds`);
  if (addresses.length > 0 && !addresses.includes(undefined)) return proven("an authorised range holds the address that nodes come from");
  const everybody = known.some(({ length }) => length === 0);
  if (everybody) return proven("the authorised ranges hold every address");
  const inner = parsePrefixes(PRIVATE_RANGES);
  // To a public address nobody comes from a private one.
  if (known.every(range => inner.some(each => containsPrefix(each, range)))) return broken(`nodes leave by ${wayOut.hop.label}, and no authorised range is of public addresses (${texts.join(", ")})`);
  return undecided(question);
}

export const authorizedRanges = (flows: ClusterFlows): readonly string[] => textsAt(flows.graph.byUrn(flows.cluster.resource)?.inputs, PROFILE, "authorizedIPRanges");

/** The server itself, the same hop for nodes and operators. */
export function apiServerHop(flows: ClusterFlows, judgement: Judgement): FlowHop {
  const { cluster, id, firstSubnet } = flows;
  const ranges: readonly Enforcer[] = cluster.apiServer === "authorized-ranges" ? [{ kind: "authorized-ranges", name: "authorised ranges", resource: cluster.resource }] : [];
  const endpoint: readonly Enforcer[] = cluster.privateApiServer?.endpoint === true ? [{ kind: "private-endpoint", name: "kube-apiserver" }] : [];
  return {
    id: `${id}/api-server`, at: "api-server", label: "API server", resource: cluster.resource, hostNames: namesOf(flows), port: HTTPS_PORT, protocol: "TCP",
    ...(cluster.privateApiServer?.endpoint === true && firstSubnet && { addressFrom: firstSubnet }), enforcedBy: [...ranges, ...endpoint], ...judgement,
  };
}

/** How nodes, and others in their network, get from the private name to the address. */
export function nameInside(flows: ClusterFlows): Judgement {
  const { cluster, network, graph } = flows;
  const server = cluster.privateApiServer;
  if (isNameless(cluster)) return broken("no private zone and no public name: AKS refuses the cluster");
  if (!server || server.publicFqdn === true) return proven("its public name resolves everywhere");
  if (server.zone === "undecided") return undecided("which zone has its name is not known");
  if (server.zone === "none") return undecided("whether it has a public name is not known");
  if (network.dnsServers !== "open" && network.dnsServers.length > 0) return undecided(`whether DNS servers ${network.dnsServers.join(", ")} forward its private zone to Azure's resolver is not known`);
  if (server.zone === "system") return proven("AKS links its private zone to the nodes' network");
  const answers = zoneAnswers(server.zoneName ?? "of its own", network, graph);
  // AKS links the zone that it is given to the nodes' network by itself.
  return answers.verdict === "broken" ? proven(`AKS links zone ${server.zoneName ?? ""} to the nodes' network`) : answers;
}

/** From a node to the API server. */
export function nodesToApiServer(flows: ClusterFlows): readonly FlowHop[] {
  const { cluster, wayOut, outbound, firstSubnet } = flows;
  if (cluster.apiServer === "undecided") return [apiServerHop(flows, undecided("whether the API server is private is not known"))];
  const inside = (judgement: Judgement, prefix?: string): FlowHop => outbound.before(apiServerHop(flows, judgement), { to: prefix === undefined ? "network" : { prefix } });
  const integrated = isIntegrated(flows);
  if (cluster.apiServer === "private") return [inside(nameInside(flows), integrated === false ? firstSubnet?.prefix : undefined)];
  if (integrated === undefined) return [apiServerHop(flows, undecided("whether the API server has a subnet of the network is not known"))];
  return integrated ? [inside(proven("in a subnet of the nodes' network"))] : [wayOut.hop, apiServerHop(flows, nodesAuthorized(flows))];
}
