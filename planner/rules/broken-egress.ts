import type { FixtureResource, Rule } from "./rule";

const SUBNET = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/vnet/subnets/aks";
const TABLE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/rt";

const fixture = (nextHopType: string): readonly FixtureResource[] => [
  { type: "azure-native:network:RouteTable", inputs: { routeTableName: "rt", routes: [{ name: "default", addressPrefix: "0.0.0.0/0", nextHopType, nextHopIpAddress: "10.1.0.4" }] } },
  { type: "azure-native:network:Subnet", inputs: { virtualNetworkName: "vnet", subnetName: "aks", addressPrefix: "10.0.0.0/24", routeTable: { id: TABLE } } },
  { type: "azure-native:containerservice:ManagedCluster", inputs: {
    resourceName: "aks-example", networkProfile: { networkPlugin: "azure", outboundType: "userDefinedRouting" }, agentPoolProfiles: [{ name: "system", vnetSubnetID: SUBNET }],
  } },
];

export const brokenEgress: Rule = {
  id: "broken-egress",
  severity: "error",
  question: "Can the nodes' traffic leave the way that the cluster's outbound type names?",
  fix: "Give the nodes' subnet a route table with 0.0.0.0/0 to a firewall or to a gateway that has a default site or BGP, or the NAT gateway that the outbound type names.",
  source: "azure-aks-docs, egress-udr.md, egress-outboundtype.md; azure-docs, vpn-gateway/about-site-to-site-tunneling.md",
  asOf: "2026-08-21",
  check: ({ analyses }) => (analyses.egress ?? []).flatMap(({ cluster, outboundType, ways }) => ways.filter(way => way.verdict === "broken").map(({ subnet, resource, says }) => ({
    resource: resource ?? cluster, path: "inputs", message: `the nodes in ${subnet} have no way out: ${says}`, evidence: { outboundType, subnet },
  }))),
  undecided: ({ analyses }) => (analyses.egress ?? []).flatMap(({ cluster, ways }) => ways.filter(way => way.verdict === "undecided").map(({ subnet, resource, says }) => ({
    resource: resource ?? cluster, message: `whether the nodes in ${subnet} have a way out: ${says}`,
  }))),
  fixtures: { breaks: fixture("Internet"), nearMiss: fixture("VirtualAppliance") },
};
