import { describe, expect, test } from "@jest/globals";
import { ANNOTATIONS, loadBalancerRule, type ServiceExposure } from "../../facts/load-balancer";

const rule = (service: Partial<ServiceExposure> = {}, annotations: Readonly<Record<string, string>> = {}) =>
  loadBalancerRule({ internal: true, protocol: "TCP", port: 90, localTraffic: false, annotation: name => annotations[name], ...service });

describe("the rule of a load balancer", () => {
  test("floating IP leaves the service's port in the packet", () => {
    expect(rule({ subnet: "services" })).toMatchObject({ loadBalancer: "kubernetes-internal", name: "a<uid>-services-TCP-90", frontendPort: 90, backendPort: 90, floatingIp: true });
  });

  test("without floating IP the packet goes to the node port", () => {
    // The cloud controller reads this annotation in any case of letters.
    expect(rule({ nodePort: 30090 }, { [ANNOTATIONS.disableFloatingIp]: "True" })).toMatchObject({ backendPort: 30090, floatingIp: false });
    expect(rule({ nodePort: 30090 }, { [ANNOTATIONS.disableFloatingIp]: "true" })).toMatchObject({ frontendPort: 90, backendPort: 30090, floatingIp: false });
  });

  test("a public Service lands on the public load balancer, and its rule names no subnet", () => {
    expect(rule({ internal: false, subnet: "services" })).toMatchObject({ loadBalancer: "kubernetes", name: "a<uid>-TCP-90" });
  });

  test("the idle timeout is the annotation's, and 4 minutes where that is no number", () => {
    expect(rule({}, { [ANNOTATIONS.idleTimeout]: "30" }).idleTimeoutMinutes).toBe(30);
    expect(rule({}, { [ANNOTATIONS.idleTimeout]: "long" }).idleTimeoutMinutes).toBe(4);
  });
});

describe("the probe", () => {
  test("under cluster traffic policy it opens the node port", () => {
    expect(rule({ nodePort: 30090 }).probe).toEqual({ protocol: "Tcp", port: 30090, on: "node port", path: undefined });
  });

  test("under local traffic policy it asks kube-proxy for ready pods on the health check node port", () => {
    expect(rule({ localTraffic: true, healthCheckNodePort: 31000 }).probe).toEqual({ protocol: "Http", port: 31000, on: "health check node port", path: "/healthz" });
  });

  test("an HTTP probe has a path, / where none is given", () => {
    expect(rule({ appProtocol: "http" }).probe).toMatchObject({ protocol: "Http", path: "/" });
    expect(rule({ appProtocol: "http" }, { [ANNOTATIONS.probeProtocol]: "tcp" }).probe).toMatchObject({ protocol: "Http" });
    expect(rule({}, { [ANNOTATIONS.probeProtocol]: "https", [ANNOTATIONS.probePath]: "/ready" }).probe).toMatchObject({ protocol: "Https", path: "/ready" });
  });

  test("Azure cannot probe UDP", () => {
    expect(rule({ protocol: "UDP" }).probe).toBeUndefined();
  });
});
