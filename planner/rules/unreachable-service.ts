/** What the rules of registries and vaults share: the flows that end at one, and whether it is what stops them. */
import { stopsAt } from "../analyses/outbound";
import type { Flow } from "../model/flow-results";
import type { TypeTest } from "../model/kinds";
import type { FixtureResource, Rule, Subject } from "./rule";

const GROUP = "/subscriptions/s/resourceGroups/g/providers";
const FIXTURE_SUBNET = `${GROUP}/Microsoft.Network/virtualNetworks/vnet/subnets/aks`;

/** Flows to declared services of a kind. A cluster whose egress is broken, or dropped by a security group, has another finding for that. */
function flowsTo({ graph, analyses }: Subject, type: TypeTest, verdict: Flow["verdict"]) {
  const targets = new Set(graph.where(type).map(({ urn }) => urn));
  const lost = new Set((analyses.egress ?? []).filter(each => each.verdict !== "proven").map(({ cluster }) => cluster));
  return (analyses.flows ?? []).flatMap(({ hops, cluster, verdict: whole, origins }) => {
    const [last] = hops.slice(-1);
    return whole === verdict && last?.resource !== undefined && targets.has(last.resource) && !(lost.has(cluster) && hops[0]?.at === "way-out" && hops[0].verdict !== "proven") && !hops.some(hop => stopsAt(hop, graph))
      ? [{ resource: last.resource, name: last.label, says: last.says, who: origins[0]?.label ?? "the cluster" }] : [];
  });
}

export const unreachable = (type: TypeTest, path: string, what: string): Pick<Rule, "check" | "undecided"> => ({
  check: subject => flowsTo(subject, type, "broken").map(({ resource, name, says, who }) => ({ resource, path, message: `${what} ${name} is out of reach of the cluster (${who}): ${says}`, evidence: { for: who } })),
  undecided: subject => flowsTo(subject, type, "undecided").map(({ resource, name, says }) => ({ resource, path, message: `whether the cluster reaches ${what} ${name}: ${says}` })),
});

/** A cluster in a declared network, with Azure's own DNS. */
export const FIXTURE_CLUSTER: readonly FixtureResource[] = [
  { type: "azure-native:network:VirtualNetwork", inputs: { virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } } },
  { type: "azure-native:network:Subnet", inputs: { virtualNetworkName: "vnet", subnetName: "aks", addressPrefix: "10.0.0.0/24" } },
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", networkProfile: { networkPlugin: "azure" }, agentPoolProfiles: [{ name: "system", vnetSubnetID: FIXTURE_SUBNET }] } },
];

