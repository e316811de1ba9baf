/** What Istio refuses of Gateways and VirtualServices, what it puts together, and what it then passes over. */
import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { httpsServer, ingressPlan, to, type Ingress } from "../ingress-plan";
import { UNKNOWN } from "../plan-builder";

const HOST = "sorting.example.org";
const SELECTOR = { istio: "aks-istio-ingressgateway-internal" };
const chainsOf = (ingress: Ingress) => analyse(ingressPlan(ingress)).analyses.gatewayChains ?? [];
const verdictsOf = (ingress: Ingress) => chainsOf(ingress).map(chain => chain.verdict);
const trouble = (ingress: Ingress) => {
  const hop = chainsOf(ingress).flatMap(({ hops }) => hops).find(each => each.verdict !== "proven");
  return hop && [hop.at, hop.verdict, hop.says];
};
const http = (...routes: PlanObject[]): Ingress => ({ routes: { http: routes } });
const plain = (more: PlanObject = {}): PlanObject => ({ port: { number: 80, name: "http", protocol: "HTTP" }, hosts: [HOST], ...more });
/** A second object of Istio's beside the scenario's. */
const beside = (kind: "Gateway" | "VirtualService", spec: PlanObject, more: Ingress = {}): Ingress => ({
  ...more, scenario: { more: (plan, { provider }) => plan.add(`kubernetes:networking.istio.io/v1:${kind}`, "second", { metadata: { name: "second", namespace: "hogwarts" }, spec }, { provider: `${provider}::id` }) },
});
const secondRoutes = (...routes: PlanObject[]): PlanObject => ({ hosts: [HOST], gateways: ["sorting"], http: routes });
const ALL: PlanObject = { route: [to("sorting", 90)] };
const API: PlanObject = { match: [{ uri: { prefix: "/api" } }], route: [to("sorting", 90)] };

describe("what Istio refuses ends every way", () => {
  const gateway = "Istio refuses Gateway sorting: ", routes = "Istio refuses VirtualService sorting: ";
  test.each<[string, Ingress, string, string]>([
    ["a port without a name", { servers: [httpsServer({ port: { number: 443, protocol: "HTTPS" } })] }, "gateway", `${gateway}a server's port has no name`],
    ["two ports with one name", { servers: [httpsServer(), plain({ port: { number: 80, name: "https", protocol: "HTTP" } })] }, "gateway", `${gateway}two of its servers' ports have the name https`],
    ["redirect and route", http({ ...ALL, redirect: { uri: "/" } }), "route", `${routes}a route has both redirect and route`],
    ["redirect and fault", http({ redirect: { uri: "/" }, fault: {} }), "route", `${routes}a route has both redirect and fault`],
    ["delegate and route", http({ ...ALL, delegate: { name: "x" } }), "route", `${routes}a route has both delegate and route`],
    ["weights of 0", http({ route: [{ ...to("sorting", 90), weight: 0 }, to("sorting", 90)] }), "route", `${routes}the weights of a route with several destinations come to 0`],
  ])("%s", (_, ingress, at, says) => {
    expect(trouble(ingress)).toEqual([at, "broken", says]);
  });

  test.each<[string, Ingress]>([
    ["a name that is not known", { servers: [httpsServer({ port: { number: 443, name: UNKNOWN, protocol: "HTTPS" } })] }],
    ["one destination without a weight", http(ALL)],
    ["a redirect on HTTPS, which Istio warns of and passes over", { servers: [httpsServer({ tls: { mode: "SIMPLE", credentialName: "sorting-tls", httpsRedirect: true } })] }],
  ])("but not %s", (_, ingress) => {
    expect(trouble(ingress)).toBeUndefined();
  });
});

test("a destination without a weight beside one that has one gets nothing", () => {
  expect(verdictsOf(http({ route: [{ ...to("sorting", 90), weight: 1 }, to("nowhere", 90)] }))).toEqual(["proven"]);
  expect(verdictsOf(http({ route: [{ ...to("sorting", 90), weight: 1 }, { ...to("nowhere", 90), weight: UNKNOWN }] }))).toContain("broken");
});

test.each<[PlanObject, string]>([
  [{ abort: { httpStatus: 503, percentage: { value: 100 } } }, "broken"], [{ abort: { httpStatus: 503, percentage: { value: 10 } } }, "proven"],
  [{ abort: { httpStatus: 503 } }, "undecided"], [{ abort: { httpStatus: 503, percentage: UNKNOWN } }, "undecided"], [{ delay: { fixedDelay: "1s" } }, "proven"],
])("a fault %j is %s", (fault, verdict) => {
  expect(verdictsOf(http({ ...ALL, fault }))).toEqual([verdict]);
});

test("TLS that passes through goes by the names of sniHosts", () => {
  const passing = (match: PlanObject): Ingress => ({ servers: [httpsServer({ port: { number: 443, name: "tls", protocol: "TLS" }, tls: { mode: "PASSTHROUGH" } })], routes: { tls: [{ match: [match], route: [to("sorting", 90)] }] } });
  expect(trouble(passing({ sniHosts: ["*.example.org"] }))).toBeUndefined();
  expect(trouble(passing({ sniHosts: ["other.example.org"] }))).toEqual(["route", "broken", `it has no route for TLS that passes through (spec.tls) to ${HOST}`]);
  expect(trouble(passing({ sniHosts: UNKNOWN }))?.slice(0, 2)).toEqual(["route", "undecided"]);
  expect(trouble(passing({ port: 443 }))?.[2]).toContain("names no sniHosts");
});

describe("two servers that want the same", () => {
  test("in one Gateway: the first is taken", () => {
    const ingress: Ingress = { servers: [httpsServer(), plain({ port: { number: 443, name: "http", protocol: "HTTP" } })] };
    expect(verdictsOf(ingress)).toEqual(["proven", "broken"]);
    expect(trouble(ingress)?.[2]).toBe("Istio passes the server over: port 443 is also for TLS in a server before it");
    expect(verdictsOf({ servers: [httpsServer(), httpsServer({ port: { number: 443, name: "again", protocol: "HTTPS" } })] })).toEqual(["proven", "broken"]);
  });

  test("in two Gateways: which, the plan does not say", () => {
    const ingress = beside("Gateway", { selector: SELECTOR, servers: [httpsServer()] });
    expect(trouble(ingress)).toEqual(["gateway", "undecided", "a host of it on port 443 is also in Gateway second: Istio takes the older one of the two, and passes the other over"]);
    expect(trouble(beside("Gateway", { selector: { istio: "aks-istio-ingressgateway-external" }, servers: [httpsServer()] }))?.[2]).not.toContain("is also");
  });

  test("plain text for one host goes together", () => {
    expect(chainsOf(beside("Gateway", { selector: SELECTOR, servers: [plain()] }, { servers: [plain()] }))[0]!.verdict).toBe("proven");
  });
});

describe("two VirtualServices for one host", () => {
  test("go together where one takes a path and the other the rest", () => {
    expect(verdictsOf(beside("VirtualService", secondRoutes(API), http(ALL)))).toEqual(["proven", "proven"]);
  });

  test("are undecided where both take the same", () => {
    expect(verdictsOf(beside("VirtualService", secondRoutes(ALL), http(ALL)))).toEqual(["undecided", "undecided"]);
    expect(trouble(beside("VirtualService", secondRoutes(API), http(API)))?.[2]).toContain("VirtualService second is for the host too, and which of the two Istio asks first is not defined: its route takes what begins with /api");
  });

  test("meet where one names a wildcard and the server the exact name that the other names", () => {
    expect(verdictsOf(beside("VirtualService", { ...secondRoutes(ALL), hosts: ["*.example.org"] }, http(ALL)))).toEqual(["undecided", "undecided"]);
    expect(trouble(beside("VirtualService", { ...secondRoutes(API), hosts: ["*"] }, http(API)))?.[2]).toContain("VirtualService second is for the host too");
    expect(verdictsOf(beside("VirtualService", { ...secondRoutes(API), hosts: ["*.example.org"] }, http(ALL)))).toEqual(["proven", "proven"]);
  });

  test("are apart where the server has a wildcard: the proxy takes the most specific", () => {
    const wide = beside("VirtualService", { ...secondRoutes(ALL), hosts: ["*.example.org"] }, { ...http(ALL), servers: [httpsServer({ hosts: ["*.example.org"] })] });
    expect(chainsOf(wide).map(({ name, verdict }) => [name, verdict])).toEqual([[`https://${HOST}/`, "proven"], ["https://*.example.org/", "proven"]]);
  });

  test("are no matter to one another with other hosts", () => {
    expect(verdictsOf(beside("VirtualService", { ...secondRoutes(ALL), hosts: ["other.example.org"] }, http(ALL)))[0]).toBe("proven");
  });
});
