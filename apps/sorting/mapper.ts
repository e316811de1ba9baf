/** The port mapper: HAProxy in TCP mode as a native sidecar, from the pod's address to the loopback address of the container. */
import { createHash } from "node:crypto";
import { readinessPort, type Ports } from "./ports";

const CONFIG_FILE = "haproxy.cfg";
const CONFIG_FOLDER = "/usr/local/etc/haproxy";
const VOLUME = "port-mapper";

/** Longest time in seconds that HAProxy keeps open connections after it was told to stop; the container is gone by then. */
const HARD_STOP_SECONDS = 5;

/** Connections without a byte, such as the load balancer's probes, are not logged. */
const PROXY_HEADER = ` accept-proxy
  option tcplog
  option dontlognull`;

/**
 * HAProxy's configuration. `maxconn` and `nbthread` are set because HAProxy otherwise sizes itself by the node's file limit and cores. Idle
 * connections live five minutes: longer than the load balancer's four, so that the mapper is never the first to cut.
 * @param proxyHeader true where every consumer sends a PROXY header first. Its address then stands in the mapper's log, and nowhere else: the container
 * knows no such header, so it ends here. Who sends none is cut off; the kubelet's readiness probe, which sends none, has a listener of its own.
 */
export function mapperConfig(ports: Ports, proxyHeader = false): string {
  const { container, pod } = ports;
  return `global
  log stdout format raw local0 ${proxyHeader ? "info" : "notice"}
  maxconn 1024
  nbthread 1
  hard-stop-after ${HARD_STOP_SECONDS}s

defaults
  mode tcp
  log global
  timeout connect 2s
  timeout client 5m
  timeout server 5m

frontend pod
  bind "\${POD_IP}:${pod}"${proxyHeader ? PROXY_HEADER : ""}
  default_backend container
${proxyHeader ? `
frontend readiness
  no log
  bind "\${POD_IP}:${readinessPort(ports, proxyHeader)}"
  default_backend container
` : ""}
backend container
  server container 127.0.0.1:${container}
`;
}

/** Name of the ConfigMap: with a hash of its content, so that a changed port rolls the pods. */
export const mapperConfigName = (config: string): string => `port-mapper-${createHash("sha256").update(config).digest("hex").slice(0, 8)}`;

export const mapperConfigData = (config: string) => ({ [CONFIG_FILE]: config });

export const mapperVolume = (configMap: string) => ({ name: VOLUME, configMap: { name: configMap } });

/**
 * The sidecar's container. It starts before the sorting container and ends after it; so its own probes must not reach through:
 * a startup probe that did would wait for a container that waits for the probe.
 */
export function mapperContainer<Image>(image: Image, ports: Ports, portName: string, proxyHeader: boolean) {
  const { pod } = ports;
  return {
    name: "port-mapper",
    image,
    restartPolicy: "Always",
    args: ["haproxy", "-W", "-db", "-f", `${CONFIG_FOLDER}/${CONFIG_FILE}`],
    env: [{ name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }],
    ports: [
      { name: portName, containerPort: pod, protocol: "TCP" },
      ...(proxyHeader ? [{ name: "readiness", containerPort: readinessPort(ports, proxyHeader), protocol: "TCP" }] : []),
    ],
    startupProbe: { tcpSocket: { port: pod }, periodSeconds: 1, failureThreshold: 30 },
    livenessProbe: { tcpSocket: { port: pod }, periodSeconds: 10 },
    resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
    volumeMounts: [{ name: VOLUME, mountPath: CONFIG_FOLDER, readOnly: true }],
  };
}
