import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import type { SubnetBudget } from "../../../planner/model/address-results";
import { toText } from "../../../planner/views/text/text";
import { PlanBuilder, predicted, UNKNOWN } from "../plan-builder";

const GROUP = "/subscriptions/s/resourceGroups/rg/providers/";
const REGISTRY = `${GROUP}Microsoft.ContainerRegistry/registries/acr`, VAULT = `${GROUP}Microsoft.KeyVault/vaults/kv`;

interface Given {
  readonly prefix?: string;
  readonly target?: PlanValue;
  readonly groupIds?: PlanValue;
  readonly inputs?: PlanObject;
  /** URNs of which the connections depend, by the kinds here. */
  readonly on?: readonly ("registry" | "vault")[];
  readonly more?: (plan: PlanBuilder) => void;
}

/** A subnet, another one, a registry, a vault, and one private endpoint. */
function planWith({ prefix = "10.0.2.0/29", target = predicted(REGISTRY), groupIds = ["registry"], inputs, on = [], more }: Given) {
  const plan = new PlanBuilder();
  const subnet = (name: string, addressPrefix: string) => plan.add("azure-native:network:Subnet", name, { resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName: name, addressPrefix },
    { id: predicted(`${GROUP}Microsoft.Network/virtualNetworks/vnet/subnets/${name}`) });
  const endpoints = subnet("endpoints", prefix);
  subnet("other", "10.0.3.0/24");
  const declared = {
    registry: plan.add("azure-native:containerregistry:Registry", "acr", { registryName: "acr" }, { id: predicted(REGISTRY) }),
    vault: plan.add("azure-native:keyvault:Vault", "kv", { vaultName: "kv" }, { id: predicted(VAULT) }),
  };
  plan.add("azure-native:network:PrivateEndpoint", "endpoint", {
    privateEndpointName: "pe", subnet: { id: predicted(`${GROUP}Microsoft.Network/virtualNetworks/vnet/subnets/endpoints`) },
    privateLinkServiceConnections: [{ name: "c", privateLinkServiceId: target, groupIds }], ...inputs,
  }, { propertyDependencies: { subnet: [endpoints], privateLinkServiceConnections: on.map(kind => declared[kind]) } });
  more?.(plan);
  return analyse(plan.build());
}

const budgets = (given: Given): readonly SubnetBudget[] => planWith(given).analyses.ipPlan.subnets;
const endpoints = (given: Given): SubnetBudget => budgets(given).find(({ name }) => name === "endpoints")!;
const undecided = { verdict: "undecided", reason: "how many addresses private endpoint pe takes is not known" };

describe("the subnet of a private endpoint", () => {
  test("gives two addresses to the endpoint of a registry, for login server and data endpoint", () => {
    expect(endpoints({})).toMatchObject({ demandNow: 2, demandAtPeak: 2, leftAtPeak: 1, verdict: "fits", role: "other", frontEnds: [{ name: "pe" }, { name: "pe" }] });
  });

  test("gives one to the endpoint of a vault, also of one that exists already", () => {
    expect(endpoints({ target: predicted(VAULT), groupIds: ["vault"] })).toMatchObject({ demandNow: 1, verdict: "fits" });
    expect(endpoints({ target: VAULT.replace("/kv", "/another"), groupIds: ["vault"] })).toMatchObject({ demandNow: 1, verdict: "fits" });
  });

  test("gives one more for each region that the registry is replicated to", () => {
    const replica = (registryName: PlanValue) => (plan: PlanBuilder) => { plan.add("azure-native:containerregistry:Replication", "west", { registryName, replicationName: "westus" }); };
    expect(endpoints({ more: replica("acr") })).toMatchObject({ demandNow: 3, verdict: "fits" });
    expect(endpoints({ more: replica("other") })).toMatchObject({ demandNow: 2 });
    expect(endpoints({ more: replica(UNKNOWN) })).toMatchObject(undecided);
  });

  test("is short where two endpoints need more than it has", () => {
    const second = (plan: PlanBuilder) => { plan.add("azure-native:network:PrivateEndpoint", "second", {
      privateEndpointName: "second", subnet: { id: `${GROUP}Microsoft.Network/virtualNetworks/vnet/subnets/endpoints` },
      privateLinkServiceConnections: [{ name: "c", privateLinkServiceId: REGISTRY, groupIds: ["registry"] }],
    }); };
    expect(endpoints({ more: second })).toMatchObject({ demandNow: 4, leftNow: -1, verdict: "short", reason: "4 addresses are needed at the most, 3 can be had" });
    expect(endpoints({ more: second, prefix: "10.0.2.0/28" })).toMatchObject({ demandNow: 4, verdict: "fits" });
  });

  test("knows the target by dependencies where its id is not known", () => {
    expect(endpoints({ target: UNKNOWN, on: ["registry"] })).toMatchObject({ demandNow: 2, verdict: "fits" });
    expect(endpoints({ target: UNKNOWN, on: ["vault"], groupIds: ["vault"] })).toMatchObject({ demandNow: 1, verdict: "fits" });
    expect(endpoints({ target: UNKNOWN, on: ["registry", "vault"] })).toMatchObject(undecided);
  });

  test("knows the target by group and name, as in a policy pack, which predicts ids without a subscription", () => {
    const real = REGISTRY.replace("/s/", "/11111111-2222-3333-4444-555555555555/");
    expect(endpoints({ target: real.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions") })).toMatchObject({ demandNow: 2, verdict: "fits" });
    expect(endpoints({ target: real.replace("/rg/", "/another/"), on: ["registry"] })).toMatchObject(undecided);
    expect(endpoints({ target: real.replace("/acr", "/another"), on: ["registry"] })).toMatchObject(undecided);
  });

  test("knows by dependencies a target that Azure named, and whose id leads there", () => {
    const unnamed = (plan: PlanBuilder) => {
      const registry = plan.add("azure-native:containerregistry:Registry", "unnamed", { resourceGroupName: "rg" }, { id: UNKNOWN });
      plan.add("azure-native:network:PrivateEndpoint", "second", {
        privateEndpointName: "second", subnet: { id: `${GROUP}Microsoft.Network/virtualNetworks/vnet/subnets/endpoints` },
        privateLinkServiceConnections: [{ name: "c", privateLinkServiceId: REGISTRY.replace("/acr", "/unnamed1a2b3c"), groupIds: ["registry"] }],
      }, { propertyDependencies: { privateLinkServiceConnections: [registry] } });
    };
    expect(endpoints({ more: unnamed, prefix: "10.0.2.0/28" })).toMatchObject({ demandNow: 4, verdict: "fits" });
  });

  test.each<[string, Given]>([
    ["the target is a registry that is not declared here, and may be replicated", { target: REGISTRY.replace("/acr", "/another") }],
    ["the target is of a service that is not in the table", { target: `${GROUP}Microsoft.Storage/storageAccounts/sa`, groupIds: ["blob"] }],
    ["the target is not known", { target: UNKNOWN }],
    ["another part of the service is connected to", { groupIds: ["something"] }],
    ["the part is not known", { groupIds: UNKNOWN }],
    ["the connections are not known", { inputs: { privateLinkServiceConnections: UNKNOWN } }],
    ["there is no connection", { inputs: { privateLinkServiceConnections: [] } }],
  ])("is undecided where %s", (_, given) => {
    expect(endpoints(given)).toMatchObject(undecided);
    expect(endpoints(given).demandAtPeak).toBeUndefined();
  });

  test("counts a connection that waits for approval as well", () => {
    const manual = { privateLinkServiceConnections: [], manualPrivateLinkServiceConnections: [{ name: "c", privateLinkServiceId: VAULT, groupIds: ["vault"] }] };
    expect(endpoints({ inputs: manual })).toMatchObject({ demandNow: 1, verdict: "fits" });
  });

  test("where it is not known which, every subnet is undecided", () => {
    const plan = new PlanBuilder();
    for (const name of ["a", "b"]) plan.add("azure-native:network:Subnet", name, { virtualNetworkName: "vnet", subnetName: name, addressPrefix: name === "a" ? "10.0.0.0/24" : "10.0.1.0/24" });
    plan.add("azure-native:network:PrivateEndpoint", "endpoint", { privateEndpointName: "pe", subnet: { id: UNKNOWN }, privateLinkServiceConnections: [{ privateLinkServiceId: VAULT, groupIds: ["vault"] }] });
    expect(analyse(plan.build()).analyses.ipPlan.subnets).toMatchObject(["a", "b"].map(name => ({ name, verdict: "undecided", reason: "the subnet of private endpoint pe is not known" })));
  });

  test("leaves the other subnets of the network alone", () => {
    expect(budgets({ target: UNKNOWN }).find(({ name }) => name === "other")).toMatchObject({ demandNow: 0, verdict: "fits" });
  });
});

test("the text names the endpoint, what it leads to, and how many addresses it takes", () => {
  // Without a cluster a plan is told by its components alone.
  const text = toText(planWith({ more: plan => { plan.add("azure-native:containerservice:ManagedCluster", "aks", { resourceName: "aks" }); } }), { colour: false });
  expect(text).toMatch(/endpoints +10\.0\.2\.0\/29 +3 +2 +2 +1 +pe ×2/);
  expect(text).toMatch(/endpoint +pe {2}to acr \(registry\)/);
});
