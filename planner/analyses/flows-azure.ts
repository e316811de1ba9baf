/** From a cluster to Azure and beyond: names, registry, vault, API server, and what every cluster needs. */
import { egressRules, type EgressRule } from "../../facts/egress";
import { ROLES } from "../../facts/roles";
import { GUARDED_SERVICES, type GuardedService } from "../../facts/service-firewalls";
import { AZURE_RESOLVER, DNS_PORT, HTTPS_PORT } from "../../facts/traffic";
import { nameInId } from "../../facts/arm-ids";
import type { Enforcer, Flow, FlowHop, FlowOrigin } from "../model/flow-results";
import type { ResourceGraph } from "../model/graph";
import { KINDS, type TypeTest } from "../model/kinds";
import { groupedBy, once } from "../model/once";
import type { PlanResource } from "../model/plan";
import { readAt, textAt } from "../model/read";
import type { ClusterSummary } from "../model/results";
import { nodesToApiServer } from "./api-server-access";
import { featuresOf } from "./egress";
import { firewallOn } from "./firewalls";
import type { ClusterFlows } from "./flows";
import { heldPods, podsWithNetwork, type PodPackets } from "./held-pods";
import { accessTo, guardOf } from "./service-access";
import { objectName } from "./services";
import { broken, overall, proven, undecided, type Judgement } from "./verdict";
import { isIsolated, joined } from "./ways-out";
import type { Workload } from "./workloads";

/** Uses of the egress rules that have flows of their own. */
const OWN_FLOWS = ["secrets from Key Vault", "image layers of Azure's registries", "the network's own DNS"];

const hostOf = (image: string | undefined): string | undefined => image?.split("/")[0]?.toLowerCase();

/** What of the whole plan says who pulls from which registry. */
interface Pulls {
  /** Hosts of the images of all workloads. */
  readonly hosts: ReadonlySet<string>;
  /** Where a role allows to pull: ids of scopes in lower case, and URNs that scopes depend on. */
  readonly granted: ReadonlySet<string>;
}

const hostsOf = once((workloads: ClusterFlows["workloads"]): Pulls["hosts"] => new Set(workloads.flatMap(({ containers }) => containers.flatMap(({ image }) => hostOf(image) ?? []))));

const grantedIn = once((graph: ResourceGraph): Pulls["granted"] => {
  const grants = graph.where(KINDS.roleAssignment).filter(({ inputs }) => nameInId(textAt(inputs, "roleDefinitionId"))?.toLowerCase() === ROLES.acrPull.id);
  return new Set(grants.flatMap(({ inputs, propertyDependencies }) => [textAt(inputs, "scope")?.toLowerCase() ?? [], propertyDependencies.scope ?? []].flat()));
});

/** How many SecretProviderClasses name a vault, by its host name, and how many that name none come from one, by its URN. */
const classesIn = once((graph: ResourceGraph): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { inputs, propertyDependencies } of graph.where(KINDS.secretProviderClass)) {
    const vault = textAt(inputs, "spec", "parameters", "keyvaultName");
    for (const key of vault === undefined ? new Set(propertyDependencies.spec ?? []) : [`${vault.toLowerCase()}.vault.azure.net`]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
});

/** Who of the cluster uses it; undefined where the plan has nobody. */
function userOf(target: PlanResource, title: GuardedService["title"], name: string, { graph }: ClusterFlows, { hosts, granted }: Pulls): string | undefined {
  if (title === "registry") return hosts.has(name) || granted.has(textAt(target.id)?.toLowerCase() ?? target.urn) || granted.has(target.urn) ? "kubelet" : undefined;
  const classes = (classesIn(graph).get(name) ?? 0) + (classesIn(graph).get(target.urn) ?? 0);
  return classes > 0 ? `CSI driver, for ${classes === 1 ? "1 class" : `${classes} classes`} of secrets` : undefined;
}

const NODES_BACK = "the answer comes back the same way: the connection is kept in state";

/** Nodes and pods themselves, which every flow from the cluster begins with. */
function originOf({ id, cluster }: ClusterFlows, label = "nodes and pods", at: FlowOrigin["at"] = "nodes"): FlowOrigin {
  return { id: `${id}/${at}`, at, label, reaches: true, says: cluster.network === "undecided" ? "from the cluster" : `from ${label}`, back: proven(NODES_BACK), verdict: "proven" };
}

const NAMES: PodPackets = { to: "names", port: DNS_PORT, protocols: ["UDP", "TCP"] };
const HTTPS: PodPackets = { to: "network", port: HTTPS_PORT, protocols: ["TCP"] };
const OUTSIDE: PodPackets = { to: "internet", port: HTTPS_PORT, protocols: ["TCP"] };

/** Begins a sentence of what the pods that they choose send. */
const policiesText = (policies: readonly PlanResource[]): string => `network ${policies.length === 1 ? "policy" : "policies"} ${policies.map(objectName).join(", ")} ${policies.length === 1 ? "lets out nothing" : "let out nothing"} that`;

/** Workloads that a label names. */
const MOST = 3;

/** Nodes and those pods that network policies let send there; the others by name. */
function originsOf(flows: ClusterFlows, packets: PodPackets): readonly FlowOrigin[] {
  const pods = podsWithNetwork(flows.cluster, flows.clusterOfResource, flows.graph);
  const held = heldPods(pods, packets, flows.cluster, flows.graph);
  const shut = [...groupedBy(held, ({ policies }) => policiesText(policies))].map(([policies, some]): FlowOrigin => {
    const names = [...new Set(some.map(({ workload }) => workload.name))];
    return {
      id: `${flows.id}/held-pods/${packets.to}/${some[0]?.workload.resource.urn ?? ""}`, at: "pods", label: `pods of ${[...names.slice(0, MOST), ...(names.length > MOST ? [`${names.length - MOST} more`] : [])].join(", ")}`,
      reaches: false, verdict: "proven", says: `${policies} they send there`,
    };
  });
  return [originOf(flows, pods.length > 0 && held.length === pods.length ? "nodes" : undefined), ...shut];
}

function azureHop(id: string, label: string, hostNames: readonly string[], rest: Partial<FlowHop> & Judgement): FlowHop {
  return { id, at: "azure-service", label, hostNames, port: HTTPS_PORT, protocol: "TCP", enforcedBy: [], ...rest };
}

const flowOf = (flows: ClusterFlows, key: string, name: string, origins: readonly FlowOrigin[], hops: readonly FlowHop[], judgement?: Judgement): Flow =>
  ({ id: `${flows.id}/azure/${key}`, kind: "azure", name, cluster: flows.cluster.resource, origins, hops, verdict: judgement?.verdict ?? overall(hops) });

const ENTRA: Enforcer = { kind: "entra-id", name: "Microsoft Entra ID" };
const ROLES_ON_IT: Enforcer = { kind: "azure-rbac", name: "Azure RBAC" };

/** A declared registry or vault. Where nothing of the plan uses it, what would break is not known to matter. */
function guarded(target: PlanResource, service: GuardedService, flows: ClusterFlows, pulls: Pulls): readonly Flow[] {
  const own = textAt(target.inputs, service.nameInput);
  const host = own === undefined ? undefined : `${own.toLowerCase()}.${service.domain}`;
  const user = host === undefined ? undefined : userOf(target, service.title, host, flows, pulls);
  const access = accessTo(target, service, host ?? "", flows);
  const used = user !== undefined;
  const judgement = access.judgement.verdict === "broken" && !used ? undecided(`${access.judgement.says}; nothing in this plan shows whether the cluster uses it`) : access.judgement;
  const hop = azureHop(target.urn, own ?? target.name, host === undefined ? [] : [host], { resource: target.urn, enforcedBy: [...guardOf(target, service), ENTRA, ROLES_ON_IT], ...judgement });
  const origin = service.title === "registry" ? originOf(flows, user ?? "kubelet") : originOf(flows, user ?? "CSI driver", "pods");
  return [flowOf(flows, `${service.title}/${own ?? target.name}`, service.title === "registry" ? "images" : "secrets", [origin], [...access.hops, hop], judgement)];
}

/** Two clusters and no sign of which uses what: each is said to. */
function guardedOf(type: TypeTest, service: GuardedService, flows: ClusterFlows): readonly Flow[] {
  const pulls = { hosts: hostsOf(flows.workloads), granted: grantedIn(flows.graph) };
  return flows.graph.where(type).flatMap(target => guarded(target, service, flows, pulls));
}

function names(flows: ClusterFlows): Flow {
  const { network, id, outbound } = flows;
  const asked = (hop: FlowHop): Flow => flowOf(flows, "names", "names", originsOf(flows, NAMES), [outbound.names(hop)]);
  const servers = network.dnsServers;
  const hop = { id: `${id}/resolver`, at: "resolver", port: DNS_PORT, protocol: "UDP", enforcedBy: [] } as const;
  if (servers === "open") return asked({ ...hop, label: "DNS servers of the network", ...undecided("which DNS servers the nodes' network has is not known") });
  if (servers.length > 0) return asked({ ...hop, label: servers.join(", "), address: servers[0], ...undecided(`whether DNS servers ${servers.join(", ")} answer the nodes is not of this plan`) });
  return asked({ ...hop, label: "Azure's resolver", address: AZURE_RESOLVER, ...proven("on the node's own host: past routes, gateways and rules of security groups") });
}

/** Everything else that the nodes and the chosen features need, by use. */
function publicUses(cluster: ClusterSummary, inputs: PlanResource["inputs"], flows: ClusterFlows): readonly Flow[] {
  const features = featuresOf(cluster, inputs, flows);
  const registries = new Set(flows.graph.where(KINDS.registry).flatMap(each => textAt(each.inputs, "registryName")?.toLowerCase() ?? []).map(name => `${name}.azurecr.io`));
  const cached = textAt(inputs, "bootstrapProfile", "artifactSource")?.toLowerCase() === "cache";
  const rules = egressRules({ ...features, privateApiServer: true, vaults: [], imageHosts: features.imageHosts.filter(host => !registries.has(host)) })
    .filter(({ need, use }) => need === "required" && !OWN_FLOWS.includes(use) && !(cached && use === "images of AKS itself"));
  const uses = new Map<string, EgressRule[]>();
  for (const rule of rules) uses.set(`${rule.use}|${rule.port}`, [...(uses.get(`${rule.use}|${rule.port}`) ?? []), rule]);
  const origins = originsOf(flows, OUTSIDE);
  return [...uses].map(([key, some]) => {
    const [{ use, port, protocol }] = some as [EgressRule, ...EgressRule[]];
    const hop = azureHop(`azure/${key.replace("|", "/")}`, use, some.map(({ destination }) => destination), { port, protocol, ...proven("at its public address") });
    // The way out is asked for HTTPS.
    const reached = (port === HTTPS_PORT && protocol === "TCP") || isIsolated(cluster, flows.graph) ? hop : flows.outbound.before(hop, { to: "internet", port, protocol });
    return flowOf(flows, key.replace("|", "/"), use, port === HTTPS_PORT && protocol === "TCP" ? origins : [originOf(flows, "nodes")], [flows.wayOut.hop, reached]);
  });
}

/** Whether containers are told of a proxy, which then asks for names and calls Azure in their place; AKS tells all pods of the cluster's. Source: azure-aks-docs, http-proxy.md. */
const mayUseProxy = ({ containers }: Workload, { cluster, graph }: ClusterFlows): boolean =>
  readAt(graph.byUrn(cluster.resource)?.inputs, "httpProxyConfig").knowledge !== "absent" || containers.some(({ environment }) => [...environment.keys()].some(key => /^https?_proxy$/i.test(key)));

/** What writes records asks for the name of Azure's API, and calls it, at a private address where the network has a private link to it. */
function written(workload: Workload, flows: ClusterFlows): Judgement & { readonly resource?: string } {
  const held = [NAMES, HTTPS].flatMap(packets => heldPods([workload], packets, flows.cluster, flows.graph).map(each => ({ ...each, port: packets.port })));
  const [first] = held;
  if (!first) return proven("by Azure's API, which writes to the zone");
  const says = `${policiesText(first.policies)} its pods send to port ${held.map(({ port }) => (port === DNS_PORT ? `${port} (names)` : `${port} (Azure's API)`)).join(" or ")}`;
  return { ...(mayUseProxy(workload, flows) ? undecided(`${says}; whether a proxy does so for them is not known`) : broken(says)), resource: first.policies[0]?.urn };
}

/** What external-dns writes: records, by Azure's API. */
function records(flows: ClusterFlows): readonly Flow[] {
  const writers = flows.workloads.filter(({ resource, containers }) => flows.clusterOfResource(resource) === flows.cluster && containers.some(({ command }) => command.some(each => /^--provider=azure(-private-dns)?$/.test(each))));
  return writers.map(workload => flowOf(flows, `records/${workload.resource.urn}`, `DNS records of ${workload.name}`, [originOf(flows, `pods of ${workload.name}`, "pods")], [
    flows.wayOut.hop, azureHop("azure/dns", "Azure DNS", ["management.azure.com"], { enforcedBy: [ENTRA, ROLES_ON_IT], ...written(workload, flows) }),
  ]));
}

/** What a declared Azure Firewall on the way does with the requests of a flow that takes it. */
function behindFirewall(flow: Flow, { cluster, wayOut, egress, ...input }: ClusterFlows): Flow {
  const plan = egress.find(each => each.cluster === cluster.resource);
  const firewall = plan && flow.hops.some(({ id }) => id === wayOut.hop.id) ? firewallOn(plan.ways, cluster, input) : undefined;
  const last = flow.hops.at(-1);
  if (!firewall || last?.port === undefined || last.id === wayOut.hop.id) return flow;
  const judged = firewall.judge(last.hostNames ?? [], last.port, plan?.rules ?? []);
  if (judged.verdict === "proven") return flow;
  return { ...flow, hops: [...flow.hops.slice(0, -1), { ...last, ...(last.verdict === "proven" && { resource: firewall.resource.urn }), ...joined(last, judged) }], verdict: overall([flow, judged]) };
}

export function azureFlows(flows: ClusterFlows): readonly Flow[] {
  const { cluster, graph } = flows;
  const inputs = graph.byUrn(cluster.resource)?.inputs ?? {};
  return [
    names(flows), flowOf(flows, "api-server", "API server", originsOf(flows, HTTPS), nodesToApiServer(flows)),
    ...guardedOf(KINDS.registry, GUARDED_SERVICES.registry, flows), ...guardedOf(KINDS.vault, GUARDED_SERVICES.vault, flows),
    ...publicUses(cluster, inputs, flows), ...records(flows),
  ].map(flow => behindFirewall(flow, flows));
}
