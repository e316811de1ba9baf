/**
 * Servers of Gateways that want the same of one proxy. Istio merges the Gateways of a proxy, the oldest first, and passes over a server that does not go with one
 * before it: plain text and TLS on one port, or TLS twice for one host (istio/istio, pilot/pkg/model/gateway.go, MergeGateways, as of 2026-08-21).
 */
import { PLAIN_PROTOCOLS, type GatewayServer, type IstioGateway } from "./istio-objects";
import { broken, undecided, type Judgement } from "./verdict";

/** The first server of each Gateway that wants something. */
type Wanting = Map<IstioGateway, number>;

const kindOf = ({ protocol }: GatewayServer): "plain" | "tls" | undefined => (protocol === undefined ? undefined : PLAIN_PROTOCOLS.includes(protocol) ? "plain" : protocol === "HTTPS" || protocol === "TLS" ? "tls" : undefined);

export class GatewayRivals {
  readonly #wanting = new Map<string, Wanting>();

  /** @param placeOf which proxy a Gateway is for, by name; undefined where there is none, or it is not known */
  constructor(gateways: readonly IstioGateway[], readonly placeOf: (gateway: IstioGateway) => string | undefined) {
    for (const gateway of gateways) gateway.servers.forEach((server, index) => {
      for (const key of this.#wants(gateway, server)) {
        const there = this.#wanting.get(key) ?? new Map<IstioGateway, number>();
        if (!there.has(gateway)) there.set(gateway, index);
        this.#wanting.set(key, there);
      }
    });
  }

  #wants(gateway: IstioGateway, server: GatewayServer): readonly string[] {
    const [place, kind] = [this.placeOf(gateway), kindOf(server)];
    if (place === undefined || kind === undefined || server.port === undefined || gateway.refused !== undefined) return [];
    const hosts = kind === "tls" ? server.hosts.map(({ name, namespace }) => JSON.stringify([place, server.port, name.toLowerCase(), namespace])) : [];
    return [JSON.stringify([place, server.port, kind]), ...hosts];
  }

  /** Why Istio passes the server over, or may; undefined where it does not. */
  of(gateway: IstioGateway, server: GatewayServer): Judgement | undefined {
    const [own, ...hosts] = this.#wants(gateway, server);
    if (own === undefined) return undefined;
    const [place, port, kind] = [this.placeOf(gateway), server.port, kindOf(server)];
    const other = this.#judge(JSON.stringify([place, port, kind === "tls" ? "plain" : "tls"]), gateway, server, `port ${port ?? "?"} is also for ${kind === "tls" ? "plain text" : "TLS"}`);
    if (other) return other;
    return hosts.map(key => this.#judge(key, gateway, server, `a host of it on port ${port ?? "?"} is also`)).find(judgement => judgement !== undefined);
  }

  #judge(key: string, gateway: IstioGateway, server: GatewayServer, what: string): Judgement | undefined {
    const there = this.#wanting.get(key);
    if (!there) return undefined;
    if ((there.get(gateway) ?? Infinity) < gateway.servers.indexOf(server)) return broken(`Istio passes the server over: ${what} in a server before it`);
    const another = [...there.keys()].slice(0, 2).find(each => each !== gateway);
    return another && undecided(`${what} in Gateway ${another.name}: Istio takes the older one of the two, and passes the other over`);
  }
}
