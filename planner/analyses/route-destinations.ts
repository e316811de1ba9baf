/** Which Service, and which of its ports, a route of a VirtualService sends to. */
import { serviceNames } from "../../facts/kubernetes-parts";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { isOpen, listAt, readAt, textAt } from "../model/read";
import { hiddenMaker } from "./hidden-objects";
import { commonName, type Named } from "./host-names";
import type { RouteDestination, VirtualService } from "./istio-objects";
import { clusterDoubt, objectDoubt, sameCluster } from "./placement";
import { knownName, namespaceOf, objectName, type ServiceFacts, type ServicePort } from "./services";
import { broken, undecided, type Judgement } from "./verdict";

interface Backend {
  readonly service: ServiceFacts;
  readonly port: ServicePort;
  /** The Service's name as Istio knows it. */
  readonly host: string;
}

export type Destination = Backend | Judgement;

const key = (provider: string | undefined, ...names: readonly string[]): string => JSON.stringify([provider ?? "", ...names]);

/** Istio puts namespace and domain behind a name without a dot, and takes one with a dot as it is. */
const fullName = (host: string, namespace: string): string => (host.includes(".") || host === "*" ? host.toLowerCase() : serviceNames(host, namespace)[2]);

/** Whether it may set up TLS to its host, or to one of the host's ports. */
function asksForTls({ inputs }: PlanResource): boolean {
  const policy = ["spec", "trafficPolicy"] as const;
  const ports = listAt(inputs, ...policy, "portLevelSettings");
  return readAt(inputs, ...policy, "tls").knowledge !== "absent" || isOpen(inputs, ...policy, "portLevelSettings") || ports.some(port => readAt(port, "tls").knowledge !== "absent");
}

export class Destinations {
  readonly #services = new Map<string, ServiceFacts>();
  /** Services whose name or namespace is not known. */
  readonly #unplaced: ServiceFacts[] = [];
  /** By name, whatever the cluster. */
  readonly #anywhere = new Map<string, ServiceFacts[]>();
  /** Names that a ServiceEntry answers. */
  readonly #entries = new Set<string>();
  /** DestinationRules that ask for TLS, by the names to which they do: a wildcard stands for many. */
  readonly #ruled: Named<PlanResource>[] = [];
  readonly #namespaces = new Set<string>();
  readonly #hidden: string | undefined;

  constructor(graph: ResourceGraph, services: readonly ServiceFacts[]) {
    for (const service of services) {
      const name = knownName(service.resource);
      if (service.namespace === undefined || name === undefined) this.#unplaced.push(service);
      else {
        const host = serviceNames(name, service.namespace)[2];
        this.#services.set(key(service.resource.provider, host), service);
        const alike = this.#anywhere.get(host);
        if (alike) alike.push(service);
        else this.#anywhere.set(host, [service]);
      }
    }
    for (const entry of graph.where(KINDS.serviceEntry)) for (const host of listAt(entry.inputs, "spec", "hosts")) this.#entries.add(key(entry.provider, textAt(host)?.toLowerCase() ?? ""));
    for (const rule of graph.where(KINDS.destinationRule)) {
      const host = textAt(rule.inputs, "spec", "host");
      if (host !== undefined && asksForTls(rule)) this.#ruled.push({ name: fullName(host, namespaceOf(rule) ?? ""), value: rule });
    }
    for (const namespace of graph.where(KINDS.namespace)) {
      const name = knownName(namespace);
      if (name !== undefined) this.#namespaces.add(key(namespace.provider, name));
    }
    this.#hidden = hiddenMaker(graph);
  }

  /** The backend, or why there is none, or none that can be told. @param gatewayPort port of the gateway's server */
  of(destination: RouteDestination, routes: VirtualService, gatewayPort: number | undefined): Destination {
    const { provider } = routes.resource;
    if (destination.host === undefined) return undecided("where it sends to is not known");
    if (routes.namespace === undefined && !destination.host.includes(".")) return undecided(`the namespace of ${routes.name} is not known, and with it which ${destination.host} is meant`);
    const host = fullName(destination.host, routes.namespace ?? "");
    const service = this.#services.get(key(provider, host));
    if (!service) return this.#nobody(destination.host, host, routes);
    if (service.type === "ExternalName") return undecided(`${service.name} stands for a name outside the cluster, ${textAt(service.resource.inputs, "spec", "externalName") ?? "not known"}`);
    if (destination.subset) return undecided(`which pods of ${service.name} are meant, a DestinationRule decides`);
    const rule = this.#ruled.find(({ name, value }) => sameCluster(value, routes.resource) !== "no" && commonName(name, host) !== undefined);
    if (rule !== undefined) return undecided(`DestinationRule ${objectName(rule.value)} asks for TLS to ${service.name}; whether its pods speak it cannot be told`);
    return this.#portOf(destination, service, host, gatewayPort);
  }

  #portOf({ port, portOpen }: RouteDestination, service: ServiceFacts, host: string, gatewayPort: number | undefined): Destination {
    if (portOpen) return undecided(`the port of ${service.name} is not known`);
    if (service.portsOpen || service.ports.some(each => each.port === undefined)) return undecided(`the ports of ${service.name} are not known`);
    const [only, ...others] = service.ports;
    // Without a number Istio takes the one port that there is, or that of the gateway.
    const wanted = port ?? (others.length === 0 ? only?.port : gatewayPort);
    const found = service.ports.find(each => each.port === wanted && each.protocol === "TCP");
    if (found) return { service, port: found, host };
    const has = service.ports.map(each => `${each.port ?? ""}${each.protocol === "TCP" ? "" : ` ${each.protocol}`}`).join(", ");
    return broken(`Service ${service.name} has no TCP port ${wanted ?? "at all"}${has === "" ? "" : `: it has ${has}`}`);
  }

  #nobody(written: string, host: string, routes: VirtualService): Judgement {
    const { provider } = routes.resource;
    if (this.#entries.has(key(provider, host))) return undecided(`${written} is for a ServiceEntry to answer`);
    const [name = "", namespace = "", ...rest] = host.split(".");
    const meant = rest.length === 0 || rest.join(".") === "svc" ? this.#services.get(key(provider, serviceNames(name, namespace)[2])) : undefined;
    if (meant) return broken(`Istio takes a name with a dot for a whole one, and nobody has the name ${written}: Service ${name} is ${serviceNames(name, namespace)[2]}`);
    const inCluster = serviceNames(name, namespace)[2] === host;
    if (!inCluster) return undecided(`${written} is no Service of this plan`);
    const elsewhere = this.#anywhere.get(host)?.find(({ resource }) => sameCluster(resource, routes.resource) === "open");
    if (elsewhere) return undecided(clusterDoubt(elsewhere.resource));
    const [doubt] = this.#unplaced.flatMap(({ resource }) => objectDoubt(resource, routes.resource, namespace, name) ?? []);
    if (doubt !== undefined) return undecided(`no Service ${name} of namespace ${namespace} is known; ${doubt}`);
    const ours = namespace === routes.namespace || this.#namespaces.has(key(provider, namespace));
    if (!ours || this.#hidden !== undefined) return undecided(`no Service ${name} of namespace ${namespace} is in this plan${this.#hidden === undefined ? "" : `; what ${this.#hidden} makes is not known`}`);
    return broken(`there is no Service ${name} in namespace ${namespace}`);
  }
}
