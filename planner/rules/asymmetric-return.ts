import { ROUTE_SOURCE } from "../../facts/traffic";
import type { FixtureResource, Rule } from "./rule";

const SUBNET = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/vnet/subnets/aks";
const TABLE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/rt";

const fixture = (annotations: Readonly<Record<string, string>>): readonly FixtureResource[] => [
  { type: "azure-native:network:RouteTable", inputs: { routeTableName: "rt", routes: [{ name: "default", addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.1.0.4" }] } },
  { type: "azure-native:network:Subnet", inputs: { virtualNetworkName: "vnet", subnetName: "aks", addressPrefix: "10.0.0.0/24", routeTable: { id: TABLE } } },
  { type: "azure-native:containerservice:ManagedCluster", inputs: {
    resourceName: "aks-example", networkProfile: { networkPlugin: "azure", outboundType: "userDefinedRouting" }, agentPoolProfiles: [{ name: "system", vnetSubnetID: SUBNET }],
  } },
  { type: "kubernetes:core/v1:Service", inputs: { metadata: { name: "web", annotations }, spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 80 }] } } },
];

export const asymmetricReturn: Rule = {
  id: "asymmetric-return",
  severity: "error",
  question: "Do answers leave the way that the requests came in?",
  fix: "Give the Service an internal load balancer and let the firewall translate requests to its address, or add a route for the consumers' prefixes with next hop Internet.",
  source: ROUTE_SOURCE.source,
  asOf: ROUTE_SOURCE.asOf,
  check: ({ analyses }) => {
    const lost = (analyses.flows ?? []).filter(({ kind }) => kind === "consumer").flatMap(({ hops, origins, name, cluster }) => origins.flatMap(({ back, label }) => (back?.verdict === "broken"
      ? [{ resource: hops.find(({ at }) => at === "front-end" || at === "nodes")?.resource ?? cluster, path: "inputs", message: `consumers on ${label} get no answer from ${name}: ${back.says}`, evidence: { from: label, service: name } }] : [])));
    // Ports of one Service share its fate.
    return lost.filter(({ resource, evidence }, index) => lost.findIndex(other => other.resource === resource && other.evidence.from === evidence.from) === index);
  },
  fixtures: { breaks: fixture({}), nearMiss: fixture({ "service.beta.kubernetes.io/azure-load-balancer-internal": "true" }) },
};
