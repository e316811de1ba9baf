import { describe, expect, test } from "@jest/globals";
import type { PlanObject } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { foundBy } from "./found";

const REGISTRY = "azure-native:containerregistry:Registry", REPLICATION = "azure-native:containerregistry:Replication", ENDPOINT = "azure-native:network:PrivateEndpoint";
const registry = (inputs: PlanObject = {}, name = "Basic") => [REGISTRY, { registryName: "acrone", sku: { name }, ...inputs }] as const;
const messages = (...resources: Parameters<typeof foundBy> extends readonly [string, ...infer R] ? R : never) => foundBy("registry-sku", ...resources).map(({ message }) => message);

describe("a registry that is not Premium", () => {
  test("has no replicas", () => {
    const refused = ["a registry of SKU Basic has no replicas in other regions: only Premium has"];
    expect(messages(registry(), [REPLICATION, { registryName: "ACROne" }])).toEqual(refused);
    expect(messages(registry(), [REPLICATION, { registryName: UNKNOWN }, { propertyDependencies: { registryName: [`urn:pulumi:dev::example::${REGISTRY}::r0`] } }])).toEqual(refused);
    expect(messages(registry(), [REPLICATION, { registryName: "other" }])).toEqual([]);
    expect(messages(registry({}, "Premium"), [REPLICATION, { registryName: "acrone" }])).toEqual([]);
  });

  test("has no rules of addresses, but may let everybody in", () => {
    expect(messages(registry({ networkRuleSet: { defaultAction: "deny" } }))).toEqual(["a registry of SKU Basic has no rules of which addresses it lets in: only Premium has"]);
    expect(messages(registry({ networkRuleSet: { defaultAction: "Allow", ipRules: [{ iPAddressOrRange: "203.0.113.0/24" }] } }, "Standard"))).toHaveLength(1);
    expect(messages(registry({ networkRuleSet: { defaultAction: "Allow", ipRules: [] } }))).toEqual([]);
  });

  test("has no private endpoint that its owner must let in by hand", () => {
    const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acrone";
    expect(messages(registry(), [ENDPOINT, { manualPrivateLinkServiceConnections: [{ privateLinkServiceId: id }] }])).toEqual(["a registry of SKU Basic has no private endpoints: only Premium has"]);
  });
});
