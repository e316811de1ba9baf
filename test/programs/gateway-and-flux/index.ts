// Application gateway, private cluster with endpoint and zone, Flux.
import * as pulumi from "@pulumi/pulumi";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as network from "@pulumi/azure-native/network";
import * as privatedns from "@pulumi/azure-native/privatedns";
import * as kubernetesconfiguration from "@pulumi/azure-native/kubernetesconfiguration";
import * as azure_native from "@pulumi/azure-native";


const rg = new azure_native.resources.ResourceGroup("rg", { location: "northeurope" });
const vnet = new network.VirtualNetwork("vnet", {
  resourceGroupName: rg.name, virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/8"] },
  subnets: [{ name: "aks", addressPrefix: "10.240.0.0/16" }, { name: "agw", addressPrefix: "10.1.0.0/24" }],
});
const pe = new network.Subnet("pe", { resourceGroupName: rg.name, virtualNetworkName: vnet.name, addressPrefix: "10.2.0.0/24", privateEndpointNetworkPolicies: "Disabled" }, { dependsOn: vnet });
const aksSubnetId = pulumi.interpolate`${vnet.id}/subnets/aks`;
const pip = new network.PublicIPAddress("agw-pip", { resourceGroupName: rg.name, publicIPAllocationMethod: "Static", sku: { name: "Standard" }, dnsSettings: { domainNameLabel: "my-agw" } });
const agwName = "agw";
const sub = azure_native.authorization.getClientConfigOutput().subscriptionId;
const inner = (kind: string, name: string) => ({ id: pulumi.interpolate`/subscriptions/${sub}/resourceGroups/${rg.name}/providers/Microsoft.Network/applicationGateways/${agwName}/${kind}/${name}` });
const gateway = new network.ApplicationGateway("agw", {
  resourceGroupName: rg.name, applicationGatewayName: agwName,
  sku: { name: "WAF_v2", tier: "WAF_v2", capacity: 2 },
  gatewayIPConfigurations: [{ name: "ipconf", subnet: { id: vnet.subnets.apply(s => s?.[1].id ?? "") } }],
  frontendIPConfigurations: [{ name: "front", publicIPAddress: { id: pip.id } }],
  frontendPorts: [{ name: "http", port: 80 }],
  backendAddressPools: [{ name: "pool" }],
  backendHttpSettingsCollection: [{ name: "settings", port: 80, protocol: "Http", requestTimeout: 20 }],
  httpListeners: [{ name: "listener", frontendIPConfiguration: inner("frontendIPConfigurations", "front"), frontendPort: inner("frontendPorts", "http"), protocol: "Http" }],
  requestRoutingRules: [{ name: "rule", ruleType: "Basic", priority: 1, httpListener: inner("httpListeners", "listener"), backendAddressPool: inner("backendAddressPools", "pool"), backendHttpSettings: inner("backendHttpSettingsCollection", "settings") }],
  webApplicationFirewallConfiguration: { enabled: true, firewallMode: "Prevention", ruleSetType: "OWASP", ruleSetVersion: "3.2" },
}, { version: "3.28.0" });
const zone = new privatedns.PrivateZone("zone", { resourceGroupName: rg.name, privateZoneName: "privatelink.northeurope.azmk8s.io", location: "global" });
new privatedns.VirtualNetworkLink("link", { resourceGroupName: rg.name, privateZoneName: zone.name, location: "global", registrationEnabled: false, virtualNetwork: { id: vnet.id } });
const cluster = new containerservice.ManagedCluster("aks", {
  resourceGroupName: rg.name,
  dnsPrefix: "private",
  apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: zone.id },
  identity: { type: containerservice.ResourceIdentityType.SystemAssigned },
  addonProfiles: { ingressApplicationGateway: { enabled: true, config: { applicationGatewayId: gateway.id } }, azurepolicy: { enabled: true } },
  agentPoolProfiles: [{ name: "sys", count: 3, mode: "System", vnetSubnetID: aksSubnetId, availabilityZones: ["1", "2", "3"] }],
  networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay", podCidr: "192.168.0.0/16", outboundType: "userDefinedRouting" },
});
const pool = new containerservice.AgentPool("user", { resourceGroupName: rg.name, resourceName: cluster.name, count: 1, vmSize: "Standard_B2ms", nodeTaints: ["a=b:NoSchedule"], scaleDownMode: "Delete" }, { parent: cluster });
const endpoint = new network.PrivateEndpoint("pe", {
  resourceGroupName: rg.name, subnet: { id: pe.id },
  privateLinkServiceConnections: [{ name: "aks", privateLinkServiceId: cluster.id, groupIds: ["management"] }],
});
new network.PrivateDnsZoneGroup("zones", { resourceGroupName: rg.name, privateEndpointName: endpoint.name, privateDnsZoneConfigs: [{ name: "aks", privateDnsZoneId: zone.id }] });
const flux = new kubernetesconfiguration.Extension("flux", {
  clusterName: cluster.name, clusterResourceName: "managedClusters", clusterRp: "Microsoft.ContainerService", resourceGroupName: rg.name, extensionName: "flux", extensionType: "microsoft.flux", autoUpgradeMinorVersion: true,
}, { dependsOn: [pool] });
new kubernetesconfiguration.FluxConfiguration("flux-config", {
  clusterName: cluster.name, clusterResourceName: "managedClusters", clusterRp: "Microsoft.ContainerService", resourceGroupName: rg.name, fluxConfigurationName: "apps", namespace: "flux-system", scope: "cluster", sourceKind: "GitRepository",
  gitRepository: { url: "https://example.org/repo.git", repositoryRef: { branch: "main" } },
  kustomizations: { infra: { path: "./infra", prune: true }, apps: { path: "./apps", dependsOn: ["infra"] } },
}, { dependsOn: [flux] });
const again = azure_native.containerservice.getManagedClusterOutput({ resourceGroupName: rg.name, resourceName: cluster.name });
export const fqdn = again.privateFQDN;
export const fqdn2 = again.apply(c => c.identityProfile?.["kubeletidentity"].objectId);
export const version = cluster.currentKubernetesVersion;
