import { describe, expect, test } from "@jest/globals";
import { ResourceGraph } from "../../../planner/model/graph";
import { PlanBuilder } from "../plan-builder";

const graphOf = (plan: PlanBuilder): ResourceGraph => new ResourceGraph(plan.build().resources);

describe("a resource's place", () => {
  const plan = new PlanBuilder();
  const outer = plan.component("x:y:Outer", "outer");
  const inner = plan.component("x:y:Inner", "inner", { parent: outer });
  const leaf = plan.add("x:y:Leaf", "leaf", {}, { parent: inner });
  const graph = graphOf(plan);

  test("ancestors go from the parent up, descendants all the way down", () => {
    const resource = graph.byUrn(leaf)!;
    expect(graph.ancestorsOf(resource).map(each => each.urn)).toEqual([inner, outer]);
    expect(graph.descendantsOf(outer).map(each => each.urn)).toEqual([inner, leaf]);
    expect(graph.parentOf(resource)?.urn).toBe(inner);
  });

  test("a parent that is not in the plan is none", () => {
    const orphan = new PlanBuilder();
    const urn = orphan.add("x:y:Leaf", "leaf", {}, { parent: "urn:pulumi:gone" });
    expect(graphOf(orphan).parentOf(graphOf(orphan).byUrn(urn)!)).toBeUndefined();
  });
});

describe("dependencies", () => {
  test("go through others", () => {
    const plan = new PlanBuilder();
    const a = plan.add("x:y:A", "a");
    const b = plan.add("x:y:B", "b", {}, { dependencies: [a] });
    const c = plan.add("x:y:C", "c", {}, { propertyDependencies: { name: [b] } });
    expect(graphOf(plan).dependsOn(c, a)).toBe(true);
    expect(graphOf(plan).dependsOn(a, c)).toBe(false);
  });

  test("on a component are on all that it consists of", () => {
    const plan = new PlanBuilder();
    const component = plan.component("x:y:Component", "component");
    const inner = plan.component("x:y:Inner", "inner", { parent: component });
    const child = plan.add("x:y:Child", "child", {}, { parent: inner });
    const after = plan.add("x:y:After", "after", {}, { dependencies: [component] });
    expect(graphOf(plan).dependsOn(after, child)).toBe(true);
  });

  test("of a parent are its children's too, but siblings wait for one another only where they say so", () => {
    const plan = new PlanBuilder();
    const before = plan.add("x:y:Before", "before");
    const component = plan.component("x:y:Component", "component", { dependencies: [before] });
    const one = plan.add("x:y:Child", "one", {}, { parent: component });
    const two = plan.add("x:y:Child", "two", {}, { parent: component });
    expect(graphOf(plan).dependsOn(one, before)).toBe(true);
    expect(graphOf(plan).dependsOn(one, two)).toBe(false);
  });

  test("include the provider and what that waits for", () => {
    const plan = new PlanBuilder();
    const cluster = plan.add("x:y:Cluster", "cluster");
    const provider = plan.add("pulumi:providers:kubernetes", "k", {}, { dependencies: [cluster] });
    const service = plan.add("kubernetes:core/v1:Service", "s", {}, { provider: `${provider}::id-1` });
    expect(graphOf(plan).dependsOn(service, cluster)).toBe(true);
  });

  test("of rings end, and nothing depends on itself", () => {
    const plan = new PlanBuilder();
    const [a, b] = ["urn:pulumi:dev::example::x:y:A::a", "urn:pulumi:dev::example::x:y:B::b"];
    plan.add("x:y:A", "a", {}, { dependencies: [b], parent: b });
    plan.add("x:y:B", "b", {}, { dependencies: [a], parent: a });
    const graph = graphOf(plan);
    expect([...graph.dependenciesOf(a)]).toEqual([b]);
    expect(graph.ancestorsOf(graph.byUrn(a)!).map(each => each.urn)).toEqual([b]);
  });
});
