import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import { exhaustionText } from "../../../planner/analyses/exhaustion";
import type { PlanObject } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";
const ipPlanOf = (scenario: Scenario = {}) => analyse(sortingPlan(scenario)).analyses.ipPlan;
const subnetOf = (name: string, scenario: Scenario = {}) => ipPlanOf(scenario).subnets.find(subnet => subnet.name === name)!;

describe("the subnet of the nodes", () => {
  test("holds every node and every pod that the nodes may have, and one more node while an upgrade runs", () => {
    expect(subnetOf("aks")).toMatchObject({ prefix: "10.240.0.0/24", size: 256, usable: 251, role: "nodes", demandNow: 93, demandAtPeak: 124, leftNow: 158, leftAtPeak: 127, verdict: "fits" });
  });

  test("needs room for the autoscaler's maximum and the surge on top", () => {
    const scaled = subnetOf("aks", { pool: { enableAutoScaling: true, count: 3, minCount: 3, maxCount: 8, upgradeSettings: { maxSurge: "2" } } });
    expect(scaled).toMatchObject({ demandNow: 93, demandAtPeak: 310, leftAtPeak: -59, verdict: "short" });
    expect(scaled.reason).toBe("310 addresses are needed at the most, 251 can be had");
  });

  test.each([[2, "fits"], [3, "short"]])("of 3 addresses, with %i nodes and one of surge, %s", (count, verdict) => {
    expect(subnetOf("aks", { aksPrefix: "10.240.0.0/29", networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" }, pool: { count } }).verdict).toBe(verdict);
  });

  test("holds nodes alone under overlay, and pods take a block a node from the pod range", () => {
    const scenario: Scenario = { networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay", podCidr: "10.244.0.0/22" }, pool: { maxPods: 250 } };
    expect(subnetOf("aks", scenario)).toMatchObject({ demandNow: 3, demandAtPeak: 4 });
    expect(ipPlanOf(scenario).ranges[0]).toMatchObject({ of: "pods", unit: "nodes", capacity: 4, demandNow: 3, demandAtPeak: 4, verdict: "fits" });
    expect(ipPlanOf({ ...scenario, pool: { count: 4 } }).ranges[0]).toMatchObject({ verdict: "short", reason: "5 nodes at the most, room for 4" });
  });

  test.each<[string, PlanObject, string]>([
    ["the number of nodes", { count: UNKNOWN }, "the number of nodes of system is not known"],
    ["the surge", { upgradeSettings: { maxSurge: UNKNOWN } }, "the number of nodes of system is not known"],
    ["the pods of a node", { maxPods: UNKNOWN }, "how many addresses a node of system takes is not known"],
  ])("is undecided, not passed, where %s is not known", (_, pool, reason) => {
    const subnet = subnetOf("aks", { pool });
    expect(subnet).toMatchObject({ verdict: "undecided", reason });
    expect([subnet.demandAtPeak, subnet.leftAtPeak]).toEqual([undefined, undefined]);
  });

  test("is undecided where its prefix is not known", () => {
    expect(subnetOf("aks", { aksPrefix: UNKNOWN })).toMatchObject({ verdict: "undecided", reason: "its prefix is not known" });
  });

  test("is short even where something else in it is not known", () => {
    const more: Scenario["more"] = plan => plan.add("azure-native:containerservice:AgentPool", "extra", { resourceName: "aks-example", agentPoolName: "extra", count: UNKNOWN });
    expect(subnetOf("aks", { aksPrefix: "10.240.0.0/26", more })).toMatchObject({ verdict: "short" });
  });

  test("a pool whose subnet is not known makes every declared subnet undecided", () => {
    const more: Scenario["more"] = plan => plan.add("azure-native:containerservice:AgentPool", "extra", { resourceName: "aks-example", agentPoolName: "extra", count: 1, vnetSubnetID: UNKNOWN });
    expect(ipPlanOf({ more }).subnets.map(subnet => subnet.verdict)).toEqual(["undecided", "undecided"]);
  });

  test("a private endpoint in it, whose addresses are not counted here, makes it undecided", () => {
    const more: Scenario["more"] = (plan, { aks }) => plan.add("azure-native:network:PrivateEndpoint", "vault", {}, { propertyDependencies: { subnet: [aks] } });
    expect(subnetOf("aks", { more })).toMatchObject({ verdict: "undecided", reason: "how many addresses private endpoint vault takes is not known" });
  });

  test("holds the API server's endpoint where the cluster is private", () => {
    expect(subnetOf("aks", { cluster: { apiServerAccessProfile: { enablePrivateCluster: true } } })).toMatchObject({ demandNow: 94, frontEnds: [{ name: "kube-apiserver" }] });
    expect(subnetOf("aks", { cluster: { apiServerAccessProfile: { enablePrivateCluster: true, enableVnetIntegration: true } } })).toMatchObject({ demandNow: 93, frontEnds: [] });
  });

  test("is undecided while it is not known whether the API server has an endpoint in it", () => {
    for (const apiServerAccessProfile of [UNKNOWN, { enablePrivateCluster: true, enableVnetIntegration: UNKNOWN }]) {
      expect(subnetOf("aks", { cluster: { apiServerAccessProfile } })).toMatchObject({ verdict: "undecided", reason: "whether the API server has a private endpoint is not known" });
    }
  });

  test("holds the API server's endpoint also where AKS owns it", () => {
    const cluster = { apiServerAccessProfile: { enablePrivateCluster: true } };
    expect(subnetOf("aks-subnet", { cluster, pool: { vnetSubnetID: null } })).toMatchObject({ origin: "managed", demandNow: 94, frontEnds: [{ name: "kube-apiserver" }] });
  });
});

describe("the subnet of the services", () => {
  test("holds the front end's fixed address", () => {
    expect(subnetOf("services")).toMatchObject({ role: "services", frontEnds: [{ name: "sorting", address: "10.240.1.10" }], demandAtPeak: 1, leftAtPeak: 58 });
  });

  test("a Service without the annotation takes an address of the first pool's subnet", () => {
    const scenario: Scenario = { annotations: { [INTERNAL]: "true" } };
    expect(subnetOf("aks", scenario)).toMatchObject({ demandNow: 94, frontEnds: [{ name: "sorting" }] });
    expect(subnetOf("services", scenario)).toMatchObject({ role: "other", demandNow: 0 });
  });

  test("a public Service takes no private address", () => {
    expect(ipPlanOf({ annotations: {} }).subnets.flatMap(subnet => subnet.frontEnds)).toEqual([]);
  });

  test("is the one of the nodes' network where two networks have a subnet of the name", () => {
    const more: Scenario["more"] = plan => plan.add("azure-native:network:Subnet", "another", { virtualNetworkName: "another", subnetName: "services", addressPrefix: "10.9.0.0/26" });
    expect(ipPlanOf({ more }).subnets.map(({ prefix, frontEnds }) => [prefix, frontEnds.length])).toEqual([["10.240.0.0/24", 0], ["10.9.0.0/26", 0], ["10.240.1.0/26", 1]]);
  });

  test("two Services that name one address share it", () => {
    const more: Scenario["more"] = (plan, { provider }) => plan.add("kubernetes:core/v1:Service", "second", {
      metadata: { annotations: { [INTERNAL]: "true", [`${INTERNAL}-subnet`]: "services", "service.beta.kubernetes.io/azure-load-balancer-ipv4": "10.240.1.10" } }, spec: { type: "LoadBalancer", ports: [] },
    }, { provider: `${provider}::id` });
    expect(subnetOf("services", { more }).demandNow).toBe(1);
  });

  test("a subnet that the plan does not declare has a row that is undecided", () => {
    expect(subnetOf("elsewhere", { annotations: { [INTERNAL]: "true", [`${INTERNAL}-subnet`]: "elsewhere" } })).toMatchObject({ origin: "elsewhere", verdict: "undecided" });
  });
});

describe("a subnet for pods", () => {
  const SUBNET = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-example/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/";
  const withPods = (pool: PlanObject, more?: Scenario["more"]): Scenario => ({
    pool: { podSubnetID: `${SUBNET}pods`, ...pool },
    more: (plan, urns) => {
      plan.add("azure-native:network:Subnet", "pods", { virtualNetworkName: "vnet-example", subnetName: "pods", addressPrefix: "10.240.2.0/24" }, { id: `${SUBNET}pods` });
      more?.(plan, urns);
    },
  });

  test("holds a batch for every node, and at the most as many as its pods need; the nodes' subnet holds nodes alone", () => {
    expect(subnetOf("pods", withPods({}))).toMatchObject({ role: "pods", demandNow: 48, demandAtPeak: 192, verdict: "fits", pools: [{ nodes: 3, nodesAtPeak: 4, addressesPerNode: 16, addressesPerNodeAtPeak: 48 }] });
    expect(subnetOf("aks", withPods({}))).toMatchObject({ demandNow: 3, demandAtPeak: 4 });
  });

  test("is short where the pods of all nodes would not fit", () => {
    expect(subnetOf("pods", withPods({ maxPods: 60 }))).toMatchObject({ demandAtPeak: 4 * 80, verdict: "short", reason: "320 addresses are needed at the most, by estimate, 251 can be had" });
  });

  test.each<[string, PlanObject, string]>([
    ["in a way that is not known", { podIPAllocationMode: UNKNOWN }, "how nodes of system get addresses for their pods is not known"],
    ["by nodes of an unknown number of pods", { maxPods: UNKNOWN }, "how many pods a node of system may have is not known"],
    ["by an unknown number of nodes", { count: UNKNOWN }, "the number of nodes of system is not known"],
  ])("that is used %s is undecided", (_, pool, reason) => {
    expect(subnetOf("pods", withPods(pool))).toMatchObject({ verdict: "undecided", reason });
  });

  test("that is not known may be any", () => {
    const more: Scenario["more"] = (plan, { aks, services }) => plan.add("azure-native:containerservice:AgentPool", "extra",
      { resourceName: "aks-example", agentPoolName: "extra", count: 1, maxPods: 30, vnetSubnetID: `${SUBNET}aks`, podSubnetID: UNKNOWN }, { propertyDependencies: { podSubnetID: [aks, services] } });
    expect(subnetOf("services", { more })).toMatchObject({ verdict: "undecided", reason: "the subnet of the pods of extra is one of aks, services: which, is not known" });
  });

  test("is no place for a pool of the cluster that has none: what its nodes take is undecided", () => {
    const scenario = withPods({}, plan => plan.add("azure-native:containerservice:AgentPool", "extra", { resourceName: "aks-example", agentPoolName: "extra", count: 1, maxPods: 30, vnetSubnetID: `${SUBNET}aks` }));
    expect(subnetOf("aks", scenario)).toMatchObject({ verdict: "undecided", reason: "how many addresses a node of extra takes is not known" });
  });
});

describe("a network that AKS owns", () => {
  test("has a row for the subnet that AKS makes, with nodes alone under kubenet", () => {
    const scenario: Scenario = { networkProfile: { networkPlugin: "kubenet", podCidr: "10.244.0.0/16" }, pool: { vnetSubnetID: null }, annotations: {} };
    expect(subnetOf("aks-subnet", scenario)).toMatchObject({ origin: "managed", prefix: "10.224.0.0/16", demandNow: 3, demandAtPeak: 4, verdict: "fits" });
    expect(ipPlanOf(scenario).ranges[0]).toMatchObject({ capacity: 256 });
  });

  test("kubenet has no more nodes than routes, however wide the pod range", () => {
    expect(ipPlanOf({ networkProfile: { networkPlugin: "kubenet", podCidr: "10.128.0.0/9" } }).ranges[0]).toMatchObject({ capacity: 400 });
  });
});

describe("the range of the services", () => {
  const services = (scenario?: Scenario) => ipPlanOf(scenario).ranges.find(range => range.of === "services");

  test("holds every Service with a virtual address, the API's, the DNS's, and AKS's others by estimate", () => {
    expect(services()).toMatchObject({ prefix: "10.0.0.0/16", capacity: 65534, demandNow: 4, estimated: 1, verdict: "fits" });
  });

  test("is not said to be too small by an estimate", () => {
    const small = (serviceCidr: string) => services({ networkProfile: { networkPlugin: "azure", serviceCidr }, cluster: { workloadAutoScalerProfile: { keda: { enabled: true } } } });
    expect(small("10.0.0.0/29")).toMatchObject({ capacity: 6, demandNow: 3, estimated: 4, verdict: "undecided", reason: "AKS has Services of its own in it, some 4 by estimate" });
    expect(small("10.0.0.0/28")).toMatchObject({ demandNow: 7, verdict: "fits" });
    expect(small("10.0.0.0/30")).toMatchObject({ demandNow: 3, verdict: "short" });
  });

  test("holds none for a headless Service, or one that stands for a name outside", () => {
    const more = (spec: PlanObject): Scenario => ({ more: (plan, { provider }) => plan.add("kubernetes:core/v1:Service", "other", { metadata: { name: "other" }, spec }, { provider: `${provider}::id` }) });
    const taken = (spec: PlanObject) => ipPlanOf(more(spec)).ranges.find(range => range.of === "services")?.demandNow;
    expect([taken({ ports: [{ port: 80 }] }), taken({ clusterIP: "None", ports: [{ port: 80 }] }), taken({ type: "ExternalName", externalName: "example.org" })]).toEqual([5, 4, 4]);
  });

  test("that is no prefix is undecided", () => {
    expect(ipPlanOf({ networkProfile: { networkPlugin: "azure", serviceCidr: "wide" } }).ranges[0]).toMatchObject({ verdict: "undecided" });
  });
});

test("subnets that a virtual network declares inline have rows of their own", () => {
  const more: Scenario["more"] = plan => plan.add("azure-native:network:VirtualNetwork", "other", { virtualNetworkName: "other", subnets: [{ name: "a", addressPrefix: "10.1.0.0/24" }, { name: "b", addressPrefixes: ["10.1.1.0/24", "10.1.2.0/24"] }] });
  expect(ipPlanOf({ more }).subnets.slice(2).map(({ name, path, usable, verdict }) => ({ name, path, usable, verdict }))).toEqual([
    { name: "a", path: "inputs.subnets[0]", usable: 251, verdict: "fits" },
    { name: "b", path: "inputs.subnets[1]", usable: undefined, verdict: "undecided" },
  ]);
});

describe("what exhausts a subnet", () => {
  const SUBNET = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-example/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/";
  const demands = (scenario: Scenario) => Object.fromEntries(subnetOf("aks", scenario).events.map(({ event, demand }) => [event, demand]));
  const scaling = (maxCount: number, more: PlanObject = {}): PlanObject => ({ enableAutoScaling: true, count: 3, minCount: 3, maxCount, upgradeSettings: { maxSurge: "50%" }, ...more });
  const findings = (scenario: Scenario) => analyse(sortingPlan(scenario)).findings.filter(({ rule }) => ["subnet-too-small", "addresses-short", "rotation-short"].includes(rule)).map(({ rule, message }) => [rule, message]);

  test("is counted at creation, at the most, in upgrades with the surge of that size, and with a second pool beside the first", () => {
    expect(demands({ pool: scaling(7) })).toEqual({ start: 93, upgrade: 155, maximum: 217, "upgrade-at-maximum": 341, rotation: 186, "rotation-at-maximum": 434 });
  });

  test("is one pool's turn in an upgrade, all surges at the most, and the larger pool in a rotation", () => {
    const more: Scenario["more"] = plan => plan.add("azure-native:containerservice:AgentPool", "extra", { resourceName: "aks-example", agentPoolName: "extra", count: 2, maxPods: 60, vnetSubnetID: `${SUBNET}aks`, upgradeSettings: { maxSurge: "1" } });
    expect(demands({ more })).toEqual({ start: 215, upgrade: 276, maximum: 215, "upgrade-at-maximum": 307, rotation: 337, "rotation-at-maximum": 337 });
  });

  test("is no third pool where one is retiring beside its successor already", () => {
    const more: Scenario["more"] = plan => plan.add("azure-native:containerservice:AgentPool", "old", { resourceName: "aks-example", agentPoolName: "old", count: 3, maxPods: 30, vnetSubnetID: `${SUBNET}aks`, nodeTaints: ["aks-anatomy/retiring=true:NoSchedule"] });
    expect(demands({ more })).toMatchObject({ start: 186, rotation: 186 });
  });

  test("is Azure's refusal where pools at the most do not fit, as it counts them in advance: 310 = 10 × 31", () => {
    const scenario = { pool: scaling(10) };
    expect(subnetOf("aks", scenario)).toMatchObject({ refused: true, exhaustedBy: { event: "maximum", demand: 310, nodes: 10, each: 31, nodesThatFit: 8 }, smallestPrefix: "/22" });
    expect(findings(scenario)).toEqual([["subnet-too-small", "subnet aks 10.240.0.0/24 is refused as too small: 10 nodes × 31 = 310 addresses at the most, 251 can be had (for 8 nodes); a /22 would do"]]);
  });

  test("is Azure's refusal of a pod range too: 1280 = 5 × 256, where there are 1024", () => {
    const scenario: Scenario = { networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay", podCidr: "10.244.100.0/22" }, pool: scaling(5) };
    expect(findings(scenario)).toEqual([["subnet-too-small", "the pod range 10.244.100.0/22 is refused as too small: 5 nodes × 256 = 1280 addresses at the most, 1024 can be had (for 4 nodes); a /20 would do"]]);
  });

  test("is a warning where only an upgrade does not fit, and a note where only a rotation does not", () => {
    expect(findings({ pool: { count: 8 } })).toEqual([["addresses-short", "subnet aks 10.240.0.0/24 is too small: 9 nodes × 31 = 279 addresses while a pool is upgraded, 251 can be had (for 8 nodes); a /23 would do"]]);
    expect(findings({ pool: { count: 7 } })).toEqual([["rotation-short", "subnet aks 10.240.0.0/24 has no room to exchange a pool: 14 nodes × 31 = 434 addresses while a pool is exchanged, 251 can be had (for 8 nodes); a /23 would do"]]);
    expect(findings({ pool: { count: 4 } })).toEqual([]);
  });

  test("counts what is not a node's, too", () => {
    expect(findings({ pool: { count: 8 }, annotations: { [INTERNAL]: "true" }, service: { ports: [] } })[0]?.[1]).toContain("9 nodes × 31 and 1 more = 280 addresses");
    // 123 addresses are three nodes of 41, but one is a front end's.
    expect(subnetOf("aks", { aksPrefix: "10.240.0.0/25", pool: { count: 4, maxPods: 40 }, annotations: { [INTERNAL]: "true" } }).exhaustedBy?.nodesThatFit).toBe(2);
  });

  test("names no number of nodes where pools take differently", () => {
    const more: Scenario["more"] = plan => plan.add("azure-native:containerservice:AgentPool", "extra", { resourceName: "aks-example", agentPoolName: "extra", count: 3, maxPods: 60, vnetSubnetID: `${SUBNET}aks` });
    expect(subnetOf("aks", { more }).exhaustedBy).toEqual({ event: "start", demand: 276, nodes: 6 });
  });

  test("is sure beside pools of which not everything is known", () => {
    const more: Scenario["more"] = plan => plan.add("azure-native:containerservice:AgentPool", "extra", { resourceName: "aks-example", agentPoolName: "extra", count: 9, maxPods: 30, vnetSubnetID: `${SUBNET}aks`, upgradeSettings: { maxSurge: UNKNOWN } });
    expect(subnetOf("aks", { more })).toMatchObject({ verdict: "short", refused: true, smallestPrefix: undefined });
    const overlay = { networkPlugin: "azure", networkPluginMode: "overlay", podCidr: "10.244.0.0/23" };
    const unknown: Scenario["more"] = plan => plan.add("azure-native:containerservice:AgentPool", "extra", { resourceName: "aks-example", agentPoolName: "extra", count: UNKNOWN });
    expect(ipPlanOf({ networkProfile: overlay, more: unknown }).ranges[0]).toMatchObject({ verdict: "short", refused: true, capacity: 2 });
    expect(ipPlanOf({ networkProfile: { ...overlay, podCidr: "10.244.0.0/22" }, more: unknown }).ranges[0]).toMatchObject({ verdict: "undecided" });
  });

  test("is the number of routes under kubenet, however wide the range, and no prefix would do", () => {
    const [range] = ipPlanOf({ networkProfile: { networkPlugin: "kubenet", podCidr: "10.128.0.0/9" }, pool: { count: 401, vnetSubnetID: null }, annotations: {} }).ranges;
    expect(range).toMatchObject({ capacity: 400, verdict: "short", refused: true, exhaustedBy: { event: "start", nodes: 401, nodesThatFit: 400 } });
    expect([range?.smallestPrefix, range?.reason]).toEqual([undefined, "402 nodes at the most, room for 400: kubenet has a route for each, and no more"]);
    expect(range && exhaustionText(range)).toBe("401 nodes at creation, and kubenet has a route for each, of 400 at the most");
  });

  test("1,000 nodes of 250 pods need a /14, and twice as many a /13", () => {
    expect(subnetOf("aks", { aksPrefix: "10.0.0.0/8", pool: { count: 500, maxPods: 250 } })).toMatchObject({ verdict: "fits", smallestPrefix: "/14" });
    expect(subnetOf("aks", { aksPrefix: "10.0.0.0/8", pool: { count: 1000, maxPods: 250 } })).toMatchObject({ usable: 2 ** 24 - 5, verdict: "fits", smallestPrefix: "/13" });
  });

  test("a subnet without pools has one event", () => {
    expect(subnetOf("services")).toMatchObject({ events: [{ event: "start", demand: 1, left: 58, verdict: "fits" }], smallestPrefix: "/29", fixed: 1 });
  });
});

describe("what a node's network interface has before its first pod", () => {
  const interfaces = (scenario: Scenario) => ipPlanOf(scenario).nodeInterfaces?.map(each => ({ ...each, pool: undefined, cluster: undefined }));
  const subnet = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-example/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/services";

  test.each<[string, Scenario, object]>([
    ["its own and one for each pod", {}, { podsFrom: "node-subnet", inNodeSubnet: 31 }],
    ["its own, under overlay", { networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" } }, { podsFrom: "pod-range", inNodeSubnet: 1, podBlock: "/24" }],
    ["its own and a batch", { pool: { podSubnetID: subnet } }, { podsFrom: "pod-subnet", inNodeSubnet: 1, inPodSubnet: 16 }],
    ["its own and whole blocks", { pool: { podSubnetID: subnet, podIPAllocationMode: "StaticBlock" } }, { podsFrom: "pod-subnet", inNodeSubnet: 1, inPodSubnet: 32 }],
    ["its own, with another vendor's CNI", { networkProfile: { networkPlugin: "none" } }, { podsFrom: "own-cni", inNodeSubnet: 1 }],
    ["nobody knows what, by a plugin that is not known", { networkProfile: { networkPlugin: UNKNOWN } }, { podsFrom: "undecided" }],
    ["nobody knows what, by a number of pods that is not known", { pool: { maxPods: UNKNOWN } }, { podsFrom: "node-subnet" }],
  ])("is %s", (_, scenario, expected) => {
    expect(interfaces(scenario)).toEqual([expected]);
  });
});

test("blocks of static allocation are undecided where only those would do that hold what Azure keeps", () => {
  const SERVICES = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-example/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/services";
  const of = (count: number, maxSurge: string) => subnetOf("services", { annotations: {}, pool: { podSubnetID: SERVICES, podIPAllocationMode: "StaticBlock", maxPods: 15, count, upgradeSettings: { maxSurge } } });
  // A /26 has four blocks, two of them without an address that Azure keeps.
  expect(of(1, "1")).toMatchObject({ demandNow: 16, demandAtPeak: 32, verdict: "fits", smallestPrefix: "/26" });
  expect(of(2, "1")).toMatchObject({ demandAtPeak: 48, verdict: "undecided", reason: "whether the blocks with the addresses that Azure keeps can be handed out is not documented" });
  expect(of(3, "1")).toMatchObject({ demandAtPeak: 64, verdict: "short" });
});
