/** The gateway as Istio and Azure's cloud controller are told of it: pure, so that each choice can be looked at by itself. */
import { GATEWAY_NAMESPACE, GATEWAY_PLACE, GATEWAY_PORTS, gatewayLabels } from "../../facts/istio-gateway";
import { serviceNames } from "../../facts/kubernetes-parts";
import { ANNOTATIONS } from "../../facts/load-balancer";
import { allowedSources, openings, sourceRanges } from "../callers";

export type GatewayExposure =
  /** A private address of the Services subnet. */
  | { readonly kind: "internal"; readonly address?: string | undefined }
  /** A public address, which Azure picks. */
  | { readonly kind: "public" };

/** A host name with the paths of it that lead to the service. */
export interface Host {
  readonly host: string;
  /** By whole segments: `/houses` is `/houses` and all below it; `/` is everything. */
  readonly paths: readonly string[];
}

/** The Service that a request goes on to. */
export interface Backend { readonly name: string; readonly namespace: string; readonly port: number }

/**
 * Who may call the gateway, and what the security group on the nodes' subnet must let through for them: both ports of the front end, and nothing of the gateway's own port for its health, 15021.
 * @param virtualNetwork undefined where AKS owns the VNet, whose security group is its own
 */
export function gatewayWaysIn(
  { exposure, allowedSources: configured }: { readonly exposure: GatewayExposure; readonly allowedSources?: readonly string[] | undefined },
  virtualNetwork: { readonly addressSpace: string; readonly subnets: { readonly aks: string; readonly services: string } } | undefined,
) {
  const sources = allowedSources(exposure, configured, virtualNetwork?.addressSpace);
  return { sources, openings: virtualNetwork ? [GATEWAY_PORTS.https, GATEWAY_PORTS.http].flatMap(port => openings("ingress", exposure, port, sources, virtualNetwork.subnets)) : [] };
}

/** What AKS's own Service of the gateway is told beside what AKS says, none of which the add-on takes back (facts/istio-gateway.ts). That an internal gateway is internal, AKS says itself. */
export function gatewayAnnotations(exposure: GatewayExposure, subnetName: string | undefined, sources: readonly string[]): Record<string, string> {
  const ranges = sourceRanges(sources);
  return {
    ...(exposure.kind === "internal" && subnetName !== undefined && { [GATEWAY_PLACE.subnet]: subnetName }),
    ...(exposure.kind === "internal" && exposure.address !== undefined && { [GATEWAY_PLACE.address]: exposure.address }),
    ...(ranges && { [ANNOTATIONS.allowedRanges]: ranges.join(",") }),
  };
}

/** TLS ends here, 1.2 at least; what comes in clear is sent there. @param credentialName the secret with certificate and key, in the gateway's own namespace */
export function gatewaySpec({ kind }: GatewayExposure, hosts: readonly Host[], credentialName: string) {
  const names = hosts.map(({ host }) => host);
  return {
    selector: gatewayLabels(kind),
    servers: [
      { port: { number: GATEWAY_PORTS.https, name: "https", protocol: "HTTPS" }, hosts: names, tls: { mode: "SIMPLE", credentialName, minProtocolVersion: "TLSV1_2" } },
      { port: { number: GATEWAY_PORTS.http, name: "http", protocol: "HTTP" }, hosts: names, tls: { httpsRedirect: true } },
    ],
  };
}

/** Istio compares a prefix letter by letter, so that `/houses` would also be `/housesitter`: a path is itself, or what begins with it and a slash. */
const matches = (path: string) => (path === "/" ? [{ uri: { prefix: "/" } }] : [{ uri: { exact: path } }, { uri: { prefix: `${path}/` } }]);

/** The way from one host to the service. A path that is not named leads nowhere: 404. */
export const routeSpec = ({ host, paths }: Host, gatewayName: string, { name, namespace, port }: Backend) => ({
  hosts: [host],
  gateways: [`${GATEWAY_NAMESPACE}/${gatewayName}`],
  http: [{ match: paths.flatMap(matches), route: [{ destination: { host: serviceNames(name, namespace)[2], port: { number: port } } }] }],
});

/** Where callers find the service, once the records are written. */
export const urlsOf = (hosts: readonly Host[]): readonly string[] => hosts.flatMap(({ host, paths }) => paths.map(path => `https://${host}${path}`));
