/** Istio's `Gateway` and `VirtualService` as far as a request's way needs them (istio.io, networking/v1, as of 2026-08-21). */
import type { PlanResource, PlanValue } from "../model/plan";
import { countAt, entriesAt, flagAt, isOpen, listAt, numberAt, readAt, textAt, textEntriesAt } from "../model/read";
import { gatewayRefusal, routesRefusal } from "./istio-refusals";
import { namespaceOf, objectName } from "./services";

/** A list of texts, and whether more may be in it than can be read. */
interface Texts { readonly known: readonly string[]; readonly open: boolean }

function textsOf(from: PlanValue | undefined, ...path: readonly string[]): Texts {
  const elements = listAt(from, ...path);
  return { known: elements.flatMap(element => textAt(element) ?? []), open: isOpen(from, ...path) || elements.some(element => isOpen(element)) };
}

interface ServerHost {
  readonly name: string;
  /** Where the routes must be; absent for any namespace. */
  readonly namespace?: string;
}

export interface ServerTls {
  /** Absent where it is not known. */
  readonly mode?: string;
  /** Name of the secret with the certificate. */
  readonly credential?: string;
  readonly credentialOpen: boolean;
  /** Certificates from files of the gateway's pods. */
  readonly files: boolean;
}

export interface GatewayServer {
  readonly port?: number;
  /** In capitals; absent where it is not known. */
  readonly protocol?: string;
  readonly hosts: readonly ServerHost[];
  readonly hostsOpen: boolean;
  readonly tls: ServerTls | "absent" | "open";
  readonly redirect: boolean;
}

export interface IstioGateway {
  readonly resource: PlanResource;
  readonly name: string;
  readonly namespace?: string;
  readonly selector: "absent" | "open" | ReadonlyMap<string, string>;
  readonly servers: readonly GatewayServer[];
  readonly serversOpen: boolean;
  /** Why Istio refuses it as a whole. */
  readonly refused?: string;
}

/** Protocols of a server that Istio takes for plain HTTP. */
export const PLAIN_PROTOCOLS: readonly string[] = ["HTTP", "HTTP2", "GRPC", "GRPC-WEB"];

/** `namespace/host`, with `.` for the gateway's own namespace and `*` for any. */
function readHost(text: string, own: string | undefined): ServerHost {
  const [namespace, ...rest] = text.split("/");
  if (rest.length === 0) return { name: text };
  return { name: rest.join("/"), ...(namespace === "*" ? {} : { namespace: namespace === "." ? own : namespace }) };
}

/** The first of Istio's modes is taken where none is given: its numbers begin at 0, which is PASSTHROUGH. */
const DEFAULT_TLS_MODE = "PASSTHROUGH";

function readTls(server: PlanValue): GatewayServer["tls"] {
  if (isOpen(server, "tls") || isOpen(server, "tls", "httpsRedirect")) return "open";
  const settings = entriesAt(server, "tls").filter(([key, value]) => key !== "httpsRedirect" && value !== null && value !== undefined);
  if (settings.length === 0) return "absent";
  const names = listAt(server, "tls", "credentialNames");
  return {
    mode: isOpen(server, "tls", "mode") ? undefined : textAt(server, "tls", "mode") ?? DEFAULT_TLS_MODE,
    credential: textAt(server, "tls", "credentialName") ?? textAt(names[0]),
    credentialOpen: isOpen(server, "tls", "credentialName") || isOpen(server, "tls", "credentialNames") || names.some(name => isOpen(name)),
    files: readAt(server, "tls", "serverCertificate").knowledge !== "absent",
  };
}

function readServer(server: PlanValue, namespace: string | undefined): GatewayServer {
  const hosts = textsOf(server, "hosts");
  return {
    port: countAt(server, "port", "number"), protocol: textAt(server, "port", "protocol")?.toUpperCase(),
    hosts: hosts.known.map(host => readHost(host, namespace)), hostsOpen: hosts.open, tls: readTls(server), redirect: flagAt(server, "tls", "httpsRedirect") === true,
  };
}

function readSelector(inputs: PlanValue): IstioGateway["selector"] {
  if (isOpen(inputs, "spec", "selector") || entriesAt(inputs, "spec", "selector").some(([, value]) => isOpen(value))) return "open";
  const labels = textEntriesAt(inputs, "spec", "selector");
  return labels.size === 0 ? "absent" : labels;
}

export function readGateway(resource: PlanResource): IstioGateway {
  const { inputs } = resource;
  const namespace = namespaceOf(resource);
  const servers = listAt(inputs, "spec", "servers");
  return {
    resource, name: objectName(resource), namespace, selector: readSelector(inputs),
    servers: servers.map(server => readServer(server, namespace)),
    serversOpen: isOpen(inputs, "spec", "servers") || servers.some(server => isOpen(server)), refused: gatewayRefusal(inputs),
  };
}

export interface RouteDestination {
  /** Absent where it is not known. */
  readonly host?: string;
  readonly port?: number;
  readonly portOpen: boolean;
  readonly subset: boolean;
  /** 0 where none is given; absent where it is not known. */
  readonly weight?: number;
}

/** How a match asks for a path: by its beginning letter by letter, as a whole, or by a regular expression for the whole. */
export interface RoutePath { readonly kind: "prefix" | "exact" | "regex"; readonly text: string }

/** One of the ways in which a route is taken. */
export interface RouteMatch {
  /** Absent where it takes every path. */
  readonly path?: RoutePath;
  /** What it asks of a request besides the path, by Istio's keys. */
  readonly conditions: readonly string[];
  /** Port of the gateway that it is for; absent for all. */
  readonly port?: number;
  readonly portOpen: boolean;
}

/** What a route without a match asks for: nothing. */
export const everyRequest: RouteMatch = { conditions: [], portOpen: false };

/** Conditions that ask where a request comes from, which the plan does not say. */
export const OPEN_CONDITIONS: readonly string[] = ["gateways", "sourceNamespace", "sourceLabels"];

export interface Route {
  /** None where it takes everything. */
  readonly matches: readonly RouteMatch[];
  /** Paths that it takes, such as `/` or `/api`; none where it takes every path. */
  readonly paths: readonly string[];
  /** What it asks of a request besides the path, by Istio's keys. */
  readonly conditions: readonly string[];
  /** Ports of the gateway that it is for; none where it is for all. */
  readonly ports: readonly number[];
  /** What the gateway does by itself in place of sending the request on. */
  readonly answer?: "redirect" | "directResponse" | "delegate";
  readonly destinations: readonly RouteDestination[];
  /** How many of 100 requests it answers with an error; `open` where that is not known. */
  readonly aborted: number | "open";
  /** Names in the TLS hello that it is for. */
  readonly sniHosts: readonly string[];
  /** True where the route as a whole, or what it asks for, is not known. */
  readonly open: boolean;
}

export interface VirtualService {
  readonly resource: PlanResource;
  readonly name: string;
  readonly namespace?: string;
  readonly hosts: Texts;
  /** Gateways as they are written: `name` or `namespace/name`; none where it is for the mesh alone. */
  readonly gateways: Texts;
  readonly http: readonly Route[];
  readonly tls: readonly Route[];
  /** True where a list of routes is not known. */
  readonly open: boolean;
  /** Namespaces that may use it: narrower than all. */
  readonly exported: boolean;
  /** Why Istio refuses it as a whole. */
  readonly refused?: string;
}

function readDestination(route: PlanValue): RouteDestination {
  return {
    host: textAt(route, "destination", "host"), port: countAt(route, "destination", "port", "number"), portOpen: isOpen(route, "destination", "port", "number"),
    subset: readAt(route, "destination", "subset").knowledge !== "absent", weight: isOpen(route, "weight") ? undefined : countAt(route, "weight") ?? 0,
  };
}

/** Keys of a match that leave no request out by themselves. */
const PLACE_KEYS: readonly string[] = ["uri", "name", "port", "sniHosts", "ignoreUriCase", "statPrefix"];

const PATH_KINDS = ["prefix", "exact", "regex"] as const;

function pathOf(match: PlanValue): RoutePath | undefined {
  return PATH_KINDS.flatMap(kind => {
    const text = textAt(match, "uri", kind);
    return text === undefined ? [] : [{ kind, text }];
  })[0];
}

const readMatch = (match: PlanValue): RouteMatch => ({
  path: pathOf(match), port: countAt(match, "port"), portOpen: isOpen(match, "port"),
  conditions: entriesAt(match).flatMap(([key, value]) => (PLACE_KEYS.includes(key) || value === null || value === undefined ? [] : [key])),
});

/** Istio's reference has said of an abort without a percentage both that it aborts all and that it aborts nothing. */
function abortedOf(route: PlanValue): Route["aborted"] {
  const { knowledge, value: abort } = readAt(route, "fault", "abort");
  if (knowledge === "absent") return 0;
  return numberAt(abort, "percentage", "value") ?? "open";
}

function readRoute(route: PlanValue): Route {
  const given = listAt(route, "match");
  const matches = given.map(readMatch);
  const answer = (["redirect", "directResponse", "delegate"] as const).find(key => readAt(route, key).knowledge !== "absent");
  const targets = listAt(route, "route");
  return {
    matches,
    // One match without a path takes them all.
    paths: matches.some(({ path }) => path === undefined) ? [] : matches.flatMap(({ path }) => (path === undefined ? [] : `${path.kind === "regex" ? "~" : ""}${path.text}`)),
    conditions: [...new Set(matches.flatMap(({ conditions }) => conditions))],
    ports: matches.some(({ port }) => port === undefined) ? [] : matches.flatMap(({ port }) => port ?? []),
    answer, destinations: targets.map(readDestination), aborted: abortedOf(route), sniHosts: given.flatMap(match => textsOf(match, "sniHosts").known),
    open: isOpen(route) || isOpen(route, "match") || isOpen(route, "route") || given.some(match => isOpen(match) || textsOf(match, "sniHosts").open || isOpen(match, "uri") || entriesAt(match, "uri").some(([, value]) => isOpen(value))) || targets.some(target => isOpen(target)),
  };
}

export function readVirtualService(resource: PlanResource): VirtualService {
  const { inputs } = resource;
  const exports = textsOf(inputs, "spec", "exportTo");
  return {
    resource, name: objectName(resource), namespace: namespaceOf(resource),
    hosts: textsOf(inputs, "spec", "hosts"), gateways: textsOf(inputs, "spec", "gateways"),
    http: listAt(inputs, "spec", "http").map(readRoute), tls: listAt(inputs, "spec", "tls").map(readRoute),
    open: isOpen(inputs, "spec", "http") || isOpen(inputs, "spec", "tls"),
    exported: exports.open || (exports.known.length > 0 && !exports.known.includes("*")), refused: routesRefusal(inputs),
  };
}
