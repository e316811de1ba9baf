/** What mocks do not see: parents, dependencies and order, read from the plan of the whole program. */
import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../planner/model/plan";
import { planOf, PlanGraph } from "../planner/testing";
import { ROOT, STACKS } from "./stack-config";

const plans = new Map<string, Promise<PlanGraph>>();
/** `dev` is planned here; the other stacks' plans are the kept ones, which test/golden.test.ts holds to what is planned. */
const kept = (stack: string): PlanGraph => new PlanGraph(JSON.parse(readFileSync(join(ROOT, "test", "golden", stack, "plan.json"), "utf8")) as Plan);
const planOnce = (stack: string): Promise<PlanGraph> => {
  const known = plans.get(stack) ?? (stack === "dev" ? planOf(stack, { cwd: ROOT }) : Promise.resolve(kept(stack)));
  plans.set(stack, known);
  return known;
};

const named = (plan: PlanGraph, type: string, name: string) => {
  const found = plan.find(type).find(resource => resource.name === name);
  if (!found) throw new Error(`no ${type} ${name}`);
  return found;
};

describe("the planned program", () => {
  it("puts every role before what needs it: identities, roles, cluster, services", async () => {
    const plan = await planOnce("dev");
    const cluster = plan.one("ManagedCluster");
    for (const role of ["control-plane-operates-kubelet", "control-plane-joins-aks", "control-plane-joins-services", "kubelet-pulls-images"]) {
      const grant = named(plan, "RoleAssignment", role);
      expect([role, plan.dependsOn(cluster, grant), plan.dependsOn(grant, cluster)]).toEqual([role, true, false]);
    }
    const service = plan.one("core/v1:Service");
    for (const role of ["control-plane-joins-aks", "control-plane-joins-services"]) expect(plan.dependsOn(service, named(plan, "RoleAssignment", role))).toBe(true);
    const deployment = plan.one("Deployment");
    for (const role of ["kubelet-pulls-images", "sorting-reads-secrets"]) expect(plan.dependsOn(deployment, named(plan, "RoleAssignment", role))).toBe(true);
    expect(plan.dependsOn(deployment, plan.one("FederatedIdentityCredential"))).toBe(true);
  });

  it("gives a system-assigned identity its roles after the cluster and before the pods", async () => {
    const plan = await planOnce("basic");
    const pull = named(plan, "RoleAssignment", "kubelet-pulls-images");
    expect(plan.dependsOn(pull, plan.one("ManagedCluster"))).toBe(true);
    expect(plan.dependsOn(plan.one("Deployment"), pull)).toBe(true);
  });

  it("writes to the VNet one subnet after the other", async () => {
    const plan = await planOnce("dev");
    expect(plan.dependsOn(plan.one("Subnet", { subnetName: "services" }), plan.one("Subnet", { subnetName: "aks" }))).toBe(true);
  });

  it("keeps the cluster until everything in it is gone: every Kubernetes object depends on it through the provider", async () => {
    const plan = await planOnce("dev");
    const cluster = plan.one("ManagedCluster");
    for (const object of plan.plan.resources.filter(({ type }) => type.startsWith("kubernetes:"))) expect([object.name, plan.dependsOn(object, cluster)]).toEqual([object.name, true]);
  });

  it("asks for the kubeconfig when the cluster stands: before, what a provider makes of it is unknown", async () => {
    const plan = await planOnce("dev");
    expect(plan.one("Deployment").inputs).toMatchObject({ metadata: { namespace: { $unknown: true, predicted: "hogwarts" } } });
  });

  it.each(STACKS)("leaves the version of every pool of %s to the cluster: Azure wants it said of all pools or of none", async stack => {
    const plan = await planOnce(stack);
    expect(JSON.stringify(plan.plan.resources.filter(({ type }) => /^azure-native:containerservice:(ManagedCluster|AgentPool)$/.test(type)).map(({ inputs }) => inputs))).not.toContain("orchestratorVersion");
  });

  it.each(STACKS)("has a parent of the project's own for every resource of %s but the resource group", async stack => {
    const plan = await planOnce(stack);
    for (const resource of plan.plan.resources.filter(({ custom, type }) => custom && !type.endsWith(":ResourceGroup"))) {
      expect([resource.name, plan.parentOf(resource)?.type]).toEqual([resource.name, expect.stringMatching(/^aks-anatomy:(infra|apps):/)]);
    }
  });

  it.each(STACKS)("writes to the VNet of %s one after the other: subnets and private endpoints, of which any two are in order", async stack => {
    const plan = await planOnce(stack), written = plan.plan.resources.filter(({ type }) => /:(Subnet|PrivateEndpoint)$/.test(type));
    const atOnce = written.flatMap((one, index) => written.slice(index + 1).filter(other => !plan.dependsOn(one, other) && !plan.dependsOn(other, one)).map(other => `${one.name} and ${other.name}`));
    expect(atOnce).toEqual([]);
  });

  it.each(STACKS)("lets the autoscaler count the nodes of scaling pools of %s", async stack => {
    const plan = await planOnce(stack);
    for (const pool of plan.plan.resources.filter(({ type }) => type.endsWith(":AgentPool"))) {
      expect([pool.name, pool.options["ignoreChanges"]]).toEqual([pool.name, pool.inputs["enableAutoScaling"] === true ? ["count"] : undefined]);
    }
  });

  it("deletes a role assignment before it makes another under its name", async () => {
    for (const grant of (await planOnce("dev")).find("RoleAssignment")) expect(grant.options["deleteBeforeReplace"]).toBe(true);
  });

  it("keeps the kubeconfig a secret everywhere", async () => {
    const plan = await planOnce("dev");
    expect(plan.one("providers:kubernetes").inputs["kubeconfig"]).toEqual({ $unknown: true, predicted: { $secret: true } });
    expect(JSON.stringify(plan.plan)).not.toMatch(/kind: Config|"kind":"Config"|client-certificate|offline\.invalid/);
  });
});

describe.each(STACKS)("an upgrade of the stack %s", stack => {
  it("goes as declared: no budget, address or setting stops it, and nothing that callers wait for is away", async () => {
    const { upgrade } = (await planOnce(stack)).plan.analyses;
    expect(upgrade.map(({ verdict, interrupted }) => [verdict, interrupted.map(({ name }) => name)])).toEqual([["proven", stack === "prod" ? ["external-dns"] : []]]);
  });
});
