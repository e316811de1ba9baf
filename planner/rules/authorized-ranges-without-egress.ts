import { AUTHORIZED_RANGES_SOURCE } from "../../facts/traffic";
import type { Flow } from "../model/flow-results";
import type { FixtureResource, Rule, Subject } from "./rule";

const NETWORK = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network";

const fixture = (ipAddress: string): readonly FixtureResource[] => [
  { type: "azure-native:network:PublicIPAddress", inputs: { publicIpAddressName: "pip", ipAddress } },
  { type: "azure-native:network:NatGateway", inputs: { natGatewayName: "nat", publicIpAddresses: [{ id: `${NETWORK}/publicIPAddresses/pip` }] } },
  { type: "azure-native:network:Subnet", inputs: { virtualNetworkName: "vnet", subnetName: "aks", addressPrefix: "10.0.0.0/24", natGateway: { id: `${NETWORK}/natGateways/nat` } } },
  { type: "azure-native:containerservice:ManagedCluster", inputs: {
    resourceName: "aks-example", networkProfile: { networkPlugin: "azure", outboundType: "userAssignedNATGateway" }, agentPoolProfiles: [{ name: "system", vnetSubnetID: `${NETWORK}/virtualNetworks/vnet/subnets/aks` }],
    apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] },
  } },
];

/** The nodes' own way to an API server with authorised ranges, where these decide; not where the way out is what is wrong. */
const waysTo = ({ analyses }: Subject, verdict: Flow["verdict"]) => (analyses.flows ?? []).filter(({ kind }) => kind === "azure").flatMap(({ hops, cluster }) => {
  const way = hops.find(({ at }) => at === "way-out");
  const server = hops.find(({ at }) => at === "api-server");
  return server?.verdict === verdict && way !== undefined && way.verdict !== "broken" && server.enforcedBy.some(({ kind }) => kind === "authorized-ranges") ? [{ cluster, way, says: server.says }] : [];
});

const path = "inputs.apiServerAccessProfile.authorizedIPRanges";

export const authorizedRangesWithoutEgress: Rule = {
  id: "authorized-ranges-without-egress",
  severity: "error",
  question: "Do the authorised ranges let the cluster's own nodes in?",
  fix: "Add the address that the cluster leaves with to authorizedIPRanges: that of the NAT gateway, of the firewall, or of the site. AKS adds its own load balancer's alone.",
  source: AUTHORIZED_RANGES_SOURCE.source,
  asOf: AUTHORIZED_RANGES_SOURCE.asOf,
  check: subject => waysTo(subject, "broken").map(({ cluster, way, says }) => ({ resource: cluster, path, message: `the API server refuses the cluster's own nodes: ${says}`, evidence: { wayOut: way.label } })),
  undecided: subject => waysTo(subject, "undecided").map(({ cluster, says }) => ({ resource: cluster, path, message: says })),
  fixtures: { breaks: fixture("198.51.100.7"), nearMiss: fixture("203.0.113.7") },
};
