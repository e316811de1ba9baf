import type { FixtureResource, Rule } from "./rule";

const GROUP = "/subscriptions/s/resourceGroups/g/providers";
const METADATA = { name: "example", namespace: "example" };
const PROBES = { name: "probes", priority: 110, direction: "Inbound", access: "Allow", protocol: "*", sourceAddressPrefix: "AzureLoadBalancer", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" };

/** A Service that names its callers, behind a group that lets in others first and then nobody. */
const fixture = (allowed: string): readonly FixtureResource[] => [
  { type: "azure-native:network:NetworkSecurityGroup", inputs: { networkSecurityGroupName: "nsg", securityRules: [{ ...PROBES, name: "callers", priority: 100, sourceAddressPrefix: allowed }, PROBES, { ...PROBES, name: "deny", priority: 4096, access: "Deny", sourceAddressPrefix: "*" }] } },
  { type: "azure-native:network:VirtualNetwork", inputs: { virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } } },
  { type: "azure-native:network:Subnet", inputs: { virtualNetworkName: "vnet", subnetName: "aks", addressPrefix: "10.0.0.0/24", networkSecurityGroup: { id: `${GROUP}/Microsoft.Network/networkSecurityGroups/nsg` } } },
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", networkProfile: { networkPlugin: "azure" }, agentPoolProfiles: [{ name: "system", vnetSubnetID: `${GROUP}/Microsoft.Network/virtualNetworks/vnet/subnets/aks` }] } },
  { type: "kubernetes:core/v1:Service", inputs: { metadata: METADATA, spec: { type: "LoadBalancer", externalTrafficPolicy: "Local", loadBalancerSourceRanges: ["203.0.113.0/24"], selector: { app: "example" }, ports: [{ port: 80 }] } } },
  { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: METADATA, spec: { selector: { matchLabels: { app: "example" } }, template: { metadata: { labels: { app: "example" } }, spec: { containers: [{ name: "example", ports: [{ containerPort: 80 }] }] } } } } },
];

/** Where nobody comes in, the way is broken and has another finding; that fewer come in than could call is what such rules are for. */
export const callersPartlyDropped: Rule = {
  id: "callers-partly-dropped",
  severity: "warning",
  question: "Do all of the callers come in whom a Service names, and all of the cluster's own nodes and pods?",
  fix: "Let the security group or the network policy allow all of the ranges that the Service names (loadBalancerSourceRanges, azure-allowed-ip-ranges), or take out of the Service those that are not meant to come in.",
  source: "azure-docs, virtual-network/network-security-groups-overview.md; azure-aks-docs, concepts-network-cni-overview.md; Kubernetes, NetworkPolicy",
  asOf: "2026-08-21",
  check: ({ analyses }) => {
    const seen = new Set<string>();
    return [...analyses.portChains, ...(analyses.gatewayChains ?? [])].filter(({ verdict }) => verdict !== "broken").flatMap(({ name, service, hops }) => hops.flatMap(({ at, resource, dropped, port }) => {
      const key = JSON.stringify([service, resource, dropped]);
      if (dropped === undefined || seen.has(key)) return [];
      seen.add(key);
      return [{ resource: resource ?? service, path: "inputs", message: `a part of the callers does not reach ${name}: ${dropped}`, evidence: { at, ...(port !== undefined && { port }) } }];
    }));
  },
  fixtures: { breaks: fixture("203.0.113.0/25"), nearMiss: fixture("203.0.113.0/24") },
};
