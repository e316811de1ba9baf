/**
 * Rules and probes of a Service's load balancer. Written from the cloud controller's code, without the planner's facts: what the plan predicts is held against it.
 * Source: cloud-provider-azure, pkg/provider/azure_loadbalancer.go (getExpectedLBRules and what it calls) and azure_loadbalancer_healthprobe.go, as of 2026-08.
 */
import {
  checkAnnotations, floatingIpDisabled, hasNoProbe, hasNoRule, idleTimeout, isInternal, probePath, probePortOfPort, probeProtocolOfAll, probeProtocolOfPort, probeTiming, tcpResetDisabled,
} from "./annotations";
import type { FrontEnd } from "./front-ends";
import { ruleName } from "./names";
import { nameOf, type Service, type ServicePort } from "./objects";
import { Refusal } from "./refusal";

export interface Probe {
  readonly name: string;
  readonly protocol: "Tcp" | "Http" | "Https";
  readonly port: number;
  /** What the port is to the Service. */
  readonly on: "node port" | "health check node port" | "another port";
  readonly path?: string;
  /** Seconds. */
  readonly interval: number;
  /** Probes in a row that change a verdict. */
  readonly threshold: number;
}

export interface Rule {
  readonly name: string;
  readonly protocol: ServicePort["protocol"];
  readonly frontendPort: number;
  /** With floating IP the front end's own, otherwise the node port. */
  readonly backendPort: number;
  readonly floatingIp: boolean;
  readonly idleTimeoutMinutes: number;
  readonly tcpReset: boolean;
  /** Whether the five numbers of a flow choose the backend, or the two addresses alone. */
  readonly distribution: "Default" | "SourceIP";
  /** Without one every backend counts as healthy. */
  readonly probe?: Probe;
}

/** What was made for one Service. */
export interface MadeLoadBalancer {
  /** `namespace/name` */
  readonly service: string;
  readonly uid: string;
  readonly frontEnd: FrontEnd;
  readonly rules: readonly Rule[];
}

const PROTOCOLS = { tcp: "Tcp", http: "Http", https: "Https" } as const;

function probeProtocol(service: Service, { port, appProtocol }: ServicePort): Probe["protocol"] {
  const name = (probeProtocolOfPort(service, port) ?? appProtocol ?? probeProtocolOfAll(service) ?? "tcp").trim().toLowerCase();
  return name === "http" || name === "https" ? PROTOCOLS[name] : "Tcp";
}

/** The port that an annotation asks for: a port of the Service, by name or number, stands for its node port. */
function annotatedProbePort(service: Service, port: ServicePort): Pick<Probe, "port" | "on"> | undefined {
  const wanted = probePortOfPort(service, port.port);
  if (wanted === undefined) return undefined;
  const named = service.spec.ports?.find(({ name, port: number }) => name?.toLowerCase() === wanted.toLowerCase() || String(number) === wanted);
  if (named?.nodePort) return { port: named.nodePort, on: "node port" };
  const number = /^\d+$/.test(wanted) ? Number(wanted) : -1;
  if (number < 0 || number > 65_535) {
    throw new Refusal("InvalidAnnotation", `failed to parse annotation service.beta.kubernetes.io/port_${port.port}_health-probe_port: port ${wanted} not found in service`);
  }
  return { port: number, on: "another port" };
}

/** With local traffic policy kube-proxy tells, on a port of its own, whether the node has a ready pod. */
function localProbe(service: Service): Probe | undefined {
  const { externalTrafficPolicy, healthCheckNodePort } = service.spec;
  if (externalTrafficPolicy !== "Local" || !healthCheckNodePort) return undefined;
  return { name: ruleName(service, "TCP", healthCheckNodePort), protocol: "Http", port: healthCheckNodePort, on: "health check node port", path: "/healthz", ...probeTiming(service, healthCheckNodePort) };
}

function probeFor(service: Service, port: ServicePort): Probe | undefined {
  if (hasNoProbe(service, port.port)) return undefined;
  const local = localProbe(service), annotated = port.protocol === "TCP" ? annotatedProbePort(service, port) : undefined;
  if (local && !annotated) return local;
  if (port.protocol !== "TCP") return undefined;
  if (!annotated && !port.nodePort) throw new Refusal("ProbeWithoutNodePort", `port ${port.port} of ${nameOf(service)} has no node port, which its probe would go to`);
  const protocol = probeProtocol(service, port), place = annotated ?? { port: port.nodePort ?? 0, on: "node port" as const };
  return { name: ruleName(service, port.protocol, port.port), protocol, ...place, ...(protocol === "Tcp" ? {} : { path: probePath(service, port.port) }), ...probeTiming(service, port.port) };
}

function ruleFor(service: Service, port: ServicePort): Rule {
  if (port.protocol === "SCTP" && !isInternal(service)) throw new Refusal("SCTPNotSupported", "SCTP is only supported on standard loadbalancer in internal mode");
  const floatingIp = !floatingIpDisabled(service), probe = probeFor(service, port);
  if (!floatingIp && !port.nodePort) throw new Refusal("RuleWithoutNodePort", `port ${port.port} of ${nameOf(service)} has no node port, and floating IP is off`);
  return {
    name: ruleName(service, port.protocol, port.port), protocol: port.protocol, frontendPort: port.port, backendPort: floatingIp ? port.port : port.nodePort ?? 0, floatingIp,
    idleTimeoutMinutes: idleTimeout(service), tcpReset: port.protocol === "TCP" && !tcpResetDisabled(service), distribution: service.spec.sessionAffinity === "ClientIP" ? "SourceIP" : "Default", ...(probe === undefined ? {} : { probe }),
  };
}

/** Two rules may share an address, not also its port and protocol. */
function checkConflicts(service: Service, { address, loadBalancer, name }: FrontEnd, others: readonly MadeLoadBalancer[]): void {
  for (const port of service.spec.ports ?? []) {
    const rule = others.filter(({ frontEnd }) => frontEnd.address === address && frontEnd.loadBalancer === loadBalancer).flatMap(({ rules }) => rules)
      .find(each => each.frontendPort === port.port && each.protocol === port.protocol);
    if (!rule) continue;
    throw new Refusal("FrontendPortConflict", `checkLoadBalancerResourcesConflicts: service port ${port.name ?? ""} is trying to consume the port ${port.port} which is being referenced by an existing loadBalancing rule ${rule.name} with the same protocol ${rule.protocol} and frontend IP config with ID ${name}`);
  }
}

/**
 * What the cloud controller makes for a Service with a front end.
 * @param others what the other Services have
 * @throws Refusal in the cloud controller's words
 */
export function loadBalancerFor(service: Service, frontEnd: FrontEnd, others: readonly MadeLoadBalancer[]): MadeLoadBalancer {
  checkAnnotations(service);
  checkConflicts(service, frontEnd, others);
  const ports = (service.spec.ports ?? []).filter(({ port }) => !hasNoRule(service, port));
  return { service: nameOf(service), uid: service.metadata.uid, frontEnd, rules: ports.map(port => ruleFor(service, port)) };
}
