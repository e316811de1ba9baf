import { GATEWAY_SERVICES, GATEWAY_SOURCE, GATEWAY_TLS_SOURCE } from "../../facts/istio-gateway";
import type { HopPlace } from "../model/results";
import type { FixtureResource, Rule } from "./rule";

/** Hops that a Service's own chain has not: what breaks behind them, `broken-port-chain` finds. */
const OWN_HOPS: readonly HopPlace[] = ["private-link", "front-end", "gateway", "route"];

function fixture(gateway: string): readonly FixtureResource[] {
  const metadata = { name: "example", namespace: "example" };
  return [
    { type: "azure-native:containerservice:ManagedCluster", inputs: {
      resourceName: "aks-example", serviceMeshProfile: { mode: "Istio", istio: { components: { ingressGateways: [{ enabled: true, mode: "Internal" }] } } },
    } },
    { type: "kubernetes:networking.istio.io/v1:Gateway", inputs: {
      metadata, spec: { selector: { istio: GATEWAY_SERVICES.Internal }, servers: [{ port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["example.org"] }] },
    } },
    { type: "kubernetes:networking.istio.io/v1:VirtualService", inputs: {
      metadata, spec: { hosts: ["example.org"], gateways: [gateway], http: [{ route: [{ destination: { host: "example", port: { number: 90 } } }] }] },
    } },
    { type: "kubernetes:core/v1:Service", inputs: { metadata, spec: { selector: { app: "example" }, ports: [{ port: 90 }] } } },
  ];
}

export const brokenIngressRoute: Rule = {
  id: "broken-ingress-route",
  severity: "error",
  question: "Is there a host name whose requests end at an ingress gateway, or before it?",
  fix: "Make gateway, certificate and route agree: the mode that the cluster enables, the Gateway's selector and hosts, the secret in the gateways' namespace, the VirtualService's gateways, hosts and destinations.",
  source: `${GATEWAY_SOURCE}; ${GATEWAY_TLS_SOURCE}; istio.io, networking/v1`,
  asOf: "2026-08-21",
  check: ({ analyses }) => {
    const seen = new Set<string>();
    return (analyses.gatewayChains ?? []).flatMap(chain => {
      const hop = chain.hops.find(each => each.verdict === "broken");
      const resource = hop?.resource ?? chain.gateway ?? chain.virtualService;
      // What breaks at the gateway breaks all of its routes: it is said once.
      const cause = JSON.stringify([hop?.at, resource, hop?.says]);
      if (!hop || !OWN_HOPS.includes(hop.at) || seen.has(cause)) return [];
      seen.add(cause);
      return [{ resource, path: "inputs.spec", message: `the way to ${chain.name} ends at the ${hop.at.replaceAll("-", " ")}: ${hop.says}`, evidence: { at: hop.at, host: chain.host, ...(hop.port !== undefined && { port: hop.port }) } }];
    });
  },
  fixtures: { breaks: fixture("another"), nearMiss: fixture("example") },
};
