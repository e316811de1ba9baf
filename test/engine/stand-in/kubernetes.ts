/** The API server's side of a create, as the Kubernetes provider tells it: ids, and the addresses that a cloud gives to Services. */
import { at, textOf, type Properties } from "./wire";

/** Kinds of this project that belong to no namespace. */
const CLUSTER_SCOPED: readonly string[] = ["core/v1:Namespace", "rbac.authorization.k8s.io/v1:ClusterRole", "rbac.authorization.k8s.io/v1:ClusterRoleBinding"].map(kind => `kubernetes:${kind}`);

/** `namespace/name`. Throws an Error where the object has no name. */
export function objectId(type: string, inputs: Properties): string {
  const name = textOf(at(inputs, "metadata", "name"));
  if (name === undefined) throw new Error(`${type} has no metadata.name`);
  return CLUSTER_SCOPED.includes(type) ? name : `${textOf(at(inputs, "metadata", "namespace")) ?? "default"}/${name}`;
}

/** From the range that is kept for documentation (RFC 5737), unless the Service asks for an address. */
const GIVEN_ADDRESS = "203.0.113.7";
const ADDRESS = "service.beta.kubernetes.io/azure-load-balancer-ipv4";

export function objectOutputs(type: string, inputs: Properties): Properties {
  if (type !== "kubernetes:core/v1:Service" || at(inputs, "spec", "type") !== "LoadBalancer") return inputs;
  const ip = textOf(at(inputs, "metadata", "annotations", ADDRESS)) ?? GIVEN_ADDRESS;
  return { ...inputs, status: { loadBalancer: { ingress: [{ ip }] } } };
}
