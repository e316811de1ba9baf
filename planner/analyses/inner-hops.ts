/** A port chain from the Service to the image: pod, port mapper, container, what the image declares. */
import type { Hop } from "../model/results";
import type { AbsenceFinder } from "./absent-pods";
import { isLoopback, listenersIn, type Listener } from "./haproxy";
import type { ServicePort } from "./services";
import type { Container, Workload } from "./workloads";

export interface PodSide {
  readonly workload: Workload;
  readonly port: ServicePort;
  /** True where the Service has no virtual address. */
  readonly headless: boolean;
  /** True where consumers' requests begin with a PROXY header. */
  readonly proxyHeader: boolean;
  /** Where the pods' addresses come from, where that is known. */
  readonly podAddresses?: { readonly name: string; readonly prefix?: string };
  readonly absenceOf: AbsenceFinder;
  readonly filesOf: (workload: Workload, configMap: string) => ReadonlyMap<string, string> | undefined;
}

/** The file that HAProxy's image reads where its arguments name none. */
const HAPROXY_FILE = "/usr/local/etc/haproxy/haproxy.cfg";

const owns = (container: Container, port: number, protocol: string): boolean => container.ports.some(each => each.port === port && each.protocol === protocol);

/** True where containers may have ports that are not known. */
export const isOpenWithin = ({ containers, containersOpen }: Workload): boolean => containersOpen || containers.some(({ portsOpen }) => portsOpen);

/** The port of the pod that the Service sends to, or why there is none. Kubernetes looks a name up in containers and in init containers that keep running. */
function podPort({ workload, port }: PodSide): number | { readonly verdict: "broken" | "undecided"; readonly says: string } {
  if (port.target === undefined) return { verdict: "undecided", says: "the target port is not known" };
  if (typeof port.target === "number") return port.target;
  const named = workload.containers.flatMap(container => container.ports).find(each => each.name === port.target && each.protocol === port.protocol);
  if (!named && isOpenWithin(workload)) return { verdict: "undecided", says: `which ports the containers of ${workload.name} have is not known, and so which is named "${port.target}"` };
  return named?.port ?? { verdict: "broken", says: `no container of ${workload.name} has a ${port.protocol} port named "${port.target}"` };
}

function imageHop(workload: Workload, container: Container, port: number): Hop {
  const hop = { at: "image", name: container.image ?? "(not known)", resource: workload.resource.urn } as const;
  const declared = workload.imagePorts;
  // Kubernetes does not look at EXPOSE: without the annotation nothing is claimed of the image, and nothing hangs on it.
  if (!declared) return { ...hop, verdict: "proven", says: `which port the image declares is not known; Kubernetes does not ask, and whether a process listens on ${port} no plan can tell` };
  if (!declared.includes(port)) return { ...hop, port: declared[0], verdict: "broken", says: `the image declares ${declared.join(", ")}, the container ${port}` };
  return { ...hop, port, verdict: "proven", says: `the image declares ${port}` };
}

function containerHops(workload: Workload, container: Container, port: number, address: string | undefined, says: string): readonly Hop[] {
  return [
    { at: "container", name: container.name, resource: workload.resource.urn, address, port, verdict: "proven", says },
    imageHop(workload, container, port),
  ];
}

/** What a sidecar listens on, by the HAProxy configuration that it mounts; undefined where it mounts none that can be read. */
function listenersOf(sidecar: Container, { workload, filesOf }: PodSide): readonly Listener[] | undefined {
  const option = sidecar.command.lastIndexOf("-f");
  const wanted = option < 0 ? HAPROXY_FILE : sidecar.command[option + 1] ?? HAPROXY_FILE;
  const file = sidecar.configMaps.flatMap(({ name, folder }) => {
    const files = wanted.startsWith(`${folder}/`) ? filesOf(workload, name) : undefined;
    return files?.get(wanted.slice(folder.length + 1)) ?? [];
  })[0];
  return file === undefined ? undefined : listenersIn(file, sidecar.environment);
}

function mapperHops(sidecar: Container, port: number, side: PodSide): readonly Hop[] {
  const { workload } = side;
  const hop = { at: "mapper", name: sidecar.name, resource: workload.resource.urn, port } as const;
  const listeners = listenersOf(sidecar, side);
  if (!listeners) return [{ ...hop, verdict: "undecided", says: `how ${sidecar.name} forwards is not to be read: the HAProxy configuration that it starts with is in no ConfigMap of the plan that it mounts whole` }];
  const [listener, ...others] = listeners.filter(each => each.port === port);
  if (!listener) return [{ ...hop, verdict: "broken", says: `${sidecar.name} listens on ${listeners.map(each => each.port).join(", ") || "no port"}, not on ${port}` }];
  if (isLoopback(listener.address)) return [{ ...hop, address: listener.address, verdict: "broken", says: `${sidecar.name} listens on ${listener.address}: nothing outside the pod reaches it` }];
  if (listener.unread.length > 0) return [{ ...hop, verdict: "undecided", says: `${sidecar.name} decides by more than is read here: ${listener.unread.join(", ")}` }];
  if (others.length > 0 || listener.targets.length > 1) return [{ ...hop, verdict: "undecided", says: `${sidecar.name} has more than one ${others.length > 0 ? "listener" : "server"} for ${port}` }];
  const target = listener.targets[0];
  if (!target) return [{ ...hop, verdict: "broken", says: `${sidecar.name} has no server to forward ${port} to` }];
  if (!isLoopback(target.address)) return [{ ...hop, verdict: "undecided", says: `${sidecar.name} forwards out of the pod, to ${target.address}:${target.port}` }];
  if (side.proxyHeader && !listener.proxyHeader) return [{ ...hop, verdict: "broken", says: `a PROXY header comes before every request, and ${sidecar.name} takes it for a part of it` }];
  if (!side.proxyHeader && listener.proxyHeader) return [{ ...hop, verdict: "broken", says: `${sidecar.name} cuts off who sends no PROXY header, and nothing in front of it sends one` }];
  const forwards = { ...hop, verdict: "proven", says: `forwards to ${target.address}:${target.port}${listener.proxyHeader ? ", and cuts off who sends no PROXY header" : ""}` } as const;
  const container = workload.containers.find(each => !each.sidecar && owns(each, target.port, "TCP"));
  const unknown = { at: "container", name: "(not known)", resource: workload.resource.urn, address: target.address, port: target.port, verdict: "undecided", says: "which ports the containers declare is not known" } as const;
  if (!container && isOpenWithin(workload)) return [forwards, unknown];
  if (!container) return [forwards, { at: "container", name: "(none)", resource: workload.resource.urn, address: target.address, port: target.port, verdict: "broken", says: `no container declares port ${target.port}` }];
  return [forwards, ...containerHops(workload, container, target.port, target.address, "reached through the mapper alone")];
}

/** From the pod inwards, up to the image or to the first hop that does not hold. */
export function innerHops(side: PodSide): readonly Hop[] {
  const { workload, port, podAddresses } = side;
  const pod = { at: "pod", name: workload.name, resource: workload.resource.urn, ...(!workload.onNodeNetwork && { addressFrom: podAddresses }) } as const;
  if (workload.replicas === 0) return [{ ...pod, verdict: "broken", says: `${workload.name} has replicas: 0: there is no pod to answer` }];
  const absence = side.absenceOf(workload);
  if (absence) return [{ ...pod, verdict: "broken", ...absence }];
  if (workload.podsDoubt !== undefined) return [{ ...pod, verdict: "undecided", says: workload.podsDoubt }];
  const lost = workload.containers.find(({ readinessPort, ports, portsOpen }) => readinessPort !== undefined && !portsOpen && !ports.some(({ name }) => name === readinessPort));
  if (lost) return [{ ...pod, verdict: "broken", says: `the readiness probe of ${lost.name} names port "${lost.readinessPort ?? ""}", and ${lost.name} has none of that name: no pod becomes ready` }];
  const found = podPort(side);
  if (typeof found !== "number") return [{ ...pod, ...found }];
  if (side.headless && found !== port.port) return [{ ...pod, port: found, verdict: "undecided", says: `the Service is headless: nothing maps ${port.port ?? "its port"} to ${found}, callers reach pods at ${found} alone; which of the two they ask for is not known` }];
  if (found > 65_535) return [{ ...pod, port: found, verdict: "broken", says: `${found} is no port` }];
  const owners = workload.containers.filter(container => owns(container, found, port.protocol));
  const [owner] = owners;
  const another = workload.containers.find(({ ports }) => ports.some(each => each.port === found));
  if (!owner && another) return [{ ...pod, port: found, verdict: "undecided", says: `${another.name} declares port ${found} for ${another.ports.find(each => each.port === found)?.protocol ?? ""} alone, and the Service sends ${port.protocol}: whether it listens for that cannot be told` }];
  if (!owner) return [{ ...pod, port: found, verdict: "undecided", says: `no container declares port ${found}; whether one listens there cannot be told` }];
  if (owners.length > 1) return [{ ...pod, port: found, verdict: "broken", says: `${owners.map(each => each.name).join(" and ")} both declare port ${found}: the pod has one network` }];
  const reached: Hop = { ...pod, port: found, verdict: "proven", says: typeof port.target === "string" ? `target port "${port.target}" is ${found}` : `target port ${found}` };
  if (side.proxyHeader && !owner.sidecar) return [{ ...reached, verdict: "undecided", says: `a PROXY header comes before every request; whether ${owner.name} reads it cannot be told` }];
  return [reached, ...(owner.sidecar ? mapperHops(owner, found, side) : containerHops(workload, owner, found, undefined, "listens on the pod's address"))];
}
