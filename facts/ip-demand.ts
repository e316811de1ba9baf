/**
 * How many addresses nodes, pods and services take, for each network model of AKS.
 * Source: azure-aks-docs, concepts-network-ip-address-planning.md, concepts-network-azure-cni-overlay.md, configure-kubenet.md, as of 2026-08-21.
 */
import { MODEL_FACTS, POD_BLOCK_LENGTH, SERVICE_CIDR_SMALLEST_LENGTH, type NetworkModel } from "./network-models";

/**
 * Addresses that one node takes in its own subnet. With pods in the node subnet the NIC takes one for itself and one for each
 * pod that it may ever hold, at creation; the other models take one.
 */
export function addressesPerNode(model: NetworkModel, maxPods: number): number {
  return MODEL_FACTS[model].podsFrom === "node subnet" ? 1 + maxPods : 1;
}

/** Addresses that a node takes from the pod subnet at once, and how few free ones make it take more. Source: azure-aks-docs, configure-azure-cni-dynamic-ip-allocation.md, as of 2026-09-10. */
const POD_BATCH = { size: 16, least: 8 } as const;

/**
 * Addresses of the pod subnet that one node holds: a batch at its start, and, with `maxPods` pods that each have one, as many batches as leave enough free. The second is an
 * upper bound worked out from the documented batches, an estimate: pods of the host's network take none, and an address is given back some time after its pod has gone.
 */
export function podSubnetAddresses(maxPods: number): { readonly atStart: number; readonly atMost: number } {
  const { size, least } = POD_BATCH;
  return { atStart: size, atMost: size * Math.ceil((maxPods + least) / size) };
}

/** Static allocation hands out blocks of this many addresses (/28), of which the node keeps one address for itself. Source: azure-aks-docs, concepts-network-azure-cni-pod-subnet.md, as of 2026-08-21. */
export const STATIC_BLOCK = { size: 16, kept: 1, source: "azure-aks-docs, concepts-network-azure-cni-pod-subnet.md", asOf: "2026-08-21" } as const;

/** Addresses of whole blocks that a node takes at once: 30 and 31 pods are two blocks, 32 three. */
export const staticBlockAddresses = (maxPods: number): number => STATIC_BLOCK.size * Math.ceil((maxPods + STATIC_BLOCK.kept) / STATIC_BLOCK.size);

/**
 * Addresses of a subnet's whole blocks that hold none of those that Azure keeps: all but the first and the last block. Whether these two can be handed out is not documented: an estimate.
 */
export const untouchedBlockAddresses = (size: number): number => Math.max(0, Math.floor(size / STATIC_BLOCK.size) - 2) * STATIC_BLOCK.size;

/** Nodes that a pod range has room for: each takes a block of its own, whatever it holds. */
export const nodesInPodRange = (length: number): number => (length > POD_BLOCK_LENGTH ? 0 : 2 ** (POD_BLOCK_LENGTH - length));

/** The longest pod range with a block for each of so many nodes; undefined where not even every address would do. */
export function smallestPodRangeLength(nodes: number): number | undefined {
  const length = POD_BLOCK_LENGTH - Math.ceil(Math.log2(Math.max(1, nodes)));
  return length < 0 ? undefined : length;
}

/** The first and the last address of a service range are given to nobody. */
export const UNUSED_SERVICE_ADDRESSES = 2;

/** The longest service range with so many addresses to give. */
export const smallestServiceRangeLength = (addresses: number): number => Math.min(SERVICE_CIDR_SMALLEST_LENGTH, 32 - Math.ceil(Math.log2(addresses + UNUSED_SERVICE_ADDRESSES)));

/** Where a pool says nothing. Sources disagree (ARM type: 10 %; rolling-upgrade page: one node); both give one node up to ten. */
export const DEFAULT_MAX_SURGE = { value: "10%", source: "bicep-types-az, AgentPoolUpgradeSettings.maxSurge, 2026-05-01", asOf: "2026-08-20" } as const;

/**
 * Nodes that an upgrade adds while it runs. `maxSurge` is a number of nodes (`"2"`) or a share of the pool (`"33%"`), rounded up; never more than the pool has to upgrade.
 * `maxUnavailable`, the nodes that an upgrade takes out at once, is written and rounded in the same way.
 * Undefined where the text is neither. Source: azure-aks-docs, upgrade-aks-node-pools-rolling.md, as of 2026-08-21.
 */
export function surgeNodes(maxSurge: string, nodes: number): number | undefined {
  const match = /^(\d{1,4})(%?)$/.exec(maxSurge.trim());
  if (!match) return undefined;
  const amount = Number(match[1]);
  return Math.min(nodes, match[2] === "%" ? Math.ceil((nodes * amount) / 100) : amount);
}

/** Virtual addresses that every cluster is sure to take in its service range: `kubernetes.default` (the first) and the DNS service. What else AKS runs is in own-services.ts. */
export const SYSTEM_SERVICE_ADDRESSES = 2;

/** Addresses that an API server's private endpoint takes, in the first pool's subnet. Source: azure-aks-docs, private-clusters.md, as of 2026-08-21. */
export const API_SERVER_ENDPOINT_ADDRESSES = 1;

/**
 * Addresses that a VPN or ExpressRoute gateway has for itself: what it takes is not documented, so the smallest subnet that Azure advises is counted whole, 27 usable addresses of a /27. An estimate.
 * Source: azure-docs, vpn-gateway/vpn-gateway-about-vpn-gateway-settings.md, as of 2020-09-16.
 */
export const GATEWAY_ADDRESSES = 27;

/** The service that subnets of pods and of an API server are delegated to. Source: azure-aks-docs, api-server-vnet-integration.md, configure-azure-cni-dynamic-ip-allocation.md, as of 2026-09-10. */
export const AKS_DELEGATION = { service: "Microsoft.ContainerService/managedClusters" } as const;

/** The add-on of virtual nodes, whose pods are in a subnet of the nodes' network that `SubnetName` names. Source: azure-aks-docs, virtual-nodes-cli.md. */
export const VIRTUAL_NODES = { addOn: "aciConnectorLinux", subnetKey: "SubnetName" } as const;

/** Resources that take addresses in a subnet, in a number that is not counted here. Those of private endpoints are in private-link.ts. */
export const UNCOUNTED_SUBNET_USERS: readonly string[] = [
  "ApplicationGateway", "AzureFirewall", "BastionHost", "DnsResolver", "InboundEndpoint", "OutboundEndpoint", "LoadBalancer",
  "NetworkInterface", "PrivateLinkService", "VirtualMachineScaleSet",
];
