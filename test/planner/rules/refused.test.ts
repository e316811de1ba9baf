import { describe, expect, test } from "@jest/globals";
import type { PlanObject } from "../../../planner/model/plan";
import { predicted, SECRET, UNKNOWN } from "../plan-builder";
import { CLUSTER, foundBy, planWith, told } from "./found";

describe("settings of a cluster that contradict each other", () => {
  test.each<[PlanObject, readonly (string | undefined)[]]>([
    [{ disableLocalAccounts: true }, ["inputs.disableLocalAccounts"]],
    [{ disableLocalAccounts: true, aadProfile: UNKNOWN }, []],
    [{ apiServerAccessProfile: { enablePrivateCluster: true, authorizedIPRanges: ["192.0.2.0/24"] } }, ["inputs.apiServerAccessProfile.authorizedIPRanges"]],
    [{ apiServerAccessProfile: { enablePrivateCluster: true, authorizedIPRanges: [] } }, []],
    [{ apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "none" } }, []],
    [{ supportPlan: "AKSLongTermSupport" }, ["inputs.supportPlan"]],
    [{ supportPlan: "AKSLongTermSupport", sku: { tier: UNKNOWN } }, []],
    [{ aadProfile: { enableAzureRBAC: true }, enableRBAC: false }, ["inputs.aadProfile.enableAzureRBAC"]],
    [{ securityProfile: { workloadIdentity: { enabled: true } }, oidcIssuerProfile: { enabled: false } }, ["inputs.securityProfile.workloadIdentity.enabled"]],
  ])("%j", (inputs, paths) => {
    expect(foundBy("contradictory-cluster", [CLUSTER, inputs]).map(({ path }) => path)).toEqual(paths);
  });
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

  test("may wait for each other through others, and each pair counts", () => {
    expect(found([], [urn(0)], [urn(1)])).toEqual([]);
    expect(found([], [urn(0)], [urn(0)]).map(({ resource }) => resource)).toEqual([urn(2)]);
  });
});

describe("a secret in clear", () => {
  test.each<[PlanObject["a"], number]>([["text", 1], [SECRET, 0], [UNKNOWN, 0], [predicted("x"), 0]])("%j", (sharedKey, count) => {
    expect(foundBy("secret-in-clear", ["azure-native:network:VirtualNetworkGatewayConnection", { sharedKey }])).toHaveLength(count);
  });

  test("is told by its place, never by its value", () => {
    const found = foundBy("secret-in-clear", ["azure-native:keyvault/v20230701:Secret", { properties: { value: "hunter2" } }]);
    expect([told(found), JSON.stringify(found).includes("hunter2")]).toEqual([["inputs.properties.value: r0 has value as plain text: it is kept and shown in clear"], false]);
  });
});
