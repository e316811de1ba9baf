/** The whole program under each kind of exposure: what appears, what must not, and what the plan says of it. */
import { describe, expect, it } from "@jest/globals";
import { listAt, textAt } from "../planner/model/read";
import { planOf, type PlanGraph } from "../planner/testing";
import { ROOT, stackTree, withValue, type Tree } from "./stack-config";

/** The configuration of a stack with another exposure. */
function changed(stack: string, exposure: object, more: readonly (readonly [path: readonly string[], value: unknown])[] = []): Tree {
  return more.reduce((tree, [path, value]) => withValue(tree, path, value), withValue(stackTree(stack), ["apps", "sorting", "exposure"], exposure));
}

const known = new Map<string, Promise<PlanGraph>>();
const plan = (stack: string, exposure: object, more?: Parameters<typeof changed>[2]): Promise<PlanGraph> => {
  const key = JSON.stringify([stack, exposure, more]);
  const found = known.get(key) ?? planOf(stack, { cwd: ROOT, config: changed(stack, exposure, more) });
  known.set(key, found);
  return found;
};

const rulesOf = (graph: PlanGraph) => listAt(graph.one("NetworkSecurityGroup").inputs, "securityRules");
const ruleNames = (graph: PlanGraph) => rulesOf(graph).map(rule => textAt(rule, "name"));
const predictedNames = (graph: PlanGraph, type: string) => graph.plan.predicted.filter(each => each.type.endsWith(type)).map(({ name }) => name);
const chainOf = (graph: PlanGraph) => graph.plan.analyses.portChains.map(({ verdict, hops }) => ({ verdict, at: hops.map(({ at }) => at) }));
const named = (graph: PlanGraph, type: string, name: string) => {
  const found = graph.find(type).find(resource => resource.name === name);
  if (!found) throw new Error(`no ${type} ${name}`);
  return found;
};

const OWN_SUBNET = [[["network", "vnet", "subnets", "privateLink"], "10.240.2.0/28"]] as const;
const INSIDE = ["service", "security-group", "network-policy", "pod", "mapper", "container", "image"];

describe("the program with a private link", () => {
  const linked = () => plan("dev", { kind: "private-link", natAddresses: 2, visibility: ["*"], proxyProtocol: true }, OWN_SUBNET);

  it("makes a subnet for its addresses after the others, without network policies for it, and lets the control plane join it before the Service", async () => {
    const graph = await linked();
    const subnet = graph.one("Subnet", { subnetName: "private-link", privateLinkServiceNetworkPolicies: "Disabled", addressPrefix: "10.240.2.0/28" });
    expect(graph.dependsOn(subnet, graph.one("Subnet", { subnetName: "services" }))).toBe(true);
    expect(graph.dependsOn(graph.one("ManagedCluster"), subnet)).toBe(true);
    expect(graph.dependsOn(graph.one("core/v1:Service"), named(graph, "RoleAssignment", "control-plane-joins-private-link"))).toBe(true);
  });

  it("lets its addresses alone through to the front end, at every place that holds callers back", async () => {
    const graph = await linked();
    expect(rulesOf(graph)[0]).toMatchObject({ name: "allow-sorting-90", sourceAddressPrefix: "10.240.2.0/28", destinationAddressPrefix: "10.240.1.0/24", destinationPortRange: "90" });
    graph.one("core/v1:Service", { spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["10.240.2.0/28"] } });
    expect(JSON.stringify(named(graph, "NetworkPolicy", "allow-consumers").inputs)).toContain("10.240.2.0/28");
  });

  it("is planned hop by hop, in the managed group and in the address budget", async () => {
    const graph = await linked();
    expect(chainOf(graph)).toEqual([{ verdict: "proven", at: ["private-link", "front-end", "load-balancer", "security-group", "node", ...INSIDE] }]);
    expect(predictedNames(graph, "privateLinkServices")).toEqual(["pls-hogwarts-dev"]);
    expect(graph.plan.analyses.ipPlan.subnets.find(({ name }) => name === "private-link")).toMatchObject({ demandNow: 2, usable: 11, verdict: "fits" });
    expect(graph.plan.findings).toEqual([]);
  });

  it("puts the cluster after the last subnet also where its own identity joins it only later", async () => {
    const graph = await plan("dev", { kind: "private-link" }, [...OWN_SUBNET, [["cluster", "identity"], "system-assigned"]]);
    expect(graph.dependsOn(graph.one("ManagedCluster"), graph.one("Subnet", { subnetName: "private-link" }))).toBe(true);
  });

  it("takes its addresses from the Services subnet where none is given for them", async () => {
    const graph = await plan("dev", { kind: "private-link", name: "pls-hat" });
    expect(graph.count("Subnet")).toBe(2);
    graph.one("Subnet", { subnetName: "services", privateLinkServiceNetworkPolicies: "Disabled" });
    graph.one("core/v1:Service", { metadata: { annotations: { "service.beta.kubernetes.io/azure-pls-ip-configuration-subnet": "services", "service.beta.kubernetes.io/azure-pls-name": "pls-hat" } } });
    expect(graph.plan.analyses.ipPlan.subnets.find(({ name }) => name === "services")).toMatchObject({ demandNow: 2 });
    expect(chainOf(graph)).toMatchObject([{ verdict: "proven" }]);
  });
});

describe("the program with a cluster address", () => {
  const inner = () => plan("dev", { kind: "cluster-ip" });

  it("opens no way to the nodes from outside, and has no load balancer but that of the cluster's own traffic", async () => {
    const graph = await inner();
    expect(ruleNames(graph)).toEqual(["allow-nodes-and-pods", "deny-everything-else"]);
    expect(predictedNames(graph, "loadBalancers")).toEqual(["kubernetes"]);
    expect(JSON.stringify(graph.one("core/v1:Service").inputs)).not.toMatch(/beta\.kubernetes\.io|externalTrafficPolicy|loadBalancerSourceRanges|nodePort/);
  });

  it("begins its chain at the cluster's own address, and gives the name that pods find it by", async () => {
    const graph = await inner();
    expect(chainOf(graph)).toEqual([{ verdict: "proven", at: INSIDE }]);
    expect(graph.plan.outputs).toMatchObject({ frontEnd: "sorting.hogwarts.svc.cluster.local", port: 90 });
  });
});

describe("the program with a node port", () => {
  it("lets callers through to the nodes at that port alone, with no load balancer and none of its probes", async () => {
    const graph = await plan("dev", { kind: "node-port", nodePort: 30090 });
    expect(ruleNames(graph)).toEqual(["allow-sorting-30090", "allow-nodes-and-pods", "deny-everything-else"]);
    expect(rulesOf(graph)[0]).toMatchObject({ sourceAddressPrefix: "10.240.0.0/16", destinationAddressPrefix: "10.240.0.0/24", destinationPortRange: "30090" });
    expect(JSON.stringify(named(graph, "NetworkPolicy", "allow-consumers").inputs)).not.toContain("168.63.129.16");
    expect(predictedNames(graph, "loadBalancers")).toEqual(["kubernetes"]);
    expect(chainOf(graph)).toEqual([{ verdict: "proven", at: ["security-group", "node", ...INSIDE] }]);
    expect(graph.plan.outputs).not.toHaveProperty("frontEnd");
  });

  it("opens the range of node ports where Kubernetes picks one", async () => {
    expect(rulesOf(await plan("dev", { kind: "node-port" }))[0]).toMatchObject({ destinationPortRange: "30000-32767", destinationAddressPrefix: "10.240.0.0/24" });
  });
});

describe("the program with another's name", () => {
  it("declares the name and its namespace, and no pod that nobody would ask", async () => {
    const graph = await plan("dev", { kind: "external-name", host: "sorting.example.org" });
    expect(graph.plan.resources.filter(({ type }) => type.startsWith("kubernetes:")).map(({ type }) => type).sort()).toEqual(["kubernetes:core/v1:Namespace", "kubernetes:core/v1:Service"]);
    graph.one("core/v1:Service", { spec: { type: "ExternalName", externalName: "sorting.example.org" } });
    expect(ruleNames(graph)).toEqual(["allow-nodes-and-pods", "deny-everything-else"]);
    expect([chainOf(graph), predictedNames(graph, "EndpointSlice"), predictedNames(graph, "ReplicaSet")]).toEqual([[], [], []]);
    expect(graph.plan.outputs).toMatchObject({ frontEnd: "sorting.example.org" });
    expect(graph.plan.outputs).not.toHaveProperty("port");
  });
});
