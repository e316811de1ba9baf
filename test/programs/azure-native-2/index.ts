// azure-native 2: defaults and modules of one API version each.
import * as pulumi from "@pulumi/pulumi";
import * as resources from "@pulumi/azure-native/resources";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as aks from "@pulumi/azure-native/containerservice/v20240801";
import * as network from "@pulumi/azure-native/network/v20230901";
import * as dns from "@pulumi/azure-native/network";
import * as acr from "@pulumi/azure-native/containerregistry/v20230701";
import * as authorization from "@pulumi/azure-native/authorization";
import * as k8s from "@pulumi/kubernetes";

const rg = new resources.ResourceGroup("rg");
const vnet = new network.VirtualNetwork("vnet", { resourceGroupName: rg.name, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
const subnet = new network.Subnet("aks", { resourceGroupName: rg.name, virtualNetworkName: vnet.name, addressPrefix: "10.0.0.0/22" });
const registry = new acr.Registry("acr", { resourceGroupName: rg.name, sku: { name: acr.SkuName.Basic } });
const cluster = new aks.ManagedCluster("aks", {
  resourceGroupName: rg.name,
  dnsPrefix: "v2",
  identity: { type: aks.ResourceIdentityType.SystemAssigned },
  networkProfile: { networkPlugin: aks.NetworkPlugin.Azure },
  agentPoolProfiles: [{ name: "sys", mode: aks.AgentPoolMode.System, count: 2, vnetSubnetID: subnet.id }],
  autoUpgradeProfile: { upgradeChannel: aks.UpgradeChannel.Stable },
});
new authorization.RoleAssignment("pull", {
  principalId: cluster.identityProfile.apply(p => p!["kubeletidentity"].objectId!),
  principalType: authorization.PrincipalType.ServicePrincipal,
  roleDefinitionId: pulumi.interpolate`/subscriptions/${authorization.getClientConfigOutput().subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d`,
  scope: registry.id,
});
const zone = new dns.PrivateZone("zone", { resourceGroupName: rg.name, privateZoneName: "internal.example", location: "global" });
new dns.PrivateRecordSet("app", { resourceGroupName: rg.name, privateZoneName: zone.name, recordType: "A", ttl: 300, aRecords: [{ ipv4Address: "10.0.0.5" }] });
const old = new containerservice.AgentPool("old", { resourceGroupName: rg.name, resourceName: cluster.name, mode: "User", count: 1, vmSize: "Standard_D2s_v3" });
const creds = aks.listManagedClusterAdminCredentialsOutput({ resourceGroupName: rg.name, resourceName: cluster.name });
const provider = new k8s.Provider("k8s", { kubeconfig: creds.apply(c => Buffer.from(c.kubeconfigs[0].value, "base64").toString()) });
new k8s.core.v1.Namespace("ns", {}, { provider });
export const name = cluster.name;
export const pool = old.name;
