/**
 * The annotations of a Service that decide its load balancer, read as AKS's cloud controller reads them; by themselves, not by the planner's facts, which are held against them.
 * Source: cloud-provider-azure, pkg/consts/consts.go, pkg/consts/helpers.go, pkg/provider/azure_loadbalancer.go and azure_loadbalancer_healthprobe.go, as of 2026-08.
 */
import type { Service } from "./objects";
import { notImitated, Refusal } from "./refusal";

const SERVICE = "service.beta.kubernetes.io/", AZURE = `${SERVICE}azure-`;

const READ: ReadonlySet<string> = new Set([
  "load-balancer-internal", "load-balancer-internal-subnet", "load-balancer-ipv4", "load-balancer-tcp-idle-timeout", "load-balancer-disable-tcp-reset", "disable-load-balancer-floating-ip", "dns-label-name",
  "load-balancer-health-probe-protocol", "load-balancer-health-probe-request-path", "load-balancer-health-probe-interval", "load-balancer-health-probe-num-of-probe",
].map(name => AZURE + name));
const READ_OF_PORT = /^port_\d+_(no_lb_rule|no_probe_rule|health-probe_(protocol|port|interval|num-of-probe|request-path))$/;

/** @throws Refusal for an annotation of Azure's that the stand-in would have to ignore */
export function checkAnnotations({ metadata }: Service): void {
  const [unread] = Object.keys(metadata.annotations ?? {}).filter(key => (key.startsWith(AZURE) && !READ.has(key)) || (key.startsWith(`${SERVICE}port_`) && !READ_OF_PORT.test(key.slice(SERVICE.length))));
  if (unread !== undefined) throw notImitated(`the annotation ${unread}`);
}

const azure = ({ metadata }: Service, name: string): string | undefined => metadata.annotations?.[AZURE + name];
const ofPort = ({ metadata }: Service, port: number, name: string): string | undefined => metadata.annotations?.[`${SERVICE}port_${port}_${name}`];

/** Any other spelling than `true` makes the load balancer public. */
export const isInternal = (service: Service): boolean => azure(service, "load-balancer-internal") === "true";

/** Read only of internal load balancers. */
export function internalSubnet(service: Service): string | undefined {
  const name = azure(service, "load-balancer-internal-subnet");
  return isInternal(service) && name?.trim() ? name : undefined;
}

/** The address that the Service asks for: by annotation, otherwise by the older field. */
export const wantedAddress = (service: Service): string | undefined => azure(service, "load-balancer-ipv4") || service.spec.loadBalancerIP || undefined;

export const dnsLabel = (service: Service): string | undefined => azure(service, "dns-label-name") || undefined;

export const floatingIpDisabled = (service: Service): boolean => azure(service, "disable-load-balancer-floating-ip")?.toLowerCase() === "true";

/** Read and told, not imitated: the data path here forgets an idle flow without telling its ends. */
export const tcpResetDisabled = (service: Service): boolean => azure(service, "load-balancer-disable-tcp-reset")?.toLowerCase() === "true";

/** Whole numbers only, as Go's ParseInt takes them, with or without blanks around them. */
function whole(key: string, given: string): number {
  const text = given.trim();
  if (!/^[+-]?\d+$/.test(text)) throw new Refusal("InvalidAnnotation", `failed to parse annotation ${key}: error value: strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** Minutes that an idle flow is kept. */
export function idleTimeout(service: Service): number {
  const key = "load-balancer-tcp-idle-timeout", text = azure(service, key);
  if (text === undefined) return 4;
  const minutes = whole(AZURE + key, text);
  if (minutes < 4 || minutes > 100) {
    throw new Refusal("InvalidAnnotation", `error parsing idle timeout key: ${AZURE}${key}, err: idle timeout value must be a whole number representing minutes between 4 and 100, actual value: ${minutes}`);
  }
  return minutes;
}

export const hasNoRule = (service: Service, port: number): boolean => ofPort(service, port, "no_lb_rule")?.toLowerCase() === "true";
export const hasNoProbe = (service: Service, port: number): boolean => ofPort(service, port, "no_probe_rule")?.toLowerCase() === "true";

export const probeProtocolOfPort = (service: Service, port: number): string | undefined => ofPort(service, port, "health-probe_protocol");
export const probeProtocolOfAll = (service: Service): string | undefined => azure(service, "load-balancer-health-probe-protocol");
export const probePath = (service: Service, port: number): string => ofPort(service, port, "health-probe_request-path") ?? azure(service, "load-balancer-health-probe-request-path") ?? "/";
export const probePortOfPort = (service: Service, port: number): string | undefined => ofPort(service, port, "health-probe_port");

function probeNumber(service: Service, port: number, name: "interval" | "num-of-probe", least: number): number {
  const own = ofPort(service, port, `health-probe_${name}`), text = own ?? azure(service, `load-balancer-health-probe-${name}`);
  const key = own === undefined ? `${AZURE}load-balancer-health-probe-${name}` : `${SERVICE}port_${port}_health-probe_${name}`;
  if (text === undefined) return least;
  const number = whole(key, text);
  if (number < least) throw new Refusal("InvalidAnnotation", `failed to parse annotation ${key}: the minimum value of ${name} is ${least}`);
  return number;
}

/** Seconds between two probes, and how many in a row decide; the least that Azure takes is also the default. */
export function probeTiming(service: Service, port: number): { readonly interval: number; readonly threshold: number } {
  const threshold = probeNumber(service, port, "num-of-probe", 2), interval = probeNumber(service, port, "interval", 5);
  if (interval * threshold >= 120) {
    throw new Refusal("InvalidAnnotation", `failed to parse health probe config for port ${port}: total probe should be less than 120, please adjust interval and number of probe accordingly`);
  }
  return { interval, threshold };
}
