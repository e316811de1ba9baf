/** A chain through an ingress gateway, from the consumer to the proxy: front end, load balancer, node, and what the gateway does with what arrives. */
import { GATEWAY_LABEL, GATEWAY_MODES, gatewayModeOf, GATEWAY_PORTS, GATEWAY_SERVICES } from "../../facts/istio-gateway";
import type { LoadBalancerRule } from "../../facts/load-balancer";
import type { PlanResource } from "../model/plan";
import type { ClusterSummary, Hop } from "../model/results";
import { exposureOf } from "./exposures";
import { Certificates } from "./gateway-certificates";
import { GatewayRivals } from "./gateway-rivals";
import { FrontEndTakers } from "./front-end-takers";
import { frontEndPlace } from "./front-ends";
import { hiddenMaker } from "./hidden-objects";
import { PLAIN_PROTOCOLS, type GatewayServer, type IstioGateway, type ServerTls } from "./istio-objects";
import type { Match } from "./label-selector";
import { gatewayState, type GatewayService } from "./mesh-gateways";
import { outerHops, ruleFor, withConflict } from "./outer-hops";
import { sameCluster } from "./placement";
import type { PortChainInput } from "./port-chains";
import { SecurityHops } from "./security-hops";
import { broken, proven, undecided, type Judgement } from "./verdict";

/** What chains are made from: declared Services, and beside them those of the gateways. */
export interface FrontInput extends Omit<PortChainInput, "clusterOf"> {
  readonly gatewayServices: readonly GatewayService[];
  readonly clusterOfResource: (resource: PlanResource) => ClusterSummary | undefined;
}

/** What a server does with a request: sends it on by its host and path, sends it on unread by the name in the TLS hello, or answers that https is the way. */
export type Handling = "http" | "passthrough" | "redirect";

export interface Front {
  /** Outer hops, and the gateway's. */
  readonly hops: readonly Hop[];
  readonly rule?: LoadBalancerRule;
  readonly cluster?: ClusterSummary;
  /** The gateway of AKS's that the selector chooses; absent where there is none, or which is not known. */
  readonly place?: GatewayService;
  readonly handling: Handling;
  /** `https` or `http`, and the port where it is not that scheme's own. */
  readonly scheme: "http" | "https";
}

const ENDING: readonly string[] = ["SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL"];
const PUBLISHED: readonly number[] = [GATEWAY_PORTS.http, GATEWAY_PORTS.https];

const labelKey = (key: string, value: string): string => JSON.stringify([key, value]);

export class Fronts {
  readonly #certificates: Certificates;
  readonly security: SecurityHops;
  /** Of the pods of workloads: who has one, by cluster. */
  readonly #labels = new Map<string, Map<string | undefined, PlanResource>>();
  readonly #hidden: string | undefined;
  readonly #takers: FrontEndTakers;
  readonly #rivals: GatewayRivals;
  readonly #places = new Map<IstioGateway, GatewayService | Judgement>();
  readonly #outer = new Map<string, Pick<Front, "hops" | "rule">>();

  constructor(readonly input: FrontInput, gateways: readonly IstioGateway[]) {
    this.#certificates = new Certificates(input.graph);
    this.security = new SecurityHops(input);
    this.#hidden = hiddenMaker(input.graph);
    for (const { labels, resource } of input.workloads) {
      for (const [name, value] of labels) {
        const key = labelKey(name, value);
        this.#labels.set(key, (this.#labels.get(key) ?? new Map<string | undefined, PlanResource>()).set(resource.provider, resource));
      }
    }
    const declared = input.services.map(service => ({ service, cluster: service.type === "LoadBalancer" ? input.clusterOfResource(service.resource) : undefined }));
    this.#takers = new FrontEndTakers(input.graph, input.subnets, [...declared, ...input.gatewayServices], (service, cluster) => frontEndPlace(service, cluster, input.pools, input.subnets));
    this.#rivals = new GatewayRivals(gateways, gateway => {
      const place = this.#placeOf(gateway);
      return "verdict" in place ? undefined : JSON.stringify([place.cluster.resource, place.mode]);
    });
  }

  /** The gateway of AKS's that the selector chooses, or why there is none. */
  #placeOf(gateway: IstioGateway): GatewayService | Judgement {
    const known = this.#places.get(gateway);
    if (known) return known;
    const place = this.#find(gateway);
    this.#places.set(gateway, place);
    return place;
  }

  #find({ selector, resource }: IstioGateway): GatewayService | Judgement {
    if (selector === "open") return undecided("which gateway it selects is not known");
    if (selector === "absent") return undecided("it selects no gateway in particular");
    const wanted = [...selector].map(([key, value]) => `${key}=${value}`).join(", ");
    const mode = gatewayModeOf(selector.get(GATEWAY_LABEL) ?? "");
    if (mode === undefined) {
      const has = (places: readonly Match[]) => [...selector].every(([key, value]) => [...(this.#labels.get(labelKey(key, value)) ?? new Map<string, PlanResource>()).values()].some(pods => places.includes(sameCluster(pods, resource))));
      const own = has(["yes"]);
      if (own) return undecided(`it selects a gateway of one's own, with the labels ${wanted}: the way to that is not followed`);
      if (has(["yes", "open"])) return undecided(`whether the pods with the labels ${wanted}, of another provider, are in the same cluster is not known`);
      if (this.#hidden !== undefined) return undecided(`whether pods with the labels ${wanted} are among what ${this.#hidden} makes is not known`);
      return broken(`no gateway has the labels ${wanted}: those of AKS have ${GATEWAY_LABEL}=${GATEWAY_SERVICES.Internal} or ${GATEWAY_LABEL}=${GATEWAY_SERVICES.External}`);
    }
    const cluster = this.input.clusterOfResource(resource);
    if (!cluster) return undecided(this.input.clusters.length === 0 ? `the cluster is not in this plan: whether it has the gateway ${GATEWAY_SERVICES[mode]} is not known` : "which cluster it goes to is not known");
    const inputs = this.input.graph.byUrn(cluster.resource)?.inputs;
    const state = gatewayState(inputs, mode);
    if (state === "open") return undecided(`whether the cluster has an ingress gateway of mode ${mode} is not known`);
    const service = this.input.gatewayServices.find(each => each.cluster === cluster && each.mode === mode);
    if (state === "absent" || !service) {
      const others = GATEWAY_MODES.filter(each => gatewayState(inputs, each) === "enabled");
      return broken(`AKS makes no gateway ${GATEWAY_SERVICES[mode]}: the cluster's serviceMeshProfile enables ${others.length === 0 ? "none" : `${others.join(" and ")} alone`}`);
    }
    return selector.size > 1 ? undecided(`whether the gateway's pods have all of the labels ${wanted} is not known`) : service;
  }

  /** From outside to the proxy, the same for all servers on a port. */
  #outerOf({ service, cluster }: GatewayService, port: number): Pick<Front, "hops" | "rule"> {
    const key = JSON.stringify([cluster.resource, service.name, port]);
    const known = this.#outer.get(key);
    if (known) return known;
    const found = service.ports.find(each => each.port === port);
    const exposure = exposureOf(service, { protocol: "TCP", ...found, port }, cluster, this.input);
    const rule = ruleFor(exposure);
    const conflict = this.#takers.conflict(service, cluster, port, exposure.port.protocol, exposure.place);
    const arriving = outerHops(exposure, rule).map(hop => withConflict(hop, conflict));
    const arrival = arriving.findIndex(({ at }) => at === "node");
    const outer = { hops: [...arriving.slice(0, arrival), ...this.security.outside(exposure, rule), ...arriving.slice(arrival)], rule };
    this.#outer.set(key, outer);
    return outer;
  }

  /** What arrives at the proxy, and what it needs for that. */
  #judge(server: GatewayServer, handling: Handling, gateway: IstioGateway): Judgement {
    const { port, protocol, tls } = server;
    if (gateway.refused !== undefined) return broken(`Istio refuses Gateway ${gateway.name}: ${gateway.refused}`);
    if (port === undefined || protocol === undefined) return undecided("port and protocol of the server are not known");
    if (!PUBLISHED.includes(port)) return broken(`nobody reaches port ${port} from outside: the Service that AKS makes takes ${PUBLISHED.join(" and ")}`);
    if (tls === "open") return undecided("the server's TLS settings are not known");
    const rival = this.#rivals.of(gateway, server);
    if (rival) return rival;
    if (handling === "redirect") return proven("answers plain HTTP with a redirect to https");
    if (PLAIN_PROTOCOLS.includes(protocol)) return tls === "absent" ? proven("plain HTTP, not encrypted") : broken(`Istio refuses TLS settings for a server of protocol ${protocol}`);
    if (protocol !== "HTTPS" && protocol !== "TLS") return undecided(`how protocol ${protocol} goes on is not followed`);
    if (tls === "absent") return broken(`Istio refuses a server of protocol ${protocol} without TLS settings`);
    if (tls.mode === undefined) return undecided("the TLS mode is not known");
    if (tls.mode === "PASSTHROUGH") return proven("TLS passes through: the pods have the certificate");
    if (!ENDING.includes(tls.mode)) return undecided(`TLS mode ${tls.mode} is not followed`);
    if (protocol === "TLS") return undecided("TLS ends here, and what is in it goes on as TCP: that is not followed");
    return this.#certificateOf(tls, tls.mode, gateway);
  }

  #certificateOf({ credential, credentialOpen, files }: ServerTls, mode: string, { resource }: IstioGateway): Judgement {
    if (credential === undefined) {
      if (credentialOpen) return undecided("the secret with the certificate is not known");
      return files ? undecided("the certificate is a file of the gateway's pods, which AKS makes") : broken(`TLS mode ${mode} without credentialName: there is no certificate`);
    }
    const { verdict, says } = this.#certificates.of(resource, credential);
    if (verdict !== "proven") return { verdict, says };
    return mode === "SIMPLE" ? proven(`TLS ends here, ${says}`) : undecided(`TLS ends here, ${says}; whose certificates it takes from clients cannot be told`);
  }

  /** @param server one of the gateway's */
  of(gateway: IstioGateway, server: GatewayServer): Front {
    const { port, protocol, tls } = server;
    const plain = protocol === undefined || PLAIN_PROTOCOLS.includes(protocol);
    const handling = plain && server.redirect ? "redirect" : !plain && typeof tls === "object" && tls.mode === "PASSTHROUGH" ? "passthrough" : "http";
    const front = { handling, scheme: plain ? "http" : "https" } as const;
    const hop = { at: "gateway", name: gateway.name, resource: gateway.resource.urn, ...(port !== undefined && { port }) } as const;
    const place = this.#placeOf(gateway);
    if ("verdict" in place) return { ...front, hops: [{ ...hop, ...place }], cluster: this.input.clusterOfResource(gateway.resource) };
    const outer = port !== undefined && PUBLISHED.includes(port) ? this.#outerOf(place, port) : { hops: [] };
    return { ...front, ...outer, cluster: place.cluster, place, hops: [...outer.hops, { ...hop, ...this.#judge(server, handling, gateway) }] };
  }
}
