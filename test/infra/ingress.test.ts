import { describe, expect, it } from "@jest/globals";
import type * as pulumi from "@pulumi/pulumi";
import { ROLES } from "../../facts/roles";
import { serviceMeshProfile } from "../../infra/cluster-profiles";
import { IngressIdentities } from "../../infra/ingress-identities";
import { IngressZone, type IngressZoneArgs } from "../../infra/ingress-zone";
import { onMocks, only } from "../mocks";
import { place } from "./network-args";

const zoneArgs: IngressZoneArgs = { ...place, kind: "private", zone: "example.org", network: { id: "vnet-id", name: "vnet" }, groupId: "group-id", subscriptionId: "s" };

describe("the mesh of the cluster", () => {
  it("has the one gateway that is asked for, and says of the other that it is off", () => {
    const gateways = (kind: "internal" | "public") => serviceMeshProfile({ revision: "asm-1-30", exposure: { kind } }).istio.components.ingressGateways;
    expect(gateways("internal")).toEqual([{ mode: "Internal", enabled: true }, { mode: "External", enabled: false }]);
    expect(gateways("public")).toEqual([{ mode: "Internal", enabled: false }, { mode: "External", enabled: true }]);
  });

  it("has one revision, and two while it goes over to the next", () => {
    const mesh = { revision: "asm-1-29", exposure: { kind: "internal" } } as const;
    expect(serviceMeshProfile(mesh)).toMatchObject({ mode: "Istio", istio: { revisions: ["asm-1-29"] } });
    expect(serviceMeshProfile({ ...mesh, canary: "asm-1-30" })).toMatchObject({ istio: { revisions: ["asm-1-29", "asm-1-30"] } });
  });
});

describe("the zone of the ingress", () => {
  it("answers in the VNet alone where it is private", async () => {
    const resources = await onMocks(() => new IngressZone("zone", zoneArgs));
    expect(only(resources, ":PrivateZone").inputs).toMatchObject({ privateZoneName: "example.org", location: "global", resourceGroupName: "rg" });
    expect(only(resources, ":VirtualNetworkLink").inputs).toMatchObject({ privateZoneName: "example.org", virtualNetwork: { id: "vnet-id" }, registrationEnabled: false });
    expect(resources).toHaveLength(2);
  });

  it("is a zone for everybody where it is public, and tells whom the parent delegates to", async () => {
    let delegation: pulumi.Inputs = {};
    const resources = await onMocks(() => { ({ delegation } = new IngressZone("zone", { ...zoneArgs, kind: "public" })); });
    expect(resources.map(({ type, inputs }) => [type, inputs["zoneName"], inputs["zoneType"], inputs["location"]])).toEqual([["azure-native:dns:Zone", "example.org", "Public", "global"]]);
    expect(Object.keys(delegation)).toEqual(["nameServers"]);
  });

  it("is refused as private without a VNet to answer in", async () => {
    await expect(onMocks(() => new IngressZone("zone", { ...zoneArgs, network: undefined }))).rejects.toThrow("no VNet to answer in");
  });
});

describe("the identities of the ingress", () => {
  const build = (kind: "private" | "public", more: Partial<IngressZoneArgs> = {}) => onMocks(() => new IngressIdentities("identities", {
    ...place, names: { vault: "kv", certificateIdentity: "id-ingress", recordsIdentity: "id-dns" }, inTenant: name => `mine/${name}`, issuer: "https://issuer.example/",
    accounts: { certificate: { namespace: "aks-istio-ingress", name: "ingress-certificate" }, records: { namespace: "external-dns", name: "external-dns" } },
    vaultId: "vault-id", certificate: "sorting-tls", zone: new IngressZone("zone", { ...zoneArgs, kind, ...more }),
  }));

  it("have each what it needs, on what it needs it: one certificate, one zone and sight of its group", async () => {
    for (const [kind, role] of [["private", ROLES.privateDnsZoneContributor], ["public", ROLES.dnsZoneContributor]] as const) {
      const given = (await build(kind)).filter(({ type }) => type.endsWith(":RoleAssignment")).map(({ inputs }) => [inputs["principalId"], inputs["scope"], String(inputs["roleDefinitionId"]).split("/").at(-1)]);
      expect(given.sort()).toEqual([
        ["principal-of-id-dns", "group-id", ROLES.reader.id], ["principal-of-id-dns", "ingress-id", role.id], ["principal-of-id-ingress", "vault-id/secrets/sorting-tls", ROLES.keyVaultSecretsUser.id],
      ]);
    }
  });

  it("have the same rights on a zone that is there already, in its group, and nothing of it is declared", async () => {
    for (const [kind, type] of [["private", "privateDnsZones"], ["public", "dnsZones"]] as const) {
      const resources = await build(kind, { existing: { resourceGroup: "rg-dns" }, network: undefined });
      const scopes = resources.filter(({ type: each }) => each.endsWith(":RoleAssignment")).map(({ inputs }) => inputs["scope"]);
      expect(scopes.sort()).toEqual(["/subscriptions/s/resourceGroups/rg-dns", `/subscriptions/s/resourceGroups/rg-dns/providers/Microsoft.Network/${type}/example.org`, "vault-id/secrets/sorting-tls"]);
      expect(resources.filter(({ type: each }) => /dns:/.test(each))).toEqual([]);
    }
  });

  it("trust one service account each", async () => {
    const trusts = (await build("private")).filter(({ type }) => type.endsWith(":FederatedIdentityCredential")).map(({ inputs }) => [inputs["resourceName"], inputs["subject"], inputs["issuer"]]);
    expect(trusts.sort()).toEqual([
      ["id-dns", "system:serviceaccount:external-dns:external-dns", "https://issuer.example/"], ["id-ingress", "system:serviceaccount:aks-istio-ingress:ingress-certificate", "https://issuer.example/"],
    ]);
  });
});
