/** Held against cloud-provider-azure, pkg/provider/azure_loadbalancer.go (getExpectedLBRules) and azure_loadbalancer_healthprobe.go, and the project's table of annotations. */
import { describe, expect, it } from "@jest/globals";
import { checkAnnotations } from "./annotations";
import type { FrontEnd } from "./front-ends";
import { loadBalancerFor, type Probe, type Rule } from "./load-balancer";
import { FRONT_END, INTERNAL, refusalOf, service, type ServiceOptions } from "./testing";

const rulesOf = (options: ServiceOptions): readonly Rule[] => loadBalancerFor(service({ ...options, annotations: { ...INTERNAL, ...options.annotations } }), FRONT_END, []).rules;

/** The rule of a Service with one port. */
function ruleOf(options: ServiceOptions = {}): Rule {
  const [rule, ...more] = rulesOf(options);
  if (!rule || more.length > 0) throw new Error("the Service has not one rule");
  return rule;
}

const NAME = "a0a1b2c3d4e5f60718293a4b5c6d7e8f-services";
const TCP: Probe = { name: `${NAME}-TCP-90`, protocol: "Tcp", port: 31_090, on: "node port", interval: 5, threshold: 2 };
const LOCAL: Probe = { name: `${NAME}-TCP-32000`, protocol: "Http", port: 32_000, on: "health check node port", path: "/healthz", interval: 5, threshold: 2 };
const LOCAL_SPEC = { externalTrafficPolicy: "Local", healthCheckNodePort: 32_000 } as const;

describe("the rule of a port", () => {
  it("keeps address and port by floating IP, ends idle flows after 4 minutes, spreads by flow and is probed over TCP", () => {
    expect(ruleOf()).toEqual({ name: `${NAME}-TCP-90`, protocol: "TCP", frontendPort: 90, backendPort: 90, floatingIp: true, idleTimeoutMinutes: 4, tcpReset: true, distribution: "Default", probe: TCP });
    expect(ruleOf({ annotations: { "azure-load-balancer-disable-tcp-reset": "True" } }).tcpReset).toBe(false);
  });

  it.each<readonly [string, ServiceOptions, Partial<Rule>]>([
    ["leads to the node port without floating IP", { annotations: { "azure-disable-load-balancer-floating-ip": "true" } }, { floatingIp: false, frontendPort: 90, backendPort: 31_090 }],
    ["reads that annotation in any case of letters", { annotations: { "azure-disable-load-balancer-floating-ip": "True" } }, { floatingIp: false }],
    ["does not mind blanks around a number", { annotations: { "azure-load-balancer-tcp-idle-timeout": " 10 " } }, { idleTimeoutMinutes: 10 }],
    ["spreads by addresses with affinity", { spec: { sessionAffinity: "ClientIP" } }, { distribution: "SourceIP" }],
    ["has the idle timeout of the annotation, at the most 100 minutes", { annotations: { "azure-load-balancer-tcp-idle-timeout": "100" } }, { idleTimeoutMinutes: 100 }],
  ])("%s", (_what, options, expected) => {
    expect(ruleOf(options)).toMatchObject(expected);
  });

  it("is one for each port, but none for a port that asks for none", () => {
    const ports = [{}, { port: 91, nodePort: 31_091 }, { port: 90, protocol: "UDP" as const }];
    expect(rulesOf({ ports, annotations: { "port_91_no_lb_rule": "true" } }).map(({ name }) => name)).toEqual([`${NAME}-TCP-90`, `${NAME}-UDP-90`]);
  });

  it("is possible without a node port where the probe has a port of its own", () => {
    expect(ruleOf({ ports: [{ nodePort: 0 }], spec: LOCAL_SPEC })).toMatchObject({ backendPort: 90, probe: LOCAL });
  });
});

describe("the probe of a port", () => {
  it.each<readonly [string, ServiceOptions, Probe | undefined]>([
    ["with local traffic policy asks kube-proxy, over HTTP", { spec: LOCAL_SPEC }, LOCAL],
    ["of UDP with local traffic policy asks kube-proxy too", { ports: [{ protocol: "UDP" }], spec: LOCAL_SPEC }, LOCAL],
    ["does not exist for UDP", { ports: [{ protocol: "UDP" }] }, undefined],
    ["does not exist for SCTP, which an internal load balancer takes", { ports: [{ protocol: "SCTP" }] }, undefined],
    ["does not exist where none is wanted", { annotations: { "port_90_no_probe_rule": "true" }, spec: LOCAL_SPEC }, undefined],
    ["follows the port's application protocol", { ports: [{ appProtocol: "HTTP" }] }, { ...TCP, protocol: "Http", path: "/" }],
    ["is TCP for an application protocol that cannot be probed", { ports: [{ appProtocol: "kubernetes.io/h2c" }], annotations: { "azure-load-balancer-health-probe-protocol": "http" } }, TCP],
    [
      "follows the annotations for all ports",
      { annotations: { "azure-load-balancer-health-probe-protocol": "https", "azure-load-balancer-health-probe-request-path": "/ready" } }, { ...TCP, protocol: "Https", path: "/ready" },
    ],
    [
      "takes the port's application protocol before the annotation for all",
      { ports: [{ appProtocol: "http" }], annotations: { "azure-load-balancer-health-probe-protocol": "https" } }, { ...TCP, protocol: "Http", path: "/" },
    ],
    [
      "takes the annotations for the port before everything else",
      {
        ports: [{ appProtocol: "http" }], annotations: {
          "port_90_health-probe_protocol": "https", "port_90_health-probe_request-path": "/own", "port_90_health-probe_interval": "10", "port_90_health-probe_num-of-probe": "3",
          "azure-load-balancer-health-probe-request-path": "/all", "azure-load-balancer-health-probe-interval": "20", "azure-load-balancer-health-probe-num-of-probe": "4",
        },
      },
      { ...TCP, protocol: "Https", path: "/own", interval: 10, threshold: 3 },
    ],
    [
      "has the timing of the annotations for all ports, under two minutes together",
      { annotations: { "azure-load-balancer-health-probe-interval": "17", "azure-load-balancer-health-probe-num-of-probe": "7" } }, { ...TCP, interval: 17, threshold: 7 },
    ],
    ["has no path over TCP", { annotations: { "azure-load-balancer-health-probe-request-path": "/ready" } }, TCP],
    ["goes to a port of its own, local traffic policy or not", { annotations: { "port_90_health-probe_port": "10256" }, spec: LOCAL_SPEC }, { ...TCP, port: 10_256, on: "another port" }],
  ])("%s", (_what, options, probe) => {
    expect(ruleOf(options).probe).toEqual(probe);
  });

  it.each(["91", "ADMIN"])("goes to another port's node port where the annotation says %s", wanted => {
    const ports = [{}, { name: "admin", port: 91, nodePort: 31_091 }];
    expect(rulesOf({ ports, annotations: { "port_90_health-probe_port": wanted } })[0]?.probe).toEqual({ ...TCP, port: 31_091 });
  });
});

describe("what the cloud controller refuses", () => {
  it.each<readonly [string, ServiceOptions, string]>([
    ["an idle timeout under 4 minutes", { annotations: { "azure-load-balancer-tcp-idle-timeout": "3" } }, "between 4 and 100, actual value: 3"],
    ["an idle timeout over 100 minutes", { annotations: { "azure-load-balancer-tcp-idle-timeout": "101" } }, "between 4 and 100, actual value: 101"],
    ["an idle timeout that is no whole number", { annotations: { "azure-load-balancer-tcp-idle-timeout": "4.5" } }, "azure-load-balancer-tcp-idle-timeout"],
    ["an interval under 5 seconds", { annotations: { "port_90_health-probe_interval": "4" } }, "port_90_health-probe_interval"],
    ["a threshold under 2", { annotations: { "azure-load-balancer-health-probe-num-of-probe": "1" } }, "azure-load-balancer-health-probe-num-of-probe"],
    ["two minutes until a verdict", { annotations: { "azure-load-balancer-health-probe-interval": "60" } }, "less than 120"],
    ["a probe port that the Service does not name", { annotations: { "port_90_health-probe_port": "admin" } }, "port admin not found in service"],
    ["a probe port that is a number to nobody but JavaScript", { annotations: { "port_90_health-probe_port": "1e3" } }, "port 1e3 not found in service"],
    ["a probe port above 65535", { annotations: { "port_90_health-probe_port": "65536" } }, "65536"],
    ["SCTP from outside", { ports: [{ protocol: "SCTP" }], annotations: { "azure-load-balancer-internal": "false" } }, "SCTP is only supported on standard loadbalancer in internal mode"],
    ["a probe of a port without node port", { ports: [{ nodePort: 0 }] }, "hogwarts/sorting"],
    ["a way to a node port that is not there", { ports: [{ nodePort: 0 }], spec: LOCAL_SPEC, annotations: { "azure-disable-load-balancer-floating-ip": "true" } }, "hogwarts/sorting"],
  ])("%s", (_what, options, words) => {
    expect(refusalOf(() => rulesOf(options))?.message).toContain(words);
  });

  it("a port and protocol that another Service has at the address, and no other", () => {
    const other = loadBalancerFor(service({ name: "other", uid: "ffffffff-0000-0000-0000-000000000000", annotations: INTERNAL }), FRONT_END, []);
    const beside = (port: { port?: number; protocol?: "UDP" }, frontEnd: FrontEnd = FRONT_END) =>
      refusalOf(() => loadBalancerFor(service({ annotations: INTERNAL, ports: [port] }), frontEnd, [other]));
    expect(beside({})?.message).toContain(`port 90 which is being referenced by an existing loadBalancing rule ${other.rules[0]?.name} with the same protocol TCP`);
    expect([beside({ port: 91 }), beside({ protocol: "UDP" }), beside({}, { ...FRONT_END, address: "10.240.1.91" })]).toEqual([undefined, undefined, undefined]);
  });
});

describe("annotations that the stand-in would have to ignore", () => {
  it.each([
    "azure-pls-create", "azure-load-balancer-enable-high-availability-ports", "azure-allowed-ip-ranges", "azure-load-balancer-ipv6", "port_90_health-probe_timeout", "port_http_no_lb_rule",
  ])("are refused by name: %s", key => {
    expect(refusalOf(() => { checkAnnotations(service({ annotations: { ...INTERNAL, [key]: "true" } })); })?.message).toContain(`service.beta.kubernetes.io/${key}`);
  });

  it("keep a Service from its load balancer, while those of others do not", () => {
    expect(refusalOf(() => ruleOf({ annotations: { "azure-pip-name": "mine" } }))?.code).toBe("NotImitated");
    expect(ruleOf({ annotations: { "aws-load-balancer-type": "nlb" } }).floatingIp).toBe(true);
  });
});
