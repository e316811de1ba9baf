/** Services and nodes as the cloud controller reads them. */
import type { Conditions, KubernetesObject } from "../lab/kubernetes-object";

export interface ServicePort {
  readonly name?: string;
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly port: number;
  /** Absent, or 0, where the Service asks for none. */
  readonly nodePort?: number;
  readonly appProtocol?: string;
}

export interface Service extends KubernetesObject {
  readonly metadata: KubernetesObject["metadata"] & { readonly namespace: string; readonly creationTimestamp: string; readonly finalizers?: readonly string[] };
  readonly spec: {
    readonly type: string;
    readonly ports?: readonly ServicePort[];
    readonly externalTrafficPolicy?: "Cluster" | "Local";
    readonly healthCheckNodePort?: number;
    readonly sessionAffinity?: "None" | "ClientIP";
    readonly loadBalancerIP?: string;
    readonly loadBalancerClass?: string;
    readonly ipFamilies?: readonly string[];
  };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

export interface Node extends KubernetesObject {
  readonly spec: { readonly taints?: readonly { readonly key: string }[] };
  readonly status?: Conditions & { readonly addresses?: readonly { readonly type: string; readonly address: string }[] };
}

/** `namespace/name`, by which Kubernetes' own messages call a Service. */
export const nameOf = ({ metadata }: Service): string => `${metadata.namespace}/${metadata.name}`;

/** A class of one's own belongs to another controller. */
export const wantsLoadBalancer = ({ spec, metadata }: Service): boolean =>
  spec.type === "LoadBalancer" && spec.loadBalancerClass === undefined && metadata.deletionTimestamp === undefined;

/** The node's address in the subnet; undefined until the kubelet has said it. */
export const addressOf = ({ status }: Node): string | undefined => status?.addresses?.find(({ type }) => type === "InternalIP")?.address;

/** Nodes with this label are in no load balancer's pool. */
export const EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
const BEING_REMOVED = "ToBeDeletedByClusterAutoscaler";

/**
 * Whether a node belongs into the backend pool. Readiness does not count: the probe finds out.
 * Source: k8s.io/cloud-provider, controllers/service/controller.go, the predicates of the stable node set.
 */
export const isBackend = ({ metadata, spec }: Node): boolean =>
  metadata.deletionTimestamp === undefined && metadata.labels?.[EXCLUDED] === undefined && spec.taints?.some(({ key }) => key === BEING_REMOVED) !== true;
