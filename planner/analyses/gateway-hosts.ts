/** Which hosts a Gateway of Istio's serves, at which of its servers, and to whose routes. */
import { HostIndex, type Named } from "./host-names";
import type { GatewayServer, IstioGateway, VirtualService } from "./istio-objects";

/** Hosts of a gateway that a message names. */
const MOST_NAMES = 3;

export interface Served { readonly gateway: IstioGateway; readonly server: GatewayServer; readonly namespace?: string }
/** A gateway with what it serves, by host. */
export interface Listening {
  readonly gateway: IstioGateway;
  readonly hosts: HostIndex<Served>;
  /** In words, the first of them. */
  readonly serves: string;
}

export function listening(gateway: IstioGateway): Listening {
  const own = gateway.servers.flatMap(server => server.hosts.map(({ name, namespace }) => ({ name, value: { gateway, server, ...(namespace !== undefined && { namespace }) } })));
  const names = [...new Set(own.map(each => each.name))];
  const serves = names.length === 0 ? "it serves no host" : `it serves ${names.slice(0, MOST_NAMES).join(", ")}${names.length > MOST_NAMES ? ", …" : ""}`;
  return { gateway, hosts: new HostIndex(own), serves };
}

/** The servers that serve a host of a VirtualService, each with the names that both are for: the more specific of the two. */
export const served = (host: string, { hosts }: Pick<Listening, "hosts">, { namespace }: VirtualService): readonly Named<Served>[] =>
  hosts.matching(host).filter(({ value }) => value.namespace === undefined || namespace === undefined || value.namespace === namespace);

/** What one virtual host of the proxy is for. */
export const portAndHost = ({ port }: GatewayServer, host: string): string => `${port ?? "?"} ${host.toLowerCase()}`;

