/** Who makes pods beside the kinds of Kubernetes that everybody knows: operators for their own kinds, and AKS in namespaces of its own. As of 2026-11-22. */

/** Namespaces in which AKS and its add-ons run pods. Sources: azure-aks-docs, core-aks-concepts.md, use-network-policies.md, app-routing.md, istio-deploy-addon.md, command-invoke.md; azure-policy-docs, policy-for-kubernetes.md. */
export const AKS_NAMESPACES: readonly string[] = [
  "kube-system", "calico-system", "tigera-operator", "gatekeeper-system", "app-routing-system", "aks-istio-system", "aks-istio-ingress", "aks-istio-egress", "aks-command",
];

/** Groups of custom resources for which no operator makes pods, but for AKS in a namespace of its own. Sources: azure-aks-docs, app-routing-nginx-configuration.md; istio.io, secrets-store-csi-driver.sigs.k8s.io, cert-manager.io, external-secrets.io, docs.cilium.io, docs.tigera.io: references of their kinds. */
const GROUPS_WITHOUT_PODS: readonly string[] = [
  "networking.istio.io", "security.istio.io", "telemetry.istio.io", "secrets-store.csi.x-k8s.io", "cert-manager.io", "acme.cert-manager.io", "external-secrets.io", "cilium.io", "projectcalico.org", "crd.projectcalico.org",
  "approuting.kubernetes.azure.com",
];

/** Kubernetes' own groups, and the SDK's for charts, have no dot or a domain of their own; for Gateways of the Gateway API controllers make proxies. Source: Kubernetes, API groups; gateway-api.sigs.k8s.io. */
const isOwnGroup = (group: string): boolean => !group.includes(".") || group === "helm.sh" || (group.endsWith(".k8s.io") && group !== "gateway.networking.k8s.io");

/** True for the group of a custom resource for which an operator may make pods. */
export const mayMakePods = (group: string): boolean => !isOwnGroup(group) && !GROUPS_WITHOUT_PODS.includes(group);

/** Labels that Kubernetes puts on pods itself. Source: Kubernetes, well-known labels, annotations and taints. */
export const CONTROLLER_LABELS: readonly string[] = [
  "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index", "pod-template-hash", "controller-revision-hash", "pod-template-generation",
  "controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "batch.kubernetes.io/job-completion-index",
];
