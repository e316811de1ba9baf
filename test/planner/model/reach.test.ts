import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ResourceGraph } from "../../../planner/model/graph";
import type { PlanResource } from "../../../planner/model/plan";
import { bitsOf, countOf, hasBit, Reach } from "../../../planner/model/reach";

const edges = (nodes: number, maxLength: number) => fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength });

describe("what can be reached", () => {
  test("is what a search finds, edge by edge, in every graph, asked for in any order", () => {
    // More than a word of bits, and few enough edges for rings of every size.
    const graphs = fc.integer({ min: 1, max: 70 }).chain(nodes => fc.record({ nodes: fc.constant(nodes), width: fc.integer({ min: 1, max: nodes }), pairs: edges(nodes, nodes * 2), asked: fc.array(fc.nat(nodes - 1), { minLength: 1, maxLength: 5 }) }));
    fc.assert(fc.property(graphs, ({ nodes, width, pairs, asked }) => {
      const next = Array.from({ length: nodes }, (_, node) => pairs.filter(([from]) => from === node).map(([, to]) => to));
      const reach = new Reach(width, node => next[node] ?? []);
      for (const start of asked) {
        const found = new Set(next[start]);
        for (const node of found) for (const to of next[node] ?? []) found.add(to);
        const expected = [...found].filter(node => node < width).sort((a, b) => a - b);
        const set = reach.from(start);
        expect(bitsOf(set)).toEqual(expected);
        expect(countOf(set)).toBe(expected.length);
        expect(Array.from({ length: nodes }, (_, node) => node).filter(node => hasBit(set, node))).toEqual(expected);
      }
    }), { numRuns: 200 });
  });

  test("takes no stack, however long the way", () => {
    const last = 50_000;
    expect(hasBit(new Reach(1, node => (node < last ? [node + 1] : [0])).from(0), 0)).toBe(true);
  });
});

/** By the words of the rule, one step at a time: dependencies of the resource and of its ancestors, its provider, ancestors that are resources; a component stands for all below it. */
function searched(resources: readonly PlanResource[], start: PlanResource): ReadonlySet<string> {
  const at = (urn: string | undefined): readonly PlanResource[] => resources.filter(each => each.urn === urn);
  const above = (resource: PlanResource, known: readonly PlanResource[] = []): readonly PlanResource[] =>
    at(resource.parent).flatMap(parent => (known.includes(parent) || parent === start ? [] : [parent, ...above(parent, [...known, parent])]));
  const below = (resource: PlanResource, known = new Set<PlanResource>()): ReadonlySet<PlanResource> => {
    for (const child of resources.filter(({ parent }) => parent === resource.urn)) if (!known.has(child)) below(child, known.add(child));
    return known;
  };
  const found = new Set<PlanResource>();
  const visit = (resource: PlanResource): void => {
    const line = [resource, ...above(resource)];
    const named = [...line.flatMap(each => [...each.dependencies, ...Object.values(each.propertyDependencies).flat()]), resource.provider?.replace(/::[^:]*$/, "")].flatMap(at);
    const all = [...named, ...named.filter(({ custom }) => !custom).flatMap(each => [...below(each)]), ...line.slice(1).filter(({ custom }) => custom)];
    for (const each of all) if (!found.has(each)) { found.add(each); visit(each); }
  };
  visit(start);
  found.delete(start);
  return new Set([...found].map(({ urn }) => urn));
}

const COUNT = 9;
const urnOf = (n: number): string => `urn:pulumi:dev::example::x:y:N::n${n}`;
const others = fc.array(fc.nat(COUNT), { maxLength: 2 });
const resources = fc.array(fc.record({ custom: fc.boolean(), parent: fc.option(fc.nat(COUNT)), provider: fc.option(fc.nat(COUNT), { freq: 3 }), dependencies: others, uses: others }), { minLength: 1, maxLength: COUNT }).map(all =>
  all.map(({ custom, parent, provider, dependencies, uses }, n): PlanResource => ({
    urn: urnOf(n), type: "x:y:N", name: `n${n}`, custom, inputs: {}, options: {}, op: "create", dependencies: dependencies.map(urnOf), propertyDependencies: uses.length > 0 ? { name: uses.map(urnOf) } : {},
    ...(parent !== null && { parent: urnOf(parent) }), ...(provider !== null && { provider: `${urnOf(provider)}::id` }),
  })));

describe("what must stand before a resource", () => {
  test("is what a search by the rule finds, with components, providers and parents, in rings too, and with names of nothing", () => {
    fc.assert(fc.property(resources, all => {
      const graph = new ResourceGraph(all);
      for (const each of all) {
        const expected = searched(all, each);
        expect([...graph.dependenciesOf(each.urn)].sort()).toEqual([...expected].sort());
        expect(all.filter(({ urn }) => graph.dependsOn(each.urn, urn)).map(({ urn }) => urn)).toEqual(all.map(({ urn }) => urn).filter(urn => expected.has(urn)));
      }
    }), { numRuns: 300 });
  });

  test("stands before it in the order by their number, unless the two are in a ring", () => {
    fc.assert(fc.property(resources, all => {
      const graph = new ResourceGraph(all);
      const order = graph.inOrder(all).map(({ urn }) => urn);
      for (const a of order) for (const b of order) if (graph.dependsOn(a, b) && !graph.dependsOn(b, a)) expect(order.indexOf(b)).toBeLessThan(order.indexOf(a));
    }));
  });
});
