import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { ingressPlan, to, type Ingress } from "../ingress-plan";
import { UNKNOWN } from "../plan-builder";

/** The first hop that does not hold, with the reason. */
const trouble = (ingress: Ingress) => {
  const hop = analyse(ingressPlan(ingress)).analyses.gatewayChains?.[0]?.hops.find(each => each.verdict !== "proven");
  return hop && [hop.at, hop.verdict, hop.says];
};
const http = (...routes: PlanObject[]): Ingress => ({ routes: { http: routes } });
const inCluster = (type: string, name: string, inputs: PlanObject, more: Ingress = {}): Ingress =>
  ({ ...more, scenario: { more: (plan, { provider }) => plan.add(`kubernetes:${type}`, name, inputs, { provider: `${provider}::id` }) } });

describe("an object that Pulumi names", () => {
  const service = (metadata: PlanObject): PlanObject => ({ metadata: { namespace: "hogwarts", ...metadata }, spec: { selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } });
  const sent = (metadata: PlanObject, host: string) => trouble(inCluster("core/v1:Service", "hat", service(metadata), http({ route: [to(host, 90)] })));
  const nobody = (name: string, doubt: string) => ["route", "undecided", `no Service ${name} of namespace hogwarts is known; ${doubt}`];

  test("is not the one that a route names by the logical name, and may be", () => {
    expect(sent({ name: "hat" }, "hat")).toBeUndefined();
    expect(sent({}, "hat")).toEqual(nobody("hat", "hat gets its name from Pulumi"));
    expect(sent({}, "hat-1a2b3c4d")).toEqual(nobody("hat-1a2b3c4d", "hat gets its name from Pulumi"));
    expect(sent({ name: UNKNOWN }, "coat")).toEqual(nobody("coat", "the name of hat is not known"));
    expect(sent({ generateName: "coat-" }, "coat-x")).toEqual(nobody("coat-x", "the name of hat is not known"));
    expect(sent({ name: "hat", namespace: UNKNOWN }, "hat")).toEqual(nobody("hat", "the namespace of hat is not known"));
  });

  test.each<[string, PlanObject, string]>([["of another logical name", {}, "coat"], ["of another namespace", { namespace: "other" }, "hat"], ["of a name that merely begins alike", {}, "hats"]])("%s cannot be it", (_, metadata, name) => {
    expect(sent(metadata, name)).toEqual(["route", "broken", `there is no Service ${name} in namespace hogwarts`]);
  });

  test("is no namespace that is known to hold nothing else", () => {
    const elsewhere = (metadata: PlanObject) => trouble(inCluster("core/v1:Namespace", "houses", { metadata }, http({ route: [to("hat.houses.svc.cluster.local", 90)] })));
    expect(elsewhere({ name: "houses" })).toEqual(["route", "broken", "there is no Service hat in namespace houses"]);
    expect(elsewhere({})).toEqual(["route", "undecided", "no Service hat of namespace houses is in this plan"]);
  });

  test("is not the Gateway that a VirtualService names, and may be", () => {
    const named = (metadata: PlanObject, name: string) => trouble({ gateway: { metadata: { namespace: "hogwarts", ...metadata } }, routes: { gateways: [name] } });
    const none = (name: string) => `VirtualService sorting is for Gateway ${name} of namespace hogwarts, and there is none`;
    expect(named({ name: "gateway" }, "gateway")).toBeUndefined();
    expect(named({}, "gateway")).toEqual(["gateway", "undecided", `${none("gateway")} in this plan; gateway gets its name from Pulumi`]);
    expect(named({ name: UNKNOWN }, "sorting")).toEqual(["gateway", "undecided", `${none("sorting")} in this plan; the name of gateway is not known`]);
    expect(named({}, "sorting")).toEqual(["gateway", "broken", none("sorting")]);
  });
});

describe("a DestinationRule", () => {
  const TLS: PlanObject = { tls: { mode: "SIMPLE" } };
  const ruled = (spec: PlanObject) => trouble(inCluster("networking.istio.io/v1:DestinationRule", "rule", { metadata: { name: "rule", namespace: "hogwarts" }, spec }));

  test.each<[string, PlanObject]>([
    ["for the Service", { host: "sorting", trafficPolicy: TLS }],
    ["for every Service of the namespace", { host: "*.hogwarts.svc.cluster.local", trafficPolicy: TLS }],
    ["for every Service, in other letters", { host: "*.SVC.cluster.local", trafficPolicy: TLS }],
    ["for everything", { host: "*", trafficPolicy: TLS }],
    ["for a port", { host: "sorting", trafficPolicy: { portLevelSettings: [{ port: { number: 90 }, ...TLS }] } }],
    ["for a port that is not known", { host: "sorting", trafficPolicy: { portLevelSettings: [UNKNOWN] } }],
    ["for ports that are not known", { host: "sorting", trafficPolicy: { portLevelSettings: UNKNOWN } }],
  ])("%s that asks for TLS leaves open whether the pods speak it", (_, spec) => {
    expect(ruled(spec)).toEqual(["route", "undecided", "DestinationRule rule asks for TLS to sorting; whether its pods speak it cannot be told"]);
  });

  test.each<[string, PlanObject]>([
    ["for every Service of another namespace", { host: "*.other.svc.cluster.local", trafficPolicy: TLS }],
    ["for another Service", { host: "hat", trafficPolicy: TLS }],
    ["without TLS", { host: "*.hogwarts.svc.cluster.local", trafficPolicy: { loadBalancer: { simple: "RANDOM" }, portLevelSettings: [{ port: { number: 90 } }] } }],
  ])("%s changes nothing", (_, spec) => {
    expect(ruled(spec)).toBeUndefined();
  });
});
