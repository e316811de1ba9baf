/** Kinds of objects beside Kubernetes' own NetworkPolicy that decide who reaches a pod. */

/** The label that Kubernetes puts on every namespace. Source: Kubernetes, well-known labels. */
export const NAMESPACE_NAME_LABEL = "kubernetes.io/metadata.name";

interface PolicyKind {
  readonly group: string;
  readonly kind: string;
  /** Path of the label selector of the pods; absent where it is none of Kubernetes' own form. */
  readonly selector?: readonly string[];
  /** For all namespaces. */
  readonly everywhere?: true;
  /** Enforced by the mesh's proxies, where there is one; `root` is the namespace whose policies are for all others. */
  readonly mesh?: true;
  readonly root?: string;
}

/** Sources: istio.io, security/v1; docs.cilium.io, network policy; docs.tigera.io, Calico resources; network-policy-api.sigs.k8s.io; azure-aks-docs, istio-about.md. As of 2026-08-21. */
export const POLICY_KINDS: readonly PolicyKind[] = [
  { group: "security.istio.io", kind: "AuthorizationPolicy", selector: ["spec", "selector"], mesh: true, root: "aks-istio-system" },
  { group: "cilium.io", kind: "CiliumNetworkPolicy", selector: ["spec", "endpointSelector"] },
  { group: "cilium.io", kind: "CiliumClusterwideNetworkPolicy", selector: ["spec", "endpointSelector"], everywhere: true },
  { group: "crd.projectcalico.org", kind: "NetworkPolicy" },
  { group: "crd.projectcalico.org", kind: "GlobalNetworkPolicy", everywhere: true },
  { group: "projectcalico.org", kind: "NetworkPolicy" },
  { group: "projectcalico.org", kind: "GlobalNetworkPolicy", everywhere: true },
  { group: "policy.networking.k8s.io", kind: "AdminNetworkPolicy", everywhere: true },
  { group: "policy.networking.k8s.io", kind: "BaselineAdminNetworkPolicy", everywhere: true },
];
