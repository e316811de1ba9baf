/** Objects of several providers: two that stand for one cluster reach the same objects, and where that cannot be told the chain is undecided. */
import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { PlanBuilder, UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const METADATA: PlanObject = { name: "web", namespace: "shop" };

interface Two {
  /** Clusters of the plan. */
  readonly clusters: readonly string[];
  /** The cluster that each provider comes from: of the Service, and of its pods. */
  readonly of: readonly [string | undefined, string | undefined];
  /** Of each provider: the namespace that it gives. */
  readonly gives?: readonly [PlanValue?, PlanValue?];
  readonly service?: PlanObject;
  readonly pods?: PlanObject;
  readonly more?: (plan: PlanBuilder, service: string, pods: string) => void;
}

function planOf({ clusters, of, gives = [], service = METADATA, pods = METADATA, more }: Two) {
  const plan = new PlanBuilder();
  const urns = new Map(clusters.map(name => [name, plan.add(CLUSTER, name, { resourceName: name, networkProfile: { networkPlugin: "azure", networkPolicy: "cilium" } })]));
  const [first, second] = of.map((cluster, index) => {
    const from = cluster === undefined ? undefined : urns.get(cluster);
    const urn = plan.add("pulumi:providers:kubernetes", `provider${index}`, { kubeconfig: UNKNOWN, ...(gives[index] !== undefined && { namespace: gives[index] }) }, { propertyDependencies: from === undefined ? {} : { kubeconfig: [from] } });
    return `${urn}::id`;
  });
  plan.add("kubernetes:core/v1:Service", "web", { metadata: service, spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }] } }, { provider: first! });
  plan.add("kubernetes:apps/v1:Deployment", "web", {
    metadata: pods, spec: { template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", ports: [{ containerPort: 8080 }] }] } } },
  }, { provider: second! });
  more?.(plan, first!, second!);
  return analyse(plan.build());
}

const podOf = (two: Two) => planOf(two).analyses.portChains[0]!.hops.find(hop => hop.at === "pod")!;

describe("a Service of one provider, its pods of another", () => {
  test("meet where both come from one cluster", () => {
    expect(podOf({ clusters: ["a", "b"], of: ["a", "a"] })).toMatchObject({ verdict: "proven", port: 8080 });
  });

  test("do not meet where the clusters are two", () => {
    expect(podOf({ clusters: ["a", "b"], of: ["a", "b"] })).toMatchObject({ verdict: "broken", says: "no workload in namespace shop has pods with the labels app=web" });
  });

  test.each<[string, Two]>([
    ["one of them does not come from the one cluster of the plan", { clusters: ["a"], of: ["a", undefined] }],
    ["of one the cluster is not known", { clusters: ["a", "b"], of: ["a", undefined] }],
    ["the plan has no cluster", { clusters: [], of: [undefined, undefined] }],
  ])("are undecided where %s", (_, two) => {
    expect(podOf(two)).toMatchObject({ verdict: "undecided", says: "whether web, which has another provider, is in the same cluster is not known" });
  });
});

describe("the namespace of a provider", () => {
  const one = { clusters: ["a"], of: ["a", "a"] } as const;

  test("is that of objects which name none", () => {
    expect(podOf({ ...one, gives: ["shop"], service: { name: "web" } })).toMatchObject({ verdict: "proven" });
    expect(planOf({ ...one, gives: ["shop"], service: { name: "web" } }).analyses.portChains[0]!.namespace).toBe("shop");
  });

  test("does not replace the one that they name", () => {
    expect(podOf({ ...one, gives: ["other", "other"] })).toMatchObject({ verdict: "proven" });
  });

  test("keeps objects apart, and is default without one", () => {
    expect(podOf({ ...one, gives: ["shop"], service: { name: "web" }, pods: { name: "web" } })).toMatchObject({ verdict: "broken" });
    expect(podOf({ ...one, pods: { name: "web" }, service: { name: "web", namespace: "default" } })).toMatchObject({ verdict: "proven" });
  });

  test("that is not known decides nothing", () => {
    expect(podOf({ ...one, gives: [UNKNOWN], service: { name: "web" } })).toMatchObject({ verdict: "undecided" });
  });
});

describe("network policies of another provider", () => {
  const denying = (which: "service" | "pods"): Two["more"] => (plan, service, pods) => {
    plan.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", "closed", { metadata: { name: "closed", namespace: "shop" }, spec: { podSelector: {}, ingress: [] } }, { provider: which === "service" ? service : pods });
  };
  const policyHop = (two: Two) => planOf(two).analyses.portChains[0]!.hops.find(hop => hop.at === "network-policy");

  test("hold in the same cluster", () => {
    expect(policyHop({ clusters: ["a", "b"], of: ["a", "a"], more: denying("service") })).toMatchObject({ verdict: "broken" });
    expect(policyHop({ clusters: ["a", "b"], of: ["a", "a"], more: plan => plan.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", "closed", { metadata: { name: "closed", namespace: "shop" }, spec: { podSelector: {}, ingress: [] } }) })).toMatchObject({ verdict: "undecided", says: "whether closed is for these pods is not known" });
  });
});

test("what a plan records is shown as it was recorded", () => {
  const plan = planOf({ clusters: ["a"], of: ["a", "a"], gives: ["shop"], service: { name: "web" } });
  const service = plan.resources.find(({ type }) => type === "kubernetes:core/v1:Service")!;
  expect(service.provider).toContain("pulumi:providers:kubernetes");
  expect(service.inputs.metadata).toEqual({ name: "web" });
});

test("the files of a mapper come from a ConfigMap by the name that Kubernetes knows", () => {
  const more: Scenario["more"] = (plan, { provider }) => plan.add("kubernetes:core/v1:ConfigMap", "port-mapper", { metadata: { namespace: "hogwarts" }, data: { "haproxy.cfg": "" } }, { provider: `${provider}::id` });
  const plan = sortingPlan({ more });
  // The one that Pulumi names is another, whatever its logical name.
  expect(analyse({ ...plan, resources: plan.resources.filter(({ name }) => name !== "mapper") }).analyses.portChains[0]!.hops.find(({ at }) => at === "mapper")).toMatchObject({ verdict: "undecided" });
});
