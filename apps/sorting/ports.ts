/** The three ports of the service and what lies between them. */

export interface Ports {
  /** Where the container listens: the port that its image declares. */
  readonly container: number;
  /** Where the pod is reached, at the pod's own address. */
  readonly pod: number;
  /** Where the Service and the load balancer are reached. */
  readonly service: number;
}

/** Name of the pod port; the Service and nothing else refers to it. */
export const POD_PORT_NAME = "http";

/**
 * Containers of a pod share its network: Kubernetes maps no container port to a pod port, so a process must. Where both are the
 * same the container takes the pod's address itself and no mapper runs.
 */
export const needsMapper = ({ container, pod }: Ports): boolean => container !== pod;

/** Where readiness is asked when the pod port wants a PROXY header first, the first that nothing else of the pod has. */
const READINESS_PORTS = [8086, 8087, 8088] as const;

/**
 * The port of the readiness probe: the pod port, the way of a request; where requests begin with a PROXY header, which the kubelet does not send, a port
 * of its own.
 */
export function readinessPort({ container, pod }: Ports, proxyHeader: boolean): number {
  return proxyHeader ? READINESS_PORTS.find(port => port !== container && port !== pod) ?? pod : pod;
}

const EXPOSE = /^\s*EXPOSE\s+(.+?)\s*$/gim;

/**
 * The TCP port that a Dockerfile declares in its last stage.
 * @throws Error where it declares none, or several, or one by variable: the chain would have no certain start
 */
export function exposedPort(dockerfile: string): number {
  const lastStage = dockerfile.split(/^\s*FROM\s/im).at(-1) ?? "";
  const declared = [...lastStage.matchAll(EXPOSE)].flatMap(([, words = ""]) => words.split(/\s+/)).filter(word => !/\/udp$/i.test(word));
  const [only, ...more] = declared;
  const port = /^(\d{1,5})(\/tcp)?$/i.exec(only ?? "")?.[1];
  if (port === undefined || more.length > 0) throw new Error(`the image's Dockerfile must EXPOSE exactly one TCP port by number; found ${declared.join(" ") || "none"}`);
  return Number(port);
}
