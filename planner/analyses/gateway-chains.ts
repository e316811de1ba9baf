/** Follows every host name that an ingress gateway of the Istio add-on serves: front end, proxy, route, and the pods, to the port that the image declares. */
import { GATEWAY_LABEL, GATEWAY_NAMESPACE, GATEWAY_SERVICES } from "../../facts/istio-gateway";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import type { GatewayChain, Hop } from "../model/results";
import { absenceFinder, type AbsenceFinder } from "./absent-pods";
import { Fronts, type Front, type FrontInput } from "./gateway-fronts";
import { hiddenMaker } from "./hidden-objects";
import { listening, portAndHost, served, type Listening, type Served } from "./gateway-hosts";
import { commonName, HostIndex, WILDCARD, type Named } from "./host-names";
import { innerHops } from "./inner-hops";
import { OPEN_CONDITIONS, readGateway, readVirtualService, type GatewayServer, type IstioGateway, type Route, type RouteDestination, type VirtualService } from "./istio-objects";
import type { GatewayService } from "./mesh-gateways";
import { NetworkPolicies } from "./network-policies";
import { podAddresses } from "./node-addresses";
import { objectDoubt } from "./placement";
import { Destinations } from "./route-destinations";
import { MergedRoutes, ordersOf } from "./route-index";
import type { Order } from "./route-order";
import { podCounter } from "./pod-counts";
import { podFinder } from "./service-pods";
import { knownName, type ServicePort } from "./services";
import { overall, type Judgement } from "./verdict";
import { configMapFinder, type Workload } from "./workloads";

/** The word for the mesh itself, which stands among a route's gateways: no way in from outside. */
const MESH = "mesh";

const STANDARD_PORTS = { http: 80, https: 443 } as const;

const key = (provider: string | undefined, namespace: string, name: string): string => JSON.stringify([provider ?? "", namespace, name]);

const isOpen = ({ serversOpen, servers }: IstioGateway): boolean => serversOpen || servers.some(server => server.hostsOpen);

/** What holds of a route, as far as earlier ones leave it its requests. */
const ordered = (says: string, order: Order | undefined): Judgement => (order !== undefined && "doubt" in order ? { verdict: "undecided", says: `${says}; ${order.doubt}` } : { verdict: "proven", says });

class GatewayChains {
  readonly #fronts: Fronts;
  readonly #frontOf = new Map<GatewayServer, Front>();
  readonly #destinations: Destinations;
  readonly #absenceOf: AbsenceFinder;
  readonly #podsOf: ReturnType<typeof podFinder>;
  readonly #filesOf: ReturnType<typeof configMapFinder>;
  readonly #policies: NetworkPolicies;
  readonly #gateways = new Map<string, Listening>();
  readonly #all: readonly Listening[];
  /** Servers' hosts that some route takes. */
  readonly #routed = new Map<GatewayServer, Set<string>>();
  readonly #hidden: string | undefined;

  constructor(readonly input: FrontInput) {
    this.#all = input.graph.where(KINDS.istioGateway).map(resource => listening(readGateway(resource)));
    this.#fronts = new Fronts(input, this.#all.map(({ gateway }) => gateway));
    this.#destinations = new Destinations(input.graph, input.services);
    this.#absenceOf = absenceFinder(input);
    this.#podsOf = podFinder(input.graph, this.#absenceOf);
    this.#filesOf = configMapFinder(input.graph);
    this.#policies = new NetworkPolicies(input.graph);
    this.#hidden = hiddenMaker(input.graph);
    for (const each of this.#all) {
      const { resource, namespace } = each.gateway;
      const name = knownName(resource);
      if (namespace !== undefined && name !== undefined) this.#gateways.set(key(resource.provider, namespace, name), each);
    }
  }

  all(): readonly GatewayChain[] {
    const routes = this.input.graph.where(KINDS.virtualService).map(readVirtualService);
    for (const each of routes) this.#note(each);
    const routed = routes.flatMap(each => this.#routesOf(each));
    return [...routed, ...this.#all.flatMap(each => this.#rest(each))];
  }

  /**
   * VirtualServices by gateway, port and the name that one of their hosts has in common with one of the server's: Istio makes a virtual host of each such name and puts all of their routes into it, so that a
   * wildcard and an exact name meet at a server for the exact one (istio/istio, pilot/pkg/networking/core/gateway.go, buildGatewayHTTPRouteConfig, as of 2026-08-21). Of several virtual hosts the proxy takes the most specific.
   */
  readonly #merged = new Map<IstioGateway, Map<string, MergedRoutes>>();

  #note(routes: VirtualService): void {
    for (const reference of new Set(routes.gateways.known)) {
      const found = reference === MESH || routes.refused !== undefined ? undefined : this.#gatewayOf(reference, routes);
      if (!found || "verdict" in found) continue;
      const byHost = this.#merged.get(found.gateway) ?? new Map<string, MergedRoutes>();
      this.#merged.set(found.gateway, byHost);
      for (const { name, value: { server } } of routes.hosts.known.flatMap(host => served(host, found, routes))) {
        const key = portAndHost(server, name);
        const merged = byHost.get(key) ?? new MergedRoutes();
        byHost.set(key, merged);
        merged.add(routes);
      }
    }
  }

  #front(gateway: IstioGateway, server: GatewayServer): Front {
    const known = this.#frontOf.get(server);
    if (known) return known;
    const front = this.#fronts.of(gateway, server);
    this.#frontOf.set(server, front);
    return front;
  }

  /** All chains of one VirtualService. */
  #routesOf(routes: VirtualService): readonly GatewayChain[] {
    const { resource, gateways, hosts, name } = routes;
    const alone = (host: string, judgement: Judgement, gateway?: IstioGateway): GatewayChain =>
      this.#chain({ host, name: host, virtualService: resource, gateway: gateway?.resource }, [{ at: "gateway", name: gateway?.name ?? "(none)", resource: resource.urn, ...judgement }]);
    if (gateways.open) return [alone(hosts.known[0] ?? name, { verdict: "undecided", says: `which gateways VirtualService ${name} is for is not known` })];
    const unknown = hosts.open ? [{ verdict: "undecided", says: `which hosts VirtualService ${name} is for is not known` } as const] : [];
    return gateways.known.filter(reference => reference !== MESH).flatMap(reference => {
      const found = this.#gatewayOf(reference, routes);
      if ("verdict" in found) return (hosts.known.length > 0 ? hosts.known : [name]).map(host => alone(host, found));
      return [...unknown.map(judgement => alone(name, judgement, found.gateway)), ...hosts.known.flatMap(host => this.#hostOf(host, found, routes, judgement => alone(host, judgement, found.gateway)))];
    });
  }

  #gatewayOf(reference: string, routes: VirtualService): Listening | Judgement {
    const [first = "", second] = reference.split("/");
    const name = second ?? first;
    const namespace = second === undefined ? routes.namespace : first === "." ? routes.namespace : first;
    if (namespace === undefined) return { verdict: "undecided", says: `the namespace of ${routes.name} is not known, and with it which gateway ${name} is meant` };
    const found = this.#gateways.get(key(routes.resource.provider, namespace, name));
    if (found) return found;
    const says = `VirtualService ${routes.name} is for Gateway ${name} of namespace ${namespace}, and there is none`;
    const doubt = this.#all.flatMap(({ gateway }) => objectDoubt(gateway.resource, routes.resource, namespace, name) ?? [])[0] ?? (this.#hidden === undefined ? undefined : `what ${this.#hidden} makes is not known`);
    return doubt === undefined ? { verdict: "broken", says } : { verdict: "undecided", says: `${says} in this plan; ${doubt}` };
  }

  /** The chains of one host of a VirtualService, at every server that serves it. */
  #hostOf(host: string, { gateway, hosts, serves }: Listening, routes: VirtualService, alone: (judgement: Judgement) => GatewayChain): readonly GatewayChain[] {
    const matching = served(host, { hosts }, routes);
    if (matching.length === 0) {
      if (isOpen(gateway)) return [alone({ verdict: "undecided", says: `which hosts ${gateway.name} serves is not known` })];
      const elsewhere = hosts.matching(host).length > 0 ? ` to namespace ${routes.namespace ?? ""}` : "";
      return [alone({ verdict: "broken", says: `Gateway ${gateway.name} does not serve ${host}${elsewhere}: ${serves}` })];
    }
    return matching.flatMap(({ name, value: { server } }) => {
      this.#routed.set(server, (this.#routed.get(server) ?? new Set()).add(name));
      return this.#serverOf(name, gateway, server, routes);
    });
  }

  #serverOf(host: string, gateway: IstioGateway, server: GatewayServer, routes: VirtualService): readonly GatewayChain[] {
    const front = this.#front(gateway, server);
    if (front.handling === "redirect") return [];
    const passes = front.handling === "passthrough";
    const given = passes ? routes.tls : routes.http;
    const mine = given.filter(({ ports, open, sniHosts }) => (ports.length === 0 || server.port === undefined || ports.includes(server.port)) && (!passes || open || sniHosts.some(name => commonName(name, host) !== undefined)));
    const about = { host, gateway: gateway.resource, virtualService: routes.resource, front, server };
    const hop = { at: "route", name: routes.name, resource: routes.resource.urn } as const;
    if (routes.refused !== undefined) return [this.#chain(about, [...front.hops, { ...hop, verdict: "broken", says: `Istio refuses VirtualService ${routes.name}: ${routes.refused}` }])];
    if (mine.length === 0) {
      const what = passes ? `TLS that passes through (spec.tls)${given.length > 0 ? ` to ${host}` : ""}` : "HTTP (spec.http)";
      const judgement: Judgement = routes.open ? { verdict: "undecided", says: "its routes are not known" } : { verdict: "broken", says: `it has no route for ${what}` };
      return [this.#chain(about, [...front.hops, { ...hop, ...judgement }])];
    }
    if (passes) return mine.flatMap(route => this.#routeOf(route, undefined, routes, about));
    const [merged, orders] = [this.#merged.get(gateway)?.get(portAndHost(server, host)), ordersOf(mine, server.port)];
    return mine.flatMap((route, index) => this.#routeOf(route, orders[index] ?? merged?.orderOf(routes, route, server.port), routes, { ...about, path: route.paths[0] ?? "/" }));
  }

  #routeOf(route: Route, order: Order | undefined, routes: VirtualService, about: About): readonly GatewayChain[] {
    const hop = { at: "route", name: routes.name, resource: routes.resource.urn } as const;
    const front = about.front?.hops ?? [];
    const single = (judgement: Judgement): readonly GatewayChain[] => [this.#chain(about, [...front, { ...hop, ...judgement }])];
    const what = `${route.paths.length === 0 ? "every path" : route.paths.join(", ")}${route.conditions.length === 0 ? "" : ` with the right ${route.conditions.join(", ")}`}${typeof route.aborted === "number" && route.aborted > 0 && route.aborted < 100 ? `, but for ${route.aborted} % that fault.abort answers with an error,` : ""}`;
    if (order !== undefined && "never" in order) return single({ verdict: "broken", says: `never reached: ${order.never}` });
    if (route.open) return single({ verdict: "undecided", says: "the route is not known" });
    if (routes.exported) return single({ verdict: "undecided", says: "whether the gateway may use what is exported to some namespaces alone is not known" });
    if (route.conditions.some(condition => OPEN_CONDITIONS.includes(condition))) return single({ verdict: "undecided", says: `whether ${what} is met cannot be told` });
    if (route.answer === "delegate") return single({ verdict: "undecided", says: "it leaves the route to another VirtualService" });
    if (route.answer) return single(ordered(`${what}: the gateway answers by itself (${route.answer})`, order));
    if (route.aborted === "open") return single({ verdict: "undecided", says: `how many requests of ${what} fault.abort answers with an error is not known` });
    if (route.aborted >= 100) return single({ verdict: "broken", says: `${what}: fault.abort answers every request with an error` });
    // A share of nothing is no way.
    const taken = route.destinations.filter(({ weight }) => weight !== 0 || route.destinations.length === 1);
    if (taken.length === 0) return single({ verdict: "broken", says: `${what} goes nowhere` });
    return taken.flatMap(destination => this.#destinationOf(destination, what, taken.length > 1, order, routes, about));
  }

  #destinationOf(destination: RouteDestination, what: string, shared: boolean, order: Order | undefined, routes: VirtualService, about: About): readonly GatewayChain[] {
    const hop = { at: "route", name: routes.name, resource: routes.resource.urn } as const;
    const front = about.front?.hops ?? [];
    const backend = this.#destinations.of(destination, routes, about.server?.port);
    if ("verdict" in backend) return [this.#chain(about, [...front, { ...hop, ...backend }])];
    const { service, port, host } = backend;
    const share = shared && destination.weight !== undefined ? `, a share of ${destination.weight}` : "";
    const passed: Hop = { ...hop, ...ordered(`${what} goes to ${host}, port ${port.port ?? "?"}${share}: the proxy dials the pods themselves, at that port's target`, order) };
    const to = { ...about, service: service.resource };
    if (service.selector === "absent") return [this.#chain(to, [...front, passed, { at: "pod", name: "(none)", resource: service.resource.urn, verdict: "undecided", says: `${service.name} has no selector: who answers is written by hand` }])];
    const answers = this.#podsOf(service);
    if ("nobody" in answers) return [this.#chain(to, [...front, passed, answers.nobody])];
    return answers.map(workload => this.#chain({ ...to, workload }, [...front, passed, ...this.#inside(workload, port, about.front)]));
  }

  readonly #inner = new Map<string, readonly Hop[]>();

  /** Many routes lead to the same pods. */
  #inside(workload: Workload, port: ServicePort, front: Front | undefined): readonly Hop[] {
    const { cluster, place } = front ?? {};
    const id = JSON.stringify([workload.resource.urn, port.port, port.target, cluster?.resource, place?.mode]);
    const known = this.#inner.get(id);
    if (known) return known;
    // Without a virtual address Istio's gateways take the pods' own ports all the same.
    const inner = innerHops({ workload, port, headless: false, proxyHeader: false, podAddresses: podAddresses(cluster, this.input), absenceOf: this.#absenceOf, filesOf: this.#filesOf });
    const [pod] = inner;
    // The proxy is a pod itself, and calls with its own address.
    const pods = place && { namespace: GATEWAY_NAMESPACE, labels: { labels: new Map([[GATEWAY_LABEL, GATEWAY_SERVICES[place.mode]]]), labelsOpen: true } };
    const visitors = [{ who: "the gateway's pods", as: "pods", addresses: cluster && this.#fronts.security.groundOf(cluster).pods, ...(pods && { pods }) }] as const;
    const guards = pod?.verdict === "proven" && pod.port !== undefined
      ? [...this.#fronts.security.inside(cluster, "pods", pod, "TCP"), ...this.#policies.hops({ workload, cluster, visitors, port: pod.port, protocol: "TCP" })] : [];
    const hops = [...guards, ...inner];
    this.#inner.set(id, hops);
    return hops;
  }

  /** Redirects, and hosts that nobody routes. */
  #rest({ gateway }: Listening): readonly GatewayChain[] {
    return gateway.servers.flatMap(server => {
      const front = this.#front(gateway, server);
      const routed = this.#routed.get(server) ?? new Set<string>();
      return server.hosts.flatMap(({ name: host }): readonly GatewayChain[] => {
        const about = { host, gateway: gateway.resource, front, server };
        if (front.handling === "redirect") return [this.#redirect(about)];
        // What a host without a wildcard has in common with another is itself.
        if (host.startsWith(WILDCARD) ? [...routed].some(name => commonName(name, host) !== undefined) : routed.has(host.toLowerCase())) return [];
        const hop = { at: "route", name: "(none)", resource: gateway.resource.urn } as const;
        return [this.#chain(about, [...front.hops, { ...hop, verdict: "undecided", says: `no VirtualService of this plan routes ${host}: until one does, the gateway has nothing to answer` }])];
      });
    });
  }

  /** A redirect is worth nothing where the gateway that answers it, with its own address, does not serve https. */
  #redirect(about: About): GatewayChain {
    const { host, front } = about;
    const hops = front?.hops ?? [];
    const last = hops.at(-1);
    const place = front?.place;
    if (last?.verdict !== "proven" || place === undefined || (this.#secureHosts().get(place)?.matching(host) ?? []).length > 0) return this.#chain(about, hops);
    const lost: Hop = { ...last, verdict: "undecided", says: `${last.says}, and no Gateway of this plan serves ${host} on port ${STANDARD_PORTS.https} of ${place.service.name}` };
    return this.#chain(about, [...hops.slice(0, -1), lost]);
  }

  #secure: ReadonlyMap<GatewayService, HostIndex<Served>> | undefined;

  #secureHosts(): ReadonlyMap<GatewayService, HostIndex<Served>> {
    if (this.#secure) return this.#secure;
    const secure = new Map<GatewayService, Named<Served>[]>();
    for (const each of this.#all.flatMap(({ hosts }) => hosts.all)) {
      const { gateway, server } = each.value;
      const place = server.port === STANDARD_PORTS.https ? this.#front(gateway, server).place : undefined;
      if (!place) continue;
      const known = secure.get(place);
      if (known) known.push(each);
      else secure.set(place, [each]);
    }
    this.#secure = new Map([...secure].map(([place, hosts]) => [place, new HostIndex(hosts)]));
    return this.#secure;
  }

  #chain({ host, path, name, gateway, virtualService, service, workload, front, server }: About, hops: readonly Hop[]): GatewayChain {
    const scheme = front?.scheme ?? "http";
    const port = server?.port === undefined || server.port === STANDARD_PORTS[scheme] ? "" : `:${server.port}`;
    return {
      name: name ?? `${scheme}://${host}${port}${path ?? ""}`, protocol: "TCP", host, path,
      gateway: gateway?.urn, virtualService: virtualService?.urn, service: service?.urn, workload: workload?.resource.urn, replicas: workload && podCounter(this.input.graph)(workload).least,
      rule: front?.rule, hops, verdict: overall(hops),
    };
  }
}

/** What a chain is about. */
interface About {
  readonly host: string;
  readonly path?: string;
  readonly name?: string;
  readonly gateway?: PlanResource;
  readonly virtualService?: PlanResource;
  readonly service?: PlanResource;
  readonly workload?: Workload;
  readonly front?: Front;
  readonly server?: GatewayServer;
}

/** In the order of the VirtualServices, then what no VirtualService is for. */
export function gatewayChains(input: FrontInput): readonly GatewayChain[] {
  return new GatewayChains(input).all();
}
