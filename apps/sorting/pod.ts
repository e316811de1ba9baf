/** The pod of the sorting service: one container, and the port mapper before it where ports differ. */
import { IMAGE_PORT_ANNOTATION } from "../../facts/annotations";
import { hardened, ON_LINUX, unprivileged } from "../restricted";
import { vaultVolume } from "../vault-secret";
import { mapperContainer, mapperVolume } from "./mapper";
import { needsMapper, POD_PORT_NAME, readinessPort, type Ports } from "./ports";

/** Seconds between the signal to end, when readiness falls, and the end of new requests. */
const SIGNAL_DRAIN_SECONDS = 2;
/** Seconds for requests in flight once the server takes no more. */
const SHUTDOWN_SECONDS = 20;
/** Seconds that the mapper and the kubelet need beyond the container's own. */
const MARGIN_SECONDS = 10;

const SECRETS_VOLUME = "secrets";
const SECRETS_FOLDER = "/mnt/secrets";

export interface PodArgs<Text> {
  readonly ports: Ports;
  /** True where every request begins with a PROXY header. */
  readonly proxyHeader: boolean;
  /** The port that the image's Dockerfile declares. */
  readonly imagePort: number;
  readonly image: Text;
  readonly mapperImage: Text;
  /** ConfigMap of the mapper. */
  readonly mapperConfigMap: string;
  readonly serviceAccountName: string;
  /** Where the vault's secret comes from, and its file. */
  readonly secretProviderClass: string;
  readonly secretName: string;
  /** Seconds that a pod which is to end goes on as before, until Azure's load balancer and every node send to others. */
  readonly drainSeconds: number;
  readonly labels: Record<string, string>;
}

function sortingContainer<Text>({ ports, proxyHeader, image, drainSeconds, secretName }: PodArgs<Text>) {
  const mapped = needsMapper(ports);
  return {
    name: "sorting",
    image,
    ports: [{ name: mapped ? "container" : POD_PORT_NAME, containerPort: ports.container, protocol: "TCP" }],
    env: [
      // Behind the mapper nothing outside the pod reaches the container's port; the loopback address alone has it.
      mapped ? { name: "HOST", value: "127.0.0.1" } : { name: "HOST", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
      { name: "PORT", value: String(ports.container) },
      { name: "DRAIN_SECONDS", value: String(SIGNAL_DRAIN_SECONDS) },
      { name: "SHUTDOWN_SECONDS", value: String(SHUTDOWN_SECONDS) },
      { name: "SEAL_KEY_FILE", value: `${SECRETS_FOLDER}/${secretName}` },
    ],
    // A pod that is to end must stay ready while others still send to it: with traffic policy Local a node whose last pod is not
    // ready drops what comes, and Azure takes two probes of five seconds to notice. Only then comes the signal, and readiness falls.
    lifecycle: { preStop: { sleep: { seconds: drainSeconds } } },
    // Readiness takes the way of a request, through the mapper; liveness stays inside, so that a fault of the mapper does not restart this container.
    readinessProbe: { httpGet: { path: "/readyz", port: readinessPort(ports, proxyHeader) }, periodSeconds: 2, failureThreshold: 2, timeoutSeconds: 2 },
    startupProbe: { exec: { command: ["node", "dist/healthcheck.js"] }, periodSeconds: 2, failureThreshold: 30, timeoutSeconds: 3 },
    livenessProbe: { exec: { command: ["node", "dist/healthcheck.js"] }, periodSeconds: 15, failureThreshold: 3, timeoutSeconds: 3 },
    resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    volumeMounts: [{ name: SECRETS_VOLUME, mountPath: SECRETS_FOLDER, readOnly: true }],
    ...hardened,
  };
}

/**
 * One pod a node, without exception; and a zone for each, as long as there is room in it. A zone that is full must not keep a pod from running elsewhere, the less so as the autoscaler cannot
 * choose in which zone a pool over several zones grows. Without zones Azure's nodes are labelled with their fault domain, or not at all: the scheduler then spreads over those, or goes on as
 * if nothing were asked. Counted per revision, or the old pods of a rolling update would be in the way of the new ones; nodes with a taint that the pods do not tolerate count for nothing.
 * Sources: Kubernetes, topology spread constraints; azure-aks-docs, reliability-availability-zones-configure.md; kubernetes-sigs/cloud-provider-azure#10222; as of 2026-08-21.
 */
const spread = (topologyKey: string, whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway", labels: Record<string, string>) =>
  ({ maxSkew: 1, topologyKey, whenUnsatisfiable, labelSelector: { matchLabels: labels }, matchLabelKeys: ["pod-template-hash"], nodeTaintsPolicy: "Honor" });

export function podTemplate<Text>(args: PodArgs<Text>) {
  const { ports, labels } = args;
  const mapped = needsMapper(ports);
  return {
    metadata: { labels, annotations: { [IMAGE_PORT_ANNOTATION]: String(args.imagePort) } },
    spec: {
      serviceAccountName: args.serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        ...unprivileged(1000),
        // Ports under 1024 without root and without a capability: a sysctl of the pod that the restricted standard calls safe.
        sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
      },
      terminationGracePeriodSeconds: args.drainSeconds + SIGNAL_DRAIN_SECONDS + SHUTDOWN_SECONDS + MARGIN_SECONDS,
      ...ON_LINUX,
      topologySpreadConstraints: [spread("kubernetes.io/hostname", "DoNotSchedule", labels), spread("topology.kubernetes.io/zone", "ScheduleAnyway", labels)],
      ...(mapped && { initContainers: [{ ...mapperContainer(args.mapperImage, ports, POD_PORT_NAME, args.proxyHeader), ...hardened }] }),
      containers: [sortingContainer(args)],
      volumes: [
        vaultVolume(SECRETS_VOLUME, args.secretProviderClass),
        ...(mapped ? [mapperVolume(args.mapperConfigMap)] : []),
      ],
    },
  };
}
