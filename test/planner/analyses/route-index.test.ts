import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readVirtualService } from "../../../planner/analyses/istio-objects";
import { MergedRoutes, ordersOf } from "../../../planner/analyses/route-index";
import { orderOf, takesAll } from "../../../planner/analyses/route-order";
import type { PlanObject, PlanResource } from "../../../planner/model/plan";
import { to } from "../ingress-plan";
import { UNKNOWN } from "../plan-builder";

const texts = fc.constantFrom("/", "", "/a", "/a/", "/a/b", "/ab", "/b", "/a.*", "/a[0-9]", "(/a|/b)", ".*", "/.*", "x");
const match = fc.record({
  uri: fc.oneof({ weight: 6, arbitrary: fc.tuple(fc.constantFrom("prefix", "exact", "regex"), texts).map(([kind, text]) => ({ [kind]: text })) }, { weight: 1, arbitrary: fc.constant(UNKNOWN) }),
  headers: fc.constant({ house: { exact: "a" } }), gateways: fc.constant(["sorting"]), port: fc.constantFrom(80, 443),
}, { requiredKeys: [] });
const route: fc.Arbitrary<PlanObject> = fc.record({ match: fc.array(match, { maxLength: 2 }), route: fc.constant([to("sorting", 90)]), delegate: fc.constant({ name: "other" }) }, { requiredKeys: ["match", "route"] })
  .chain(each => fc.boolean().map(kept => (kept ? each : { match: each.match, route: each.route })));
const service = (http: readonly PlanObject[], name: string) => readVirtualService({ urn: name, name, type: "x", custom: true, inputs: { metadata: { name }, spec: { http } }, dependencies: [], propertyDependencies: {}, options: {}, op: "create" } satisfies PlanResource);
const ports = fc.constantFrom(80, 443, undefined);

describe("routes by their paths", () => {
  test("leave to each route of a list what a look at all before it says", () => {
    fc.assert(fc.property(fc.array(route, { maxLength: 7 }), ports, (http, port) => {
      const { http: routes } = service(http, "one");
      expect(ordersOf(routes, port)).toEqual(routes.map((each, index) => orderOf(routes.slice(0, index), each, port)));
    }), { numRuns: 500 });
  });

  test("of other VirtualServices leave what a look at each of them in turn says", () => {
    fc.assert(fc.property(fc.array(fc.array(route, { maxLength: 3 }), { minLength: 1, maxLength: 5 }), ports, (lists, port) => {
      const services = lists.map((http, index) => service(http, `s${index}`));
      const merged = new MergedRoutes();
      for (const each of services) merged.add(each);
      for (const own of services) for (const each of own.http) {
        const beside = services.filter(other => other !== own).map(({ name, http }) => ({ name, routes: http.filter(other => (other.ports.length === 0 || port === undefined || other.ports.includes(port)) && (takesAll(each) || !takesAll(other))) }));
        const first = beside.find(({ routes }) => orderOf(routes, each, port) !== undefined);
        const order = merged.orderOf(own, each, port);
        expect(order && "doubt" in order ? order.doubt.split(" ")[1] : order).toBe(first?.name);
      }
    }), { numRuns: 500 });
  });
});
