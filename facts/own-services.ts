/** Services with a cluster address that AKS puts into a cluster by itself, beside `kubernetes.default` and the DNS service: every one and its add-ons'. Listings of clusters (kubectl get services -A): estimates. As of 2026-11-22. */
export const OWN_SERVICES = {
  always: ["metrics-server"],
  /** Of each revision. */
  mesh: ["istiod"],
  metrics: ["ama-metrics-ksm", "ama-metrics-operator-targets"],
  policy: ["azure-policy-webhook-service", "gatekeeper-webhook-service"],
  scaling: ["keda-operator", "keda-operator-metrics-apiserver", "keda-admission-webhooks"],
  workloadIdentity: ["azure-wi-webhook-webhook-service"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
