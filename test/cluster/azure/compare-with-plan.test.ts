import { describe, expect, it } from "@jest/globals";
import type { HealthProbe, LoadBalancerRule } from "../../../facts/load-balancer";
import type { Plan, PredictedResource } from "../../../planner/model/plan";
import type { Hop, PortChain } from "../../../planner/model/results";
import { PlanBuilder, UNKNOWN } from "../../planner/plan-builder";
import { compareWithPlan, type Difference } from "./compare-with-plan";
import { loadBalancerFor, type MadeLoadBalancer } from "./load-balancer";
import { FRONT_END, INTERNAL, plan, service, type ServiceOptions } from "./testing";

const RULE: LoadBalancerRule = {
  loadBalancer: "kubernetes-internal", name: "a<uid>-services-TCP-90", protocol: "TCP", frontendPort: 90, backendPort: 90,
  floatingIp: true, idleTimeoutMinutes: 4, tcpReset: true, distribution: "Default", probe: { name: "a<uid>-services-TCP-90", protocol: "Tcp", on: "node port", intervalSeconds: 5, threshold: 2 },
};
const probe = (other: Partial<HealthProbe>): Partial<LoadBalancerRule> => (RULE.probe ? { probe: { ...RULE.probe, ...other } } : {});
const HOP: Hop = { at: "front-end", name: "sorting", address: "10.240.1.90", addressFrom: { name: "services" }, verdict: "proven", says: "private address in subnet services" };

const chain = (rule: Partial<LoadBalancerRule> = {}, hop: Partial<Hop> = {}): PortChain =>
  ({ service: "urn", name: "sorting", namespace: "hogwarts", serviceType: "LoadBalancer", protocol: "TCP", rule: { ...RULE, ...rule }, hops: [{ ...HOP, ...hop }], verdict: "proven" });

const predicted = (name: string, properties: PredictedResource["properties"]): PredictedResource =>
  ({ type: "Microsoft.Network/loadBalancers", name, because: [], properties, certainty: "documented", source: "" });
const PREDICTED = [predicted("kubernetes", { outbound: true }), predicted("kubernetes-internal", {
  frontEnds: [{ name: "a<uid>-services", service: "sorting", namespace: "hogwarts", address: "10.240.1.90", subnet: "services" }], rules: [{ name: "a<uid>-services-TCP-90", service: "sorting", namespace: "hogwarts" }],
})];

const planned = (portChains: readonly PortChain[] = [chain()], balancers: readonly PredictedResource[] = PREDICTED): Plan => plan(new PlanBuilder(), { portChains, predicted: balancers });
const made = (options: ServiceOptions = {}, frontEnd = FRONT_END): MadeLoadBalancer => loadBalancerFor(service({ annotations: INTERNAL, ...options }), frontEnd, []);
const places = (differences: readonly Difference[]): readonly string[] => differences.map(({ at }) => at);

const PROBE = ["name", "interval", "threshold", "protocol", "on"].map(what => `rule TCP 90, probe ${what}`);

describe("what was made, held against the plan", () => {
  it("differs in nothing where the plan was right, the node port left to Kubernetes", () => {
    expect(compareWithPlan([made()], planned())).toEqual([]);
  });

  it("is told with Service, place and both values", () => {
    expect(compareWithPlan([made()], planned([chain({ idleTimeoutMinutes: 30 })]))).toEqual([{ service: "hogwarts/sorting", at: "rule TCP 90, idle timeout", planned: 30, made: 4 }]);
  });

  it.each<readonly [string, Partial<LoadBalancerRule>]>([
    ["load balancer", { loadBalancer: "kubernetes" }], ["name", { name: "a<uid>-TCP-90" }], ["backend port", { backendPort: 31_090 }], ["floating IP", { floatingIp: false }],
    ["TCP reset", { tcpReset: false }], ["distribution", { distribution: "SourceIP" }], ["probe name", probe({ name: "a<uid>-TCP-90" })], ["probe interval", probe({ intervalSeconds: 6 })],
    ["probe threshold", probe({ threshold: 3 })], ["probe protocol", probe({ protocol: "Https" })], ["probe on", probe({ on: "health check node port" })],
    ["probe path", probe({ path: "/" })], ["probe port", probe({ port: 31_000 })],
  ])("may differ in its rule's %s", (what, rule) => {
    expect(places(compareWithPlan([made()], planned([chain(rule)])))).toEqual([`rule TCP 90, ${what}`]);
  });

  it("may have a probe that the plan has not, and the other way round", () => {
    expect(places(compareWithPlan([made()], planned([chain({ probe: undefined })])))).toEqual(PROBE);
    expect(places(compareWithPlan([made({ annotations: { ...INTERNAL, "port_90_no_probe_rule": "true" } })], planned()))).toEqual(PROBE);
  });

  it.each<readonly [string, Partial<Hop>]>([
    ["address", { address: "10.240.1.91" }], ["subnet", { addressFrom: { name: "aks" } }], ["DNS label", { hostName: "sorting.canadacentral.cloudapp.azure.com" }],
  ])("may differ in its front end's %s", (what, hop) => {
    expect(places(compareWithPlan([made()], planned([chain({}, hop)])))).toEqual([`front end, ${what}`]);
  });

  it("is not compared with what the plan leaves open", () => {
    const open = [predicted("kubernetes-internal", { frontEnds: [{ service: "sorting", namespace: "hogwarts", address: UNKNOWN }], rules: [{ name: "a<uid>-services-TCP-90", service: "sorting", namespace: "hogwarts" }] })];
    expect(compareWithPlan([made()], planned([chain({ backendPort: undefined }, { address: undefined })], open))).toEqual([]);
  });

  it("may lack a Service, or a port of it", () => {
    expect(compareWithPlan([], planned())).toEqual([
      { service: "hogwarts/sorting", at: "load balancer", planned: "kubernetes-internal", made: undefined },
      expect.objectContaining({ service: "hogwarts/sorting", at: "predicted load balancer", made: undefined }), expect.objectContaining({ at: "predicted front end", made: undefined }),
      expect.objectContaining({ at: "predicted address", made: undefined }), expect.objectContaining({ at: "predicted subnet", made: undefined }),
    ]);
    expect(places(compareWithPlan([made({ ports: [{ protocol: "UDP" }] })], planned()))).toEqual(["rule TCP 90", "rule UDP 90", "predicted rule", "predicted rule"]);
  });

  it("may have a Service, a port or a load balancer that nobody planned", () => {
    const other = made({ name: "other", uid: "ffffffff-0000-0000-0000-000000000000" }, { ...FRONT_END, address: "10.240.1.91" });
    expect(compareWithPlan([made(), other], planned())).toEqual([{ service: "hogwarts/other", at: "load balancer", planned: undefined, made: "kubernetes-internal" }]);
    expect(compareWithPlan([made({ ports: [{}, { port: 91 }] })], planned())).toEqual([expect.objectContaining({ at: "rule TCP 91", planned: undefined }), expect.objectContaining({ at: "predicted rule", planned: undefined })]);
    expect(compareWithPlan([made()], planned([chain()], []))).toEqual([{ service: "hogwarts/sorting", at: "predicted load balancer", planned: undefined, made: "kubernetes-internal" }]);
  });

  it("may differ from the prediction for the node resource group", () => {
    const wrong = [predicted("kubernetes-internal", {
      frontEnds: [{ name: "a<uid>-services", service: "sorting", namespace: "hogwarts", address: "10.240.1.91", subnet: "aks" }], rules: [{ name: "a<uid>-TCP-90", service: "sorting", namespace: "hogwarts" }],
    })];
    expect(compareWithPlan([made()], planned([chain()], wrong)).map(({ at, planned: expected, made: found }) => [at, expected, found])).toEqual([
      ["predicted address", "10.240.1.91", "10.240.1.90"], ["predicted subnet", "aks", "services"],
      ["predicted rule", "a0a1b2c3d4e5f60718293a4b5c6d7e8f-TCP-90", undefined], ["predicted rule", undefined, "a0a1b2c3d4e5f60718293a4b5c6d7e8f-services-TCP-90"],
    ]);
  });

  it("is told apart by namespace: a Service of the same name elsewhere is another", () => {
    const elsewhere = [predicted("kubernetes-internal", { frontEnds: [{ service: "sorting", namespace: "other" }] })];
    expect(compareWithPlan([made()], planned([chain()], elsewhere))).toEqual([expect.objectContaining({ service: "other/sorting", at: "predicted load balancer", made: undefined })]);
  });

  it("is nothing for Services without a load balancer", () => {
    expect(compareWithPlan([], planned([{ ...chain(), rule: undefined, serviceType: "ClusterIP" }], []))).toEqual([]);
  });
});
