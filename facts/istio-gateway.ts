/**
 * The ingress gateways of AKS's Istio add-on: AKS makes them where the cluster's profile enables them, at most one of each mode, and nobody declares them.
 * Source: azure-aks-docs, istio-deploy-ingress.md, istio-secure-gateway.md and istio-gateway-api.md, as of 2026-08-21; what a `Gateway` and a
 * `VirtualService` may say is Istio's (istio.io, networking/v1).
 */
import { ANNOTATIONS } from "./load-balancer";

/** Modes as the cluster's profile writes them: `serviceMeshProfile.istio.components.ingressGateways[].mode`. */
export const GATEWAY_MODES = ["Internal", "External"] as const;
export type GatewayMode = (typeof GATEWAY_MODES)[number];

/** Namespace of the gateways' Services and pods. A secret with a certificate for them must be there too. */
export const GATEWAY_NAMESPACE = "aks-istio-ingress";

/** Namespace of istiod, the mesh's control plane. */
export const MESH_NAMESPACE = "aks-istio-system";

/** Label of the gateways' pods by which an Istio `Gateway` selects them: `spec.selector`. */
export const GATEWAY_LABEL = "istio";

/** The Service's name, which is the label's value as well. */
export const GATEWAY_SERVICES: Readonly<Record<GatewayMode, string>> = { Internal: "aks-istio-ingressgateway-internal", External: "aks-istio-ingressgateway-external" };

/** Whom a gateway is for: the VNet and what is connected to it, or everybody. */
export type GatewayKind = "internal" | "public";

/** Name of the gateway's Service. */
export const gatewayServiceName = (kind: GatewayKind): string => GATEWAY_SERVICES[kind === "public" ? "External" : "Internal"];

/** Labels of the gateway's pods: what `selector` of a `Gateway` and peers of network policies name. */
export const gatewayLabels = (kind: GatewayKind): Record<string, string> => ({ [GATEWAY_LABEL]: gatewayServiceName(kind) });

/** The gateway's pods, as a network policy tells them: by the add-on's namespace and their labels. */
export const gatewayPods = (kind: GatewayKind) => ({ namespace: GATEWAY_NAMESPACE, labels: gatewayLabels(kind) });

/** The mode of the gateway whose Service, or label, has the name; undefined for any other. */
export const gatewayModeOf = (name: string): GatewayMode | undefined => GATEWAY_MODES.find(mode => GATEWAY_SERVICES[mode] === name);

/** Ports of the Service: status (for probes), HTTP and HTTPS. A server of an Istio `Gateway` on another port is reached by nobody from outside. */
export const GATEWAY_PORTS = { status: 15_021, http: 80, https: 443 } as const;

/**
 * Annotations that say where the Service takes its address. The add-on keeps them on its Service, which nobody declares: patch it
 * (`kubernetes:core/v1:ServicePatch`). The subnet goes by name, in the nodes' virtual network; without it the nodes' own is taken.
 */
export const GATEWAY_PLACE = { subnet: ANNOTATIONS.internalSubnet, address: ANNOTATIONS.ipv4 } as const;

const AZURE = "service.beta.kubernetes.io/azure-";

/** Annotations of the gateways' Services that the add-on leaves as they are. Source: istio-deploy-ingress.md, "Ingress gateway service customizations", as of 2026-08-21. */
const KEPT_ANNOTATIONS: ReadonlySet<string> = new Set([
  GATEWAY_PLACE.subnet, GATEWAY_PLACE.address, ANNOTATIONS.allowedRanges, ANNOTATIONS.disableFloatingIp, ANNOTATIONS.idleTimeout, "external-dns.alpha.kubernetes.io/hostname",
  ...["allowed-service-tags", "load-balancer-disable-tcp-reset", "load-balancer-resource-group", "pip-ip-tags", "pip-name", "shared-securityrule"].map(name => AZURE + name),
]);

/** Those of one port's rule and probe: of the ports for requests, and of no other. */
const KEPT_OF_PORTS = new RegExp(`^service\\.beta\\.kubernetes\\.io/port_(${GATEWAY_PORTS.http}|${GATEWAY_PORTS.https})_(no_lb_rule|no_probe_rule|health-probe_(protocol|port|interval|num-of-probe|request-path))$`);

/**
 * Whether the add-on leaves an annotation on its gateway's Service. What Azure's cloud controller would read and the list does not have, a DNS label for one, it takes back (Azure/AKS#4646); of anything else nothing is said.
 */
export const isKeptOnGateway = (annotation: string): boolean => KEPT_ANNOTATIONS.has(annotation) || KEPT_OF_PORTS.test(annotation) || !annotation.startsWith("service.beta.kubernetes.io/");

/** The image that AKS's nodes hold every pod's network with; it waits and does nothing. Source: Azure/AgentBaker, parts/common/components.json, as of 2026-08-21. */
export const PAUSE_IMAGE = "mcr.microsoft.com/oss/v2/kubernetes/pause:3.10.1";

/** Type of a Kubernetes secret that holds a certificate and its key. */
export const TLS_SECRET_TYPE = "kubernetes.io/tls";

export const GATEWAY_SOURCE = "azure-aks-docs, istio-deploy-ingress.md";
export const GATEWAY_TLS_SOURCE = "azure-aks-docs, istio-secure-gateway.md";
