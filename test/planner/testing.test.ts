import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../planner/analyse";
import { PlanError } from "../../planner/model/plan-error";
import { PlanGraph, planOf } from "../../planner/testing";
import { PlanBuilder } from "./plan-builder";
import { sortingPlan } from "./sorting-plan";

const PLAIN = join(__dirname, "..", "programs", "plain");
const plan = new PlanGraph(analyse(sortingPlan()));

describe("finding resources", () => {
  test("by type, shortened from the left", () => {
    expect(plan.one("ManagedCluster").type).toBe("azure-native:containerservice:ManagedCluster");
    expect(plan.find("network:Subnet").map(subnet => subnet.name)).toEqual(["aks", "services"]);
    expect([plan.count("core/v1:Service"), plan.count("Secret")]).toEqual([1, 0]);
  });

  test("by a deep part of their inputs, predicted values included", () => {
    expect(plan.one("Service", { metadata: { namespace: "hogwarts" }, spec: { ports: [{ port: 90, targetPort: "http" }] } }).name).toBe("sorting");
    expect(plan.count("Subnet", { addressPrefix: (value: unknown) => String(value).endsWith("/26") })).toBe(1);
  });

  test("a type that the plan has twice must be written longer", () => {
    const twice = new PlanBuilder();
    twice.add("azure-native:network:Subnet", "a");
    twice.add("aws:ec2:Subnet", "b");
    expect(() => new PlanGraph(analyse(twice.build())).count("Subnet")).toThrow('"Subnet" is short for more than one type of the plan: aws:ec2:Subnet, azure-native:network:Subnet');
  });
});

describe("a failed match says", () => {
  test("which resource is nearest and where it first differs", () => {
    expect(() => plan.one("Subnet", { subnetName: "services", addressPrefix: "10.240.1.0/24" }))
      .toThrow('none of 2 azure-native:network:Subnet matches; the nearest is "services", which differs at addressPrefix: expected "10.240.1.0/24", found "10.240.1.0/26"');
  });

  test("which type is nearest", () => {
    expect(() => plan.find("network:Subnets")).toThrow("the plan has no network:Subnets; the nearest type is azure-native:network:Subnet");
    expect(() => plan.find("ManagedClusters")).toThrow("the nearest type is azure-native:containerservice:ManagedCluster");
  });

  test("that more than one matches where one was asked for", () => {
    expect(() => plan.one("Subnet")).toThrow("2 resources of Subnet match, not one: aks, services");
  });
});

describe("the graph", () => {
  test("answers what must stand before what", () => {
    const [service, cluster, vnet] = [plan.one("core/v1:Service"), plan.one("ManagedCluster"), plan.one("VirtualNetwork")];
    expect([plan.dependsOn(service, cluster), plan.dependsOn(service, vnet), plan.dependsOn(cluster, service)]).toEqual([true, true, false]);
  });

  test("is the plan where it is written as JSON", () => {
    expect(JSON.parse(JSON.stringify(plan))).toMatchObject({ project: "aks-anatomy", analyses: { portChains: [{ verdict: "proven" }] } });
  });
});

describe("planning a program", () => {
  test("gives the graph of what it declares", async () => {
    const plain = await planOf("dev", { cwd: PLAIN });
    const book = plain.one("ConfigMap", { data: { title: "Hogwarts, a History" } });
    expect(plain.parentOf(book)?.type).toBe("plain:library:Shelf");
    expect(plain.plan.outputs).toMatchObject({ password: { $secret: true } });
  }, 60_000);

  test("takes configuration in place of the stack file's, and fails as the program does", async () => {
    await expect(planOf("dev", { cwd: PLAIN, config: { fail: "true" } })).rejects.toThrow(new PlanError("the program was told to fail", { file: "index.js", line: 6, column: 51 }));
  }, 60_000);
});
