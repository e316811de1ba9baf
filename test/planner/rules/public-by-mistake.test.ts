import { expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { PlanBuilder, UNKNOWN } from "../plan-builder";

const INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";
const SUBNET = "service.beta.kubernetes.io/azure-load-balancer-internal-subnet";

const found = (annotations: PlanObject, type = "LoadBalancer") => {
  const plan = new PlanBuilder();
  plan.add("kubernetes:core/v1:Service", "example", { metadata: { name: "example", annotations }, spec: { type, ports: [{ port: 90 }] } });
  return analyse(plan.build()).findings.filter(({ rule }) => rule === "public-by-mistake").map(({ message }) => message.replace(/^[^:]*: /, ""));
};

test("the annotation counts as \"true\" alone, as text", () => {
  expect(found({ [INTERNAL]: "True" })).toEqual(['the annotation is "True": the cloud controller takes "true" alone for internal']);
  expect(found({ [INTERNAL]: true })).toEqual(['the annotation is true without quotes, which is no text: the cloud controller takes "true" alone for internal']);
  for (const annotations of [{ [INTERNAL]: "true" }, { [INTERNAL]: "false" }, { [INTERNAL]: UNKNOWN }, {}]) expect(found(annotations)).toEqual([]);
});

test("a subnet alone makes no front end internal", () => {
  expect(found({ [SUBNET]: "services" })).toEqual([`the subnet is read only where ${INTERNAL} is "true"`]);
  expect(found({ [SUBNET]: UNKNOWN })).toHaveLength(1);
  expect(found({ [SUBNET]: "services" }, "ClusterIP")).toEqual([]);
});

test("words of other clouds, and of nobody, make no front end internal in Azure", () => {
  const prefix = "service.beta.kubernetes.io/";
  for (const [key, value] of [[`${prefix}aws-load-balancer-internal`, "0.0.0.0/0"], [`${prefix}azure-internal-load-balancer`, "true"], [`${prefix}Azure-Load-Balancer-Internal`, "true"], ["networking.gke.io/load-balancer-type", "Internal"], [`${prefix}aws-load-balancer-scheme`, "internal"]] as const) {
    expect(found({ [key]: value })).toEqual([`Azure's cloud controller does not read ${key}`]);
    expect([found({ [key]: value, [INTERNAL]: "true" }), found({ [key]: value, [INTERNAL]: "false" }), found({ [key]: value }, "NodePort")]).toEqual([[], [], []]);
  }
  for (const annotations of [{ [`${prefix}aws-load-balancer-internal`]: "false" }, { [`${prefix}aws-load-balancer-scheme`]: "internet-facing" }, { [`${prefix}azure-load-balancer-mode`]: "auto" }, { "example.org/internal": "true" }]) expect(found(annotations)).toEqual([]);
});
