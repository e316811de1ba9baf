import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { inOrder } from "../../../planner/model/order";
import type { PlanResource } from "../../../planner/model/plan";

const resource = (name: string, on: readonly string[], more: Partial<PlanResource> = {}): PlanResource => ({ urn: name, type: "a:b:C", name, custom: true, inputs: {}, dependencies: on, propertyDependencies: {}, options: {}, op: "create", ...more });
const names = (resources: readonly PlanResource[]) => inOrder(resources).map(({ name }) => name);

test("what something depends on comes before it, by every kind of dependency", () => {
  const resources = [resource("d", ["c"]), resource("c", [], { propertyDependencies: { x: ["b"] } }), resource("b", [], { provider: "a::id" }), resource("a", [], { parent: "root" }), resource("root", [])];
  expect(names(resources)).toEqual(["root", "a", "b", "c", "d"]);
});

test("every resource is there once, whatever depends on what, also in rings", () => {
  fc.assert(fc.property(fc.array(fc.array(fc.nat(11)), { minLength: 1, maxLength: 12 }), graph => {
    const ordered = names(graph.map((on, index) => resource(`${index}`, on.map(String))));
    expect([...ordered].sort()).toEqual(graph.map((_, index) => `${index}`).sort());
  }));
});

test("what depends on nothing later is in order, in every plan without rings", () => {
  fc.assert(fc.property(fc.array(fc.array(fc.nat()), { minLength: 1, maxLength: 12 }), graph => {
    const resources = graph.map((on, index) => resource(`${index}`, index === 0 ? [] : on.map(each => `${each % index}`)));
    const ordered = names([...resources].reverse());
    for (const { name, dependencies } of resources) for (const on of dependencies) expect(ordered.indexOf(on)).toBeLessThan(ordered.indexOf(name));
  }));
});

test("a chain of twenty thousand is no problem", () => {
  const chain = Array.from({ length: 20_000 }, (_, index) => resource(`${index}`, index === 0 ? [] : [`${index - 1}`]));
  expect(names([...chain].reverse())[19_999]).toBe("19999");
});
