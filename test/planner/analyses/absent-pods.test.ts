import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { sortingPlan, type Scenario } from "../sorting-plan";

const template = (spec: PlanObject = {}, labels: PlanObject = { app: "sorting" }): PlanObject => ({ template: { metadata: { labels }, spec: { containers: [{ name: "sorting", ports: [{ name: "http", containerPort: 80 }] }], ...spec } } });
const PENDING: Scenario = { mapper: null, deployment: template({ nodeSelector: { agentpool: "nope" } }) };
const REFUSED: Scenario = { mapper: null, deployment: { ...template(), selector: { matchLabels: { app: "sorting", tier: "front" } }, replicas: 1 } };

function conclusions(scenario: Scenario) {
  const { analyses, findings, predicted } = analyse(sortingPlan(scenario));
  const [chain] = analyses.portChains;
  return {
    chain: [chain?.verdict, chain?.hops.at(-1)], flow: analyses.flows?.find(({ kind }) => kind === "consumer")?.verdict, errors: findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule),
    made: predicted.filter(({ because }) => because.some(urn => urn.endsWith(":Deployment::sorting"))).length, interrupted: analyses.upgrade[0]?.interrupted.length, workloads: analyses.portChains.map(({ workload }) => workload?.split("::").at(-1)),
  };
}

test("where no pool takes the pods, what is for them ends there, which is found once", () => {
  const { chain: [verdict, hop], flow, errors } = conclusions(PENDING);
  expect([verdict, flow, errors]).toEqual(["broken", "broken", ["unschedulable-pods"]]);
  expect(hop).toMatchObject({ at: "pod", verdict: "broken", foundBy: "unschedulable-pods", says: "no pool takes the pods of sorting, which stay pending: system: its nodes have not the label agentpool=nope" });
});

test("pods that something else may take end nothing", () => {
  const { chain: [verdict], errors } = conclusions({ ...PENDING, cluster: { nodeProvisioningProfile: { mode: { $unknown: true } } } });
  expect([verdict, errors]).toEqual(["proven", []]);
});

describe("a workload that Kubernetes refuses", () => {
  test("ends what is for its pods, which is found once", () => {
    const { chain: [verdict, hop], flow, errors } = conclusions(REFUSED);
    expect([verdict, flow, errors]).toEqual(["broken", "broken", ["workload-selector"]]);
    expect(hop).toMatchObject({ at: "pod", verdict: "broken", foundBy: "workload-selector", says: "Kubernetes refuses Deployment sorting: its selector does not match the labels of its own pod template" });
  });

  test("makes no pods, and no upgrade interrupts them", () => {
    expect(conclusions(REFUSED)).toMatchObject({ made: 0, interrupted: 0 });
    expect(conclusions({ ...REFUSED, deployment: { ...template(), replicas: 1 } })).toMatchObject({ made: 2, interrupted: 1 });
  });
});

test.each([["pending", PENDING], ["refused", REFUSED]])("one that is %s does not matter where another answers", (_, scenario) => {
  const { chain: [verdict], errors, workloads } = conclusions({ ...scenario, more: (plan, { provider }) => plan.add("kubernetes:apps/v1:Deployment", "next", {
    metadata: { name: "next", namespace: "hogwarts" }, spec: { replicas: 3, selector: { matchLabels: { app: "sorting" } }, ...template() },
  }, { provider: `${provider}::id` }) });
  expect([verdict, errors.length, workloads]).toEqual(["proven", 1, ["next"]]);
});
