import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { addCluster, addNetwork, addService, AZURE, internal, subnetId } from "../network-plan";
import { PlanBuilder, predicted, UNKNOWN } from "../plan-builder";

const rows = (plan: PlanBuilder) => analyse(plan.build()).analyses.ipPlan.subnets.map(({ name, prefix, pools, frontEnds }) => [name, prefix, pools.length, frontEnds.map(({ address }) => address ?? "any")]);
const frontEndsOf = (plan: PlanBuilder) => analyse(plan.build()).analyses.portChains.map(({ hops }) => hops.find(({ at }) => at === "front-end")).map(hop => [hop?.verdict, hop?.says]);

test("a subnet that an annotation names is one of the nodes' network, though another network alone has it", () => {
  const plan = new PlanBuilder();
  addNetwork(plan, "hub", "rg", "vnet-hub", "10.0.0.0/16", { services: { addressPrefix: "10.0.1.0/24" } });
  addNetwork(plan, "spoke", "rg", "vnet-spoke", "10.1.0.0/16", { aks: { addressPrefix: "10.1.0.0/24" } });
  addService(plan, "web", addCluster(plan, "aks", [{ vnetSubnetID: predicted(subnetId("rg", "vnet-spoke", "aks")) }]), internal("services", "10.0.1.10"));
  expect(frontEndsOf(plan)).toEqual([["broken", "virtual network vnet-spoke, which this plan makes, has no subnet services: the load balancer would stay pending"]]);
  expect(rows(plan)).toEqual([["aks", "10.1.0.0/24", 1, []], ["services", "10.0.1.0/24", 0, []], ["services", undefined, 0, ["10.0.1.10"]]]);
});

test.each<readonly [maker: string, verdict: string, add: (plan: PlanBuilder) => void]>([
  ["a Helm release, which makes no subnets", "broken", plan => { plan.add("kubernetes:helm.sh/v3:Release", "chart", { chart: "nginx" }); }],
  ["a chart that its provider renders", "broken", plan => { plan.add("kubernetes:helm.sh/v4:Chart", "chart", {}, { custom: false, remote: true }); }],
  ["a component of which the plan shows nothing", "undecided", plan => { plan.add("example:index:Network", "remote", {}, { custom: false, remote: true }); }],
  ["a template, which may make it", "undecided", plan => { plan.add(`${AZURE}resources:Deployment`, "template", {}); }],
])("a subnet that the nodes' network has not, beside %s, is %s", (_maker, verdict, add) => {
  const plan = new PlanBuilder();
  addNetwork(plan, "spoke", "rg", "vnet-spoke", "10.1.0.0/16", { aks: { addressPrefix: "10.1.0.0/24" } });
  addService(plan, "web", addCluster(plan, "aks", [{ vnetSubnetID: predicted(subnetId("rg", "vnet-spoke", "aks")) }]), internal("services"));
  add(plan);
  expect(frontEndsOf(plan).map(([found]) => found)).toEqual([verdict]);
});

test("subnets of one name that exist already have a row for each network", () => {
  const plan = new PlanBuilder();
  for (const region of ["weu", "neu"]) addService(plan, `web-${region}`, addCluster(plan, `aks-${region}`, [{ vnetSubnetID: subnetId(`rg-${region}`, "vnet", "aks") }]), internal(undefined, "10.5.0.200"));
  expect(rows(plan)).toEqual([["aks", undefined, 1, ["10.5.0.200"]], ["aks", undefined, 1, ["10.5.0.200"]]]);
});

describe("networks of one name in two groups", () => {
  function twoRegions(): PlanBuilder {
    const plan = new PlanBuilder();
    for (const n of [1, 2]) {
      addNetwork(plan, `${n}`, `rg-${n}`, "vnet", `10.${n}.0.0/16`, { aks: { addressPrefix: `10.${n}.0.0/24` }, services: { addressPrefix: `10.${n}.1.0/24` } });
      const cluster = addCluster(plan, `aks-${n}`, [{ vnetSubnetID: predicted(subnetId(`rg-${n}`, "vnet", "aks")) }]);
      addService(plan, `web-${n}`, cluster, internal("services", `10.${n}.1.10`));
    }
    return plan;
  }

  test("have front ends, pools and addresses of their own", () => {
    expect(rows(twoRegions())).toEqual([
      ["aks", "10.1.0.0/24", 1, []], ["aks", "10.2.0.0/24", 1, []], ["services", "10.1.1.0/24", 0, ["10.1.1.10"]], ["services", "10.2.1.0/24", 0, ["10.2.1.10"]],
    ]);
    expect(frontEndsOf(twoRegions())).toEqual([["proven", "private address in subnet services"], ["proven", "private address in subnet services"]]);
  });

  test("are told apart by the group in an id, in any letter case and whatever the subscription is", () => {
    const rowsFor = (id: string) => {
      const plan = new PlanBuilder();
      addNetwork(plan, "new", "rg-new", "vnet", "10.9.0.0/16", { aks: { addressPrefix: "10.9.0.0/28" } });
      addCluster(plan, "aks", [{ vnetSubnetID: id }]);
      return rows(plan);
    };
    expect(rowsFor(subnetId("rg-existing", "vnet", "aks", "11111111-1111-1111-1111-111111111111"))).toEqual([["aks", "10.9.0.0/28", 0, []], ["aks", undefined, 1, []]]);
    expect(rowsFor(subnetId("RG-New", "VNET", "AKS", "11111111-1111-1111-1111-111111111111"))).toEqual([["aks", "10.9.0.0/28", 1, []]]);
  });

  test("have security groups that know their own addresses alone", () => {
    const plan = twoRegions();
    for (const n of [1, 2]) {
      const id = `/subscriptions/s/resourceGroups/rg-${n}/providers/Microsoft.Network/networkSecurityGroups/nsg`;
      const rule = (name: string, priority: number, access: string, more: PlanObject = {}) => ({ name, priority, access, direction: "Inbound", protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*", ...more });
      plan.add(`${AZURE}network:NetworkSecurityGroup`, `nsg-${n}`, { resourceGroupName: `rg-${n}`, networkSecurityGroupName: "nsg", securityRules: [rule("own", 100, "Allow", { sourceAddressPrefix: `10.${n}.0.0/16` }), rule("probes", 110, "Allow", { sourceAddressPrefix: "AzureLoadBalancer" }), rule("deny", 4000, "Deny")] });
      addNetwork(plan, `guarded-${n}`, `rg-${n}`, "guarded", `10.${n}.0.0/16`, { guarded: { addressPrefix: `10.${n}.5.0/24`, networkSecurityGroup: { id } } });
      const cluster = addCluster(plan, `guarded-${n}`, [{ vnetSubnetID: predicted(subnetId(`rg-${n}`, "guarded", "guarded")) }]);
      addService(plan, `guarded-${n}`, cluster, internal(undefined));
    }
    const said = analyse(plan.build()).analyses.portChains.flatMap(({ name, hops }) => hops.filter(({ at }) => at === "security-group").slice(0, 1).map(({ says, resource }) => [name, resource?.split("::").at(-1), says]));
    expect(said).toEqual([1, 2].map(n => [`guarded-${n}`, `nsg-${n}`, "own lets in the virtual network; probes the probes of Azure's load balancer"]));
  });
});

describe("subnets whose names Pulumi chooses", () => {
  const autoNamed = () => {
    const plan = new PlanBuilder();
    const vnet = plan.add(`${AZURE}network:VirtualNetwork`, "vnet", { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } });
    const add = (name: string, addressPrefix: string) => plan.add(`${AZURE}network:Subnet`, name, { virtualNetworkName: UNKNOWN, addressPrefix }, { dependencies: [vnet], propertyDependencies: { virtualNetworkName: [vnet] } });
    return { plan, a: add("a", "10.1.0.0/24"), b: add("b", "10.1.0.0/23"), c: add("c", "10.1.8.0/24") };
  };

  test("are called as the program calls them, with what Pulumi adds, and never taken for what an annotation names", () => {
    const { plan, a } = autoNamed();
    addService(plan, "web", addCluster(plan, "aks", [{ vnetSubnetID: UNKNOWN }], { networkPlugin: "azure" }, { agentPoolProfiles: [a] }), internal("b"));
    const { analyses: { ipPlan }, undecided } = analyse(plan.build());
    expect(ipPlan.subnets.map(({ name }) => name)).toEqual(["a<…>", "b<…>", "c<…>", "b"]);
    // The subnet of the annotation is no declaration: who asks for it is where the question stands.
    expect(undecided.filter(({ message }) => message.startsWith("subnet b:"))).toMatchObject([{ rule: "addresses-short", resource: expect.stringContaining("Service::web") }]);
  });

  test("meet as others do", () => {
    const { plan, a, b } = autoNamed();
    expect(analyse(plan.build()).analyses.ipPlan.overlaps?.map(each => [each.a.resource, each.b.resource, each.verdict])).toEqual([[a, b, "broken"]]);
  });

  test("are several, so that pods of pools in two of them have no common one", () => {
    const { plan, a, c } = autoNamed();
    const cluster = addCluster(plan, "aks", [{ vnetSubnetID: UNKNOWN }], { networkPlugin: "azure" }, { agentPoolProfiles: [a] });
    plan.add(`${AZURE}containerservice:AgentPool`, "user", { resourceName: "aks", agentPoolName: "user", count: 1, maxPods: 30, vnetSubnetID: UNKNOWN }, { propertyDependencies: { vnetSubnetID: [c] } });
    addService(plan, "web", cluster, {}, { type: "NodePort" });
    const { portChains, pools } = analyse(plan.build()).analyses;
    expect(pools.map(({ subnet }) => subnet?.resource)).toEqual([a, c]);
    expect(portChains[0]?.hops.find(({ at }) => at === "pod")?.addressFrom?.prefix).toBeUndefined();
  });
});

test("a subnet whose id is known does not explain another id of the same property that is not", () => {
  const plan = new PlanBuilder();
  const { pods } = addNetwork(plan, "1", "rg", "vnet", "10.1.0.0/16", { pods: { addressPrefix: "10.1.2.0/24" } });
  addCluster(plan, "aks", [{ vnetSubnetID: UNKNOWN, podSubnetID: predicted(subnetId("rg", "vnet", "pods")) }], { networkPlugin: "azure" }, { agentPoolProfiles: [pods ?? ""] });
  const [pool] = analyse(plan.build()).analyses.pools;
  expect([pool?.subnet, pool?.podSubnet?.name]).toEqual([undefined, "pods"]);
});

describe("the front end of an internal load balancer", () => {
  const id = (name: string) => predicted(subnetId("rg", "vnet", name));
  const network = (plan: PlanBuilder) => addNetwork(plan, "1", "rg", "vnet", "10.1.0.0/16", { a: { addressPrefix: "10.1.0.0/24" }, b: { addressPrefix: "10.1.1.0/24" }, services: { addressPrefix: "10.1.2.0/24" } });
  const one = (annotations: PlanObject, spec: PlanObject = {}, pools: readonly PlanObject[] = [{ vnetSubnetID: id("a") }]) => {
    const plan = new PlanBuilder();
    network(plan);
    addService(plan, "web", addCluster(plan, "aks", pools), annotations, spec);
    return frontEndsOf(plan)[0];
  };

  test("is in one of the pools' subnets, which where they are several is not known", () => {
    expect(one(internal(undefined, "10.1.1.50"), {}, [{ vnetSubnetID: id("a") }, { vnetSubnetID: id("b") }])).toEqual(["undecided", "the pools are in several subnets, and which of them the load balancer takes is not documented"]);
    expect(one(internal(undefined), {}, [{ vnetSubnetID: id("a") }, { vnetSubnetID: id("a") }])?.[0]).toBe("proven");
  });

  test("may find its fixed address taken where nodes are in the same subnet", () => {
    expect(one(internal("a", "10.1.0.10"))).toEqual(["undecided", "nodes take addresses of subnet a before the Service is there: whether 10.1.0.10 is still free then is not known"]);
    expect(one(internal("services", "10.1.2.10"))?.[0]).toBe("proven");
  });

  test("has an address that is not known where the Service asks for one that is not", () => {
    expect(one(internal("services"), { loadBalancerIP: UNKNOWN })).toEqual(["undecided", "the address that it asks for is not known"]);
    expect(one({}, { loadBalancerIP: UNKNOWN })).toEqual(["undecided", "the address that it asks for is not known"]);
    expect(one({ "service.beta.kubernetes.io/azure-pip-name": "pip" })).toEqual(["proven", "public address pip, by the annotation"]);
  });

  test("shares its address within a cluster, and with no other cluster", () => {
    const plan = new PlanBuilder();
    network(plan);
    for (const name of ["blue", "green"]) addService(plan, name, addCluster(plan, `aks-${name}`, [{ vnetSubnetID: id("a") }]), internal("services", "10.1.2.10"));
    expect(frontEndsOf(plan)).toEqual(["green", "blue"].map((rival) => ["broken", `10.1.2.10 is asked for by ${rival} of aks-${rival}, too: load balancers of two clusters cannot share an address`]));
    expect(rows(plan).find(([name]) => name === "services")?.[3]).toEqual(["10.1.2.10", "10.1.2.10"]);
  });

  test("is one doubt where no annotation is known", () => {
    const plan = new PlanBuilder();
    network(plan);
    addService(plan, "web", addCluster(plan, "aks", [{ vnetSubnetID: id("a") }]), UNKNOWN as PlanObject);
    expect([...new Set(analyse(plan.build()).analyses.ipPlan.subnets.map(({ reason }) => reason))]).toEqual(["web: whether its load balancer is internal is not known"]);
  });
});

describe("callers of an internal Service behind a group", () => {
  const rule = (name: string, priority: number, access: string, sourceAddressPrefix: string): PlanObject => ({ name, priority, access, sourceAddressPrefix, direction: "Inbound", protocol: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" });
  const guard = (allowed: string, whole = true) => {
    const plan = new PlanBuilder();
    const nsg = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg";
    plan.add(`${AZURE}network:NetworkSecurityGroup`, "nsg", { resourceGroupName: "rg", networkSecurityGroupName: "nsg", securityRules: [rule("some", 100, "Allow", allowed), rule("cluster", 110, "Allow", "10.1.0.0/24"), rule("probes", 120, "Allow", "AzureLoadBalancer"), rule("deny", 4000, "Deny", "*")] });
    const nodes = { addressPrefix: "10.1.0.0/24", networkSecurityGroup: { id: nsg } };
    if (whole) addNetwork(plan, "1", "rg", "vnet", "10.1.0.0/16", { aks: nodes });
    else plan.add(`${AZURE}network:Subnet`, "aks", { resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName: "aks", ...nodes }, { id: predicted(subnetId("rg", "vnet", "aks")) });
    addService(plan, "web", addCluster(plan, "aks", [{ vnetSubnetID: predicted(subnetId("rg", "vnet", "aks")) }]), internal(undefined));
    const hop = analyse(plan.build()).analyses.portChains[0]?.hops.find(({ at }) => at === "security-group");
    return [hop?.verdict, hop?.says];
  };

  test("may be of a connected network that the plan does not show", () => {
    expect(guard("10.0.0.0/16")[0]).toBe("undecided");
    expect(guard("203.0.113.0/24")[0]).toBe("broken");
  });

  test("are not known where all that is known of the network is its nodes", () => {
    expect(guard("10.1.5.0/24", false)).toEqual(["undecided", "who calls is not known: the address space of the virtual network is not"]);
  });
});

describe("a pool", () => {
  test("is of the cluster of its name and group, or of the one that its name comes from", () => {
    const plan = new PlanBuilder();
    const clusters = ["one", "two"].map(name => plan.add(`${AZURE}containerservice:ManagedCluster`, name, { resourceGroupName: `rg-${name}`, resourceName: "aks", agentPoolProfiles: [] }));
    const auto = ["x", "y"].map(name => plan.add(`${AZURE}containerservice:ManagedCluster`, name, { agentPoolProfiles: [] }));
    plan.add(`${AZURE}containerservice:AgentPool`, "p1", { resourceGroupName: "RG-Two", resourceName: "AKS", agentPoolName: "p1" });
    plan.add(`${AZURE}containerservice:AgentPool`, "p2", { resourceName: UNKNOWN, agentPoolName: "p2" }, { dependencies: auto, propertyDependencies: { resourceName: auto.slice(1) } });
    plan.add(`${AZURE}containerservice:AgentPool`, "p3", { resourceName: UNKNOWN, agentPoolName: "p3" }, { dependencies: auto });
    plan.add(`${AZURE}containerservice:AgentPool`, "p4", { resourceGroupName: "rg-three", resourceName: "aks", agentPoolName: "p4" });
    expect(analyse(plan.build()).analyses.pools.map(({ cluster }) => cluster)).toEqual([clusters[1], auto[1], undefined, undefined]);
  });

  test("has no number of nodes at start while its count is not known, though it scales", () => {
    const plan = new PlanBuilder();
    addCluster(plan, "aks", [{ count: UNKNOWN, enableAutoScaling: true, minCount: 2, maxCount: 5 }, { count: null, enableAutoScaling: true, minCount: 2, maxCount: 5 }]);
    expect(analyse(plan.build()).analyses.pools.map(({ nodes }) => nodes)).toEqual([undefined, 2]);
  });
});
