/** The smallest plan of a cluster with an identity made before it, in a subnet of one's own, and what rules about roles change in it. */
import { roleDefinitionId, type RoleKey } from "../../facts/roles";
import type { PlanObject } from "../model/plan";
import type { FixtureResource } from "./rule";

const GROUP = "/subscriptions/s/resourceGroups/g/providers";
export const SUBNET_ID = `${GROUP}/Microsoft.Network/virtualNetworks/vnet/subnets/nodes`;
export const REGISTRY_ID = `${GROUP}/Microsoft.ContainerRegistry/registries/example`;
const IDENTITY_ID = `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-aks`;

/** The fixtures' places in the list. */
export const IDENTITY = 0;
const SUBNET = 1;
export const BASE: readonly FixtureResource[] = [
  { type: "azure-native:managedidentity:UserAssignedIdentity", inputs: { resourceGroupName: "g", resourceName: "id-aks" } },
  { type: "azure-native:network:Subnet", inputs: { resourceGroupName: "g", virtualNetworkName: "vnet", subnetName: "nodes", addressPrefix: "10.0.0.0/24" } },
];

export const grantFixture = (role: RoleKey, scope: string, principal: number, inputs: PlanObject = {}): FixtureResource => ({
  type: "azure-native:authorization:RoleAssignment",
  inputs: { scope, roleDefinitionId: roleDefinitionId(role), principalId: { $unknown: true }, principalType: "ServicePrincipal", ...inputs }, uses: { principalId: [principal] },
});

/** Waits for the assignments whose places are given. */
export const clusterFixture = (waitsFor: readonly number[], inputs: PlanObject = {}): FixtureResource => ({
  type: "azure-native:containerservice:ManagedCluster",
  inputs: {
    resourceGroupName: "g", resourceName: "aks-example", networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" }, identity: { type: "UserAssigned", userAssignedIdentities: [IDENTITY_ID] },
    agentPoolProfiles: [{ name: "system", mode: "System", count: 1, vnetSubnetID: SUBNET_ID }], ...inputs,
  },
  uses: { identity: [IDENTITY], agentPoolProfiles: [SUBNET], ...(waitsFor.length > 0 && { tags: waitsFor }) },
});

export const joins = (role: RoleKey = "networkContributor", scope: string = SUBNET_ID, inputs: PlanObject = {}): FixtureResource => grantFixture(role, scope, IDENTITY, inputs);

/** A workload of one pod that runs an image. */
export const podsFixture = (spec: PlanObject, uses: readonly number[] = [], labels: PlanObject = {}): FixtureResource => ({
  type: "kubernetes:apps/v1:Deployment",
  inputs: { metadata: { name: "shop", namespace: "shop" }, spec: { selector: { matchLabels: { app: "shop" } }, template: { metadata: { labels: { app: "shop", ...labels } }, spec } } },
  uses: { spec: uses },
});

