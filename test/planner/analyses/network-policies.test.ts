import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { fixturePlan } from "../../../planner/rules/fixture-plan";
import { UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

interface Policed extends Scenario { readonly spec?: PlanObject; readonly namespace?: PlanValue; readonly engine?: string; readonly dataplane?: string; readonly other?: readonly [type: string, spec: PlanObject] }
const SELECTED = { podSelector: { matchLabels: { app: "sorting" } } };
const from = (...peers: readonly PlanObject[]): PlanObject => ({ ...SELECTED, ingress: [{ from: peers }] });
const block = (cidr: string, ...except: readonly string[]): PlanObject => ({ ipBlock: { cidr, ...(except.length > 0 && { except }) } });
const ports = (...entries: readonly PlanObject[]): PlanObject => ({ ...SELECTED, ingress: [{ ports: entries }] });

const hopsOf = ({ spec, namespace = "hogwarts", engine = "calico", dataplane, other, ...scenario }: Policed) => analyse(sortingPlan({
  networkProfile: { networkPlugin: "azure", networkPolicy: engine, ...(dataplane !== undefined && { networkDataplane: dataplane }), serviceCidr: "10.0.0.0/16" },
  more: (plan, { provider }) => {
    if (spec) plan.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", "policy", { metadata: { name: "policy", namespace }, spec }, { provider: `${provider}::id` });
    if (other) plan.add(other[0], "other", { metadata: { name: "other", namespace: "hogwarts" }, spec: other[1] }, { provider: `${provider}::id` });
  },
  ...scenario,
})).analyses.portChains[0]!.hops.filter(({ at }) => at === "network-policy").map(({ verdict, says }) => [verdict, says]);
const LOCAL = { service: { type: "LoadBalancer", externalTrafficPolicy: "Local", selector: { app: "sorting" }, ports: [{ name: "http", port: 90, targetPort: "http" }] } };
const CLUSTER_IP = { service: { type: "ClusterIP", selector: { app: "sorting" }, ports: [{ name: "http", port: 90, targetPort: "http" }] } };

/** The scenario's pods, listening themselves. */
const ON_NODES = { template: { metadata: { labels: { app: "sorting" } }, spec: { hostNetwork: true, containers: [{ name: "sorting", ports: [{ name: "http", containerPort: 85 }] }] } } };

const LETS_IN = "policy lets in nodes at port 85";
const NOBODY = "policy lets nobody in at port 85 who comes as nodes";

describe("network policies", () => {
  test.each<[string, Policed, readonly [string, string]]>([
    ["a policy without rules", { spec: SELECTED }, ["broken", NOBODY]],
    ["a policy for all pods", { spec: { podSelector: {} } }, ["broken", NOBODY]],
    ["a rule for everybody", { spec: { ...SELECTED, ingress: [{}] } }, ["proven", LETS_IN]],
    ["a rule for the nodes, whom a pod on the node that took the packet does not see under Calico", { spec: from(block("10.240.0.0/24")) }, ["undecided", `${LETS_IN}; but a pod on the node that a packet came to sees the caller itself: policy lets nobody in at port 85 who comes as the virtual network`]],
    ["a rule for nodes and callers", { spec: from(block("10.240.0.0/16")) }, ["proven", LETS_IN]],
    ["rules that hold the nodes together, and callers", { spec: from(block("10.240.0.0/25"), block("10.240.0.128/25"), block("10.240.1.0/24")) }, ["proven", LETS_IN]],
    ["pods on their nodes' network", { spec: from(block("10.240.0.0/16")), deployment: ON_NODES }, ["undecided", "the pods of sorting use their nodes' network, or may: whether policies hold there, engines decide differently"]],
    ["a rule for a part of the nodes", { spec: from(block("10.240.0.0/24", "10.240.0.0/26")) }, ["undecided", "policy lets in 10.240.0.64-10.240.0.255 at port 85, and not all of nodes"]],
    ["a rule for the front end's subnet, as if the load balancer were the caller", { spec: from(block("10.240.1.0/26")) }, ["broken", NOBODY]],
    ["a rule for pods alone", { spec: from({ podSelector: {} }, { namespaceSelector: {} }) }, ["broken", NOBODY]],
    ["the Service's port in the place of the pod's", { spec: ports({ port: 90 }) }, ["broken", NOBODY]],
    ["the pod's port", { spec: ports({ protocol: "TCP", port: 85 }) }, ["proven", LETS_IN]],
    ["a range of ports", { spec: ports({ port: 80, endPort: 90 }) }, ["proven", LETS_IN]],
    ["a range that ends before", { spec: ports({ port: 80, endPort: 84 }) }, ["broken", NOBODY]],
    ["another protocol", { spec: ports({ protocol: "UDP", port: 85 }) }, ["broken", NOBODY]],
    ["a name that no port has", { spec: ports({ port: "web" }) }, ["broken", NOBODY]],
    ["the name of a sidecar's port", { spec: ports({ port: "http" }) }, ["undecided", "policy: it names port \"http\" of sidecar port-mapper: not every engine resolves that, say 85"]],
    ["rules that are not known", { spec: { ...SELECTED, ingress: UNKNOWN } }, ["undecided", "policy: its rules are not known"]],
    ["a selector that is not known", { spec: { podSelector: { matchLabels: { app: UNKNOWN } } } }, ["undecided", "whether policy is for these pods is not known"]],
    ["an engine that is not known", { spec: SELECTED, networkProfile: { networkPlugin: "none" } }, ["undecided", "whether the cluster's network enforces policy is not known"]],
    ["Azure's engine, which lets by what nodes send on", { spec: SELECTED, engine: "azure" }, ["proven", "Azure's engine does not hold back what comes through a load balancer or a node port with traffic policy Cluster"]],
    ["Azure's engine and callers themselves", { spec: SELECTED, engine: "azure", ...LOCAL }, ["broken", "policy lets nobody in at port 85 who comes as the virtual network"]],
    ["Cilium, where an ipBlock stands for no node", { spec: from(block("10.240.0.0/24")), engine: "cilium", dataplane: "cilium" }, ["undecided", "policy: under Cilium an ipBlock stands for no node, and what nodes send on is let in where it is a pod's own node that took it alone"]],
    ["callers with their own address under traffic policy Local", { spec: from(block("10.240.0.0/16")), ...LOCAL }, ["proven", "policy lets in the virtual network at port 85"]],
    ["some of the callers under traffic policy Local", { spec: from(block("10.240.4.0/24")), ...LOCAL }, ["proven", "policy lets in 10.240.4.0/24 at port 85, no other of the virtual network"]],
    ["nodes alone under traffic policy Local", { spec: from(block("10.240.0.0/24")), ...LOCAL }, ["broken", "policy lets nobody in at port 85 who comes as the virtual network"]],
    ["pods of every namespace", { spec: from({ namespaceSelector: {} }), ...CLUSTER_IP }, ["proven", "policy lets in pods of the cluster at port 85"]],
    ["pods of its namespace", { spec: from({ podSelector: {} }), ...CLUSTER_IP }, ["proven", "policy lets in pods of its own namespace at port 85, no other of pods of the cluster"]],
    ["an ipBlock before pods under Cilium", { spec: from(block("10.240.0.0/16")), engine: "cilium", dataplane: "cilium", ...CLUSTER_IP }, ["broken", "policy lets nobody in at port 85 who comes as pods of the cluster"]],
  ])("%s", (_, scenario, expected) => {
    expect(hopsOf(scenario)).toEqual([expected]);
  });

  test("that let in a part of the callers whom the Service names drop the rest, unless another policy may let those in", () => {
    const named = { service: { ...LOCAL.service, loadBalancerSourceRanges: ["10.240.4.0/24", "10.240.5.0/24"] } };
    const planWith = (spec: PlanObject, second?: PlanObject) => analyse(sortingPlan({
      ...named, networkProfile: { networkPlugin: "azure", networkPolicy: "calico", serviceCidr: "10.0.0.0/16" },
      more: (plan, { provider }) => [spec, second].forEach((each, index) => each && plan.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", `policy${index}`, { metadata: { name: `policy${index}`, namespace: "hogwarts" }, spec: each }, { provider: `${provider}::id` })),
    }));
    const hopOf = (plan: ReturnType<typeof planWith>) => plan.analyses.portChains[0]?.hops.find(({ at }) => at === "network-policy");
    const partly = planWith(from(block("10.240.4.0/24")));
    expect(hopOf(partly)).toMatchObject({ verdict: "proven", dropped: "policy0 lets nobody in at port 85 from 10.240.5.0/24" });
    expect(partly.findings.filter(({ rule }) => rule === "callers-partly-dropped")).toMatchObject([{ severity: "warning", message: "a part of the callers does not reach sorting: policy0 lets nobody in at port 85 from 10.240.5.0/24" }]);
    expect(hopOf(planWith(from(block("10.240.4.0/24")), { ...SELECTED, ingress: UNKNOWN }))).toMatchObject({ verdict: "undecided" });
    expect(hopOf(planWith(from(block("10.240.4.0/24")), from(block("10.240.5.0/24"))))?.dropped).toBeUndefined();
  });

  test.each<[string, Policed]>([
    ["for egress alone", { spec: { ...SELECTED, policyTypes: ["Egress"] } }],
    ["of another namespace", { spec: SELECTED, namespace: "other" }],
    ["for other pods", { spec: { podSelector: { matchLabels: { app: "hat" } } } }],
    ["that nothing enforces", { spec: SELECTED, engine: "none" }],
    ["of a mesh that is not there", { other: ["kubernetes:security.istio.io/v1:AuthorizationPolicy", {}] }],
  ])("are on no chain: one %s", (_, scenario) => {
    expect(hopsOf(scenario)).toEqual([]);
  });

  test("of other kinds leave a chain open, and are named", () => {
    expect(hopsOf({ other: ["kubernetes:cilium.io/v2:CiliumNetworkPolicy", { endpointSelector: {} }] })).toEqual([["undecided", "what CiliumNetworkPolicy other lets through is not followed"]]);
    expect(hopsOf({ other: ["kubernetes:cilium.io/v2:CiliumNetworkPolicy", { endpointSelector: { matchLabels: { app: "hat" } } }] })).toEqual([]);
    const everywhere: Policed = { more: (plan, { provider }) => plan.add("kubernetes:projectcalico.org/v3:GlobalNetworkPolicy", "global", { metadata: { name: "global" } }, { provider: `${provider}::id` }) };
    expect(hopsOf(everywhere)).toEqual([["undecided", "what GlobalNetworkPolicy global lets through is not followed"]]);
    const cluster = { serviceMeshProfile: { mode: "Istio", istio: {} } };
    expect(hopsOf({ cluster, other: ["kubernetes:security.istio.io/v1:AuthorizationPolicy", {}] })).toEqual([["undecided", "what AuthorizationPolicy other lets through is not followed"]]);
  });
});

describe("a policy that nothing enforces", () => {
  const found = (...clusters: readonly PlanObject[]) => {
    const { findings, undecided } = analyse(fixturePlan([
      ...clusters.map((inputs, index) => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: `aks${index}`, ...inputs } })),
      { type: "kubernetes:networking.k8s.io/v1:NetworkPolicy", inputs: { metadata: { name: "deny-all", namespace: "web" }, spec: { podSelector: {} } } },
    ]));
    return [findings, undecided].map(list => list.some(({ rule }) => rule === "network-policy-without-engine"));
  };
  const plain = { networkProfile: { networkPlugin: "azure" } }, cilium = { networkProfile: { networkPlugin: "azure", networkDataplane: "cilium" } };
  const FOUND = [true, false], OPEN = [false, true], FINE = [false, false];

  test.each<readonly [what: string, clusters: readonly PlanObject[], expected: readonly boolean[]]>([
    ["found in a cluster without an engine", [plain], FOUND],
    ["none where the data plane enforces it", [cilium], FINE],
    ["none in AKS Automatic, which has Cilium's data plane", [{ sku: { name: "automatic" } }], FINE],
    ["undecided where the data plane is not known", [{ networkProfile: { networkPlugin: "azure", networkDataplane: UNKNOWN } }], OPEN],
    ["undecided where it is not known whether the cluster is Automatic", [{ sku: { name: UNKNOWN } }], OPEN],
    ["undecided where it may go to one of two clusters, of which one has an engine", [plain, cilium], OPEN],
    ["found where neither of two clusters has one", [plain, plain], FOUND],
    ["none where both have one", [cilium, cilium], FINE],
    ["none without a cluster", [], FINE],
  ])("is %s", (_, clusters, expected) => {
    expect(found(...clusters)).toEqual(expected);
  });
});
