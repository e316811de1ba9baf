/** What every workload of the project keeps: the restricted pod security standard, and network policies that begin with nothing. */

/** Labels of a namespace whose pods keep to the restricted standard. */
export const RESTRICTED = Object.fromEntries(["enforce", "audit", "warn"].map(mode => [`pod-security.kubernetes.io/${mode}`, "restricted"]));

/** Of a container: no privilege, no capability, nothing written to its own file system. */
export const hardened = { securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } } };

/** Of a pod. @param id user and group that its containers run as */
export const unprivileged = (id: number) => ({ runAsNonRoot: true, runAsUser: id, runAsGroup: id, seccompProfile: { type: "RuntimeDefault" } });

/** Of a pod whose images are for Linux: on a node with Windows it would never start. */
export const ON_LINUX = { nodeSelector: { "kubernetes.io/os": "linux" } };

/** The label that Kubernetes itself gives every namespace: its name. */
export const NAMESPACE_NAME = "kubernetes.io/metadata.name";

/** Nothing in, nothing out, but what other policies of the namespace allow. */
export const denyAll = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
