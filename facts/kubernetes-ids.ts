/**
 * The id that the Pulumi Kubernetes provider gives an object: `namespace/name`, or `name` for what belongs to no namespace
 * (github.com/pulumi/pulumi-kubernetes, provider/pkg/provider/util.go, `fqName`).
 */

/** Kinds without a namespace that can be declared, by API group (Kubernetes API reference; kinds as in @pulumi/kubernetes 4.34). As of 2026-11-21. */
export const CLUSTER_SCOPED: Readonly<Record<string, readonly string[]>> = {
  "core": ["Namespace", "Node", "PersistentVolume"],
  "admissionregistration.k8s.io": [
    "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration",
    "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
  ],
  "apiextensions.k8s.io": ["CustomResourceDefinition"],
  "apiregistration.k8s.io": ["APIService"],
  "certificates.k8s.io": ["CertificateSigningRequest", "ClusterTrustBundle"],
  "flowcontrol.apiserver.k8s.io": ["FlowSchema", "PriorityLevelConfiguration"],
  "networking.k8s.io": ["IPAddress", "IngressClass", "ServiceCIDR"],
  "node.k8s.io": ["RuntimeClass"],
  "rbac.authorization.k8s.io": ["ClusterRole", "ClusterRoleBinding"],
  "resource.k8s.io": ["DeviceClass", "DeviceTaintRule", "ResourceSlice"],
  "scheduling.k8s.io": ["PriorityClass"],
  "storage.k8s.io": ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment", "VolumeAttributesClass"],
  "storagemigration.k8s.io": ["StorageVersionMigration"],
};

/** API groups that Kubernetes itself serves and whose other kinds all belong to a namespace. */
const NAMESPACED_GROUPS: readonly string[] = ["apps", "autoscaling", "batch", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "policy"];

/** The namespace that the API server puts an object in that names none. */
const DEFAULT_NAMESPACE = "default";

const record = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === "object" && value !== null ? { ...value } : {});
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/**
 * The id of an object, from its Pulumi type token (`kubernetes:apps/v1:Deployment`) and its inputs, in which what is not known is undefined.
 * Undefined where the name is missing (the provider then adds a random suffix), where the namespace is not known, and where it cannot be told
 * whether a custom kind has a namespace.
 */
export function kubernetesId(token: string, inputs: Readonly<Record<string, unknown>>, defaultNamespace = DEFAULT_NAMESPACE): string | undefined {
  const [owner, api, kind] = token.split(":");
  const metadata = record(inputs.metadata);
  const name = text(metadata.name);
  if (owner !== "kubernetes" || api === undefined || kind === undefined || name === undefined || kind.endsWith("List")) return undefined;
  const group = api.split("/")[0] ?? "";
  const clusterKinds = Object.hasOwn(CLUSTER_SCOPED, group) ? CLUSTER_SCOPED[group] : undefined;
  if (clusterKinds?.includes(kind.replace(/Patch$/, "")) === true) return name;
  if (typeof metadata.namespace === "string") return `${text(metadata.namespace) ?? defaultNamespace}/${name}`;
  if (Object.hasOwn(metadata, "namespace")) return undefined;
  return clusterKinds !== undefined || NAMESPACED_GROUPS.includes(group) ? `${defaultNamespace}/${name}` : undefined;
}
