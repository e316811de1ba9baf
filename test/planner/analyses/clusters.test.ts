import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { PlanBuilder, predicted, SECRET, UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const summaryOf = (inputs: PlanObject, more?: (plan: PlanBuilder) => void) => {
  const plan = new PlanBuilder();
  plan.add("azure-native:containerservice:ManagedCluster", "cluster", inputs);
  more?.(plan);
  return analyse(plan.build()).analyses.clusters[0]!;
};

describe("the network model", () => {
  test.each<[PlanObject, string]>([
    [{ networkPlugin: "azure" }, "azure-cni-node-subnet"],
    [{ networkPlugin: "azure", networkPluginMode: "overlay" }, "azure-cni-overlay"],
    [{ networkPlugin: "kubenet" }, "kubenet"],
    [{ networkPlugin: "none" }, "own-cni"],
    [{}, "undecided"],
    [{ networkPlugin: UNKNOWN }, "undecided"],
    [{ networkPlugin: "azure", networkPluginMode: UNKNOWN }, "undecided"],
    [{ networkPlugin: predicted("kubenet") }, "kubenet"],
  ])("of %j is %s", (networkProfile, network) => {
    expect(summaryOf({ networkProfile }).network).toBe(network);
  });

  test("a pool with a pod subnet makes it the pod subnet model", () => {
    expect(summaryOf({ networkProfile: { networkPlugin: "azure" }, agentPoolProfiles: [{ podSubnetID: UNKNOWN }] }).network).toBe("azure-cni-pod-subnet");
  });
});

describe("the API server", () => {
  test.each<[PlanObject, string]>([
    [{}, "public"],
    [{ apiServerAccessProfile: { enablePrivateCluster: false } }, "public"],
    [{ apiServerAccessProfile: { authorizedIPRanges: ["198.51.100.0/24"] } }, "authorized-ranges"],
    [{ apiServerAccessProfile: { authorizedIPRanges: SECRET } }, "authorized-ranges"],
    [{ apiServerAccessProfile: { enablePrivateCluster: true } }, "private"],
    [{ apiServerAccessProfile: { enablePrivateCluster: UNKNOWN } }, "undecided"],
    [{ apiServerAccessProfile: UNKNOWN }, "undecided"],
  ])("of %j is %s", (inputs, access) => {
    expect(summaryOf(inputs).apiServer).toBe(access);
  });
});

describe("a private API server", () => {
  const ZONE = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.canadacentral.azmk8s.io";
  const profile = (more: PlanObject) => summaryOf({ apiServerAccessProfile: { enablePrivateCluster: true, ...more } }).privateApiServer;

  test.each<[PlanObject, PlanObject]>([
    [{}, { zone: "system", publicFqdn: true, endpoint: true }],
    [{ privateDNSZone: "System" }, { zone: "system" }],
    [{ privateDNSZone: "none" }, { zone: "none" }],
    [{ privateDNSZone: ZONE }, { zone: "own", zoneName: "privatelink.canadacentral.azmk8s.io" }],
    [{ privateDNSZone: predicted(ZONE) }, { zone: "own", zoneName: "privatelink.canadacentral.azmk8s.io" }],
    [{ privateDNSZone: UNKNOWN }, { zone: "undecided" }],
    [{ enablePrivateClusterPublicFQDN: false }, { publicFqdn: false }],
    [{ enablePrivateClusterPublicFQDN: UNKNOWN }, { publicFqdn: undefined }],
    [{ enableVnetIntegration: true }, { endpoint: false }],
    [{ enableVnetIntegration: UNKNOWN }, { endpoint: undefined }],
  ])("of %j has the zone, the names and the endpoint that follow", (more, expected) => {
    expect(profile(more)).toMatchObject(expected);
  });

  test("is nothing that another cluster has", () => {
    expect(summaryOf({ apiServerAccessProfile: { enablePrivateCluster: false, privateDNSZone: "none" } }).privateApiServer).toBeUndefined();
    expect(summaryOf({ apiServerAccessProfile: { enablePrivateCluster: UNKNOWN } }).privateApiServer).toBeUndefined();
  });
});

describe("the virtual network", () => {
  test.each<[PlanObject["x"], string]>([
    [[{ name: "a", vnetSubnetID: UNKNOWN }], "own"],
    [[{ name: "a" }], "managed"],
    [[UNKNOWN], "undecided"],
    [UNKNOWN, "undecided"],
    [[], "undecided"],
  ])("of pools %j is %s", (agentPoolProfiles, owner) => {
    expect(summaryOf({ agentPoolProfiles }).virtualNetwork).toBe(owner);
  });
});

describe("what is not declared", () => {
  test("is Azure's default where Azure has one", () => {
    expect(summaryOf({ networkProfile: { networkPlugin: "kubenet" } })).toMatchObject({
      tier: "Free", outboundType: "loadBalancer", podRange: { prefix: "10.244.0.0/16", byDefault: true }, serviceRange: { prefix: "10.0.0.0/16", byDefault: true },
    });
  });

  test("is left out where it is there but not known", () => {
    const { tier, serviceRange, outboundType } = summaryOf({ sku: { tier: UNKNOWN }, networkProfile: { serviceCidr: UNKNOWN, outboundType: SECRET } });
    expect([tier, serviceRange, outboundType]).toEqual([undefined, undefined, undefined]);
  });

  test("a region comes from the resource group, in the form that names are made of", () => {
    const summary = summaryOf({ resourceGroupName: predicted("rg-a") }, plan => plan.add("azure-native:resources:ResourceGroup", "g", { resourceGroupName: "rg-a", location: "Canada Central" }));
    expect(summary.region).toBe("canadacentral");
  });

  test("a group without a name lends no region to a cluster without a group", () => {
    expect(summaryOf({}, plan => plan.add("azure-native:resources:ResourceGroup", "g", { location: "westeurope" })).region).toBeUndefined();
  });
});

describe("the only cluster of a plan", () => {
  const reference = "urn:pulumi:dev::example::pulumi:pulumi:StackReference::platform";
  const frontEnd = (kubeconfig: PlanValue | undefined, dependencies: readonly string[] = []) => {
    const more: Scenario["more"] = plan => {
      const provider = plan.add("pulumi:providers:kubernetes", "other", kubeconfig === undefined ? {} : { kubeconfig }, { dependencies });
      plan.add("kubernetes:core/v1:Service", "other", { metadata: { name: "other", annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" } }, spec: { type: "LoadBalancer", selector: { app: "x" }, ports: [{ port: 80 }] } }, { provider: `${provider}::id` });
    };
    return analyse(sortingPlan({ more })).analyses.portChains.find(({ name }) => name === "other")?.hops[0]?.says;
  };

  test("is not the one of a provider with another kubeconfig: written out, of another stack, or the machine's own", () => {
    for (const [kubeconfig, dependencies] of [["~/.kube/config", []], [UNKNOWN, [reference]], [undefined, []]] as const) expect(frontEnd(kubeconfig, dependencies)).toBe("which cluster the Service goes to is not known");
  });

  test("is the one of a kubeconfig that is not known", () => {
    expect(frontEnd(UNKNOWN)).toBe("Azure picks a free address of subnet aks");
  });
});
