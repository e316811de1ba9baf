/** Where the addresses of pods are known, how packets reach them, and whose address they leave with, for each network model of AKS. */
import { formatAddress, parsePrefix, prefixAround, sizeOf, usableRange, type Prefix } from "./addresses";
import { POD_BLOCK_LENGTH, type NetworkModel } from "./network-models";

/** Whose address a packet of a pod carries: its own, or its node's, translated (source NAT). `undecided`: no source says. */
type SourceAddress = "pod" | "node" | "undecided";

export interface PodNetworkFacts {
  /** What carries packets between pods of different nodes. */
  readonly between: "routes" | "overlay" | "virtual-network";
  /** The source address towards pods of other nodes is the pod's own in each model. */
  readonly towards: { readonly virtualNetwork: SourceAddress; readonly beyond: SourceAddress };
  /** Whether something in the virtual network can open a connection to a pod's own address. */
  readonly reachable: boolean;
  readonly source: string;
  readonly asOf: string;
}

const OVERVIEW = "azure-aks-docs, concepts-network-cni-overview.md";

export const POD_NETWORKS: Readonly<Record<NetworkModel, PodNetworkFacts>> = {
  kubenet: { between: "routes", towards: { virtualNetwork: "node", beyond: "node" }, reachable: false, source: `azure-aks-docs, configure-kubenet.md; ${OVERVIEW}`, asOf: "2024-05-28" },
  "azure-cni-overlay": { between: "overlay", towards: { virtualNetwork: "node", beyond: "node" }, reachable: false, source: `azure-aks-docs, concepts-network-azure-cni-overlay.md; ${OVERVIEW}`, asOf: "2024-05-28" },
  // The overview says of flat networks that nothing is translated; the page on this model says that it is on the way out of the virtual network, and why (ip-masq-agent).
  "azure-cni-node-subnet": { between: "virtual-network", towards: { virtualNetwork: "pod", beyond: "node" }, reachable: true, source: `azure-aks-docs, concepts-network-legacy-cni.md; ${OVERVIEW}`, asOf: "2024-05-29" },
  "azure-cni-pod-subnet": { between: "virtual-network", towards: { virtualNetwork: "pod", beyond: "pod" }, reachable: true, source: `azure-aks-docs, concepts-network-legacy-cni.md, concepts-network-azure-cni-pod-subnet.md; ${OVERVIEW}`, asOf: "2024-05-29" },
};

/**
 * The blocks of a pod CIDR that the first nodes get, one each. That they are handed out in this order is documented for kubenet by an example (configure-kubenet.md) and for an overlay not at all.
 * None where the range has no room for one.
 */
export function firstPodBlocks(range: string, count: number): readonly string[] {
  const prefix = parsePrefix(range);
  if (!prefix || prefix.length > POD_BLOCK_LENGTH) return [];
  const size = 2 ** (32 - POD_BLOCK_LENGTH);
  return Array.from({ length: Math.min(count, sizeOf(prefix) / size) }, (_, index) => prefixAround(prefix.first + index * size, POD_BLOCK_LENGTH).text);
}

/** The first address that a subnet has to give: the first node's, where nothing else took it before. */
export function firstNodeAddress(subnet: Prefix): string | undefined {
  const range = usableRange(subnet);
  return range && formatAddress(range.first);
}
