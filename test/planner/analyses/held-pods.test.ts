/** Pods whose network policies let nothing out, in the flows from a cluster to Azure. */
import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { Flow } from "../../../planner/model/flow-results";
import type { Plan, PlanObject, PlanValue } from "../../../planner/model/plan";
import { toText } from "../../../planner/views/text/text";
import { PlanBuilder, UNKNOWN } from "../plan-builder";

interface Scenario {
  readonly engine?: PlanValue;
  readonly policies?: readonly PlanObject[];
  readonly pod?: PlanObject;
  readonly more?: (plan: PlanBuilder) => void;
}

const BOTH = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
const lets = (...egress: readonly PlanObject[]): PlanObject => ({ podSelector: {}, policyTypes: ["Egress"], egress });

function planFor({ engine = "calico", policies = [BOTH], pod = {}, more }: Scenario = {}): Plan {
  const plan = new PlanBuilder();
  plan.add("azure-native:containerservice:ManagedCluster", "cluster", {
    resourceName: "aks", networkProfile: { networkPlugin: "azure", networkPolicy: engine, outboundType: "loadBalancer" }, agentPoolProfiles: [{ name: "system", count: 1 }],
  });
  plan.add("kubernetes:apps/v1:Deployment", "web", {
    metadata: { name: "web", namespace: "shop" }, spec: { template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "ghcr.io/web:1", args: ["--provider=azure"] }], ...pod } } },
  });
  policies.forEach((spec, index) => plan.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", `policy-${index}`, { metadata: { name: `policy-${index}`, namespace: "shop" }, spec }));
  more?.(plan);
  return analyse(plan.build());
}

const flow = (plan: Plan, name: string): Flow | undefined => plan.analyses.flows?.find(each => each.kind === "azure" && each.name === name);
/** Flows that the pods of web are held back from. */
const heldFrom = (scenario: Scenario): readonly string[] => {
  const plan = planFor(scenario);
  return ["names", "API server", "Microsoft Entra ID"].filter(name => flow(plan, name)?.origins.some(({ reaches, label }) => !reaches && label === "pods of web"));
};
const ALL = ["names", "API server", "Microsoft Entra ID"];

describe("pods whose policies let nothing out", () => {
  test("are named with their policies, and what is open is of the nodes alone", () => {
    const plan = planFor();
    expect(flow(plan, "names")?.origins).toMatchObject([{ label: "nodes", reaches: true }, { label: "pods of web", reaches: false, says: "network policy policy-0 lets out nothing that they send there" }]);
    expect(toText(plan, { colour: false })).toMatch(/names: nodes → Azure's resolver[\s\S]*closed to pods of web \(network policy policy-0 lets out nothing that they send there\): names,\n +API server, public addresses/);
  });

  test.each<[string, string, PlanObject]>([
    ["a chart", "kubernetes:helm.sh/v3:Release", { chart: "policies" }],
    ["a patch", "kubernetes:networking.k8s.io/v1:NetworkPolicyPatch", { metadata: { name: "policy-0", namespace: "shop" }, spec: { egress: [{}] } }],
  ])("are none beside %s that may let more out", (_, type, inputs) => expect(heldFrom({ more: plan => { plan.add(type, "more", inputs); } })).toEqual([]));

  test("leave other pods out", () => {
    const plan = planFor({ more: plan => { plan.add("kubernetes:apps/v1:Deployment", "free", { metadata: { name: "free", namespace: "other" }, spec: { template: { spec: { containers: [{ name: "c" }] } } } }); } });
    expect(flow(plan, "names")?.origins.map(({ label }) => label)).toEqual(["nodes and pods", "pods of web"]);
  });

  test.each<[string, Scenario, readonly string[]]>([
    ["by both directions", {}, ALL],
    ["by a selector of theirs", { policies: [{ podSelector: { matchLabels: { app: "web" } }, policyTypes: ["Egress"] }] }, ALL],
    ["but for names", { policies: [BOTH, lets({ to: [{ namespaceSelector: {} }], ports: [{ protocol: "UDP", port: 53 }] })] }, ["API server", "Microsoft Entra ID"]],
    ["but for HTTPS", { policies: [BOTH, lets({ ports: [{ port: 443 }] })] }, ["names"]],
    ["but for the network's addresses", { policies: [BOTH, lets({ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] })] }, ["Microsoft Entra ID"]],
    ["but for a range of ports", { policies: [BOTH, lets({ ports: [{ port: 400, endPort: 500 }] })] }, ["names"]],
    ["but for HTTPS by UDP", { policies: [BOTH, lets({ ports: [{ port: 443, protocol: "UDP" }] })] }, ALL],
    ["but for every address but the private ones", { policies: [BOTH, lets({ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }], ports: [{ port: 443 }] })] }, ["names"]],
    ["by rules of no types", { policies: [{ podSelector: {}, egress: [{ to: [{ podSelector: {} }], ports: [{ port: 8080 }] }] }] }, ALL],
  ])("%s", (_how, scenario, from) => {
    expect(heldFrom(scenario)).toEqual(from);
  });

  test.each<[string, Scenario]>([
    ["no engine enforces it", { engine: "none" }], ["the engine is not known", { engine: UNKNOWN }],
    ["it is about ingress alone", { policies: [{ podSelector: {}, policyTypes: ["Ingress"] }] }], ["its types are absent, as its rules for egress are", { policies: [{ podSelector: {} }] }],
    ["its types are not known", { policies: [{ podSelector: {}, policyTypes: UNKNOWN }] }], ["its selector is not known", { policies: [{ ...BOTH, podSelector: UNKNOWN }] }],
    ["it chooses other pods", { policies: [{ ...BOTH, podSelector: { matchLabels: { app: "db" } } }] }], ["its rules are not known", { policies: [{ ...BOTH, egress: UNKNOWN }] }],
    ["a rule has no peers and no ports", { policies: [BOTH, lets({})] }], ["a rule is not known", { policies: [{ ...BOTH, egress: [UNKNOWN] }] }],
    ["ports and peers are not known", { policies: [{ ...BOTH, egress: [{ to: UNKNOWN, ports: UNKNOWN }] }] }], ["another policy, which may choose them, lets all out", { policies: [BOTH, { ...lets({}), podSelector: UNKNOWN }] }],
    ["the pods use their nodes' network", { pod: { hostNetwork: true } }],
    ["policies of the engine's own may let more out", { more: plan => { plan.add("kubernetes:crd.projectcalico.org/v1:GlobalNetworkPolicy", "own", { metadata: { name: "own" } }); } }],
  ])("are not claimed where %s", (_why, scenario) => {
    expect(heldFrom(scenario)).toEqual([]);
  });
});

describe("pods that write records", () => {
  const found = (scenario: Scenario) => planFor(scenario).findings.filter(({ rule }) => rule === "dropped-egress").map(({ message }) => message);
  test("without names or HTTPS write none", () => {
    expect(found({})).toEqual(["network policy policy-0 lets out nothing that its pods send to port 53 (names) or 443 (Azure's API): no DNS records of web are written"]);
    expect(found({ policies: [BOTH, lets({ ports: [{ port: 443 }] })] })).toEqual([expect.stringContaining("to port 53 (names): no")]);
    expect(found({ policies: [BOTH, lets({ ports: [{ port: 443 }, { port: 53, protocol: "UDP" }] })] })).toEqual([]);
    // A private link to Azure's API has an address of the network.
    expect(found({ policies: [BOTH, lets({ ports: [{ port: 53, protocol: "UDP" }] }, { to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] })] })).toEqual([]);
  });

  test("may have a proxy that does it for them", () => {
    const scenario: Scenario = { pod: { containers: [{ name: "web", args: ["--provider=azure"], env: [{ name: "HTTPS_PROXY", value: "http://proxy:3128" }] }] } };
    expect(found(scenario)).toEqual([]);
    expect(flow(planFor(scenario), "DNS records of web")).toMatchObject({ verdict: "undecided" });
  });
});
