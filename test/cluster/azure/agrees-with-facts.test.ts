/** The plan's facts and the stand-in are written apart from each other: for any Service they must say the same. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { frontEndConfigurationName, hasNoRule, loadBalancerRule } from "../../../facts/load-balancer";
import { loadBalancerFor } from "./load-balancer";
import { baseName, frontEndName } from "./names";
import { FRONT_END, service, UID } from "./testing";

const text = (...values: readonly string[]) => fc.constantFrom(...values);
const annotations = fc.record({
  "azure-load-balancer-internal": text("true", "True", "false"), "azure-load-balancer-internal-subnet": fc.stringMatching(/^[a-z][a-z0-9-]{0,78}[a-z]$/),
  "azure-load-balancer-tcp-idle-timeout": text("4", "30", "100"), "azure-load-balancer-disable-tcp-reset": text("true", "True", "false"), "azure-disable-load-balancer-floating-ip": text("true", "False"),
  "azure-load-balancer-health-probe-protocol": text("tcp", "HTTP", "https"), "azure-load-balancer-health-probe-request-path": text("/", "/ready"),
  "azure-load-balancer-health-probe-interval": text("5", "9"), "azure-load-balancer-health-probe-num-of-probe": text("2", "4"),
  "port_90_no_lb_rule": text("true", "false"), "port_90_no_probe_rule": text("True", "no"), "port_90_health-probe_protocol": text("http", "tcp"), "port_90_health-probe_port": text("90", "status", "8080"),
  "port_90_health-probe_request-path": text("/own"), "port_90_health-probe_interval": text("6"), "port_91_health-probe_num-of-probe": text("3"),
}, { requiredKeys: [] });

describe("the plan's facts and the stand-in", () => {
  it("name and set every rule and probe alike", () => {
    const policies = fc.constantFrom({ externalTrafficPolicy: "Local", healthCheckNodePort: 32_500 } as const, { externalTrafficPolicy: "Cluster" } as const);
    fc.assert(fc.property(annotations, policies, text("TCP", "UDP"), fc.constantFrom("None", "ClientIP"), fc.constantFrom(undefined, "http", "https"), (given, policy, protocol, affinity, appProtocol) => {
      const ports = [{ name: "main", protocol, port: 90, nodePort: 31_090, ...(appProtocol !== undefined && { appProtocol }) }, { name: "status", protocol: "TCP", port: 91, nodePort: 31_091 }] as const;
      const made = loadBalancerFor(service({ annotations: given, spec: { ports: ports.map(port => ({ ...port, protocol: port.protocol === "UDP" ? "UDP" : "TCP" })), sessionAffinity: affinity === "ClientIP" ? "ClientIP" : "None", ...policy } }), FRONT_END, []);
      const found: Readonly<Record<string, string | undefined>> = Object.fromEntries(Object.entries(given).map(([key, value]) => [`service.beta.kubernetes.io/${key}`, value]));
      const annotation = (name: string): string | undefined => found[name];
      const internal = given["azure-load-balancer-internal"] === "true";
      const subnet = internal ? given["azure-load-balancer-internal-subnet"] : undefined;
      const planned = ports.filter(({ port }) => !hasNoRule(annotation, port)).map(port => loadBalancerRule({
        ...port, ports, internal, subnet, localTraffic: policy.externalTrafficPolicy === "Local", sessionAffinity: affinity, annotation,
        ...("healthCheckNodePort" in policy && { healthCheckNodePort: policy.healthCheckNodePort }),
      }));
      const named = (name: string): string => name.replace("a<uid>", baseName(UID));
      expect(planned.map(({ probe, ...rule }) => ({
        ...rule, loadBalancer: undefined, name: named(rule.name), ...(probe && { probe: { name: named(probe.name), protocol: probe.protocol, port: probe.port, on: probe.on, ...(probe.path !== undefined && { path: probe.path }), interval: probe.intervalSeconds, threshold: probe.threshold } }),
      }))).toEqual(made.rules);
      expect(named(frontEndConfigurationName(subnet))).toBe(frontEndName(service({ annotations: given })));
    }));
  });
});
