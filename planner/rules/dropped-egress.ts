import { stopsAt } from "../analyses/outbound";
import type { Flow } from "../model/flow-results";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import type { FixtureResource, Rule, Subject } from "./rule";

const GROUP = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network";

const out = (name: string, priority: number, more: PlanObject): PlanObject => ({
  name, priority, direction: "Outbound", access: "Deny", protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "Internet", destinationPortRange: "*", ...more,
});

const fixture = (...securityRules: readonly PlanObject[]): readonly FixtureResource[] => [
  { type: "azure-native:network:VirtualNetwork", inputs: { virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } } },
  { type: "azure-native:network:NetworkSecurityGroup", inputs: { networkSecurityGroupName: "nsg-nodes", securityRules } },
  { type: "azure-native:network:Subnet", inputs: { virtualNetworkName: "vnet", subnetName: "aks", addressPrefix: "10.0.0.0/24", networkSecurityGroup: { id: `${GROUP}/networkSecurityGroups/nsg-nodes` } } },
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", networkProfile: { networkPlugin: "azure" }, agentPoolProfiles: [{ name: "system", vnetSubnetID: `${GROUP}/virtualNetworks/vnet/subnets/aks` }] } },
];

const CLOSED = out("no-internet", 200, {});

/** What security groups stop, or may, each once for a cluster, with the flows that it is true of. */
function stops({ graph, analyses }: Subject, verdict: Flow["verdict"]) {
  const found = new Map<string, { readonly resource: string; readonly says: string; readonly flows: string[] }>();
  for (const { kind, name, cluster, hops } of analyses.flows ?? []) for (const hop of kind === "azure" ? hops : []) {
    const group = hop.verdict === verdict ? stopsAt(hop, graph) : undefined;
    if (!group) continue;
    const key = JSON.stringify([cluster, group.urn, hop.says]);
    const known = found.get(key) ?? { resource: group.urn, says: hop.says, flows: [] };
    found.set(key, known);
    if (!known.flows.includes(name)) known.flows.push(name);
  }
  return [...found.values()];
}

/** Flows or hosts that a message names. */
const MOST = 3;
const listed = (all: readonly string[]): string => [...all.slice(0, MOST), ...(all.length > MOST ? [`${all.length - MOST} more`] : [])].join(", ");

const path = "inputs.securityRules";

/** Declared firewalls on clusters' ways out. */
const firewalls = ({ analyses }: Subject, verdict: Flow["verdict"]) => (analyses.egress ?? []).flatMap(({ firewall }) => (firewall?.verdict === verdict ? [firewall] : []));

/** Workloads that cannot do what they are for, since network policies let out nothing of it. */
const heldWorkloads = ({ graph, analyses }: Subject) => (analyses.flows ?? []).flatMap(({ kind, name, hops }) => hops.flatMap(({ verdict, resource, says }) =>
  (kind === "azure" && verdict === "broken" && resource !== undefined && KINDS.networkPolicy(graph.byUrn(resource)?.type ?? "") ? [{ resource, name, says }] : [])));

const POLICY_FIX = "Add a policy for these pods that lets out UDP and TCP 53 to kube-system, and TCP 443.";

const FIREWALL_FIX = "Let the FQDN tag AzureKubernetesService out from the nodes' subnets in an application rule of the firewall or of its policy, beside what the pods themselves need, and let the cluster wait for the rules.";

export const droppedEgress: Rule = {
  id: "dropped-egress",
  severity: "error",
  question: "Do the security group of the nodes' subnet, and a declared Azure Firewall on the way, let out what every cluster needs, and network policies what external-dns needs?",
  fix: "Allow TCP 443 from the subnet to AzureCloud and to what else the nodes and pods need, and everything within the subnets of nodes and pods, before any rule that denies; filter by host names in a firewall, since a security group knows none.",
  source: "azure-aks-docs, outbound-rules-control-egress.md; azure-aks-docs, limit-egress-traffic.md; azure-docs, virtual-network/network-security-groups-overview.md, firewall/rule-processing.md; Kubernetes, Network Policies; Azure/AKS#1607 (OutboundConnFail)",
  asOf: "2026-08-21",
  check: subject => [
    ...stops(subject, "broken").map(({ resource, says, flows }) => ({ resource, path, message: `${says}: out of the cluster's reach are ${listed(flows)}`, evidence: { flows } })),
    ...firewalls(subject, "broken").map(({ resource, name, dropped }) => ({
      resource, message: `the nodes' way out leads to Azure Firewall ${name}, which has no rule that lets out ${listed(dropped)}: it denies the rest`, evidence: { dropped }, fix: FIREWALL_FIX,
    })),
    ...heldWorkloads(subject).map(({ resource, name, says }) => ({ resource, path: "inputs.spec.egress", message: `${says}: no ${name} are written`, evidence: { flow: name }, fix: POLICY_FIX })),
  ],
  undecided: subject => [
    ...stops(subject, "undecided").map(({ resource, says, flows }) => ({ resource, path, message: `${says}: it decides about ${listed(flows)}` })),
    ...firewalls(subject, "undecided").map(({ resource, says }) => ({ resource, message: says })),
  ],
  fixtures: { breaks: fixture(CLOSED), nearMiss: fixture(out("to-internet", 100, { access: "Allow", protocol: "Tcp", destinationPortRange: "443" }), CLOSED) },
};
