/**
 * Versions of Kubernetes' own API that its releases have stopped to serve. Source: Kubernetes documentation, reference/using-api/deprecation-guide.md, as of 2024-12-11 (up to v1.32); none of a stable version has been
 * taken away since.
 */
export interface RemovedApi {
  /** `group/version` as a manifest has it. */
  readonly apiVersion: string;
  /** All kinds of the version where absent. */
  readonly kinds?: readonly string[];
  /** The first release without it, `major.minor`. */
  readonly removedIn: string;
  readonly successor: string;
}

export const REMOVED_APIS_SOURCE = { source: "Kubernetes documentation, deprecation-guide.md", asOf: "2024-12-11" } as const;

/** `apiVersion`, release, successor and, where not all, kinds. */
const api = (apiVersion: string, removedIn: string, successor: string, ...kinds: readonly string[]): RemovedApi => ({ apiVersion, removedIn, successor, ...(kinds.length > 0 && { kinds }) });

const REMOVED_APIS: readonly RemovedApi[] = [
  api("extensions/v1beta1", "1.16", "apps/v1", "DaemonSet", "Deployment", "ReplicaSet"),
  api("extensions/v1beta1", "1.16", "networking.k8s.io/v1", "NetworkPolicy"),
  api("extensions/v1beta1", "1.22", "networking.k8s.io/v1", "Ingress"),
  api("apps/v1beta1", "1.16", "apps/v1"),
  api("apps/v1beta2", "1.16", "apps/v1"),
  api("admissionregistration.k8s.io/v1beta1", "1.22", "admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"),
  api("apiextensions.k8s.io/v1beta1", "1.22", "apiextensions.k8s.io/v1"),
  api("apiregistration.k8s.io/v1beta1", "1.22", "apiregistration.k8s.io/v1"),
  api("authentication.k8s.io/v1beta1", "1.22", "authentication.k8s.io/v1", "TokenReview"),
  api("authorization.k8s.io/v1beta1", "1.22", "authorization.k8s.io/v1"),
  api("coordination.k8s.io/v1beta1", "1.22", "coordination.k8s.io/v1", "Lease"),
  api("networking.k8s.io/v1beta1", "1.22", "networking.k8s.io/v1", "Ingress", "IngressClass"),
  api("rbac.authorization.k8s.io/v1beta1", "1.22", "rbac.authorization.k8s.io/v1"),
  api("scheduling.k8s.io/v1beta1", "1.22", "scheduling.k8s.io/v1", "PriorityClass"),
  api("certificates.k8s.io/v1beta1", "1.22", "certificates.k8s.io/v1"),
  api("storage.k8s.io/v1beta1", "1.22", "storage.k8s.io/v1", "CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"),
  api("storage.k8s.io/v1beta1", "1.27", "storage.k8s.io/v1", "CSIStorageCapacity"),
  api("batch/v1beta1", "1.25", "batch/v1", "CronJob"),
  api("discovery.k8s.io/v1beta1", "1.25", "discovery.k8s.io/v1", "EndpointSlice"),
  api("events.k8s.io/v1beta1", "1.25", "events.k8s.io/v1", "Event"),
  api("autoscaling/v2beta1", "1.25", "autoscaling/v2", "HorizontalPodAutoscaler"),
  api("autoscaling/v2beta2", "1.26", "autoscaling/v2", "HorizontalPodAutoscaler"),
  api("policy/v1beta1", "1.25", "policy/v1", "PodDisruptionBudget"),
  api("policy/v1beta1", "1.25", "Pod Security Admission", "PodSecurityPolicy"),
  api("node.k8s.io/v1beta1", "1.25", "node.k8s.io/v1", "RuntimeClass"),
  api("flowcontrol.apiserver.k8s.io/v1beta1", "1.26", "flowcontrol.apiserver.k8s.io/v1"),
  api("flowcontrol.apiserver.k8s.io/v1beta2", "1.29", "flowcontrol.apiserver.k8s.io/v1"),
  api("flowcontrol.apiserver.k8s.io/v1beta3", "1.32", "flowcontrol.apiserver.k8s.io/v1"),
];

/** What Kubernetes has taken away of the API that a type token such as `kubernetes:policy/v1beta1:PodDisruptionBudget` names; undefined for what it serves, and for kinds of others. */
export function removedApi(type: string): RemovedApi | undefined {
  const match = /^kubernetes:([^:]+):(\w+?)(?:List|Patch)?$/.exec(type);
  if (!match) return undefined;
  const [, version, kind = ""] = match;
  return REMOVED_APIS.find(each => version === each.apiVersion && (each.kinds === undefined || each.kinds.includes(kind)));
}
