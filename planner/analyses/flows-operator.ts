/** From whoever runs kubectl or pulumi to the API server: which name, from where, who lets them in, and on to the nodes. */
import { HTTPS_PORT, KUBELET_PORT } from "../../facts/traffic";
import type { Enforcer, Flow, FlowHop, FlowOrigin } from "../model/flow-results";
import type { PlanObject } from "../model/plan";
import { flagAt, isOpen, readAt } from "../model/read";
import { apiServerHop, authorizedRanges, isIntegrated, nameInside, namesOf } from "./api-server-access";
import type { ClusterFlows } from "./flows";
import { administrationOf } from "./kubernetes-admins";
import { broken, overall, proven, undecided, type Judgement } from "./verdict";

const open = (id: string, at: FlowOrigin["at"], label: string, judgement: Judgement, back = "by the same connection"): FlowOrigin => ({ id, at, label, reaches: true, ...judgement, back: proven(back) });
const closed = (id: string, at: FlowOrigin["at"], label: string, says: string): FlowOrigin => ({ id, at, label, reaches: false, verdict: "proven", says });

/** Single commands through Azure's API, which need no way into the network. */
function runCommand({ cluster, graph }: ClusterFlows): FlowOrigin {
  const inputs = graph.byUrn(cluster.resource)?.inputs;
  const place = ["azure/run-command", "azure", "az aks command"] as const;
  if (isOpen(inputs, "apiServerAccessProfile", "disableRunCommand")) return open(...place, undecided("whether commands through Azure's API are allowed is not known"));
  return flagAt(inputs, "apiServerAccessProfile", "disableRunCommand") === true ? closed(...place, "turned off: disableRunCommand") : open(...place, proven("single commands through Azure's API, run in the cluster"), "in the command's output");
}

/** Where a private API server can be called from. */
function privateOrigins(flows: ClusterFlows): readonly FlowOrigin[] {
  const { cluster, network, id } = flows;
  const server = cluster.privateApiServer;
  const everywhere = server?.publicFqdn === true;
  const zone = server?.zoneName ?? "its private zone";
  const named = (who: string): Judgement => (everywhere ? proven("its public name resolves to the private address everywhere") : undecided(`whether ${who} resolves names of ${zone} is not known: the zone must be linked there, or its DNS forward to Azure's resolver`));
  const label = network.managed ? "the network that AKS makes" : network.name === undefined ? "the nodes' network" : `network ${network.name}`;
  return [
    open(network.name === undefined ? `${id}/network` : `network/${network.name.toLowerCase()}`, "virtual-network", label, nameInside(flows)),
    ...network.peered.map(({ name, both }) => open(`network/${name.toLowerCase()}`, "peered-network", `peered network ${name}`, both ? named(`network ${name}`) : undecided(`the other half of the peering with ${name} is not in this plan`))),
    ...network.sites.map(site => open(`site/${site.resource.urn}`, "on-premises", "on-premises", site.verdict === "proven" ? named("on-premises") : site, `by gateway ${site.name}`)),
    closed("internet", "internet", "the internet", "the API server has no public address"),
    runCommand(flows),
  ];
}

function originsOf(flows: ClusterFlows): readonly FlowOrigin[] {
  const { cluster } = flows;
  if (cluster.apiServer === "private") return privateOrigins(flows);
  if (cluster.apiServer === "undecided") return [open("operator", "internet", "operators", undecided("whether the API server is private is not known"))];
  if (cluster.apiServer === "public") return [open("internet", "internet", "the internet", proven("every address is let in"))];
  const ranges = authorizedRanges(flows);
  const known = ranges.length > 0 ? ranges.join(", ") : "ranges that are not known yet";
  return [
    open(`${flows.id}/authorized-ranges`, "authorized-ranges", known, ranges.length > 0 ? proven("authorised ranges") : undecided("which ranges are authorised is not known")),
    closed("internet", "internet", "the rest of the internet", "only authorised ranges are let in"),
  ];
}

function authentication(inputs: PlanObject | undefined, { id }: ClusterFlows): FlowHop {
  const hop = { id: `${id}/authentication`, at: "authentication", label: "authentication" } as const;
  const entra: Enforcer = { kind: "entra-id", name: "Microsoft Entra ID" };
  const local: Enforcer = { kind: "local-accounts", name: "client certificate of a local account" };
  if (isOpen(inputs, "aadProfile") || isOpen(inputs, "disableLocalAccounts")) return { ...hop, enforcedBy: [entra, local], ...undecided("whether Entra ID or local accounts are asked is not known") };
  const directory = readAt(inputs, "aadProfile").knowledge !== "absent";
  const accounts = flagAt(inputs, "disableLocalAccounts") !== true;
  const says = directory ? accounts ? "a token of Entra ID, or the certificate of a local account" : "a token of Entra ID alone; local accounts are off" : "the certificate of a local account: whoever has the kubeconfig";
  return { ...hop, enforcedBy: [...(directory ? [entra] : []), ...(accounts ? [local] : [])], ...(directory || accounts ? proven(says) : broken("local accounts are off and Entra ID is not set up: nobody can log in")) };
}

/** Where nobody may administer, whoever logs in is let in to nothing. */
function administration({ cluster, graph }: ClusterFlows, judgement: Judgement): Judgement {
  const declared = graph.byUrn(cluster.resource);
  switch (declared && administrationOf(declared, graph)) {
    case "closed": return broken("local accounts are off, no admin group is named, and with Azure RBAC off no role of Azure admits anybody");
    case "undecided": return undecided("no admin group is named and no role of the plan admits anybody: one may have been given elsewhere");
    default: return judgement;
  }
}

function authorization(inputs: PlanObject | undefined, flows: ClusterFlows): FlowHop {
  const { id } = flows;
  const hop = { id: `${id}/authorization`, at: "authorization", label: "authorization" } as const;
  const azure: Enforcer = { kind: "azure-rbac", name: "Azure RBAC" }, kubernetes: Enforcer = { kind: "kubernetes-rbac", name: "Kubernetes RBAC" };
  if (isOpen(inputs, "enableRBAC") || isOpen(inputs, "aadProfile", "enableAzureRBAC")) return { ...hop, enforcedBy: [kubernetes], ...undecided("which rights count is not known") };
  if (flagAt(inputs, "aadProfile", "enableAzureRBAC") === true) return { ...hop, enforcedBy: [azure, kubernetes], ...administration(flows, proven("Azure's roles on the cluster, and Kubernetes' own")) };
  if (flagAt(inputs, "enableRBAC") === false) return { ...hop, enforcedBy: [], ...proven("none: RBAC is off, whoever is in may do everything") };
  return { ...hop, enforcedBy: [kubernetes], ...administration(flows, proven("Kubernetes' roles and bindings")) };
}

/** Whether whoever has the name comes to the server. */
function atTheServer(flows: ClusterFlows): Judgement {
  switch (flows.cluster.apiServer) {
    case "undecided": return undecided("whether the API server is private is not known");
    case "private": {
      const inside = nameInside(flows);
      return inside.verdict === "proven" ? proven("at its private address, over TLS") : inside;
    }
    default: return proven("at its public address, over TLS");
  }
}

const BY_KUBELET = "logs, exec and port-forward";

/** From the API server to a node. Source: azure-aks-docs, api-server-vnet-integration.md: no tunnel is needed inside the network. */
function towardsNodes(flows: ClusterFlows): readonly FlowHop[] {
  const { id } = flows;
  const tunnel = { id: `${id}/tunnel`, at: "tunnel", label: "konnectivity tunnel", enforcedBy: [] } as const;
  const kubelet = { id: `${id}/kubelet`, at: "kubelet", label: "kubelet", port: KUBELET_PORT, protocol: "TCP", enforcedBy: [] } as const;
  switch (isIntegrated(flows)) {
    case true: return [{ ...kubelet, ...proven(`${BY_KUBELET}, inside the network: an API server with a subnet there needs no tunnel`) }];
    case false: return [{ ...tunnel, ...proven("opened by agents on the nodes, outwards: no port of a node is open for it") }, { ...kubelet, ...proven(`${BY_KUBELET}, through the tunnel alone`) }];
    case undefined: return [{ ...kubelet, ...undecided(`${BY_KUBELET}: whether through a tunnel or inside the network is not known`) }];
  }
}

/** What is said of the names. */
function named(flows: ClusterFlows, hostNames: readonly string[]): Judgement {
  const estimated = flows.cluster.privateApiServer?.zone === "system" && isIntegrated(flows) === true ? "; its zone is estimated" : "";
  return proven(`${hostNames.length > 1 ? "a private name and a public one" : "AKS puts a hash behind the prefix"}${estimated}`);
}

export function operatorFlow(flows: ClusterFlows): Flow {
  const { cluster, id, graph } = flows;
  const inputs = graph.byUrn(cluster.resource)?.inputs;
  const origins = originsOf(flows);
  const server = apiServerHop(flows, atTheServer(flows));
  const hostNames = namesOf(flows);
  const hops: readonly FlowHop[] = [
    { id: `${id}/api-server/name`, at: "name", label: hostNames[0] ?? "a name that is not known", hostNames, port: HTTPS_PORT, protocol: "TCP", enforcedBy: [], ...named(flows, hostNames) },
    server, authentication(inputs, flows), authorization(inputs, flows), ...towardsNodes(flows),
  ];
  return { id: `${id}/operator`, kind: "operator", name: "API server", cluster: cluster.resource, origins, hops, verdict: overall([...hops, ...origins]) };
}
