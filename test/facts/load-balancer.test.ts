import { describe, expect, test } from "@jest/globals";
import { ANNOTATIONS, frontEndConfigurationName, hasNoRule, loadBalancerRule, portAnnotation, type ServiceExposure } from "../../facts/load-balancer";

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

describe("one rule for all ports", () => {
  const ports = [{ protocol: "UDP", port: 53 }, { protocol: "TCP", port: 90, nodePort: 30090 }];
  const all = { [ANNOTATIONS.allPorts]: "true" };

  test("is internal, has the first port's name and the probe of the first that can be probed", () => {
    expect(rule({ ports }, all)).toMatchObject({ name: "a<uid>-UDP-53", protocol: "All", frontendPort: 0, backendPort: 0, floatingIp: true, tcpReset: true, probe: { name: "a<uid>-UDP-53", port: 30090 } });
    expect(rule({ ports, internal: false }, all)).toMatchObject({ name: "a<uid>-TCP-90", protocol: "TCP" });
  });
});

describe("names", () => {
  test("with a long subnet are cut to 75 characters, of which the Service's uid has 31", () => {
    const subnet = "s".repeat(80);
    const length = (name: string) => name.replace("a<uid>", "a".repeat(32)).length;
    for (const [protocol, port] of [["TCP", 90], ["SCTP", 65_535]] as const) expect(length(rule({ subnet, protocol, port }).name)).toBe(75);
    expect(length(rule({ subnet: "s".repeat(35), port: 90 }).name)).toBe(75);
    expect(length(rule({ subnet: "s".repeat(34), port: 90 }).name)).toBe(74);
    expect(length(frontEndConfigurationName(subnet))).toBe(75);
    expect(frontEndConfigurationName("s".repeat(42))).toBe(`a<uid>-${"s".repeat(42)}`);
    expect(frontEndConfigurationName(`${"s".repeat(41)}-ab`)).toBe(`a<uid>-${"s".repeat(41)}_`);
  });
});

test("a port may be kept off the load balancer", () => {
  const annotation = (name: string) => ({ [portAnnotation(90, "no_lb_rule")]: "True" })[name];
  expect([hasNoRule(annotation, 90), hasNoRule(annotation, 91)]).toEqual([true, false]);
});

test("a TCP flow's end is told unless an annotation forbids it, and sessions are kept on one node where the Service asks", () => {
  expect(rule()).toMatchObject({ tcpReset: true, distribution: "Default" });
  expect(rule({ sessionAffinity: "ClientIP" }, { [ANNOTATIONS.disableTcpReset]: "true" })).toMatchObject({ tcpReset: false, distribution: "SourceIP" });
  expect(rule({ protocol: "UDP" }).tcpReset).toBe(false);
});

describe("the probe", () => {
  test("under cluster traffic policy it opens the node port", () => {
    expect(rule({ nodePort: 30090 }).probe).toEqual({ name: "a<uid>-TCP-90", protocol: "Tcp", port: 30090, on: "node port", path: undefined, intervalSeconds: 5, threshold: 2 });
  });

  test("under local traffic policy it asks kube-proxy for ready pods on the health check node port", () => {
    expect(rule({ localTraffic: true, healthCheckNodePort: 31000 }).probe).toEqual({
      name: "a<uid>-TCP-31000", protocol: "Http", port: 31000, on: "health check node port", path: "/healthz", intervalSeconds: 5, threshold: 2,
    });
    // Which port it is, Kubernetes says where the Service does not.
    expect(rule({ localTraffic: true, subnet: "services" }).probe).toMatchObject({ name: "a<uid>-services-TCP-<port>", port: undefined });
  });

  test("an HTTP probe has a path, / where none is given", () => {
    expect(rule({ appProtocol: "http" }).probe).toMatchObject({ protocol: "Http", path: "/" });
    expect(rule({ appProtocol: "http" }, { [ANNOTATIONS.probeProtocol]: "tcp" }).probe).toMatchObject({ protocol: "Http" });
    expect(rule({}, { [ANNOTATIONS.probeProtocol]: "https", [ANNOTATIONS.probePath]: "/ready" }).probe).toMatchObject({ protocol: "Https", path: "/ready" });
  });

  test("a port's own annotations go before those of all", () => {
    const own = { [ANNOTATIONS.probeProtocol]: "http", [portAnnotation(90, "health-probe_protocol")]: "https", [portAnnotation(90, "health-probe_request-path")]: "/own", [ANNOTATIONS.probeInterval]: "7", [portAnnotation(90, "health-probe_interval")]: "9", [ANNOTATIONS.probeCount]: "3" };
    expect(rule({ appProtocol: "tcp" }, own).probe).toMatchObject({ protocol: "Https", path: "/own", intervalSeconds: 9, threshold: 3 });
    expect(rule({ port: 91 }, own).probe).toMatchObject({ protocol: "Http", path: "/", intervalSeconds: 7 });
    expect(rule({}, { [portAnnotation(90, "no_probe_rule")]: "True" }).probe).toBeUndefined();
  });

  test("an annotated probe port is a node port where the Service has the port, and counts before the local traffic policy's", () => {
    const ports = [{ name: "http", port: 90, nodePort: 30090 }, { name: "status", port: 91, nodePort: 30091 }];
    expect(rule({ ports, localTraffic: true }, { [portAnnotation(90, "health-probe_port")]: "Status" }).probe).toMatchObject({ port: 30091, on: "node port", protocol: "Tcp" });
    expect(rule({ ports }, { [portAnnotation(90, "health-probe_port")]: "8080" }).probe).toMatchObject({ port: 8080, on: "another port" });
  });

  test("Azure cannot probe UDP", () => {
    expect(rule({ protocol: "UDP" }).probe).toBeUndefined();
  });
});
