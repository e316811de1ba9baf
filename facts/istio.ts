/**
 * AKS's Istio add-on: its revisions, and the gateway that it runs. Names are the add-on's own and cannot be chosen.
 * Sources: azure-aks-docs, istio-support-policy.md, istio-deploy-ingress.md, istio-secure-gateway.md, istio-upgrade.md; as of 2026-08-21.
 */
import { ANNOTATIONS } from "./load-balancer";

export interface IstioRevision {
  /** Minor versions of Kubernetes that it runs on. */
  readonly kubernetes: readonly string[];
  /** Month in which AKS expects to end it, `YYYY-MM`; absent where the calendar we read gives none. */
  readonly expectedEnd?: string;
}

export const ISTIO_REVISION_SOURCE = "azure-aks-docs, istio-support-policy.md";

/** Oldest first. A revision ends six weeks after the one but next begins; patches come by themselves, the next revision never does. */
export const ISTIO_REVISIONS = {
  "asm-1-28": { kubernetes: ["1.30", "1.31", "1.32", "1.33", "1.34", "1.35"] },
  "asm-1-29": { kubernetes: ["1.31", "1.32", "1.33", "1.34", "1.35", "1.36"], expectedEnd: "2026-09" },
  "asm-1-30": { kubernetes: ["1.32", "1.33", "1.34", "1.35", "1.36"], expectedEnd: "2026-12" },
} as const satisfies Record<string, IstioRevision>;

export type IstioRevisionName = keyof typeof ISTIO_REVISIONS;

const isRevision = (name: string): name is IstioRevisionName => Object.hasOwn(ISTIO_REVISIONS, name);

export const ISTIO_REVISION_NAMES: readonly IstioRevisionName[] = Object.keys(ISTIO_REVISIONS).filter(isRevision);

export const DEFAULT_ISTIO_REVISION: IstioRevisionName = "asm-1-30";

/** True where AKS runs the revision on that version of Kubernetes, `1.36` or `1.36.1`. */
export const runsOn = (revision: IstioRevisionName, kubernetesVersion: string): boolean =>
  ISTIO_REVISIONS[revision].kubernetes.some(minor => minor === kubernetesVersion.split(".").slice(0, 2).join("."));

/** Where the add-on keeps its gateways, and where a gateway looks for the secret that `credentialName` names. */
export const ISTIO_GATEWAY_NAMESPACE = "aks-istio-ingress";

/** Whom a gateway is for: the VNet and what is connected to it, or everybody. The add-on has one of each at most. */
export type GatewayKind = "internal" | "public";

/** Name of the gateway's Service, which AKS makes. */
export const gatewayServiceName = (kind: GatewayKind): string => `aks-istio-ingressgateway-${kind === "public" ? "external" : "internal"}`;

/** Labels of the gateway's pods: what `selector` of a Gateway and peers of network policies name. */
export const gatewayLabels = (kind: GatewayKind): Record<string, string> => ({ istio: gatewayServiceName(kind) });

/** The gateway's pods, as a network policy tells them: by the add-on's namespace and their labels. */
export const gatewayPods = (kind: GatewayKind) => ({ namespace: ISTIO_GATEWAY_NAMESPACE, labels: gatewayLabels(kind) });

/** Where the gateway is called: over TLS, and in clear, to be sent to TLS. */
export const GATEWAY_PORTS = { https: 443, http: 80 } as const;

/**
 * Annotations of the gateway's Service that the add-on leaves as they are; whatever else is put there it takes back, a DNS label of the public address for one. Older versions of the page say that it takes
 * back every address (until Azure/AKS#4646 was done, 2025). Source: istio-deploy-ingress.md, "Ingress gateway service customizations".
 */
export const KEPT_ANNOTATIONS: readonly string[] = [ANNOTATIONS.internalSubnet, ANNOTATIONS.ipv4, ANNOTATIONS.allowedRanges];

/** The image that AKS's nodes hold every pod's network with; it waits and does nothing. Source: Azure/AgentBaker, parts/common/components.json, as of 2026-08-21. */
export const PAUSE_IMAGE = "mcr.microsoft.com/oss/v2/kubernetes/pause:3.10.1";
