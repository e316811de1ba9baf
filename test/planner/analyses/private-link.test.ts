import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { Plan, PlanObject } from "../../../planner/model/plan";
import type { PlanBuilder } from "../plan-builder";
import { toText } from "../../../planner/views/text/text";
import { predicted, UNKNOWN } from "../plan-builder";
import { HAPROXY, sortingPlan, type Scenario } from "../sorting-plan";

const AZURE = "service.beta.kubernetes.io/azure-";
const link = (annotations: PlanObject = {}): PlanObject => ({
  [`${AZURE}load-balancer-internal`]: "true", [`${AZURE}load-balancer-internal-subnet`]: "services", [`${AZURE}pls-create`]: "true", [`${AZURE}pls-name`]: "pls-hat", ...annotations,
});
const planOf = (scenario: Scenario = {}): Plan => analyse(sortingPlan({ annotations: link(), ...scenario }));
const chainOf = (scenario?: Scenario) => planOf(scenario).analyses.portChains[0]!;
const hopOf = (scenario?: Scenario) => chainOf(scenario).hops.find(hop => hop.at === "private-link");
const service = (more: PlanObject): PlanObject => ({ type: "LoadBalancer", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }], ...more });
const ACCEPTS = HAPROXY.replace(':85"', ':85" accept-proxy');
const PROXY = { [`${AZURE}pls-proxy-protocol`]: "true" };
const ownSubnet = (policies: string | undefined) => (plan: PlanBuilder) => plan.add("azure-native:network:Subnet", "nat", {
  virtualNetworkName: predicted("vnet-example"), subnetName: "nat", addressPrefix: "10.240.2.0/28", ...(policies !== undefined && { privateLinkServiceNetworkPolicies: policies }),
});

describe("the chain of a Service with a private link", () => {
  test("begins at the private link service, before the front end, and holds", () => {
    const chain = chainOf();
    expect(chain.hops.map(({ at, port }) => [at, port]).slice(0, 4)).toEqual([["private-link", 90], ["front-end", 90], ["load-balancer", 90], ["node", 90]]);
    expect(chain.verdict).toBe("proven");
    expect(hopOf()).toMatchObject({ name: "pls-hat", addressFrom: { name: "services", prefix: "10.240.1.0/26" } });
  });

  test("says who sees it, who needs consent, and what the nodes see of a consumer", () => {
    expect(hopOf()?.says).toContain("visible to who has a role on it; every connection needs consent; to the nodes they are 1 address of services");
    const named = link({ [`${AZURE}pls-visibility`]: "a b", [`${AZURE}pls-auto-approval`]: "a", [`${AZURE}pls-ip-configuration-ip-address-count`]: "3" });
    expect(hopOf({ annotations: named })?.says).toContain("visible to 2 named subscriptions; 1 approved in advance; to the nodes they are 3 addresses of services");
    expect(hopOf({ annotations: link({ [`${AZURE}pls-visibility`]: "*" }) })?.says).toContain("visible to every subscription");
  });

  test("says where the subnet's declaration would take back what the cloud controller sets", () => {
    const annotations = link({ [`${AZURE}pls-ip-configuration-subnet`]: "nat" });
    expect(hopOf({ annotations, more: ownSubnet("Disabled") })).toMatchObject({ addressFrom: { name: "nat", prefix: "10.240.2.0/28" }, verdict: "proven", says: expect.not.stringContaining("take back") as unknown });
    for (const policies of ["Enabled", undefined]) expect(hopOf({ annotations, more: ownSubnet(policies) })?.says).toContain("its declaration here would take back");
  });

  test.each<[string, Scenario, string]>([
    ["a public front end with floating IP", { annotations: { [`${AZURE}pls-create`]: "true" } }, "the cloud controller refuses it for a public front end with floating IP"],
    ["nine NAT addresses", { annotations: link({ [`${AZURE}pls-ip-configuration-ip-address-count`]: "9" }) }, "9 NAT addresses: the cloud controller takes 1 to 8"],
    ["a PROXY header under local traffic policy", { annotations: link(PROXY), haproxy: ACCEPTS, service: service({ externalTrafficPolicy: "Local" }) }, "with a PROXY header and local traffic policy every probe fails: the nodes' health check takes no such header"],
    ["NAT addresses of the pods' subnet under local traffic policy", { annotations: link({ [`${AZURE}pls-ip-configuration-subnet`]: "aks" }), service: service({ externalTrafficPolicy: "Local" }) },
      "with local traffic policy its NAT addresses must come from another subnet than the pods', aks"],
    ["back ends that are addresses", { networkProfile: { networkPlugin: "azure", loadBalancerProfile: { backendPoolType: "NodeIP" } } }, "a private link service cannot be put before a load balancer whose back ends are addresses (backendPoolType NodeIP)"],
    ["a Basic load balancer", { networkProfile: { networkPlugin: "azure", loadBalancerSku: "basic" } }, "a private link service cannot be put before a Basic load balancer"],
  ])("is broken with %s", (_, scenario, says) => {
    expect([hopOf(scenario)?.verdict, hopOf(scenario)?.says]).toEqual(["broken", says]);
    expect(planOf(scenario).findings.filter(finding => finding.rule === "broken-port-chain")).toHaveLength(1);
  });

  test("holds where back ends are network interfaces, as the cluster's declaration says", () => {
    expect(hopOf({ networkProfile: { networkPlugin: "azure", loadBalancerSku: "Standard", loadBalancerProfile: { backendPoolType: "NodeIPConfiguration" } } })?.verdict).toBe("proven");
  });

  test("holds under local traffic policy with addresses of another subnet, and for a public front end without floating IP", () => {
    expect(hopOf({ service: service({ externalTrafficPolicy: "Local" }) })?.verdict).toBe("proven");
    const open = { [`${AZURE}pls-create`]: "true", [`${AZURE}disable-load-balancer-floating-ip`]: "true" };
    expect(hopOf({ annotations: open })).toMatchObject({ verdict: "proven", addressFrom: { name: "aks" }, name: "pls-a<uid>" });
  });

  test.each<[string, PlanObject]>([
    ["whether there is one", { [`${AZURE}pls-create`]: UNKNOWN }],
    ["the number of its addresses", { [`${AZURE}pls-ip-configuration-ip-address-count`]: UNKNOWN }],
    ["a number that is none", { [`${AZURE}pls-ip-configuration-ip-address-count`]: "two" }],
    ["its subnet", { [`${AZURE}pls-ip-configuration-subnet`]: UNKNOWN }],
    ["a subnet outside the plan", { [`${AZURE}pls-ip-configuration-subnet`]: "elsewhere" }],
    ["who sees it", { [`${AZURE}pls-visibility`]: UNKNOWN }],
  ])("is undecided where the plan does not say: %s", (_, annotations) => {
    expect(hopOf({ annotations: link(annotations) })?.verdict).toBe("undecided");
  });

  test("is none for a Service that is no load balancer, and none without the annotation", () => {
    expect(hopOf({ service: service({ type: "ClusterIP" }) })).toBeUndefined();
    expect(hopOf({ annotations: link({ [`${AZURE}pls-create`]: "false" }) })).toBeUndefined();
  });
});

describe("a PROXY header before every request", () => {
  test("holds where the mapper wants one, and the chain says what becomes of others", () => {
    const chain = chainOf({ annotations: link(PROXY), haproxy: ACCEPTS });
    expect(chain.verdict).toBe("proven");
    expect(chain.hops.find(hop => hop.at === "mapper")?.says).toBe("forwards to 127.0.0.1:80, and cuts off who sends no PROXY header");
    expect(chain.hops[0]?.says).toContain("a PROXY header before every request says who they are");
  });

  test("breaks the chain at a mapper that takes it for a part of the request", () => {
    expect(chainOf({ annotations: link(PROXY) }).hops.at(-1)).toMatchObject({ at: "mapper", verdict: "broken", says: "a PROXY header comes before every request, and port-mapper takes it for a part of it" });
  });

  test("is missed by a mapper that wants one where nothing sends it", () => {
    expect(chainOf({ haproxy: ACCEPTS }).hops.at(-1)).toMatchObject({ at: "mapper", verdict: "broken", says: "port-mapper cuts off who sends no PROXY header, and nothing in front of it sends one" });
  });

  test("leaves a container without mapper undecided", () => {
    const hops = chainOf({ annotations: link(PROXY), mapper: null, container: { ports: [{ name: "http", containerPort: 80 }] } }).hops;
    expect(hops.at(-1)).toMatchObject({ at: "pod", verdict: "undecided" });
  });
});

describe("what Azure makes of a private link", () => {
  const inside = (scenario?: Scenario) => planOf(scenario).predicted.filter(({ type }) => /privateLinkServices|networkInterfaces/.test(type));

  test("is the service and a network interface in the managed group, the second estimated", () => {
    expect(inside()).toMatchObject([
      { name: "pls-hat", certainty: "documented", resourceGroup: "MC_rg-example_aks-example_canadacentral", properties: { service: "sorting", subnet: "services", natAddresses: 1, proxyProtocol: false } },
      { name: "pls-hat.nic.<guid>", certainty: "estimated" },
    ]);
  });

  test("has the front end's name where no annotation names it", () => {
    expect(inside({ annotations: link({ [`${AZURE}pls-name`]: null }) })[0]?.name).toBe("pls-a<uid>-services");
  });

  test("is not in the managed group where an annotation names another, and nowhere without a private link", () => {
    expect(inside({ annotations: link({ [`${AZURE}pls-resource-group`]: "rg-links" }) })).toEqual([]);
    expect(inside({ annotations: { [`${AZURE}load-balancer-internal`]: "true" } })).toEqual([]);
  });

  test("takes its NAT addresses in the subnet, beside the front end", () => {
    const subnet = (scenario?: Scenario) => planOf(scenario).analyses.ipPlan.subnets.find(({ name }) => name === "services");
    expect(subnet({ annotations: link({ [`${AZURE}pls-ip-configuration-ip-address-count`]: "4" }) })).toMatchObject({ demandNow: 5, demandAtPeak: 5, role: "services" });
    expect(subnet({ annotations: link({ [`${AZURE}pls-ip-configuration-ip-address-count`]: UNKNOWN }) })).toMatchObject({ verdict: "undecided", reason: "how many addresses pls-hat takes is not known" });
  });

  test("is one for Services that share an address", () => {
    const address = { [`${AZURE}load-balancer-ipv4`]: "10.240.1.10" };
    const more: Scenario["more"] = (plan, { provider }) => plan.add("kubernetes:core/v1:Service", "second", {
      metadata: { name: "second", namespace: "hogwarts", annotations: link(address) }, spec: { ...service({}), ports: [{ port: 91, targetPort: "http" }] },
    }, { provider: `${provider}::id` });
    const plan = planOf({ annotations: link(address), more });
    expect(plan.predicted.filter(({ type }) => type.endsWith("privateLinkServices"))).toHaveLength(1);
    expect(plan.analyses.ipPlan.subnets.find(({ name }) => name === "services")?.demandNow).toBe(2);
  });

  test("is drawn last in the chain, with its addresses, and stands in the managed group", () => {
    const text = toText(planOf(), { colour: false });
    expect(text).toMatch(/private link +pls-hat +1 address of services, for sorting/);
    expect(text).toMatch(/front end +kubernetes-internal[^\n]*\n +private link +pls-hat +:90 +10\.240\.1\.0\/26/);
    expect(text).toContain("LoadBalancer, internal, private link");
    expect(text).toContain("consumers reach it by a private endpoint of their own");
  });
});

describe("chains without a load balancer say who reaches them", () => {
  const start = (more: PlanObject, networkProfile?: PlanObject) => chainOf({ service: service(more), annotations: {}, networkProfile }).hops[0];
  const NODE_PORT = { type: "NodePort", ports: [{ port: 90, targetPort: "http", nodePort: 30090 }] };

  test("a cluster address: the cluster, and nobody outside", () => {
    expect(start({ type: "ClusterIP" })).toMatchObject({ at: "service", addressFrom: { prefix: "10.0.0.0/16" }, says: expect.stringMatching(/pods and nodes of the cluster .* nobody outside/) as unknown });
  });

  test("a node port: who gets to the nodes, at addresses of their subnet", () => {
    expect(start(NODE_PORT)).toMatchObject({ at: "node", port: 30090, addressFrom: { name: "aks", prefix: "10.240.0.0/24" }, verdict: "proven" });
    expect(start(NODE_PORT)?.says).toMatch(/route to the nodes .* no load balancer/);
    expect(start({ ...NODE_PORT, externalTrafficPolicy: "Local" })?.says).toContain("one without a ready pod of the Service drops what comes");
    expect(start(NODE_PORT)?.says).not.toContain("drops");
  });

  test("the text draws the node where a request arrives there, and says who reaches it", () => {
    const text = (more: PlanObject) => toText(planOf({ annotations: {}, service: service(more) }), { colour: false });
    expect(text(NODE_PORT)).toMatch(/80 → 85 → 90 → 30090[^]*kube-proxy[^]*:30090[^]*route to the nodes/);
    expect(text({ type: "ClusterIP" })).toContain("nobody outside");
    expect(text({ type: "ClusterIP" })).not.toContain("kube-proxy  :");
  });

  test("another's name has no chain and no end points, and the text says for what it stands", () => {
    const plan = planOf({ annotations: {}, service: { type: "ExternalName", externalName: "sorting.example.org" } });
    expect(plan.analyses.portChains).toEqual([]);
    expect(plan.predicted.filter(({ type }) => type.endsWith("EndpointSlice"))).toEqual([]);
    expect(toText(plan, { colour: false })).toContain("ExternalName, stands for sorting.example.org");
  });
});
