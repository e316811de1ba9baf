/**
 * Ingress classes that AKS's own add-ons serve, by the names under which an Ingress asks for them.
 * Sources: azure-aks-docs, app-routing.md, app-routing-nginx-configuration.md, http-application-routing.md; azure-docs, application-gateway/tutorial-ingress-controller-add-on-new.md,
 * application-gateway-kubernetes-ingress, features/custom-ingress-class; as of 2026-08-21.
 */

/** The annotation that named a class before `spec.ingressClassName` did, and still may (Kubernetes, Ingress, "Deprecated annotation"). */
export const CLASS_ANNOTATION = "kubernetes.io/ingress.class";

/** On an IngressClass that takes what names none (Kubernetes, Ingress, "Default IngressClass"). */
export const DEFAULT_CLASS_ANNOTATION = "ingressclass.kubernetes.io/is-default-class";

/** Of the application gateway's controller: the class's own name, and the word of the annotation. */
export const APPLICATION_GATEWAY_CLASSES: readonly string[] = ["azure-application-gateway", "azure/application-gateway"];

/** Of the NGINX that application routing makes by itself, but where the default controller is `None`; the operator makes others of NginxIngressControllers. */
export const APP_ROUTING_CLASS = "webapprouting.kubernetes.azure.com";

/** Of HTTP application routing, which is retired (retired-features.ts). */
export const HTTP_ROUTING_CLASS = "addon-http-application-routing";

/** Annotations by which something makes the secrets that an Ingress names. Sources: cert-manager.io, "Annotated Ingress resource"; azure-aks-docs, app-routing-dns-ssl.md. */
export const CERTIFICATE_ANNOTATIONS: readonly string[] = ["cert-manager.io/issuer", "cert-manager.io/cluster-issuer", "kubernetes.io/tls-acme", "kubernetes.azure.com/tls-cert-keyvault-uri"];

/** Groups of custom resources for which an operator makes secrets, and no pods. Sources: cert-manager.io, Certificate; external-secrets.io, ExternalSecret; secrets-store-csi-driver.sigs.k8s.io, "Sync as Kubernetes Secret". */
export const SECRET_OPERATORS: readonly string[] = ["cert-manager.io", "external-secrets.io", "secrets-store.csi.x-k8s.io"];

/** How the annotations begin by which a secret is copied into other namespaces. Sources: emberstack/kubernetes-reflector, mittwald/kubernetes-replicator: README. */
export const COPIED_BY: readonly string[] = ["reflector.v1.k8s.emberstack.com/", "replicator.v1.mittwald.de/"];

/** What the AWS controller takes for an action of its annotations, and no Service's port (kubernetes-sigs/aws-load-balancer-controller, Ingress annotations, "Actions"). */
export const ACTION_PORT = "use-annotation";

export const INGRESS_SOURCE = "Kubernetes, Ingress, and API reference, IngressBackend; azure-aks-docs, app-routing.md; azure-docs, application-gateway/tutorial-ingress-controller-add-on-new.md";
