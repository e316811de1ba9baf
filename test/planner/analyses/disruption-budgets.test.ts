import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const PDB = "kubernetes:policy/v1:PodDisruptionBudget";
const SELECTOR: PlanObject = { matchLabels: { app: "sorting" } };

interface Case { readonly spec?: PlanValue; readonly namespace?: PlanValue; readonly scenario?: Scenario; readonly provider?: string; readonly also?: Scenario["more"] }

const upgradeOf = ({ spec, namespace = "hogwarts", scenario = {}, provider: named, also }: Case) => analyse(sortingPlan({
  ...scenario,
  more: (plan, urns) => {
    if (spec !== undefined) plan.add(PDB, "sorting", { metadata: { name: "sorting", namespace }, spec }, { provider: named ?? `${urns.provider}::id` });
    also?.(plan, urns);
  },
})).analyses.upgrade[0]!;

const budgetOf = (each: Case) => upgradeOf(each).budgets[0];
const replicas = (count: PlanValue): Scenario => ({ deployment: { replicas: count } });

describe("a budget", () => {
  test.each<[string, PlanObject, PlanValue, string, number | undefined]>([
    ["of one pod that may be away", { maxUnavailable: 1 }, 3, "proven", 1], ["of a share, rounded up", { maxUnavailable: "50%" }, 3, "proven", 2], ["of one where there is one", { maxUnavailable: 1 }, 1, "proven", 1],
    ["of none that may be away", { maxUnavailable: 0 }, 3, "broken", 0], ["of no share", { maxUnavailable: "0%" }, 3, "broken", 0], ["of no pod, though none is there", { maxUnavailable: 0 }, 0, "broken", 0],
    ["of one that must stay", { minAvailable: 1 }, 3, "proven", 2], ["of as many as there are that must stay", { minAvailable: 3 }, 3, "broken", 0], ["of more than there are", { minAvailable: 4 }, 3, "broken", 0],
    ["of one that must stay where there is one", { minAvailable: 1 }, 1, "broken", 0], ["of all that must stay", { minAvailable: "100%" }, 3, "broken", 0], ["of half that must stay, of one", { minAvailable: "50%" }, 1, "broken", 0],
    ["of one that must stay where there is none", { minAvailable: 1 }, 0, "proven", 0], ["of none that must stay", { minAvailable: 0 }, 1, "proven", 1],
  ])("%s", (_, limit, count, verdict, allowed) => {
    expect(budgetOf({ spec: { ...limit, selector: SELECTOR }, scenario: replicas(count) })).toMatchObject({ verdict, allowed, pods: count, name: "sorting", namespace: "hogwarts" });
  });

  test.each<[string, Case, string]>([
    ["whose limit is not known", { spec: { maxUnavailable: UNKNOWN, selector: SELECTOR } }, "undecided"], ["without a limit", { spec: { selector: SELECTOR } }, "undecided"], ["that is not known", { spec: UNKNOWN }, "undecided"],
    ["with a limit that is none", { spec: { minAvailable: "some", selector: SELECTOR } }, "undecided"],
    ["of pods that are not counted", { spec: { minAvailable: 1, selector: SELECTOR }, scenario: replicas(UNKNOWN) }, "undecided"],
    ["of all pods, however many", { spec: { minAvailable: "100%", selector: SELECTOR }, scenario: replicas(UNKNOWN) }, "broken"],
    ["of pods that are not counted, of which one may always go", { spec: { maxUnavailable: 1, selector: SELECTOR }, scenario: replicas(UNKNOWN) }, "proven"],
    ["of pods that the plan has not", { spec: { minAvailable: 1, selector: { matchLabels: { app: "other" } } } }, "undecided"],
    ["of all pods of another namespace", { spec: { minAvailable: "100%", selector: {} }, namespace: "other" }, "undecided"],
    ["of a namespace that is not known", { spec: { minAvailable: 3, selector: SELECTOR }, namespace: UNKNOWN }, "undecided"],
    ["of labels that are not known", { spec: { minAvailable: 3, selector: { matchLabels: UNKNOWN } } }, "undecided"],
    ["in another cluster", { spec: { minAvailable: 3, selector: SELECTOR }, provider: "urn:pulumi:dev::x::pulumi:providers:kubernetes::other::id" }, "undecided"],
  ])("%s is %s", (_, each, verdict) => {
    expect(budgetOf(each)?.verdict).toBe(verdict);
  });

  test("of what an autoscaler scales is judged by the fewest pods that it keeps", () => {
    const scaler = (name: string, minReplicas?: PlanValue, more: Scenario = {}): Case => ({
      scenario: more,
      spec: { minAvailable: 3, selector: SELECTOR },
      also: (plan, { provider }) => plan.add("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "sorting", { metadata: { namespace: "hogwarts" }, spec: { scaleTargetRef: { kind: "Deployment", name }, ...(minReplicas !== undefined && { minReplicas }), maxReplicas: 9 } }, { provider: `${provider}::id` }),
    });
    const judged = (...each: Parameters<typeof scaler>) => { const { verdict, pods, allowed } = budgetOf(scaler(...each)) ?? {}; return [verdict, pods, allowed]; };
    expect([judged("sorting"), judged("sorting", 3), judged("sorting", 4), judged("sorting", UNKNOWN), judged("other", 4)]).toEqual([
      ["broken", 1, 0], ["broken", 3, 0], ["proven", 4, 1], ["undecided", undefined, undefined], ["broken", 3, 0],
    ]);
    // Who asks for no pod at all turns the autoscaler off.
    expect(judged("sorting", 3, replicas(0))).toEqual(["proven", 0, 0]);
  });

  test.each<[string, PlanObject, PlanValue, readonly unknown[]]>([
    ["keeps enough", { minReplicaCount: 3 }, 1, ["proven", 3, 2]],
    ["keeps too few", { minReplicaCount: 1 }, 3, ["broken", 1, 0]],
    ["begins with none", { minReplicaCount: 3 }, 0, ["proven", 3, 2]],
    ["goes down to none, as it does where it says nothing", {}, 1, ["undecided", undefined, undefined]],
    ["goes down to none when idle", { minReplicaCount: 3, idleReplicaCount: 0 }, 1, ["undecided", undefined, undefined]],
    ["is for another workload", { minReplicaCount: 3, scaleTargetRef: { name: "other" } }, 1, ["broken", 1, 0]],
    ["is for another kind", { minReplicaCount: 3, scaleTargetRef: { kind: "StatefulSet", name: "sorting" } }, 1, ["broken", 1, 0]],
    ["is for a workload that is not known", { minReplicaCount: 3, scaleTargetRef: UNKNOWN }, 1, ["undecided", undefined, undefined]],
    ["may be paused", { minReplicaCount: 3, paused: "true" }, 1, ["undecided", undefined, undefined]],
  ])("of what a ScaledObject scales that %s", (_, { paused, ...spec }, count, expected) => {
    const annotations = { ...(paused !== undefined && { "autoscaling.keda.sh/paused": paused }) };
    const { verdict, pods, allowed } = budgetOf({
      spec: { minAvailable: 1, selector: SELECTOR }, scenario: replicas(count),
      also: (plan, { provider }) => plan.add("kubernetes:keda.sh/v1alpha1:ScaledObject", "sorting", { metadata: { namespace: "hogwarts", annotations }, spec: { scaleTargetRef: { name: "sorting" }, ...spec } }, { provider: `${provider}::id` }),
    }) ?? {};
    expect([verdict, pods, allowed]).toEqual(expected);
  });

  test("says nothing of pods that a drain leaves where they are", () => {
    const daemons: Case = { spec: { minAvailable: "100%", selector: { matchLabels: { app: "agent" } } }, also: (plan, { provider }) => plan.add(
      "kubernetes:apps/v1:DaemonSet", "agent", { metadata: { name: "agent", namespace: "hogwarts" }, spec: { template: { metadata: { labels: { app: "agent" } } } } }, { provider: `${provider}::id` }) };
    expect(budgetOf(daemons)).toMatchObject({ verdict: "undecided", workloads: [] });
  });

  test("of pods that are counted and of some that may be there too is undecided", () => {
    const also = (namespace: PlanValue): Case["also"] => (plan, { provider }) => plan.add("kubernetes:apps/v1:Deployment", "other", { metadata: { name: "other", namespace }, spec: { replicas: 1 } }, { provider: `${provider}::id` });
    const verdict = (namespace: PlanValue) => budgetOf({ spec: { minAvailable: 3, selector: {} }, also: also(namespace) })?.verdict;
    expect([verdict(UNKNOWN), verdict("elsewhere"), verdict("hogwarts")]).toEqual(["undecided", "broken", "proven"]);
  });

  test("and another one for the same pods let none go", () => {
    const second = (selector: PlanObject): Case => ({
      spec: { maxUnavailable: 1, selector: SELECTOR },
      also: (plan, { provider }) => plan.add(PDB, "second", { metadata: { name: "second", namespace: "hogwarts" }, spec: { maxUnavailable: 1, selector } }, { provider: `${provider}::id` }),
    });
    expect(upgradeOf(second({})).budgets.map(({ verdict }) => verdict)).toEqual(["broken", "broken"]);
    expect(upgradeOf(second({ matchLabels: { app: "other" } })).budgets.map(({ verdict }) => verdict)).toEqual(["proven", "proven"]);
  });

  test.each<[string, PlanObject, string]>([["is told to pass over it", { forceUpgrade: true }, "undecided"], ["may be told so", { forceUpgrade: UNKNOWN }, "undecided"], ["is not", { forceUpgrade: false }, "broken"]])(
    "stops an upgrade unless the cluster %s", (_, overrideSettings, verdict) => {
      expect(budgetOf({ spec: { maxUnavailable: 0, selector: SELECTOR }, scenario: { cluster: { upgradeSettings: { overrideSettings } } } })?.verdict).toBe(verdict);
    });

  test("that stops it breaks the whole upgrade, and is found", () => {
    const plan = analyse(sortingPlan({ more: (builder, { provider }) => builder.add(PDB, "sorting", { metadata: { name: "sorting", namespace: "hogwarts" }, spec: { minAvailable: 3, selector: SELECTOR } }, { provider: `${provider}::id` }) }));
    expect(plan.analyses.upgrade[0]?.verdict).toBe("broken");
    expect(plan.findings).toContainEqual(expect.objectContaining({ rule: "blocked-drain", severity: "error", evidence: { pods: 3, allowed: 0 } }));
  });
});

describe("a drain interrupts", () => {
  const names = (each: Case) => upgradeOf(each).interrupted.map(({ kind, name }) => `${kind} ${name}`);

  test("a workload of one pod, and none of more or of an unknown number", () => {
    expect([names({ scenario: replicas(1) }), names({ scenario: replicas(2) }), names({ scenario: replicas(UNKNOWN) }), names({ scenario: replicas(0) })]).toEqual([["Deployment sorting"], [], [], []]);
  });

  test.each<[string, PlanObject, readonly string[]]>([["one at most", { maxReplicaCount: 1 }, ["Deployment sorting"]], ["a hundred, as where it says nothing", {}, []]])("what a ScaledObject scales to %s", (_, spec, expected) => {
    expect(names({ scenario: replicas(1), also: (plan, { provider }) => plan.add("kubernetes:keda.sh/v1alpha1:ScaledObject", "sorting", { metadata: { namespace: "hogwarts" }, spec: { scaleTargetRef: { name: "sorting" }, ...spec } }, { provider: `${provider}::id` }) })).toEqual(expected);
  });

  test("one pod whose budget lets it go, and not one whose budget holds it", () => {
    expect(names({ spec: { maxUnavailable: 1, selector: SELECTOR }, scenario: replicas(1) })).toEqual(["Deployment sorting"]);
    expect(names({ spec: { minAvailable: 1, selector: SELECTOR }, scenario: replicas(1) })).toEqual([]);
  });
});
