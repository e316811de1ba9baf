import { describe, expect, it } from "@jest/globals";
import { PRIVATE_LINKS } from "../../facts/private-link";
import { Network, type NetworkArgs } from "../../infra/network";
import { PrivateEndpoints, type PrivateTarget } from "../../infra/private-endpoints";
import { Registry, type RegistryArgs } from "../../infra/registry";
import { Vault, type VaultArgs } from "../../infra/vault";
import { onMocks, only } from "../mocks";
import { networkArgs, place, withSubnets } from "./network-args";

const registry: PrivateTarget = { kind: "registry", id: "acr", endpointName: "pe-registry" };
const vault: PrivateTarget = { kind: "vault", id: "kv", endpointName: "pe-vault" };
const built = (targets: readonly PrivateTarget[]) => onMocks(() => new PrivateEndpoints("p", { ...place, network: { id: "vnet-id", name: "vnet" }, subnetId: "endpoints-id", targets }));

describe("private endpoints", () => {
  it.each([registry, vault])("lead to the $kind through the part and the zone that Azure has for it", async target => {
    const resources = await built([target]);
    const { zone, groupId } = PRIVATE_LINKS[target.kind];
    expect(only(resources, ":PrivateEndpoint").inputs).toMatchObject({
      privateEndpointName: target.endpointName, subnet: { id: "endpoints-id" }, privateLinkServiceConnections: [{ privateLinkServiceId: target.id, groupIds: [groupId] }],
    });
    expect(only(resources, ":PrivateZone").inputs).toMatchObject({ privateZoneName: zone, location: "global" });
    expect(only(resources, ":VirtualNetworkLink").inputs).toMatchObject({ privateZoneName: zone, location: "global", virtualNetwork: { id: "vnet-id" }, registrationEnabled: false });
    expect(only(resources, ":PrivateDnsZoneGroup").inputs).toMatchObject({ privateEndpointName: target.endpointName, privateDnsZoneConfigs: [{ privateDnsZoneId: `${target.kind}-zone-id` }] });
  });

  it("of two targets have each its own zone, link, endpoint and records", async () => {
    const resources = await built([registry, vault]);
    for (const type of [":PrivateZone", ":VirtualNetworkLink", ":PrivateEndpoint", ":PrivateDnsZoneGroup"]) expect(resources.filter(each => each.type.endsWith(type))).toHaveLength(2);
    expect(only(resources, ":PrivateEndpoint", "vault-endpoint").inputs["privateLinkServiceConnections"]).toMatchObject([{ privateLinkServiceId: "kv" }]);
    expect(only(resources, ":PrivateDnsZoneGroup", "vault-records").inputs["privateDnsZoneConfigs"]).toMatchObject([{ name: "privatelink-vaultcore-azure-net", privateDnsZoneId: "vault-zone-id" }]);
  });
});

describe("the registry", () => {
  const inputs = async (changes: Partial<RegistryArgs>) => only(await onMocks(() => new Registry("r", { ...place, registryName: "acr12345", sku: "Premium", ...changes })), ":Registry").inputs;

  it("is public, of no zones, and without data endpoint and policies unless they are asked for", async () => {
    expect(await inputs({})).toMatchObject({ publicNetworkAccess: "Enabled", zoneRedundancy: "Disabled" });
    for (const key of ["dataEndpointEnabled", "policies"]) expect(await inputs({})).not.toHaveProperty(key);
  });

  it("that is private has no public access, and lets Azure's import service put images in", async () => {
    expect(await inputs({ access: "private" })).toMatchObject({ publicNetworkAccess: "Disabled", networkRuleBypassOptions: "AzureServices" });
  });

  it("lets nobody pull without a login", async () => {
    for (const sku of ["Basic", "Premium"] as const) expect(await inputs({ sku })).toMatchObject({ anonymousPullEnabled: false, adminUserEnabled: false });
  });

  it("takes zone redundancy, a data endpoint and a retention of untagged manifests, of no day too", async () => {
    expect(await inputs({ zoneRedundancy: true, dataEndpoint: true, untaggedRetentionDays: 0 })).toMatchObject({
      zoneRedundancy: "Enabled", dataEndpointEnabled: true, policies: { retentionPolicy: { status: "enabled", days: 0 } },
    });
  });
});

describe("targets of private endpoints", () => {
  it.each(["public", "private"] as const)("are registry and vault as far as they are private: %s", async access => {
    const found: PrivateTarget[] = [];
    await onMocks(() => {
      found.push(...new Registry("r", { ...place, registryName: "acr12345", sku: "Premium", access }).privateTargets("pe-registry"));
      found.push(...new Vault("v", { ...place, vaultName: "kv-x", tenantId: "t", softDeleteRetentionDays: 7, purgeProtection: false, recover: false, access }).privateTargets("pe-vault"));
    });
    expect(found.map(({ kind, endpointName }) => [kind, endpointName])).toEqual(access === "private" ? [["registry", "pe-registry"], ["vault", "pe-vault"]] : []);
  });
});

describe("the vault", () => {
  const properties = async (changes: Partial<VaultArgs>) =>
    only(await onMocks(() => new Vault("v", { ...place, vaultName: "kv-x", tenantId: "t", softDeleteRetentionDays: 7, purgeProtection: false, recover: false, ...changes })), ":Vault").inputs["properties"];

  it("that is private has no public access, denies by default, and lets Azure's trusted services by", async () => {
    expect(await properties({ access: "private" })).toMatchObject({ publicNetworkAccess: "Disabled", networkAcls: { defaultAction: "Deny", bypass: "AzureServices" } });
    expect(await properties({})).toMatchObject({ publicNetworkAccess: "enabled" });
    expect(await properties({})).not.toHaveProperty("networkAcls");
  });

  it("is a standard one unless hardware modules are asked for", async () => {
    expect([await properties({}), await properties({ sku: "premium" })]).toMatchObject([{ sku: { name: "standard" } }, { sku: { name: "premium" } }]);
  });
});

describe("the network", () => {
  const subnets = async (args: NetworkArgs) => (await onMocks(() => new Network("network", args))).filter(({ type }) => type.endsWith(":Subnet"));

  it("has a subnet for private endpoints only where one is given, without policies that act on them", async () => {
    expect(await subnets(networkArgs)).toHaveLength(2);
    expect((await subnets(withSubnets({ endpoints: "10.240.2.0/28" })))[2]?.inputs).toMatchObject({
      subnetName: "endpoints", addressPrefix: "10.240.2.0/28", privateEndpointNetworkPolicies: "Disabled", defaultOutboundAccess: false,
    });
  });
});
