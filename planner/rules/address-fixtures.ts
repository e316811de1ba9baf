/** Small plans for the rules on addresses: a subnet, or a cluster in one. */
import type { PlanObject } from "../model/plan";
import type { FixtureResource } from "./rule";

export const SUBNET_ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes";

export const networkFixture = (inputs: PlanObject): FixtureResource =>
  ({ type: "azure-native:network:VirtualNetwork", inputs: { resourceGroupName: "rg", virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, ...inputs } });

export const subnetFixture = (inputs: PlanObject): FixtureResource =>
  ({ type: "azure-native:network:Subnet", inputs: { resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName: "nodes", addressPrefix: "10.0.0.0/24", ...inputs } });

/** Pods of Azure's CNI in the nodes' subnet, and services apart from it. */
export const clusterFixture = (pool: PlanObject, networkProfile: PlanObject = {}): FixtureResource => ({
  type: "azure-native:containerservice:ManagedCluster",
  inputs: {
    resourceName: "aks-example", networkProfile: { networkPlugin: "azure", serviceCidr: "10.100.0.0/16", dnsServiceIP: "10.100.0.10", ...networkProfile },
    agentPoolProfiles: [{ name: "system", count: 3, maxPods: 30, vnetSubnetID: SUBNET_ID, upgradeSettings: { maxSurge: "1" }, ...pool }],
  },
});
