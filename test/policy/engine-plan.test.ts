import { describe, expect, test } from "@jest/globals";
import type { Policies } from "@pulumi/policy";
import type { PlanObject, RecordedPlan } from "../../planner/model/plan";
import { withPredictions } from "../../planner/model/predictions";
import { UNKNOWN as UNKNOWN_TEXT } from "../../planner/model/signatures";
import { enginePlan } from "../../policy/engine-plan";
import type { EngineProperties } from "../../policy/engine-values";
import { keepSecretsApart } from "../../policy/secrets";
import { PlanBuilder, SECRET, UNKNOWN } from "../planner/plan-builder";
import { deployed, HIDDEN, type RequestOptions } from "./engine-requests";
import { STACK_PLANS } from "./plans";

keepSecretsApart();

/** What the pack makes of a plan that the engine hands over. */
async function seen(plan: RecordedPlan, options?: RequestOptions): Promise<RecordedPlan> {
  const declared = new Map<string, EngineProperties>();
  const plans: RecordedPlan[] = [];
  const policies: Policies = [{
    name: "eye", description: "sees",
    validateResource: ({ urn, props }) => { declared.set(urn, props); },
    validateStack: ({ resources }) => { plans.push(enginePlan(resources, declared)); },
  }];
  await deployed(policies, plan, options);
  const [only] = plans;
  if (!only) throw new Error("the stack was not validated");
  return only;
}

const builder = (inputs: PlanObject, type = "test:index:Thing") => {
  const plan = new PlanBuilder();
  plan.add(type, "thing", inputs, { provider: `urn:pulumi:dev::example::pulumi:providers:test::default::${UNKNOWN_TEXT}` });
  return plan.build();
};
const inputsSeen = async (inputs: PlanObject, type?: string) => (await seen(builder(inputs, type))).resources[0]?.inputs;

describe("the plan of what the engine shows", () => {
  test.each(STACK_PLANS.map(plan => [plan.stack, plan] as const))("of the stack %s is the recorded one, with what names decide,", async (_, plan) => {
    const { resources, project, stack } = await seen(plan);
    const compared = ({ urn, type, name, parent, custom, provider, id, inputs, dependencies, propertyDependencies }: RecordedPlan["resources"][number]) => ({
      urn, type, name, parent, custom, provider, id, inputs, dependencies,
      propertyDependencies: Object.fromEntries(Object.entries(propertyDependencies).filter(([, urns]) => urns.length > 0)),
    });
    expect({ project, stack }).toEqual({ project: plan.project, stack: plan.stack });
    expect(resources.map(compared)).toEqual(withPredictions(plan.resources).map(compared));
  });

  test("has predicted what names decide, so that a first preview is understood", async () => {
    const [, dev] = STACK_PLANS;
    const resources = dev ? (await seen(dev)).resources : [];
    const service = resources.find(({ type }) => type === "kubernetes:core/v1:Service"), subnet = resources.find(({ type, name }) => type.endsWith(":Subnet") && name === "aks");
    expect(service?.inputs).toMatchObject({ metadata: { namespace: { $unknown: true, predicted: "hogwarts" } } });
    expect(subnet?.id).toMatchObject({ $unknown: true, predicted: expect.stringMatching(/\/virtualNetworks\/vnet-hogwarts-dev\/subnets\/aks$/) });
  });

  test("has unknown values where they stand: at the top, in objects, in lists", async () => {
    const inputs = { a: UNKNOWN, b: { c: UNKNOWN, d: 1 }, e: ["x", UNKNOWN, { f: UNKNOWN }], g: null, h: true };
    expect(await inputsSeen(inputs)).toEqual(inputs);
  });

  test("has secrets as secrets, with nothing of what they hold", async () => {
    const inputs = { a: SECRET, b: { c: SECRET }, e: ["x", SECRET, [SECRET]] };
    const plan = await seen(builder(inputs));
    expect(plan.resources[0]?.inputs).toEqual(inputs);
    expect(JSON.stringify(plan)).not.toContain(HIDDEN);
  });

  test("has a secret that is not known yet as a secret", async () => {
    const plan = await seen(builder({ a: SECRET }), { reveal: () => UNKNOWN_TEXT });
    expect(plan.resources[0]?.inputs).toEqual({ a: SECRET });
  });

  test("keeps the content of Kubernetes Secrets out, also where nobody called it secret", async () => {
    expect(await inputsSeen({ kind: "Secret", stringData: { password: HIDDEN } }, "kubernetes:core/v1:Secret")).toEqual({ kind: "Secret", stringData: SECRET });
  });

  test("reads outputs of a resource that was looked up, since it declares nothing", async () => {
    const plan = builder({});
    const read: RecordedPlan = { ...plan, resources: plan.resources.map(resource => ({ ...resource, op: "read", options: { additionalSecretOutputs: ["key"] } })) };
    const { resources } = await seen(read, { outputs: () => ({ addressPrefix: "10.0.0.0/24", key: HIDDEN }) });
    expect(resources).toMatchObject([{ inputs: { addressPrefix: "10.0.0.0/24", key: SECRET }, op: "same" }]);
  });

  test("leaves the providers out that the engine makes by itself, and keeps declared ones", async () => {
    const plan = new PlanBuilder();
    const provider = plan.add("pulumi:providers:kubernetes", "default-cluster", { kubeconfig: SECRET });
    plan.add("kubernetes:core/v1:ConfigMap", "map", {}, { provider: `${provider}::${UNKNOWN_TEXT}` });
    plan.add("test:index:Thing", "thing", {}, { provider: `urn:pulumi:dev::example::pulumi:providers:test::default_2_0_0::${UNKNOWN_TEXT}` });
    expect((await seen(plan.build())).resources.map(({ name }) => name)).toEqual(["map", "default-cluster", "thing"]);
  });
});
