/**
 * What AKS's cloud controller makes of a Service: the load balancer it lands on, the rule, the probe.
 * Source: cloud-provider-azure, pkg/provider/azure_loadbalancer.go, azure_loadbalancer_healthprobe.go, azure_standard.go and pkg/consts/consts.go, as of 2026-08-19.
 */
const SERVICE_PREFIX = "service.beta.kubernetes.io/";
const PREFIX = `${SERVICE_PREFIX}azure-`;

/** Annotations that decide the data path. */
export const ANNOTATIONS = {
  internal: `${PREFIX}load-balancer-internal`,
  internalSubnet: `${PREFIX}load-balancer-internal-subnet`,
  ipv4: `${PREFIX}load-balancer-ipv4`,
  dnsLabel: `${PREFIX}dns-label-name`,
  allowedRanges: `${PREFIX}allowed-ip-ranges`,
  allowedTags: `${PREFIX}allowed-service-tags`,
  denyAllOthers: `${PREFIX}deny-all-except-load-balancer-source-ranges`,
  noSecurityRules: `${PREFIX}disable-load-balancer-nsg-rule`,
  idleTimeout: `${PREFIX}load-balancer-tcp-idle-timeout`,
  disableTcpReset: `${PREFIX}load-balancer-disable-tcp-reset`,
  disableFloatingIp: `${PREFIX}disable-load-balancer-floating-ip`,
  allPorts: `${PREFIX}load-balancer-enable-high-availability-ports`,
  probeProtocol: `${PREFIX}load-balancer-health-probe-protocol`,
  probePath: `${PREFIX}load-balancer-health-probe-request-path`,
  probeInterval: `${PREFIX}load-balancer-health-probe-interval`,
  probeCount: `${PREFIX}load-balancer-health-probe-num-of-probe`,
  publicAddressName: `${PREFIX}pip-name`,
  publicAddressPrefix: `${PREFIX}pip-prefix-id`,
  publicAddressGroup: `${PREFIX}load-balancer-resource-group`,
} as const;

/** What an annotation of one port may say; the port is the Service's. */
export type PortSetting = "no_lb_rule" | "no_probe_rule" | "health-probe_protocol" | "health-probe_port" | "health-probe_request-path" | "health-probe_interval" | "health-probe_num-of-probe";

/** Of one port of a Service: `service.beta.kubernetes.io/port_90_no_lb_rule`. */
export const portAnnotation = (port: number, setting: PortSetting): string => `${SERVICE_PREFIX}port_${port}_${setting}`;

export const PUBLIC_LOAD_BALANCER = "kubernetes";
export const INTERNAL_LOAD_BALANCER = "kubernetes-internal";

/** Minutes that an idle flow is kept where no annotation says otherwise. */
const DEFAULT_IDLE_TIMEOUT = 4;

/** Seconds between two probes, and how many in a row decide, where no annotation says otherwise: the least that there may be, too. */
export const PROBE_TIMING = { intervalSeconds: 5, threshold: 2 } as const;

/** Path that kube-proxy, or Cilium in its place, answers on the health check node port of a Service with local traffic policy. */
const LOCAL_PROBE_PATH = "/healthz";

/** Azure takes names of 80 characters, of which five are kept for the suffix of an address family. */
const LONGEST_NAME = 75;

/** `a<uid>` in the names here stands for `a` and the first 31 characters of the Service's uid without hyphens. */
const BASE = "a<uid>";
const BASE_LENGTH = 32;

export interface HealthProbe {
  readonly name: string;
  readonly protocol: "Tcp" | "Http" | "Https";
  /** The node's port, where the Service fixes it; otherwise Kubernetes allocates one. */
  readonly port?: number;
  readonly on: "node port" | "health check node port" | "another port";
  readonly path?: string;
  readonly intervalSeconds: number;
  /** Probes in a row that change a verdict. */
  readonly threshold: number;
}

export interface LoadBalancerRule {
  readonly loadBalancer: string;
  /** `<uid>` stands for the first 31 characters of the Service's uid without hyphens, which Kubernetes gives. */
  readonly name: string;
  /** `All` for the one rule of a front end that takes every port; its ports are 0. */
  readonly protocol: string;
  readonly frontendPort: number;
  /** With floating IP the front end's own port; without, the node port, absent where Kubernetes allocates it. */
  readonly backendPort?: number;
  readonly floatingIp: boolean;
  readonly idleTimeoutMinutes: number;
  /** Both ends of an idle TCP flow are told that it was dropped. */
  readonly tcpReset: boolean;
  /** Whether the five numbers of a flow choose the node, or the two addresses alone. */
  readonly distribution: "Default" | "SourceIP";
  /** Absent for protocols that Azure cannot probe (UDP, SCTP), and where an annotation asks for none. */
  readonly probe?: HealthProbe;
}

/** A Service's port as far as the data path needs it. */
export interface ServiceExposure {
  readonly internal: boolean;
  readonly subnet?: string;
  readonly protocol: string;
  readonly port: number;
  readonly nodePort?: number;
  readonly healthCheckNodePort?: number;
  readonly appProtocol?: string;
  readonly localTraffic: boolean;
  /** All ports of the Service, which an annotation may name. */
  readonly ports?: readonly { readonly name?: string; readonly protocol?: string; readonly port?: number; readonly nodePort?: number }[];
  readonly sessionAffinity?: string;
  readonly annotation: (name: string) => string | undefined;
}

type Read = ServiceExposure["annotation"];

/** True for an annotation that switches something on, in any letter case. */
export const isOn = (text: string | undefined): boolean => text?.toLowerCase() === "true";

/** True for a port that its own annotation keeps off the load balancer. */
export const hasNoRule = (annotation: Read, port: number): boolean => isOn(annotation(portAnnotation(port, "no_lb_rule")));

/** True for an internal front end that passes every port on by one rule. */
const takesAllPorts = (service: Pick<ServiceExposure, "internal" | "annotation">): boolean => service.internal && isOn(service.annotation(ANNOTATIONS.allPorts));

const probeProtocol = (text: string | undefined): HealthProbe["protocol"] => {
  const name = text?.trim().toLowerCase();
  return name === "http" ? "Http" : name === "https" ? "Https" : "Tcp";
};

const wholeOr = (text: string | undefined, otherwise: number): number => (text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : otherwise);

function probeTiming(annotation: Read, port: number): Pick<HealthProbe, "intervalSeconds" | "threshold"> {
  return {
    intervalSeconds: wholeOr(annotation(portAnnotation(port, "health-probe_interval")) ?? annotation(ANNOTATIONS.probeInterval), PROBE_TIMING.intervalSeconds),
    threshold: wholeOr(annotation(portAnnotation(port, "health-probe_num-of-probe")) ?? annotation(ANNOTATIONS.probeCount), PROBE_TIMING.threshold),
  };
}

/** Where an annotation sends the probe: a port of the Service, by name or number, stands for its node port. */
function probePlace({ annotation, port, ports = [] }: ServiceExposure): Pick<HealthProbe, "port" | "on"> | undefined {
  const wanted = annotation(portAnnotation(port, "health-probe_port"));
  if (wanted === undefined) return undefined;
  const named = ports.find(each => each.name?.toLowerCase() === wanted.toLowerCase() || String(each.port) === wanted);
  if (named) return { port: named.nodePort, on: "node port" };
  return { port: /^\d+$/.test(wanted) ? Number(wanted) : undefined, on: "another port" };
}

/** The name of a rule, and of the probe with it: the subnet's name is cut to what is left. */
function ruleName({ internal, subnet }: ServiceExposure, protocol: string, port: number): string {
  const end = `${protocol}-${port}`;
  if (!internal || subnet === undefined) return `${BASE}-${end}`;
  return `${BASE}-${subnet.slice(0, LONGEST_NAME - BASE_LENGTH - end.length - 2)}-${end}`;
}

function probeFor(service: ServiceExposure): HealthProbe | undefined {
  const { annotation, port, protocol, healthCheckNodePort, localTraffic } = service;
  if (isOn(annotation(portAnnotation(port, "no_probe_rule")))) return undefined;
  const place = protocol === "TCP" ? probePlace(service) : undefined;
  // Local traffic policy: only nodes with a ready pod answer, on a port of their own; of the annotations only the probe's port takes it elsewhere.
  if (localTraffic && !place) {
    const own = healthCheckNodePort ?? 0;
    const name = healthCheckNodePort === undefined ? ruleName(service, "TCP", 0).replace(/0$/, "<port>") : ruleName(service, "TCP", own);
    return { name, protocol: "Http", port: healthCheckNodePort, on: "health check node port", path: LOCAL_PROBE_PATH, ...probeTiming(annotation, own) };
  }
  if (protocol !== "TCP") return undefined;
  // What the port says of itself goes before what the annotation says of all.
  const asked = probeProtocol(annotation(portAnnotation(port, "health-probe_protocol")) ?? service.appProtocol ?? annotation(ANNOTATIONS.probeProtocol));
  const path = asked === "Tcp" ? undefined : annotation(portAnnotation(port, "health-probe_request-path")) ?? annotation(ANNOTATIONS.probePath) ?? "/";
  return { name: ruleName(service, protocol, port), protocol: asked, ...(place ?? { port: service.nodePort, on: "node port" }), path, ...probeTiming(annotation, port) };
}

/** Name of a Service's front end; where it is cut, its last character is a letter or becomes an underscore. @param subnet of an internal front end, where the annotation names it */
export function frontEndConfigurationName(subnet: string | undefined): string {
  if (subnet === undefined) return BASE;
  const room = LONGEST_NAME - BASE_LENGTH - 1;
  return `${BASE}-${subnet.length <= room ? subnet : subnet.slice(0, room).replace(/[^A-Za-z_]$/, "_")}`;
}

/** The rule that the cloud controller writes for one port of a Service of type LoadBalancer, if the port has one (`hasNoRule`). */
export function loadBalancerRule(service: ServiceExposure): LoadBalancerRule {
  const { annotation, internal, ports = [] } = service;
  const all = takesAllPorts(service);
  const [first] = ports;
  const name = all ? ruleName(service, first?.protocol ?? service.protocol, first?.port ?? service.port) : ruleName(service, service.protocol, service.port);
  // One rule has one probe: that of the first port which can be probed.
  const probed = all ? ports.find(({ protocol = "TCP" }) => protocol === "TCP") : undefined;
  const probe = probeFor({ ...service, ...(probed?.port !== undefined && { ...probed, port: probed.port, protocol: "TCP" }) });
  const floatingIp = !isOn(annotation(ANNOTATIONS.disableFloatingIp));
  return {
    loadBalancer: internal ? INTERNAL_LOAD_BALANCER : PUBLIC_LOAD_BALANCER,
    name,
    protocol: all ? "All" : service.protocol,
    frontendPort: all ? 0 : service.port,
    backendPort: all ? 0 : floatingIp ? service.port : service.nodePort,
    floatingIp: floatingIp || all,
    idleTimeoutMinutes: wholeOr(annotation(ANNOTATIONS.idleTimeout), DEFAULT_IDLE_TIMEOUT),
    tcpReset: (all || service.protocol === "TCP") && !isOn(annotation(ANNOTATIONS.disableTcpReset)),
    distribution: service.sessionAffinity === "ClientIP" ? "SourceIP" : "Default",
    probe: probe && all && !service.localTraffic ? { ...probe, name } : probe,
  };
}
