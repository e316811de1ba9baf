import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { ARM_TYPES, armIdentity, nameInId, NO_SUBSCRIPTION } from "../../facts/arm-ids";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const packageFolder = path.dirname(require.resolve("@pulumi/azure-native/package.json"));

/** The declarations of a resource of the installed package: `network/virtualNetwork.d.ts` for `network:VirtualNetwork`. */
function declarations(token: string): string {
  const [module = "", name = ""] = token.split(":");
  return readFileSync(path.join(packageFolder, module, `${name.charAt(0).toLowerCase()}${name.slice(1)}.d.ts`), "utf8");
}

const inputsOf = (text: string): string => /export interface \w+Args \{[\s\S]*?\n\}/.exec(text)?.[0] ?? "";

describe("the id of an Azure resource", () => {
  it.each(Object.entries(ARM_TYPES))("of %s is made of inputs that the installed package has", (token, { names, scope }) => {
    const text = inputsOf(declarations(token));
    for (const input of scope === undefined ? ["resourceGroupName", ...names] : [scope, ...names]) expect(text).toMatch(new RegExp(`\\b${input}\\??: pulumi.Input<string`));
  });

  it("brings a registry's login server, which its name decides", () => {
    expect(armIdentity("azure-native:containerregistry:Registry", { resourceGroupName: "rg", registryName: "acrHogwarts" }, SUBSCRIPTION)?.outputs).toEqual({ loginServer: "acrhogwarts.azurecr.io" });
  });

  it("names group, types and names in the order that Azure writes them", () => {
    expect(armIdentity("azure-native:network:Subnet", { resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName: "nodes" }, SUBSCRIPTION)).toEqual({
      id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes`,
      name: "nodes",
      outputs: {},
      type: "Microsoft.Network/virtualNetworks/subnets",
    });
    expect(armIdentity("azure-native:resources:ResourceGroup", { resourceGroupName: "rg" }, NO_SUBSCRIPTION)?.id).toBe(`/subscriptions/${NO_SUBSCRIPTION}/resourceGroups/rg`);
  });

  it.each([
    ["containerservice:AgentPool", { resourceName: "aks", agentPoolName: "system" }, "Microsoft.ContainerService/managedClusters/aks/agentPools/system"],
    ["dns:Zone", { zoneName: "example.org" }, "Microsoft.Network/dnsZones/example.org"],
    ["keyvault:Secret", { vaultName: "kv", secretName: "key" }, "Microsoft.KeyVault/vaults/kv/secrets/key"],
    ["managedidentity:FederatedIdentityCredential", { resourceName: "id", federatedIdentityCredentialResourceName: "fic" }, "Microsoft.ManagedIdentity/userAssignedIdentities/id/federatedIdentityCredentials/fic"],
    ["network:VirtualNetworkGatewayConnection", { virtualNetworkGatewayConnectionName: "c" }, "Microsoft.Network/connections/c"],
    ["privatedns:VirtualNetworkLink", { privateZoneName: "privatelink.azurecr.io", virtualNetworkLinkName: "l" }, "Microsoft.Network/privateDnsZones/privatelink.azurecr.io/virtualNetworkLinks/l"],
  ])("of %s keeps Azure's letter case", (token, inputs, tail) => {
    expect(armIdentity(`azure-native:${token}`, { resourceGroupName: "rg", ...inputs }, SUBSCRIPTION)?.id).toBe(`/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/${tail}`);
  });

  it("is the same for a token with an API version", () => {
    const inputs = { resourceGroupName: "rg", virtualNetworkName: "vnet" };
    expect(armIdentity("azure-native:network/v20240501:VirtualNetwork", inputs, SUBSCRIPTION)).toEqual(armIdentity("azure-native:network:VirtualNetwork", inputs, SUBSCRIPTION));
    expect(armIdentity("azure-native_network_v20240501:network:VirtualNetwork", inputs, SUBSCRIPTION)).toEqual(armIdentity("azure-native:network:VirtualNetwork", inputs, SUBSCRIPTION));
  });

  it("of an extension begins with what it is attached to", () => {
    const cluster = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks`;
    expect(armIdentity("azure-native:authorization:RoleAssignment", { scope: cluster, roleAssignmentName: "guid" }, NO_SUBSCRIPTION)?.id).toBe(`${cluster}/providers/Microsoft.Authorization/roleAssignments/guid`);
    expect(armIdentity("azure-native:monitor:DiagnosticSetting", { resourceUri: `${cluster}/`, name: "logs" }, NO_SUBSCRIPTION)?.id).toBe(`${cluster}/providers/Microsoft.Insights/diagnosticSettings/logs`);
  });

  it.each([
    ["the resource has no name of its own, so that a random suffix is added", "azure-native:network:VirtualNetwork", { resourceGroupName: "rg" }],
    ["the resource group is not known", "azure-native:network:VirtualNetwork", { resourceGroupName: undefined, virtualNetworkName: "vnet" }],
    ["the parent is not known", "azure-native:network:Subnet", { resourceGroupName: "rg", virtualNetworkName: undefined, subnetName: "nodes" }],
    ["the scope is not known", "azure-native:authorization:RoleAssignment", { roleAssignmentName: "guid" }],
    ["a group has no name", "azure-native:resources:ResourceGroup", {}],
    ["the type is not in the table", "azure-native:web:WebApp", { resourceGroupName: "rg", name: "app" }],
    ["the type is none of Azure's", "kubernetes:core/v1:Service", { resourceGroupName: "rg" }],
    ["the type only looks like an inherited property", "azure-native:constructor:name", { resourceGroupName: "rg" }],
  ])("is not guessed where %s", (_reason, token, inputs) => {
    expect(armIdentity(token, inputs, SUBSCRIPTION)).toBeUndefined();
  });
});

describe("the name in an id", () => {
  it.each([
    ["/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/Nodes", "Nodes"],
    ["/subscriptions/s/resourceGroups/rg/", "rg"],
    ["name", "name"],
    ["", undefined], ["/", undefined], [undefined, undefined],
  ])("of %s is %s", (id, name) => {
    expect(nameInId(id)).toBe(name);
  });

  it("is the one that the id was made with", () => {
    const { id, name } = armIdentity("azure-native:network:Subnet", { resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName: "nodes" }, NO_SUBSCRIPTION) ?? {};
    expect([nameInId(id), name]).toEqual(["nodes", "nodes"]);
  });
});
