/**
 * Fields of Kubernetes objects that hold something else than a text, by their name: what stands for a value that is not known yet must be of the field's kind, or no tool can put the value there.
 * Source: the argument types of @pulumi/kubernetes 4.34 (types/input.d.ts), fields of a status left out. As of 2026-11-21.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Numbers, switches, and what may be a number or a text, such as `targetPort`. */
export const NUMBERS_AND_SWITCHES: readonly string[] = words(`
  activeDeadlineSeconds averageUtilization backoffLimit backoffLimitPerIndex completions containerPort defaultMode endPort expirationSeconds failedJobsHistoryLimit failureThreshold
  healthCheckNodePort hostPort initialDelaySeconds maxReplicas maxSkew maxSurge maxUnavailable minAvailable minDomains minReadySeconds minReplicas nodePort number parallelism partition
  periodSeconds port priority progressDeadlineSeconds replicas revisionHistoryLimit runAsGroup runAsUser fsGroup seconds stabilizationWindowSeconds startingDeadlineSeconds
  successfulJobsHistoryLimit successThreshold targetCPUUtilizationPercentage targetPort terminationGracePeriodSeconds timeoutSeconds tolerationSeconds ttlSecondsAfterFinished weight
  allocateLoadBalancerNodePorts allowPrivilegeEscalation allowVolumeExpansion attachRequired automountServiceAccountToken enableServiceLinks globalDefault hostIPC hostNetwork hostPID hostUsers
  immutable optional paused privileged publishNotReadyAddresses readOnly readOnlyRootFilesystem runAsNonRoot setHostnameAsFQDN shareProcessNamespace stdin suspend tty
`);

/** Objects whose keys are anybody's and whose values are texts: in them no name says anything. */
export const MAPS_OF_TEXTS: readonly string[] = words("annotations binaryData data labels limits matchLabels nodeSelector parameters requests stringData volumeAttributes");

export const LISTS_OF_TEXTS: readonly string[] = words(`
  accessModes add apiGroups args clusterIPs drop except externalIPs finalizers hosts ipFamilies loadBalancerSourceRanges mountOptions nonResourceURLs policyTypes resourceNames verbs
`);

export const LISTS_OF_OBJECTS: readonly string[] = words(`
  containers egress env envFrom from hostAliases httpHeaders imagePullSecrets ingress initContainers matchExpressions metrics ownerReferences paths ports rules subjects sysctls tls to
  tolerations topologySpreadConstraints volumeClaimTemplates volumeMounts
`);

/** Objects with fields of their own. */
export const OBJECTS: readonly string[] = words(`
  affinity configMap csi labelSelector livenessProbe metadata namespaceSelector podSelector readinessProbe rollingUpdate securityContext spec startupProbe template valueFrom
`);

/** Of these the name alone does not tell, but nearly every use is of this kind. */
export const MOSTLY_NOT_TEXT: readonly string[] = words("command resources selector strategy volumes");

const NOT_TEXT: ReadonlySet<string> = new Set([...NUMBERS_AND_SWITCHES, ...MAPS_OF_TEXTS, ...LISTS_OF_TEXTS, ...LISTS_OF_OBJECTS, ...OBJECTS, ...MOSTLY_NOT_TEXT]);

/** Whether a text belongs at a path of an object, as far as names tell; what nothing is known of, such as the fields of a custom kind, is taken for one. */
export function isTextField(path: readonly (string | number)[]): boolean {
  const [parent, last] = [path.at(-2), path.at(-1)];
  if (typeof last === "number") return typeof parent !== "string" || (!LISTS_OF_OBJECTS.includes(parent) && parent !== "volumes");
  if (last === undefined) return false;
  return (typeof parent === "string" && MAPS_OF_TEXTS.includes(parent)) || !NOT_TEXT.has(last);
}

/**
 * Fields with hyphens that Pulumi's SDKs write with underscores; the provider writes them as Kubernetes does
 * (github.com/pulumi/pulumi-kubernetes, provider/pkg/provider/provider.go, `mapReplUnderscoreToDash`).
 */
const WITH_HYPHENS: readonly string[] = words(
  "x_kubernetes_embedded_resource x_kubernetes_int_or_string x_kubernetes_list_map_keys x_kubernetes_list_type x_kubernetes_map_type x_kubernetes_preserve_unknown_fields x_kubernetes_validations",
);

/** The name of a field as Kubernetes has it. */
export const fieldName = (key: string): string => (WITH_HYPHENS.includes(key) ? key.replaceAll("_", "-") : key);
