import { describe, expect, test } from "@jest/globals";
import type { PlanObject, PlanResource } from "../../../planner/model/plan";
import { withPredictions } from "../../../planner/model/predictions";
import { PlanBuilder, predicted, UNKNOWN, type ResourceOptions } from "../plan-builder";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;
const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet`;

/** A plan as an engine gives it, in which nothing has an id yet. */
class Preview {
  readonly plan = new PlanBuilder();
  readonly group = this.azure("resources:ResourceGroup", "group", { resourceGroupName: "rg" });
  readonly vnet = this.azure("network:VirtualNetwork", "vnet", { resourceGroupName: UNKNOWN, virtualNetworkName: "vnet" }, { resourceGroupName: [this.group] });

  azure(type: string, name: string, inputs: PlanObject, propertyDependencies: ResourceOptions["propertyDependencies"] = {}, more: ResourceOptions = {}): string {
    return this.plan.add(`azure-native:${type}`, name, inputs, { id: UNKNOWN, propertyDependencies, ...more });
  }

  subnet(name: string): string {
    return this.azure("network:Subnet", name, { resourceGroupName: UNKNOWN, virtualNetworkName: UNKNOWN, subnetName: name }, { resourceGroupName: [this.group], virtualNetworkName: [this.vnet] });
  }

  /** The inputs of a cluster whose pool is in a subnet that is not known, from resources that the property depends on. */
  poolOf(...causes: readonly string[]): PlanObject[string] {
    const cluster = this.azure("containerservice:ManagedCluster", "aks", { agentPoolProfiles: [{ name: "a", vnetSubnetID: UNKNOWN, vmSize: UNKNOWN }] }, { agentPoolProfiles: causes });
    return this.done(cluster).inputs.agentPoolProfiles;
  }

  done(urn: string, subscription: string | undefined = SUBSCRIPTION): PlanResource {
    const found = withPredictions(this.plan.build().resources, subscription).find(resource => resource.urn === urn);
    if (found === undefined) throw new Error(`no ${urn}`);
    return found;
  }
}

describe("what is certain although a preview does not know it", () => {
  test("is the id of what has a name, and through it names and ids along the dependencies", () => {
    const preview = new Preview();
    const nodes = preview.subnet("nodes");
    expect(preview.done(nodes)).toMatchObject({
      id: predicted(`${NETWORK}/subnets/nodes`), inputs: { resourceGroupName: predicted("rg"), virtualNetworkName: predicted("vnet"), subnetName: "nodes" },
    });
    expect(preview.poolOf(nodes)).toEqual([{ name: "a", vnetSubnetID: predicted(`${NETWORK}/subnets/nodes`), vmSize: UNKNOWN }]);
  });

  test("is the namespace that an object is in, and its id", () => {
    const preview = new Preview();
    const namespace = preview.plan.add("kubernetes:core/v1:Namespace", "ns", { metadata: { name: "apps" } }, { id: UNKNOWN });
    const map = preview.plan.add("kubernetes:core/v1:ConfigMap", "map", { metadata: { name: "map", namespace: UNKNOWN } }, { id: UNKNOWN, propertyDependencies: { metadata: [namespace] } });
    expect(preview.done(map)).toMatchObject({ id: predicted("apps/map"), inputs: { metadata: { namespace: predicted("apps") } } });
  });

  test("is taken from what stands already where that is known", () => {
    const preview = new Preview();
    const old = preview.azure("network:Subnet", "old", { subnetName: "old" }, {}, { id: "/subscriptions/real/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/v/subnets/old", provider: "p::1" });
    const fresh = preview.azure("network:NatGateway", "nat", { resourceGroupName: "rg", natGatewayName: "nat" }, {}, { provider: "p::1" });
    expect(preview.poolOf(old)).toMatchObject([{ vnetSubnetID: predicted("/subscriptions/real/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/v/subnets/old") }]);
    expect(preview.done(fresh).id).toEqual(predicted("/subscriptions/real/resourceGroups/rg/providers/Microsoft.Network/natGateways/nat"));
  });

  test("follows the provider of a program's own before the configuration, and is zeros without either", () => {
    const preview = new Preview();
    const provider = preview.plan.add("pulumi:providers:azure-native", "own", { subscriptionId: "own" }, { id: UNKNOWN });
    const nat = preview.azure("network:NatGateway", "nat", { resourceGroupName: "rg", natGatewayName: "nat" }, {}, { provider: `${provider}::id` });
    expect(preview.done(nat).id).toEqual(predicted("/subscriptions/own/resourceGroups/rg/providers/Microsoft.Network/natGateways/nat"));
    expect(withPredictions(preview.plan.build().resources).find(({ urn }) => urn === preview.group)?.id).toEqual(predicted("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"));
  });
});

describe("what may be something else stays unknown", () => {
  const unknown = [{ name: "a", vnetSubnetID: UNKNOWN, vmSize: UNKNOWN }];
  test.each<[string, (preview: Preview) => readonly string[]]>([
    ["none of the kind", preview => [preview.group]],
    ["two of the kind", preview => [preview.subnet("a"), preview.subnet("b")]],
    ["a network, which may have subnets of its own", preview => [preview.subnet("a"), preview.vnet]],
    ["a component", preview => [preview.subnet("a"), preview.plan.component("shop:infra:Net", "net")]],
    ["a type that nothing is known of", preview => [preview.subnet("a"), preview.azure("storage:StorageAccount", "s", {})]],
    ["the outputs of another stack", preview => [preview.subnet("a"), preview.plan.add("pulumi:pulumi:StackReference", "other", {})]],
    ["what is not in the plan", preview => [preview.subnet("a"), "urn:pulumi:dev::example::azure-native:network:Subnet::gone"]],
    ["one whose own name is drawn", preview => [preview.azure("network:Subnet", "a", { resourceGroupName: "rg", virtualNetworkName: "vnet" })]],
  ])("where the property depends on %s", (_, causes) => {
    const preview = new Preview();
    expect(preview.poolOf(...causes(preview))).toEqual(unknown);
  });

  test.each(["group", "vnet"] as const)("the scope of a role on something that lies in what it depends on: %s", cause => {
    const preview = new Preview();
    const role = preview.azure("authorization:RoleAssignment", "role", { roleAssignmentName: "r", scope: UNKNOWN }, { scope: [preview[cause]] });
    expect(preview.done(role)).toMatchObject({ id: UNKNOWN, inputs: { scope: UNKNOWN } });
  });

  test("a resource group, where a cluster may have given the name of its node resource group", () => {
    const preview = new Preview();
    const cluster = preview.azure("containerservice:ManagedCluster", "aks", { resourceName: "aks", resourceGroupName: "rg" });
    const vnet = preview.azure("network:VirtualNetwork", "other", { resourceGroupName: UNKNOWN, virtualNetworkName: "v" }, { resourceGroupName: [preview.group, cluster] });
    expect(preview.done(vnet)).toMatchObject({ id: UNKNOWN, inputs: { resourceGroupName: UNKNOWN } });
  });

  test("secrets, and what is not known of the provider", () => {
    const preview = new Preview();
    const provider = preview.plan.add("pulumi:providers:kubernetes", "own", { namespace: UNKNOWN }, { id: UNKNOWN });
    const map = preview.plan.add("kubernetes:core/v1:ConfigMap", "map", { metadata: { name: "map" } }, { id: UNKNOWN, provider: `${provider}::id` });
    const hidden = preview.azure("network:VirtualNetwork", "hidden", { resourceGroupName: { $secret: true }, virtualNetworkName: "v" }, { resourceGroupName: [preview.group] });
    expect([preview.done(map).id, preview.done(hidden).id, preview.done(hidden).inputs.resourceGroupName]).toEqual([UNKNOWN, UNKNOWN, { $secret: true }]);
  });
});
