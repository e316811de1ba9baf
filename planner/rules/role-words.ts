/** How rules about roles call an identity: two of one cluster are easily taken for one another. */
import type { ResourceGraph } from "../model/graph";
import { calledAs } from "../model/kinds";
import type { RoleIdentity } from "../model/role-results";

const OF: Readonly<Record<RoleIdentity["of"], string>> = { "control-plane": "the control plane's", kubelet: "the kubelet's", workload: "the pods'", "add-on": "the add-on's" };

/** `id-aks (the control plane's identity)`; what AKS makes is called by what it is already. */
export const whoIs = ({ kind, name, of }: RoleIdentity): string => (kind === "user-assigned" || kind === "service-principal" ? `${name} (${OF[of]} identity)` : name);

/** What has to wait: `Deployment shop`. */
export function called(graph: ResourceGraph, urn: string): string {
  const resource = graph.byUrn(urn);
  return resource === undefined ? "it" : calledAs(resource);
}
