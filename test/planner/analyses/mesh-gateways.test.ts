import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { ADDRESS_ANNOTATION, ingressPlan, INGRESS_NAMESPACE, SUBNET_ANNOTATION, type Ingress } from "../ingress-plan";
import { PlanBuilder, UNKNOWN } from "../plan-builder";
import { sortingPlan } from "../sorting-plan";

const INTERNAL = "aks-istio-ingressgateway-internal";
const EXTERNAL = "aks-istio-ingressgateway-external";
const both: Ingress = { gateways: [{ enabled: true, mode: "Internal" }, { enabled: true, mode: "External" }] };
const planOf = (ingress: Ingress = {}) => analyse(ingressPlan(ingress));
const budgetOf = (name: string, ingress: Ingress = {}) => planOf(ingress).analyses.ipPlan.subnets.find(subnet => subnet.name === name)!;
const patched = (annotations: PlanObject[string]): Ingress => ({ patch: { metadata: { name: INTERNAL, namespace: INGRESS_NAMESPACE, annotations } } });
const predicted = (type: string, ingress: Ingress = {}) => planOf(ingress).predicted.filter(each => each.type === type);
const LOAD_BALANCER = "Microsoft.Network/loadBalancers", ADDRESS = "Microsoft.Network/publicIPAddresses", DEPLOYMENT = "apps/v1/Deployment";

describe("the address of an internal gateway", () => {
  test("is the patch's, in the patch's subnet", () => {
    expect(budgetOf("services")).toMatchObject({ role: "services", frontEnds: [{ name: INTERNAL, address: "10.240.1.20" }], demandNow: 1, leftNow: 58 });
    expect(budgetOf("aks").frontEnds).toEqual([]);
  });

  test("is one of the nodes' subnet without a patch, or with one that names none", () => {
    expect(budgetOf("aks", { patch: null }).frontEnds).toEqual([expect.objectContaining({ name: INTERNAL })]);
    expect(budgetOf("aks", patched({}))).toMatchObject({ frontEnds: [{ name: INTERNAL }], demandNow: 94 });
    expect(budgetOf("services", patched({})).demandNow).toBe(0);
  });

  test("is no matter of a patch of another Service, namespace or cluster", () => {
    const annotations = { [SUBNET_ANNOTATION]: "services" };
    for (const metadata of [{ name: EXTERNAL, namespace: INGRESS_NAMESPACE, annotations }, { name: INTERNAL, namespace: "default", annotations }]) {
      expect(budgetOf("services", { patch: { metadata } }).frontEnds).toEqual([]);
    }
  });

  test("is in doubt everywhere while the subnet is not known", () => {
    expect(["aks", "services"].map(name => budgetOf(name, patched({ [SUBNET_ANNOTATION]: UNKNOWN })).verdict)).toEqual(["undecided", "undecided"]);
    expect(budgetOf("aks", patched(UNKNOWN)).verdict).toBe("undecided");
    expect(budgetOf("aks", { patch: { metadata: { name: UNKNOWN, namespace: INGRESS_NAMESPACE } } }).verdict).toBe("undecided");
  });

  test("is none where the gateway is off, and none in the network where it is external", () => {
    for (const ingress of [{ gateways: [] }, { gateways: [{ enabled: false, mode: "Internal" }] }, { gateways: UNKNOWN }, { mesh: { mode: "Disabled" } }, { gateways: [{ enabled: true, mode: "External" }] }]) {
      expect(planOf(ingress).analyses.ipPlan.subnets.flatMap(subnet => subnet.frontEnds)).toEqual([]);
    }
  });

  test("takes a virtual address of the service range too", () => {
    const taken = (ingress: Ingress) => planOf(ingress).analyses.ipPlan.ranges.find(range => range.of === "services")?.demandNow;
    expect(taken(both)! - taken({ gateways: [] })!).toBe(2);
  });

  test("is of the cluster that the patch goes to", () => {
    const plan = new PlanBuilder();
    const clusters = ["one", "two"].map(name => plan.add("azure-native:containerservice:ManagedCluster", name, {
      resourceName: name, networkProfile: { networkPlugin: "azure" }, agentPoolProfiles: [{ name: "system", count: 1, maxPods: 30 }],
      serviceMeshProfile: { mode: "Istio", istio: { components: { ingressGateways: [{ enabled: true, mode: "Internal" }] } } },
    }));
    const provider = plan.add("pulumi:providers:kubernetes", "two", {}, { dependencies: [clusters[1]!] });
    plan.add("kubernetes:core/v1:ServicePatch", "patch", { metadata: { name: INTERNAL, namespace: INGRESS_NAMESPACE, annotations: { [ADDRESS_ANNOTATION]: "10.224.0.99" } } }, { provider: `${provider}::id` });
    expect(analyse(plan.build()).analyses.ipPlan.subnets.map(subnet => subnet.frontEnds.map(({ address }) => address))).toEqual([[undefined], ["10.224.0.99"]]);
  });
});

describe("the managed group", () => {
  test("has the internal load balancer because of the patch, with the gateway's front end", () => {
    const found = predicted(LOAD_BALANCER).find(each => each.name === "kubernetes-internal");
    expect(found).toMatchObject({ properties: { frontEnds: [{ service: INTERNAL, address: "10.240.1.20", subnet: "services" }] } });
    expect(found?.because).toEqual([expect.stringContaining("ServicePatch::gateway")]);
  });

  test("has it because of the cluster where nothing patches the Service", () => {
    expect(predicted(LOAD_BALANCER, { patch: null }).find(each => each.name === "kubernetes-internal")?.because).toEqual([expect.stringContaining("ManagedCluster::cluster")]);
  });

  test("has a public address for an external gateway, and none for an internal one", () => {
    const uses = (ingress: Ingress) => predicted(ADDRESS, ingress).map(({ properties }) => properties.service ?? properties.use);
    expect(uses({})).toEqual(["outbound"]);
    expect(uses(both)).toEqual(["outbound", EXTERNAL]);
    expect(predicted(LOAD_BALANCER, both).find(each => each.name === "kubernetes")?.properties.services).toEqual([EXTERNAL]);
  });
});

describe("the cluster's parts", () => {
  const mesh = (ingress: Ingress = {}) => predicted(DEPLOYMENT, ingress).filter(each => each.properties.where === "mesh").map(({ name, properties }) => [name, properties.namespace, properties.minPods, properties.maxPods]);

  test("have istiod and the gateways that are enabled, two to five pods of each", () => {
    expect(mesh()).toEqual([["istiod-asm-1-30", "aks-istio-system", 2, 5], [`${INTERNAL}-asm-1-30`, INGRESS_NAMESPACE, 2, 5]]);
  });

  test("have them for both revisions of an upgrade, and without a revision that is known under a name to fill in", () => {
    expect(mesh({ mesh: { istio: { revisions: ["asm-1-29", "asm-1-30"] } } }).map(([name]) => name)).toEqual(["istiod-asm-1-29", "istiod-asm-1-30"]);
    expect(mesh({ mesh: { istio: {} } }).map(([name]) => name)).toEqual(["istiod-<revision>"]);
  });

  test("have none where the mesh is off, and where there is no profile", () => {
    expect(mesh({ mesh: { mode: "Disabled" } })).toEqual([]);
    expect(analyse(sortingPlan()).predicted.filter(each => each.properties.where === "mesh")).toEqual([]);
  });
});

test("the cluster's summary has the mesh, and a cluster without one has not", () => {
  expect(planOf(both).analyses.clusters[0]?.mesh).toEqual({ revisions: ["asm-1-30"], gateways: ["Internal", "External"] });
  expect(analyse(sortingPlan()).analyses.clusters[0]).not.toHaveProperty("mesh", expect.anything());
});
