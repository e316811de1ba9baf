import { describe, expect, test } from "@jest/globals";
import type { PlanObject } from "../../../planner/model/plan";
import { predicted, SECRET, UNKNOWN } from "../plan-builder";
import { CLUSTER, doubtsBy, foundBy, planWith, POOL, told } from "./found";

test.each<[PlanObject, number, number]>([[{}, 1, 0], [{ enablePrivateCluster: false }, 1, 0], [{ enablePrivateCluster: true }, 0, 0], [{ enablePrivateCluster: UNKNOWN }, 0, 1]])("ranges of everybody with %j", (profile, found, open) => {
  const cluster = [CLUSTER, { apiServerAccessProfile: { authorizedIPRanges: ["0.0.0.0/0"], ...profile } }] as const;
  expect([foundBy("ranges-of-everybody", cluster).length, doubtsBy("ranges-of-everybody", cluster).length]).toEqual([found, open]);
});

describe("settings of a cluster that contradict each other", () => {
  test.each<[PlanObject, readonly (string | undefined)[]]>([
    [{ disableLocalAccounts: true }, ["inputs.disableLocalAccounts"]],
    [{ disableLocalAccounts: true, aadProfile: UNKNOWN }, []],
    [{ apiServerAccessProfile: { enablePrivateCluster: true, authorizedIPRanges: ["192.0.2.0/24"] } }, ["inputs.apiServerAccessProfile.authorizedIPRanges"]],
    [{ apiServerAccessProfile: { enablePrivateCluster: true, authorizedIPRanges: [] } }, []],
    [{ apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "none" } }, []],
    [{ supportPlan: "AKSLongTermSupport" }, ["inputs.supportPlan"]],
    [{ supportPlan: "AKSLongTermSupport", sku: { tier: UNKNOWN } }, []],
    [{ supportPlan: "AKSLongTermSupport", sku: { tier: "premium" } }, []],
    [{ supportPlan: "akslongtermsupport", sku: { tier: "standard" } }, ["inputs.supportPlan"]],
    [{ aadProfile: { enableAzureRBAC: true }, enableRBAC: false }, ["inputs.aadProfile.enableAzureRBAC"]],
    [{ securityProfile: { workloadIdentity: { enabled: true } }, oidcIssuerProfile: { enabled: false } }, ["inputs.securityProfile.workloadIdentity.enabled"]],
    [{ networkProfile: { networkPlugin: "azure", networkPolicy: "Cilium" } }, ["inputs.networkProfile.networkPolicy"]],
    [{ networkProfile: { networkPolicy: "cilium", networkDataplane: UNKNOWN } }, []],
    [{ networkProfile: { networkPolicy: "azure", networkDataplane: "Cilium" } }, ["inputs.networkProfile.networkPolicy"]],
    [{ networkProfile: { networkPolicy: "none", networkDataplane: "cilium" } }, []],
    [{ networkProfile: { networkPlugin: "Kubenet", networkPolicy: "azure" } }, ["inputs.networkProfile.networkPolicy"]],
    [{ networkProfile: { networkPlugin: "kubenet", networkPolicy: "cilium" } }, ["inputs.networkProfile.networkPolicy"]],
    [{ networkProfile: { networkPlugin: "kubenet", networkPolicy: "calico" } }, []],
    [{ networkProfile: { networkPlugin: "kubenet", networkPolicy: UNKNOWN } }, []],
    [{ networkProfile: { networkPlugin: "kubenet" } }, []],
  ])("%j", (inputs, paths) => {
    expect(foundBy("contradictory-cluster", [CLUSTER, inputs]).map(({ path }) => path)).toEqual(paths);
  });
});

describe("the subnet of an API server", () => {
  const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/Api";
  const delegated = (serviceName: PlanObject["a"]) => ({ delegations: [{ name: "d", serviceName }] });
  const found = (subnet: PlanObject, profile: PlanObject = {}) => foundBy("api-server-subnet", [CLUSTER, { apiServerAccessProfile: { enableVnetIntegration: true, subnetId: id, ...profile } }],
    ["azure-native:network:Subnet", { resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName: "api", addressPrefix: "10.0.1.0/28", ...subnet }]).map(({ message }) => message);

  test("is delegated to AKS", () => {
    const message = ["the API server's subnet api is not delegated to Microsoft.ContainerService/managedClusters"];
    expect([found({}), found(delegated("Microsoft.Web/serverFarms"))]).toEqual([message, message]);
    expect([found(delegated("microsoft.containerservice/managedclusters")), found({ delegations: UNKNOWN }), found(delegated(UNKNOWN)), found({}, { enableVnetIntegration: false }), found({ subnetName: "other" })]).toEqual([[], [], [], [], []]);
  });

  test("is a /28 or larger, declared for itself or inside of its network", () => {
    const inline = (addressPrefix: string) => foundBy("api-server-subnet", [CLUSTER, { apiServerAccessProfile: { enableVnetIntegration: true, subnetId: id } }],
      ["azure-native:network:VirtualNetwork", { resourceGroupName: "rg", virtualNetworkName: "vnet", subnets: [{ name: "api", addressPrefix, ...delegated("Microsoft.ContainerService/managedClusters") }] }]).map(({ message }) => message);
    expect([inline("10.0.1.0/29"), inline("10.0.1.0/28")]).toEqual([["the API server's subnet api has prefix 10.0.1.0/29, and must be a /28 or larger"], []]);
  });
});

describe("a label in Azure's DNS", () => {
  const prefix = "service.beta.kubernetes.io/azure-";
  const service = (label: PlanObject["a"], annotations: PlanObject = {}, type = "LoadBalancer") =>
    foundBy("domain-name-label-refused", ["kubernetes:core/v1:Service", { metadata: { name: "web", annotations: { [`${prefix}dns-label-name`]: label, ...annotations } }, spec: { type, ports: [{ port: 80 }] } }]).length;
  const address = (domainNameLabel: PlanObject["a"]) => foundBy("domain-name-label-refused", ["azure-native:network:PublicIPAddress", { dnsSettings: { domainNameLabel } }]).map(({ path }) => path);

  test.each<[PlanObject["a"], number]>([["web-1", 0], ["a".repeat(63), 0], ["a".repeat(64), 1], ["Web", 1], ["1web", 1], ["web.example.com", 1], ["web_1", 1], ["web-", 1], ["ab", 1], [UNKNOWN, 0]])("%j", (label, count) => {
    expect([service(label), address(label)]).toEqual([count, count === 0 ? [] : ["inputs.dnsSettings.domainNameLabel"]]);
  });

  test("is asked of public front ends alone", () => {
    expect([service("Web", { [`${prefix}load-balancer-internal`]: "true" }), service("Web", {}, "ClusterIP"), service("Web", { [`${prefix}load-balancer-internal`]: "false" })]).toEqual([0, 0, 1]);
  });
});

describe("the cluster address of a Service", () => {
  const found = (networkProfile: PlanObject, clusterIP: PlanObject["a"], ...more: Parameters<typeof planWith>[0]) =>
    told(foundBy("cluster-address-outside", [CLUSTER, { networkProfile }], ["kubernetes:core/v1:Service", { metadata: { name: "web" }, spec: { clusterIP, ports: [{ port: 80 }] } }], ...more));

  test("lies in the service range, of which the default is known", () => {
    expect(found({ serviceCidr: "10.100.0.0/16" }, "10.101.0.1")).toEqual(["inputs.spec.clusterIP: Service web asks for 10.101.0.1, which is outside of the service range 10.100.0.0/16"]);
    expect([found({}, "10.1.0.1").length, found({}, "10.0.255.9").length, found({ serviceCidrs: ["fd00::/108", "172.16.0.0/16"] }, "172.17.0.1").length]).toEqual([1, 0, 1]);
  });

  test("is not judged where the range or the address is not known, or of the other family, or the cluster may have more ranges", () => {
    for (const address of ["None", "fd00::10", "no address", UNKNOWN, undefined]) expect(found({ serviceCidr: "10.100.0.0/16" }, address)).toEqual([]);
    expect([found({ serviceCidr: UNKNOWN }, "10.101.0.1"), found({ serviceCidr: "10.100.0.0/16" }, "10.101.0.1", ["kubernetes:networking.k8s.io/v1:ServiceCIDR", { spec: { cidrs: ["10.101.0.0/16"] } }])]).toEqual([[], []]);
  });
});

test("a new cluster acts as somebody", () => {
  const cluster = (inputs: PlanObject, op: "create" | "update" = "create") => foundBy("cluster-without-identity", [CLUSTER, inputs, { op }]).length;
  expect([cluster({}), cluster({}, "update"), cluster({ identity: UNKNOWN }), cluster({ identity: { type: "SystemAssigned" } }), cluster({ servicePrincipalProfile: { clientId: SECRET } })]).toEqual([1, 0, 0, 0, 0]);
});

describe("a registry without Premium", () => {
  const registry = (inputs: PlanObject) => ["azure-native:containerregistry:Registry", { registryName: "acrone", ...inputs }] as const;
  const endpoint = (privateLinkServiceId: PlanObject["a"]) => ["azure-native:network:PrivateEndpoint", { privateLinkServiceConnections: [{ privateLinkServiceId }] }] as const;
  const id = (name: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/${name}`;

  test.each<[PlanObject, readonly (string | undefined)[]]>([
    [{ sku: { name: "Standard" }, zoneRedundancy: "Enabled" }, ["inputs.zoneRedundancy"]],
    [{ sku: { name: "premium" }, zoneRedundancy: "Enabled" }, []],
    [{ sku: { name: UNKNOWN }, zoneRedundancy: "Enabled" }, []],
    [{ sku: { name: "Basic" }, publicNetworkAccess: "Disabled", dataEndpointEnabled: true }, ["inputs.dataEndpointEnabled", "inputs.publicNetworkAccess"]],
    [{ sku: { name: "Basic" }, policies: { retentionPolicy: { status: "enabled", days: 7 } } }, ["inputs.policies.retentionPolicy"]],
  ])("%j", (inputs, paths) => {
    expect(foundBy("registry-sku", registry(inputs)).map(({ path }) => path)).toEqual(paths);
  });

  test("has no private endpoint: of its own id, in any case of letters, and of no other", () => {
    const found = (to: PlanObject["a"]) => told(foundBy("registry-sku", registry({ sku: { name: "Basic" } }), endpoint(to)));
    expect(found(id("ACROne"))).toEqual(["inputs.sku.name: a registry of SKU Basic has no private endpoints: only Premium has"]);
    expect(found(predicted(id("acrone")))).toHaveLength(1);
    expect([found(id("acrone2")), found(id("xacrone"))]).toEqual([[], []]);
  });
});

describe("an Output in a text", () => {
  const COMPLAINTS = ["Calling [toString] on an [Output<T>] is not supported.\n\nTo get", "Calling [toJSON] on an [Output<T>] is not supported.", "Calling __str__ on an Output[T] is not supported.", "Calling [ToString] on an [Output<T>] is not supported."];

  test.each(COMPLAINTS)("%j in inputs, keys, predictions and outputs", complaint => {
    const inputs: PlanObject = { list: ["a", { b: `x-${complaint}` }], [`k-${complaint}`]: 1, inner: { [complaint]: {} }, later: predicted({ c: complaint }) };
    const paths = planWith([["pulumi:pulumi:Stack", {}], ["azure-native:network:Subnet", inputs]], { outputs: { url: complaint } }).findings.filter(({ rule }) => rule === "output-as-text").map(({ path }) => path);
    expect(paths.sort()).toEqual(["inputs", "inputs.inner", "inputs.later.c", "inputs.list[1].b", "outputs.url"]);
  });

  test("is no text about outputs", () => {
    expect(foundBy("output-as-text", ["azure-native:network:Subnet", { tags: { note: "calling an Output a text is wrong", other: SECRET, later: UNKNOWN } }])).toEqual([]);
  });
});

describe("zones in a region that has none", () => {
  const zoned = (location: PlanObject["a"], availabilityZones: PlanObject["a"]) => foundBy("region-without-zones", [CLUSTER, { resourceName: "aks", resourceGroupName: "rg", location }], [POOL, { agentPoolName: "a", resourceName: "aks", resourceGroupName: "rg", availabilityZones }]);
  test("are not decided where a region is to get some", () => {
    const cluster = (location: string) => [CLUSTER, { resourceName: "aks", location, agentPoolProfiles: [{ name: "a", availabilityZones: ["1"] }] }] as const;
    expect(told(doubtsBy("region-without-zones", cluster("North Central US")))).toEqual(["inputs.agentPoolProfiles[0].availabilityZones: pool a asks for zones 1: northcentralus had none 2025-09-23, and is to get them (announced 2025-12-09)"]);
    expect([doubtsBy("region-without-zones", cluster("westcentralus")).length, doubtsBy("region-without-zones", cluster("westus2"))]).toEqual([1, []]);
  });

  test.each<[PlanObject["a"], PlanObject["a"], readonly string[]]>([
    ["West US", ["1", "3"], ["inputs.availabilityZones: pool a asks for zones 1, 3, and westus has none (as of 2025-09-23)"]],
    ["westus", [], []],
    ["northcentralus", ["1"], []],
    ["westus3", ["1"], []],
    [UNKNOWN, ["1"], []],
    ["westus", UNKNOWN, []],
  ])("%j %j", (location, zones, expected) => {
    expect(told(zoned(location, zones))).toEqual(expected);
  });
});

test("purge protection may be on or left out", () => {
  const vault = (properties: PlanObject) => foundBy("purge-protection-off", ["azure-native:keyvault:Vault", { properties }]).length;
  expect([vault({ enablePurgeProtection: false }), vault({ enablePurgeProtection: true }), vault({}), vault({ enablePurgeProtection: UNKNOWN })]).toEqual([1, 0, 0, 0]);
});

describe("subnets of one network", () => {
  const SUBNET = "azure-native:network:Subnet";
  const inputs = (subnetName: string) => ({ resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName });
  const urn = (index: number) => `urn:pulumi:dev::example::${SUBNET}::r${index}`;
  const found = (...dependencies: readonly (readonly string[])[]) => planWith(dependencies.map((each, index) => [SUBNET, inputs(`s${index}`), { dependencies: each }])).findings.filter(({ rule }) => rule === "parallel-subnet-writes");

  test("are written at once unless one waits for the other", () => {
    expect(found([], []).map(({ resource }) => resource)).toEqual([urn(1)]);
    expect(found([], [urn(0)])).toEqual([]);
    expect(found([urn(1)], [])).toEqual([]);
  });

  test("are of one network where both have its name from it, though the name is not known", () => {
    const NETWORK = "azure-native:network:VirtualNetwork";
    const from = (network: number) => [SUBNET, { resourceGroupName: "rg", virtualNetworkName: UNKNOWN, subnetName: "s" }, { propertyDependencies: { virtualNetworkName: [`urn:pulumi:dev::example::${NETWORK}::r${network}`] } }] as const;
    const count = (...networks: readonly number[]) => foundBy("parallel-subnet-writes", [NETWORK, {}], [NETWORK, {}], ...networks.map(from)).length;
    expect([count(0, 0), count(0, 1)]).toEqual([1, 0]);
  });

  test("may wait for each other through others, and each pair counts", () => {
    expect(found([], [urn(0)], [urn(1)])).toEqual([]);
    expect(found([], [urn(0)], [urn(0)]).map(({ resource }) => resource)).toEqual([urn(2)]);
  });
});

describe("a secret in clear", () => {
  test.each<[PlanObject["a"], number]>([["text", 1], [SECRET, 0], [UNKNOWN, 0], [predicted("x"), 0]])("%j", (sharedKey, count) => {
    expect(foundBy("secret-in-clear", ["azure-native:network:VirtualNetworkGatewayConnection", { sharedKey }])).toHaveLength(count);
  });

  test.each<[string, PlanObject, string]>([
    ["compute:VirtualMachineScaleSet", { virtualMachineProfile: { osProfile: { adminPassword: "x" } } }, "inputs.virtualMachineProfile.osProfile.adminPassword"],
    ["network:VirtualNetworkGatewayConnection", { authorizationKey: "x" }, "inputs.authorizationKey"],
    ["network:VirtualNetworkGateway", { vpnClientConfiguration: { radiusServerSecret: "x" } }, "inputs.vpnClientConfiguration.radiusServerSecret"],
    ["network:VirtualNetworkGateway", { vpnClientConfiguration: { radiusServers: [{ radiusServerSecret: SECRET }, { radiusServerSecret: "x" }] } }, "inputs.vpnClientConfiguration.radiusServers[1].radiusServerSecret"],
  ])("in a %s %j is found", (type, inputs, path) => {
    expect(foundBy("secret-in-clear", [`azure-native:${type}`, inputs]).map(each => each.path)).toEqual([path]);
  });

  test("is told by its place, never by its value", () => {
    const found = foundBy("secret-in-clear", ["azure-native:keyvault/v20230701:Secret", { properties: { value: "hunter2" } }]);
    expect([told(found), JSON.stringify(found).includes("hunter2")]).toEqual([["inputs.properties.value: r0 has value as plain text: it is kept and shown in clear"], false]);
  });
});

test("words of a setting count in any letter case", () => {
  const found = (rule: string, cluster: PlanObject, pool: PlanObject = {}) =>
    foundBy(rule, [CLUSTER, { resourceName: "aks", ...cluster, agentPoolProfiles: [{ name: "a", ...pool }] }]).map(({ path }) => path);
  expect(found("pool-size", { sku: { tier: "free" } }, { enableAutoScaling: true, count: 1001, minCount: 1, maxCount: 1000 })).toContain("inputs.sku.tier");
  expect(found("pool-setting-refused", {}, { osType: "windows", osSKU: "windows2019" })).toEqual([]);
  expect(found("windows-server-retirement", {}, { osType: "windows", osSKU: "windows2019" })).toHaveLength(1);
  expect(found("node-image-retirement", {}, { osSKU: "ubuntu2204" })).toHaveLength(1);
  for (const networkProfile of [{ networkDataplane: "Cilium" }, { networkPolicy: "Cilium" }]) expect(found("windows-pool-refused", { networkProfile }, { osType: "Windows" })).toHaveLength(1);
  expect(found("pinned-patch-version", { kubernetesVersion: "1.36.1", autoUpgradeProfile: { upgradeChannel: "Patch" } })).toEqual(["inputs.kubernetesVersion"]);
});
