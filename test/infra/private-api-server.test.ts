import { describe, expect, it } from "@jest/globals";
import type * as pulumi from "@pulumi/pulumi";
import { ROLES } from "../../facts/roles";
import { ApiServerZone } from "../../infra/api-server-zone";
import { apiServerProfile } from "../../infra/cluster-profiles";
import anatomy from "../../index";
import { onMocks, only } from "../mocks";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

const args = { access: "private", authorizedIpRanges: [] } as const;

describe("the access profile of a private API server", () => {
  it("leaves the zone to AKS and has no public name, where nothing is said", () => {
    expect(apiServerProfile(args)).toEqual({ enablePrivateCluster: true, privateDNSZone: "system", enablePrivateClusterPublicFQDN: false });
  });

  it("says that there is no zone, and a public name instead", () => {
    expect(apiServerProfile({ ...args, privateDnsZone: "none", publicFqdn: true })).toEqual({ enablePrivateCluster: true, privateDNSZone: "none", enablePrivateClusterPublicFQDN: true });
  });

  it("names a zone of our own by its id, and is refused without", () => {
    expect(apiServerProfile({ ...args, privateDnsZone: "own", privateDnsZoneId: "zone-id" })).toMatchObject({ privateDNSZone: "zone-id" });
    expect(() => apiServerProfile({ ...args, privateDnsZone: "own" })).toThrow("has no zone");
  });

  it("of another cluster says nothing of zones", () => {
    expect(apiServerProfile({ ...args, access: "public", privateDnsZone: "system", publicFqdn: true })).toEqual({ enablePrivateCluster: false });
  });
});

describe("the zone of the API server", () => {
  const zone = () => onMocks(() => new ApiServerZone("zone", {
    resourceGroupName: "rg", location: "canadacentral", tags: { stack: "test" }, controlPlane: { id: "principal", name: "id-aks" },
    network: { id: "vnet-id", name: "vnet" }, inTenant: name => `mine/${name}`,
  }));

  it("has the region's name, lies in no region, and is linked to the VNet without registering machines", async () => {
    const resources = await zone();
    expect(only(resources, ":PrivateZone").inputs).toMatchObject({ privateZoneName: "privatelink.canadacentral.azmk8s.io", location: "global", resourceGroupName: "rg", tags: { stack: "test" } });
    expect(only(resources, ":VirtualNetworkLink").inputs).toMatchObject({
      privateZoneName: "privatelink.canadacentral.azmk8s.io", virtualNetworkLinkName: "vnet", virtualNetwork: { id: "vnet-id" }, registrationEnabled: false, location: "global",
    });
  });

  it("lets the control plane write it and link it, and nothing more", async () => {
    const given = (await zone()).filter(({ type }) => type.endsWith(":RoleAssignment")).map(({ inputs }) => [inputs["scope"], inputs["principalId"], String(inputs["roleDefinitionId"]).split("/").at(-1)]);
    expect(given.sort()).toEqual([["api-server-id", "principal", ROLES.privateDnsZoneContributor.id], ["vnet-id", "principal", ROLES.networkContributor.id]]);
  });
});

describe("the program with a private API server", () => {
  const run = async (apiServer: Tree, stack = "dev") => {
    const calls: pulumi.runtime.MockCallArgs[] = [];
    const resources = await onMocks(() => anatomy(), { stack, config: asValues(withValue(stackTree(stack), ["cluster", "apiServer"], apiServer)), calls });
    return { resources, credentials: calls.find(({ token }) => token.endsWith("listManagedClusterUserCredentials"))?.inputs as Tree };
  };
  const ofZones = (resources: readonly { readonly type: string; readonly name: string }[]) => resources.filter(({ type }) => type.includes(":privatedns:")).map(({ name }) => name);

  it("declares a zone only where it is our own", async () => {
    const own = await run({ access: "private", privateDnsZone: "own" });
    expect(ofZones(own.resources)).toEqual(["api-server", "api-server"]);
    expect(only(own.resources, ":ManagedCluster").inputs).toMatchObject({ apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "api-server-id", enablePrivateClusterPublicFQDN: false } });
    for (const [apiServer, stack] of [[{ access: "private" }, "dev"], [{ access: "public" }, "dev"], [{ access: "private", privateDnsZone: "none", publicFqdn: true }, "basic"]] as const) {
      const { resources } = await run(apiServer, stack);
      expect(ofZones(resources)).toEqual([]);
      expect(resources.filter(({ name }) => /^control-plane-(writes-zone|links-network)$/.test(name))).toEqual([]);
    }
  });

  it("takes the kubeconfig with the public name only where there is one", async () => {
    expect((await run({ access: "private", privateDnsZone: "none", publicFqdn: true })).credentials).toMatchObject({ serverFqdn: "public" });
    for (const apiServer of [{ access: "private" }, { access: "public" }]) expect((await run(apiServer)).credentials).not.toHaveProperty("serverFqdn");
  });
});
