/**
 * Services with a cluster address that AKS puts into a cluster by itself, beside `kubernetes.default` and the DNS service: every one and its add-ons'. Estimates: AKS documents no such list.
 * Sources: kubectl listings of AKS clusters (Azure/AKS#3120; Azure/AKS#1377, Typha; github.com/VijayRod/demo of the mesh, KEDA and managed Prometheus); azure-aks-docs, app-routing-nginx-prometheus.md;
 * azure-docs, kubernetes-network-policies.md. As of 2026-11-22.
 */
export const OWN_SERVICES = {
  always: ["metrics-server"],
  /** Of each revision, `istiod-<revision>`. */
  mesh: ["istiod"],
  metrics: ["ama-metrics-ksm", "ama-metrics-operator-targets"],
  policy: ["azure-policy-webhook-service", "gatekeeper-webhook-service"],
  scaling: ["keda-operator", "keda-operator-metrics-apiserver", "keda-admission-webhooks"],
  workloadIdentity: ["azure-wi-webhook-webhook-service"],
  /** Application routing, with its default controller. */
  routing: ["nginx", "nginx-metrics"],
  /** By engine of network policies. */
  engines: { azure: ["npm-metrics-cluster-service"], calico: ["calico-typha"] },
} as const;
