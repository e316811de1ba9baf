import { describe, expect, test } from "@jest/globals";
import { poolName, type ImmutablePoolSettings } from "../../facts/anatomy-names";
import { refusedChanges, replacingChanges } from "../../facts/immutable-settings";

const CLUSTER = "azure-native:containerservice:ManagedCluster", POOL = "azure-native:containerservice:AgentPool";

describe("a change of an immutable setting", () => {
  test("means another resource, by its path", () => {
    expect(replacingChanges(POOL, { vmSize: "Standard_D4s_v5", count: 3 }, { vmSize: "Standard_D8s_v5", count: 3 })).toEqual(["vmSize"]);
    expect(replacingChanges(CLUSTER, { networkProfile: { serviceCidr: "10.0.0.0/16" } }, { networkProfile: { serviceCidr: "10.1.0.0/16" } })).toEqual(["networkProfile.serviceCidr"]);
    expect(replacingChanges("kubernetes:apps/v1:Deployment", { spec: { selector: { matchLabels: { app: "a" } } } }, { spec: { selector: { matchLabels: { app: "b" } } } })).toEqual(["spec.selector"]);
  });

  test("is one of a setting that is added or taken away", () => {
    expect(replacingChanges(POOL, {}, { availabilityZones: ["1"] })).toEqual(["availabilityZones"]);
    expect(replacingChanges(POOL, { availabilityZones: ["1"] }, {})).toEqual(["availabilityZones"]);
  });

  test("is one of a private endpoint's subnet and target, of a zone's link, and of a registry's zone redundancy", () => {
    const connection = (id: string) => [{ name: "vault", privateLinkServiceId: id, groupIds: ["vault"] }];
    const endpoint = { subnet: { id: "a" }, privateLinkServiceConnections: connection("kv"), tags: { a: "b" } };
    expect(replacingChanges("azure-native:network:PrivateEndpoint", endpoint, { ...endpoint, subnet: { id: "b" }, privateLinkServiceConnections: connection("other") })).toEqual(["privateLinkServiceConnections", "subnet.id"]);
    expect(replacingChanges("azure-native:network:PrivateEndpoint", endpoint, { ...endpoint, tags: {} })).toEqual([]);
    expect(replacingChanges("azure-native:privatedns:VirtualNetworkLink", { virtualNetwork: { id: "a" } }, { virtualNetwork: { id: "b" } })).toEqual(["virtualNetwork.id"]);
    expect(replacingChanges("azure-native:containerregistry:Registry", { sku: { name: "Premium" } }, { sku: { name: "Premium" }, zoneRedundancy: "Enabled" })).toEqual(["zoneRedundancy"]);
    expect(replacingChanges("azure-native:containerregistry:Registry", { sku: { name: "Basic" } }, { sku: { name: "Premium" }, publicNetworkAccess: "Disabled" })).toEqual([]);
  });

  test("is one of the API server's private zone, but for the way from any zone to none", () => {
    const zone = (privateDNSZone?: string) => ({ apiServerAccessProfile: { enablePrivateCluster: true, ...(privateDNSZone !== undefined && { privateDNSZone }) } });
    const own = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.canadacentral.azmk8s.io", changed = ["apiServerAccessProfile.privateDNSZone"];
    for (const before of [undefined, "system", "System", own]) expect([before, replacingChanges(CLUSTER, zone(before), zone("none"))]).toEqual([before, []]);
    for (const [before, after] of [["none", "system"], ["none", undefined], ["none", own], ["system", own], [undefined, own], [own, "system"], [own, undefined], [own, own.replace("rg", "other")]] as const) {
      expect([before, after, replacingChanges(CLUSTER, zone(before), zone(after))]).toEqual([before, after, changed]);
    }
    // The same zone, said in another way.
    for (const [before, after] of [[undefined, "system"], ["system", undefined], ["System", "system"]] as const) expect(replacingChanges(CLUSTER, zone(before), zone(after))).toEqual([]);
  });

  test("is none where Azure makes it in place", () => {
    const network = (podCidr: string | readonly string[], networkPluginMode?: string) => ({ networkProfile: { [typeof podCidr === "string" ? "podCidr" : "podCidrs"]: podCidr, networkPluginMode } });
    expect(replacingChanges(CLUSTER, network("10.244.0.0/16", "overlay"), network("10.244.0.0/15", "overlay"))).toEqual([]);
    expect(replacingChanges(CLUSTER, network(["10.244.0.0/16", "fd00::/64"], "overlay"), network(["10.244.0.0/15", "fd00::/64"], "overlay"))).toEqual([]);
    expect(replacingChanges(CLUSTER, network("10.244.0.0/16", "overlay"), network("10.244.0.0/17", "overlay"))).toEqual(["networkProfile.podCidr"]);
    expect(replacingChanges(CLUSTER, network("10.244.0.0/16"), network("10.244.0.0/15"))).toEqual(["networkProfile.podCidr"]);
    expect(replacingChanges(POOL, { enableFIPS: false }, { enableFIPS: true })).toEqual([]);
    expect(replacingChanges(POOL, { enableFIPS: false, osType: "Windows" }, { enableFIPS: true, osType: "Windows" })).toEqual(["enableFIPS"]);
    expect(refusedChanges(CLUSTER, { agentPoolProfiles: [{ name: "a", enableFIPS: true }] }, { agentPoolProfiles: [{ name: "a", enableFIPS: false }] })).toEqual([]);
  });

  test("is told for a type with an API version too", () => {
    expect(replacingChanges("azure-native:containerservice/v20250901:AgentPool", { maxPods: 30 }, { maxPods: 50 })).toEqual(["maxPods"]);
  });

  test("includes every part of the name, and the place", () => {
    const subnet = { resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName: "aks", addressPrefix: "10.0.0.0/24" };
    expect(replacingChanges("azure-native:network:Subnet", subnet, { ...subnet, virtualNetworkName: "other", subnetName: "nodes" })).toEqual(["subnetName", "virtualNetworkName"]);
    expect(replacingChanges("azure-native:network:Subnet", subnet, { ...subnet, addressPrefix: "10.0.0.0/23" })).toEqual([]);
    expect(replacingChanges("azure-native:web:Thing", { location: "westeurope" }, { location: "northeurope" })).toEqual(["location"]);
    expect(replacingChanges("kubernetes:core/v1:ConfigMap", { metadata: { name: "a" }, data: {} }, { metadata: { name: "a" }, data: { key: "value" } })).toEqual([]);
  });

  test("leaves what Azure changes in place, and packages that nothing is known of", () => {
    expect(replacingChanges(POOL, { count: 3, nodeLabels: {}, upgradeSettings: {} }, { count: 5, nodeLabels: { a: "b" }, upgradeSettings: { maxSurge: "33%" } })).toEqual([]);
    expect(replacingChanges(CLUSTER, { networkProfile: { networkPlugin: "kubenet" } }, { networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" } })).toEqual([]);
    expect(replacingChanges("random:index:RandomPassword", { length: 8 }, { length: 12 })).toEqual([]);
  });
});

describe("a pool that is described in its cluster", () => {
  const cluster = (...agentPoolProfiles: readonly Record<string, unknown>[]) => ({ agentPoolProfiles });

  test("cannot change what no pool can change", () => {
    expect(refusedChanges(CLUSTER, cluster({ name: "system", vmSize: "A" }), cluster({ name: "system", vmSize: "B", count: 5 }))).toEqual(["agentPoolProfiles[0].vmSize"]);
  });

  test("cannot be one that is not there", () => {
    expect(refusedChanges(CLUSTER, cluster({ name: "system" }), cluster({ name: "system" }, { name: "extra" }))).toEqual(["agentPoolProfiles[1].name"]);
    expect(refusedChanges(CLUSTER, cluster({ name: "system" }), cluster({ name: "extra" }), ["extra"])).toEqual([]);
  });

  test("may be scaled, relabelled and left out, and other types have none", () => {
    expect(refusedChanges(CLUSTER, cluster({ name: "system", count: 1 }, { name: "user" }), cluster({ name: "system", count: 3, nodeLabels: { a: "b" } }))).toEqual([]);
    expect(refusedChanges(POOL, cluster(), cluster({ name: "extra" }))).toEqual([]);
  });
});

test("every setting that is hashed into a pool's name is one that replaces it", () => {
  const settings = { vmSize: "A", maxPods: 30, zones: ["1"], spot: false, osDiskType: "Managed" };
  const inputs = { vmSize: "A", maxPods: 30, availabilityZones: ["1"], scaleSetPriority: "Regular", osDiskType: "Managed" };
  const changes: readonly [Partial<ImmutablePoolSettings>, Readonly<Record<string, unknown>>][] = [
    [{ osDiskSizeGib: 64 }, { osDiskSizeGB: 64 }], [{ podSubnet: true }, { podSubnetID: "pods" }], [{ vmSize: "B" }, { vmSize: "B" }], [{ maxPods: 50 }, { maxPods: 50 }], [{ zones: ["2"] }, { availabilityZones: ["2"] }], [{ spot: true }, { scaleSetPriority: "Spot" }], [{ osDiskType: "Ephemeral" }, { osDiskType: "Ephemeral" }],
  ];
  for (const [setting, input] of changes) {
    expect(poolName("pool", { ...settings, ...setting })).not.toBe(poolName("pool", settings));
    expect(replacingChanges(POOL, inputs, { ...inputs, ...input })).toHaveLength(1);
  }
  const [windows, of] = [{ ...settings, osSku: "Windows2022" }, (osSKU: string, osType = "Windows") => ({ ...inputs, osType, osSKU })];
  expect(poolName("pool", { ...windows, osSku: "Windows2025" })).not.toBe(poolName("pool", windows));
  expect(replacingChanges(POOL, of("Windows2022"), of("Windows2025"))).toEqual(["osSKU"]);
  expect(replacingChanges(POOL, of("Windows2022", "windows"), of("Windows2025", "windows"))).toEqual(["osSKU"]);
  expect(replacingChanges(POOL, of("windows2022"), of("Windows2022"))).toEqual([]);
  expect(replacingChanges(POOL, of("Ubuntu", "Linux"), of("AzureLinux", "Linux"))).toEqual([]);
  expect(replacingChanges(POOL, of("Ubuntu", "Linux"), of("Windows2022"))).toEqual(["osSKU", "osType"]);
  expect(refusedChanges(CLUSTER, { agentPoolProfiles: [{ name: "win", ...of("Windows2022") }] }, { agentPoolProfiles: [{ name: "win", ...of("Windows2025") }] })).toEqual(["agentPoolProfiles[0].osSKU"]);
  const spot = { ...settings, spot: true };
  const spotChanges: readonly [Partial<ImmutablePoolSettings>, Readonly<Record<string, unknown>>][] = [[{ spotMaxPrice: 0.1 }, { spotMaxPrice: 0.1 }], [{ spotEvictionPolicy: "Deallocate" }, { scaleSetEvictionPolicy: "Deallocate" }]];
  for (const [setting, input] of spotChanges) {
    expect(poolName("pool", { ...spot, ...setting })).not.toBe(poolName("pool", spot));
    expect(replacingChanges(POOL, inputs, { ...inputs, ...input })).toHaveLength(1);
  }
});

test("a package made for one version of the API has the same immutable settings", () => {
  const change = (type: string) => replacingChanges(type, { vaultName: "a", properties: { tenantId: "t" } }, { vaultName: "a", properties: { tenantId: "u" } });
  expect([change("azure-native_keyvault_v20240401:keyvault:Vault"), change("azure-native:keyvault/v20240401:Vault"), change("azure-native:keyvault:Vault")]).toEqual([["properties.tenantId"], ["properties.tenantId"], ["properties.tenantId"]]);
});
