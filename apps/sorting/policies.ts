/** Network policies of the namespace: nothing in, nothing out, then exactly the path of a request. */
import type { PolicyEngine } from "../../facts/network-models";
import { AZURE_PROBES, PRIVATE_RANGES } from "../../facts/ranges";
import { NAMESPACE_NAME } from "../restricted";
import { isBalanced } from "../callers";
import type { Exposure } from "./exposure";

export interface AllowArgs {
  readonly exposure: Exposure;
  readonly engine: PolicyEngine;
  readonly externalTrafficPolicy: "Cluster" | "Local";
  /** Prefixes that may call the service. */
  readonly allowedSources: readonly string[];
  /** Range of the nodes' addresses; undefined where AKS owns the VNet. */
  readonly nodeSubnet: string | undefined;
  /** Pods of an ingress gateway, which call the pod port themselves; undefined without one. */
  readonly gateway?: { readonly namespace: string; readonly labels: Record<string, string> } | undefined;
}

/**
 * Who the pod sees as the caller from outside the cluster. With `Local` it is the consumer. With `Cluster` kube-proxy may have sent the packet on from
 * another node, which then is the source, and it hands the load balancer's probes of the node port on to pods as well; Cilium
 * cannot name nodes by address block, so there the source stays open and the Service's own ranges and the security group narrow it.
 * Undefined means any source. Sources: azure-aks-docs, azure-cni-powered-by-cilium.md; Kubernetes, source IP of services.
 */
export function ingressBlocks({ exposure, engine, externalTrafficPolicy, allowedSources, nodeSubnet }: AllowArgs): readonly string[] | undefined {
  if (externalTrafficPolicy === "Local") return allowedSources;
  if (engine === "cilium") return undefined;
  return [...new Set([...allowedSources, ...(isBalanced(exposure) ? [AZURE_PROBES] : []), ...(nodeSubnet === undefined ? PRIVATE_RANGES : [nodeSubnet])])];
}

/** A Service that only the cluster knows is called by pods: told by label, in every namespace, since not every engine finds a pod by its address. So is a gateway, beside the callers from outside. */
function peers(args: AllowArgs) {
  if (args.exposure.kind === "cluster-ip") return [{ namespaceSelector: {} }];
  const { gateway } = args;
  const gatewayPeer = gateway ? [{ namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: gateway.namespace } }, podSelector: { matchLabels: gateway.labels } }] : [];
  const blocks = ingressBlocks(args);
  return blocks && [...blocks.map(cidr => ({ ipBlock: { cidr } })), ...gatewayPeer];
}

/** By number: not every engine resolves the named port of a sidecar. */
export function allowConsumers(args: AllowArgs, podPort: number, labels: Record<string, string>) {
  const from = peers(args);
  return {
    podSelector: { matchLabels: labels },
    policyTypes: ["Ingress"],
    ingress: [{ ...(from && { from }), ports: [{ protocol: "TCP", port: podPort }] }],
  };
}
