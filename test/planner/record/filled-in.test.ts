/** What Azure fills into objects that a program declares in part: unknown, as a provider says in a preview, never absent. */
import { describe, expect, it } from "@jest/globals";
import { withFilledIn } from "../../../planner/record/filled-in";
import { secret, UNKNOWN, type WireObject } from "../../../planner/record/engine/wire";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const VNET = "azure-native:network/v20240501:VirtualNetwork";

describe("what Azure fills in", () => {
  it("is unknown in objects that are declared: identity, add-ons, issuer", () => {
    const outputs = { identity: { type: "SystemAssigned" }, addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } }, oidcIssuerProfile: { enabled: true }, dnsPrefix: "aks" };
    expect(withFilledIn(CLUSTER, outputs, undefined)).toEqual({
      identity: { type: "SystemAssigned", principalId: UNKNOWN, tenantId: UNKNOWN },
      addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true, identity: UNKNOWN } },
      oidcIssuerProfile: { enabled: true, issuerURL: UNKNOWN },
      dnsPrefix: "aks",
    });
  });

  it("leaves what is declared, what is unknown as a whole or secret, and what has no such object", () => {
    const declared = { networkProfile: { serviceCidr: "172.16.0.0/16", dnsServiceIP: "172.16.0.10", podCidr: "10.244.0.0/16", loadBalancerProfile: { effectiveOutboundIPs: [] } } };
    expect(withFilledIn(CLUSTER, declared, undefined)).toEqual(declared);
    expect(withFilledIn(CLUSTER, { identity: UNKNOWN, oidcIssuerProfile: secret({ enabled: true }) }, undefined)).toEqual({ identity: UNKNOWN, oidcIssuerProfile: secret({ enabled: true }) });
    const plain = { dnsPrefix: "aks" };
    expect(withFilledIn(CLUSTER, plain, undefined)).toBe(plain);
    const foreign = { identity: { type: "SystemAssigned" } };
    expect(withFilledIn("random:index/randomId:RandomId", foreign, undefined)).toBe(foreign);
  });

  it("follows from the resource's id for what stands inline and has a name, and from nothing else", () => {
    const outputs: WireObject = { subnets: [{ name: "nodes" }, { name: UNKNOWN }, { id: "/given", name: "own" }] };
    expect(withFilledIn(VNET, outputs, "/vnet")).toEqual({ subnets: [{ id: "/vnet/subnets/nodes", name: "nodes" }, { id: UNKNOWN, name: UNKNOWN }, { id: "/given", name: "own" }] });
    expect(withFilledIn(VNET, { subnets: [{ name: "nodes" }] }, undefined)).toEqual({ subnets: [{ id: UNKNOWN, name: "nodes" }] });
  });
});
