/**
 * What AKS's cloud controller makes of a Service: the load balancer it lands on, the rule, the probe.
 * Source: cloud-provider-azure, pkg/provider/azure_loadbalancer.go, azure_loadbalancer_healthprobe.go, azure_standard.go and pkg/consts/consts.go, as of 2026-08-19.
 */
const PREFIX = "service.beta.kubernetes.io/azure-";

/** Annotations that decide the data path. */
export const ANNOTATIONS = {
  internal: `${PREFIX}load-balancer-internal`,
  internalSubnet: `${PREFIX}load-balancer-internal-subnet`,
  ipv4: `${PREFIX}load-balancer-ipv4`,
  dnsLabel: `${PREFIX}dns-label-name`,
  allowedRanges: `${PREFIX}allowed-ip-ranges`,
  allowedTags: `${PREFIX}allowed-service-tags`,
  disableSecurityRule: `${PREFIX}disable-load-balancer-nsg-rule`,
  idleTimeout: `${PREFIX}load-balancer-tcp-idle-timeout`,
  disableFloatingIp: `${PREFIX}disable-load-balancer-floating-ip`,
  probeProtocol: `${PREFIX}load-balancer-health-probe-protocol`,
  probeInterval: `${PREFIX}load-balancer-health-probe-interval`,
  probeNumber: `${PREFIX}load-balancer-health-probe-num-of-probe`,
  probePath: `${PREFIX}load-balancer-health-probe-request-path`,
} as const;

/** Of one port of a Service: `service.beta.kubernetes.io/port_90_no_lb_rule`. */
export const portAnnotation = (port: number, name: "no_lb_rule" | "no_probe_rule" | `health-probe_${"interval" | "num-of-probe"}`): string => `service.beta.kubernetes.io/port_${port}_${name}`;

/** Bounds, both inclusive, and seconds that a probe's interval times its number must stay below. */
const BOUNDS = { idleTimeout: { min: 4, max: 100 }, interval: { min: 5, max: 2 ** 31 - 1, byDefault: 5 }, probes: { min: 2, max: 2 ** 31 - 1, byDefault: 2 }, probeSeconds: 120 } as const;

/** What the cloud controller refuses of the annotations that are numbers, for one port; undefined where it takes them. */
export function annotationFault(annotation: (name: string) => string | undefined, port: number): string | undefined {
  const numbers = [
    { name: ANNOTATIONS.idleTimeout, ...BOUNDS.idleTimeout },
    ...[ANNOTATIONS.probeInterval, portAnnotation(port, "health-probe_interval")].map(name => ({ name, ...BOUNDS.interval })),
    ...[ANNOTATIONS.probeNumber, portAnnotation(port, "health-probe_num-of-probe")].map(name => ({ name, ...BOUNDS.probes })),
  ];
  for (const { name, min, max } of numbers) {
    const given = annotation(name);
    if (given !== undefined && (!/^\d+$/.test(given) || Number(given) < min || Number(given) > max)) return `${name} is "${given}", and must be a number of ${min} or more${max < BOUNDS.probes.max ? ` up to ${max}` : ""}`;
  }
  const value = (own: string, all: string, byDefault: number): number => Number(annotation(own) ?? annotation(all) ?? byDefault);
  const interval = value(portAnnotation(port, "health-probe_interval"), ANNOTATIONS.probeInterval, BOUNDS.interval.byDefault);
  const count = value(portAnnotation(port, "health-probe_num-of-probe"), ANNOTATIONS.probeNumber, BOUNDS.probes.byDefault);
  return interval * count < BOUNDS.probeSeconds ? undefined : `${count} probes every ${interval} s: together they must stay below ${BOUNDS.probeSeconds} s`;
}

export const PUBLIC_LOAD_BALANCER = "kubernetes";
export const INTERNAL_LOAD_BALANCER = "kubernetes-internal";

/** Minutes that an idle flow is kept where no annotation says otherwise. */
const DEFAULT_IDLE_TIMEOUT = 4;

/** Path that kube-proxy, or Cilium in its place, answers on the health check node port of a Service with local traffic policy. */
const LOCAL_PROBE_PATH = "/healthz";

export interface HealthProbe {
  readonly protocol: "Tcp" | "Http" | "Https";
  /** The node's port, where the Service fixes it; otherwise Kubernetes allocates one. */
  readonly port?: number;
  readonly on: "node port" | "health check node port";
  readonly path?: string;
}

export interface LoadBalancerRule {
  readonly loadBalancer: string;
  /** `<uid>` stands for the first 31 characters of the Service's uid without hyphens, which Kubernetes gives. */
  readonly name: string;
  readonly protocol: string;
  readonly frontendPort: number;
  /** With floating IP the front end's own port; without, the node port, absent where Kubernetes allocates it. */
  readonly backendPort?: number;
  readonly floatingIp: boolean;
  readonly idleTimeoutMinutes: number;
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
  readonly annotation: (name: string) => string | undefined;
}

const probeProtocol = (text: string | undefined): HealthProbe["protocol"] => {
  const name = text?.toLowerCase();
  return name === "http" ? "Http" : name === "https" ? "Https" : "Tcp";
};

function probeFor(service: ServiceExposure): HealthProbe | undefined {
  // Local traffic policy: only nodes with a ready pod answer, on a port of their own; the annotations do not apply.
  if (service.localTraffic) return { protocol: "Http", port: service.healthCheckNodePort, on: "health check node port", path: LOCAL_PROBE_PATH };
  if (service.protocol !== "TCP" || service.annotation(portAnnotation(service.port, "no_probe_rule"))?.toLowerCase() === "true") return undefined;
  // What the port says of itself goes before what the annotation says of all.
  const protocol = probeProtocol(service.appProtocol ?? service.annotation(ANNOTATIONS.probeProtocol));
  const path = protocol === "Tcp" ? undefined : service.annotation(ANNOTATIONS.probePath) ?? "/";
  return { protocol, port: service.nodePort, on: "node port", path };
}

/** Name of a Service's front end. `<uid>` stands for the first 31 characters of the Service's uid without hyphens. @param subnet of an internal front end, where the annotation names it */
export const frontEndConfigurationName = (subnet: string | undefined): string => (subnet === undefined ? "a<uid>" : `a<uid>-${subnet}`);

/** The rule that the cloud controller writes for one port of a Service of type LoadBalancer. */
export function loadBalancerRule(service: ServiceExposure): LoadBalancerRule {
  const floatingIp = service.annotation(ANNOTATIONS.disableFloatingIp)?.toLowerCase() !== "true";
  const idle = Number(service.annotation(ANNOTATIONS.idleTimeout) ?? DEFAULT_IDLE_TIMEOUT);
  return {
    loadBalancer: service.internal ? INTERNAL_LOAD_BALANCER : PUBLIC_LOAD_BALANCER,
    name: [frontEndConfigurationName(service.internal ? service.subnet : undefined), service.protocol, String(service.port)].join("-"),
    protocol: service.protocol,
    frontendPort: service.port,
    backendPort: floatingIp ? service.port : service.nodePort,
    floatingIp,
    idleTimeoutMinutes: Number.isFinite(idle) ? idle : DEFAULT_IDLE_TIMEOUT,
    probe: probeFor(service),
  };
}
