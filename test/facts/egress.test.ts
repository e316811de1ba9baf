import { describe, expect, it } from "@jest/globals";
import { egressRules, type EgressFeatures } from "../../facts/egress";

const plain: EgressFeatures = {
  region: "canadacentral", privateApiServer: false, addOns: [], workloadIdentity: false, defender: false, metrics: false, windows: false, gpu: false, imageHosts: [], vaults: [], dnsServers: [],
};
const told = (features: Partial<EgressFeatures> = {}) => egressRules({ ...plain, ...features });
const required = (features: Partial<EgressFeatures> = {}) => told(features).filter(({ need }) => need === "required").map(({ destination, protocol, port }) => `${protocol} ${port} ${destination}`);

/** What every agent of Azure Monitor reaches. */
const COLLECTED = ["TCP 443 *.ingest.monitor.azure.com", "TCP 443 global.handler.control.monitor.azure.com", "TCP 443 canadacentral.handler.control.monitor.azure.com"];

describe("what the nodes must reach", () => {
  it("is for a plain cluster what AKS's own list has", () => {
    expect(required()).toEqual([
      "*.hcp.canadacentral.azmk8s.io", "mcr.microsoft.com", "*.data.mcr.microsoft.com", "mcr-0001.mcr-msedge.net", "management.azure.com", "login.microsoftonline.com",
      "packages.microsoft.com", "packages.aks.azure.com", "acs-mirror.azureedge.net",
    ].map(host => `TCP 443 ${host}`));
  });

  it("has no API server where that is private, neither by name nor by address nor by tunnel", () => {
    const destinations = told({ privateApiServer: true }).map(({ destination }) => destination);
    for (const gone of ["*.hcp.canadacentral.azmk8s.io", "<API server's address>", "AzureCloud.canadacentral"]) expect(destinations).not.toContain(gone);
  });

  it.each<readonly [what: string, features: Partial<EgressFeatures>, more: readonly string[]]>([
    ["the Key Vault add-on its vaults", { addOns: ["azureKeyvaultSecretsProvider"], vaults: ["kv-a", "kv-b"] }, ["TCP 443 kv-a.vault.azure.net", "TCP 443 kv-b.vault.azure.net"]],
    ["vaults that nothing reads none", { vaults: ["kv-a"] }, []],
    ["container logs their hosts", { addOns: ["omsagent"] }, ["TCP 443 *.ods.opinsights.azure.com", "TCP 443 *.oms.opinsights.azure.com", "TCP 443 *.monitoring.azure.com", "TCP 443 dc.services.visualstudio.com", ...COLLECTED]],
    ["add-ons in another letter case theirs", { addOns: ["azurePolicy", "azureKeyVaultSecretsProvider"], vaults: ["kv-a"] }, ["TCP 443 kv-a.vault.azure.net", "TCP 443 data.policy.core.windows.net", "TCP 443 store.policy.core.windows.net", "TCP 443 dc.services.visualstudio.com"]],
    ["metrics theirs", { metrics: true }, ["TCP 443 *.metrics.ingest.monitor.azure.com", ...COLLECTED]],
    ["Azure Policy its own", { addOns: ["azurepolicy"] }, ["TCP 443 data.policy.core.windows.net", "TCP 443 store.policy.core.windows.net", "TCP 443 dc.services.visualstudio.com"]],
    ["a registry of Azure's its layers' storage, too", { imageHosts: ["acr.azurecr.io"] }, ["TCP 443 acr.azurecr.io", "TCP 443 *.blob.core.windows.net"]],
    ["another registry itself alone", { imageHosts: ["registry-1.docker.io", "mcr.microsoft.com"] }, ["TCP 443 registry-1.docker.io"]],
    ["a DNS server of one's own port 53", { dnsServers: ["192.168.0.53"] }, ["UDP 53 192.168.0.53"]],
    ["Windows nodes port 80 as well", { windows: true }, ["TCP 443 onegetcdn.azureedge.net", "TCP 443 go.microsoft.com", "TCP 80 *.mp.microsoft.com", "TCP 80 www.msftconnecttest.com", "TCP 80 ctldl.windowsupdate.com"]],
  ])("adds for %s", (_what, features, more) => {
    expect([...required(features)].sort()).toEqual([...required(), ...more].sort());
  });

  it("names each destination and port once, required ones first, each with a dated source", () => {
    const rules = told({ addOns: ["omsagent", "azurepolicy", "azureKeyvaultSecretsProvider"], workloadIdentity: true, defender: true, metrics: true, vaults: ["kv"], imageHosts: ["acr.azurecr.io"] });
    expect(new Set(rules.map(({ destination, protocol, port }) => `${protocol} ${destination} ${port}`)).size).toBe(rules.length);
    expect(rules.find(({ destination }) => destination === "login.microsoftonline.com")?.use).toBe("Microsoft Entra ID");
    const needs = rules.map(({ need }) => ["required", "conditional", "optional"].indexOf(need));
    expect(needs).toEqual([...needs].sort());
    for (const { source } of rules) expect(source).toMatch(/as of \d{4}-\d{2}-\d{2}$/);
  });

  it("says the region is open where it is not known", () => {
    expect(told({ region: undefined }).map(({ destination }) => destination)).toContain("*.hcp.<region>.azmk8s.io");
  });
});
