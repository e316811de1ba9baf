import { describe, expect, it } from "@jest/globals";
import { answererOf, type Pass } from "../../../planner/record/answers";
import { placeholderIn } from "../../../planner/record/engine/placeholder-credentials";
import { secret, SIGNATURE_KEY, SIGNATURES, UNKNOWN, type WireObject } from "../../../planner/record/engine/wire";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const answerer = (pass: Pass, subscription?: string) => answererOf({ pass, parseYaml: text => JSON.parse(text) as unknown[], ...(subscription === undefined ? {} : { subscription }) });
const VNET = "azure-native:network:VirtualNetwork";

describe("the predicting pass", () => {
  const { predict, echoesUnconfigured } = answerer("predicting", SUBSCRIPTION);
  const vnet = (inputs: WireObject, provider?: WireObject) => predict({ type: VNET, inputs: { resourceGroupName: "rg", virtualNetworkName: "vnet", ...inputs }, provider });

  it("knows the id and the name of what is named", () => {
    expect(vnet({})).toEqual({ id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet`, outputs: { name: "vnet" } });
    expect(predict({ type: "kubernetes:core/v1:Service", inputs: { metadata: { name: "web" } }, provider: { namespace: "team" } })).toEqual({ id: "team/web", outputs: {} });
    expect(echoesUnconfigured).toBe(true);
  });

  it("takes the subscription of the provider before that of the configuration, and zeros without either", () => {
    expect(vnet({}, { subscriptionId: "other" })?.id).toContain("/subscriptions/other/");
    expect(answerer("predicting").predict({ type: VNET, inputs: { resourceGroupName: "rg", virtualNetworkName: "vnet" }, provider: undefined })?.id).toContain("/subscriptions/00000000-0000-0000-0000-000000000000/");
  });

  it("sees through output values, but into no secret and no unknown", () => {
    expect(vnet({ virtualNetworkName: { [SIGNATURE_KEY]: SIGNATURES.output, value: "vnet" } })?.outputs).toEqual({ name: "vnet" });
    expect(vnet({ virtualNetworkName: secret("vnet") })).toBeUndefined();
    expect(vnet({ virtualNetworkName: UNKNOWN })).toBeUndefined();
  });
});

describe("what a look-up finds", () => {
  const token = "azure-native:network/v20240501:getSubnet";
  const args = { resourceGroupName: "hub", virtualNetworkName: "vnet", subnetName: "aks" };

  it("has the id that follows from the look-up, and the rest is not answered", () => {
    const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/vnet/subnets/aks`;
    expect(answerer("predicting", SUBSCRIPTION).invoke(token, args)).toEqual({ result: { id, name: "aks" }, inPart: true });
  });

  it("has none in the faithful pass, and none where a name is not known", () => {
    expect(answerer("faithful", SUBSCRIPTION).invoke(token, args)).toBeUndefined();
    expect(answerer("predicting", SUBSCRIPTION).invoke(token, { ...args, subnetName: `${UNKNOWN}-aks` })).toBeUndefined();
  });
});

describe("the region that Azure Native fills in", () => {
  const GROUP = "azure-native:resources:ResourceGroup";
  const complete = (pass: Pass, outputs: WireObject, provider?: WireObject, type = GROUP) =>
    answererOf({ pass, parseYaml: () => [], location: "westeurope" }).complete({ type, provider }, outputs, undefined).location;

  it("is the configured one, but not where one is declared, where a provider of the program's own has another or none, and for what takes none", () => {
    expect(complete("predicting", {})).toBe("westeurope");
    expect(complete("predicting", { location: "northeurope" })).toBe("northeurope");
    expect(complete("predicting", {}, { location: "swedencentral" })).toBe("swedencentral");
    expect(complete("predicting", {}, {})).toBeUndefined();
    expect(complete("predicting", {}, undefined, "azure-native:network:Subnet")).toBeUndefined();
  });

  it("is open in the faithful pass", () => {
    expect(complete("faithful", {})).toBeUndefined();
  });
});

describe("the faithful pass", () => {
  it("predicts nothing", () => {
    const { predict, echoesUnconfigured } = answerer("faithful", SUBSCRIPTION);
    expect(predict({ type: VNET, inputs: { resourceGroupName: "rg", virtualNetworkName: "vnet" }, provider: undefined })).toBeUndefined();
    expect(echoesUnconfigured).toBe(false);
  });
});

describe.each<Pass>(["faithful", "predicting"])("functions in the %s pass", pass => {
  const { invoke } = answerer(pass, SUBSCRIPTION);

  it("decode YAML, with lists taken apart and empty documents left out", () => {
    const text = JSON.stringify([{ kind: "Service" }, null, { kind: "List", items: [{ kind: "Pod" }] }, { kind: "ConfigMapList" }]);
    expect(invoke("kubernetes:yaml:decode", { text })).toEqual({ result: { result: [{ kind: "Service" }, { kind: "Pod" }, { kind: "ConfigMapList" }] } });
  });

  it("say who is logged in as far as the configuration does", () => {
    expect(invoke("azure-native:authorization:getClientConfig", {})).toMatchObject({ result: { subscriptionId: SUBSCRIPTION }, note: expect.stringContaining("placeholders") });
  });

  it("give credentials that lead nowhere, as Azure Native does: unmarked; whose they are is found again in whatever holds them", () => {
    const answer = invoke("azure-native:containerservice/v20250901:listManagedClusterAdminCredentials", { resourceName: "aks" });
    const [{ name, value }] = answer?.result.kubeconfigs as readonly [{ readonly name: string; readonly value: string }];
    expect(name).toBe("clusterAdmin");
    expect(placeholderIn({ list: [value] })).toEqual({ user: "clusterAdmin", cluster: "aks" });
    const config = JSON.parse(Buffer.from(value, "base64").toString()) as { readonly users: readonly [{ readonly user: WireObject }]; readonly clusters: readonly [{ readonly cluster: WireObject }] };
    expect(config).toMatchObject({ kind: "Config", clusters: [{ cluster: { server: "https://offline.invalid:443" } }] });
    // What programs take apart and decode; certificates are no credentials.
    const { user } = config.users[0], { cluster } = config.clusters[0];
    const [key, ...certificates] = [user["client-key-data"], user["client-certificate-data"], cluster["certificate-authority-data"]];
    expect(placeholderIn([key ?? null])).toEqual({ user: "clusterAdmin", cluster: "aks" });
    for (const certificate of certificates) {
      expect(Buffer.from(certificate as string, "base64").toString()).toContain("not-known-yet");
      expect(placeholderIn([certificate ?? null])).toBeUndefined();
    }
  });

  it("are not answered where nothing is known", () => {
    expect(invoke("azure-native:network:getSubnet", {})).toBeUndefined();
  });
});
