/** The order in which objects can be applied. */
import { partsOf } from "../../model/kinds";
import { inOrder } from "../../model/order";
import type { PlanResource } from "../../model/plan";

/** What everything else needs, whatever the program says about it. */
const FIRST: readonly string[] = ["Namespace", "CustomResourceDefinition"];

/**
 * Where the program says nothing about two objects: first what the API server asks for when it admits a pod, then what pods are given and kept from; last what
 * could refuse all the others.
 */
const EARLY: readonly (readonly string[])[] = [
  FIRST,
  ["IngressClass", "LimitRange", "PriorityClass", "ResourceQuota", "RuntimeClass", "StorageClass"],
  ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "ServiceAccount"],
  ["ConfigMap", "NetworkPolicy", "PersistentVolume", "PersistentVolumeClaim", "Secret"],
];
const LATE: readonly string[] = ["APIService", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration"];

function rank({ type }: PlanResource): number {
  if (!type.startsWith("kubernetes:")) return EARLY.length;
  const { name } = partsOf(type);
  const early = EARLY.findIndex(kinds => kinds.includes(name));
  return early >= 0 ? early : EARLY.length + (LATE.includes(name) ? 1 : 0);
}

/** All resources: namespaces, then the definitions of kinds, then the others after what they depend on. */
export function inApplyOrder(resources: readonly PlanResource[]): readonly PlanResource[] {
  const ordered = inOrder([...resources].sort((a, b) => rank(a) - rank(b)));
  const isFirst = (resource: PlanResource, kind: string): boolean => resource.type.startsWith("kubernetes:") && partsOf(resource.type).name === kind;
  return [...FIRST.flatMap(kind => ordered.filter(each => isFirst(each, kind))), ...ordered.filter(each => !FIRST.some(kind => isFirst(each, kind)))];
}
