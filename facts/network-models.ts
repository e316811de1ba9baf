/** The network models of AKS that the program can build, and the rules on their address ranges. */

export const NETWORK_MODELS = ["azure-cni-node-subnet", "azure-cni-pod-subnet", "azure-cni-overlay", "kubenet"] as const;
export type NetworkModel = (typeof NETWORK_MODELS)[number];

export interface NetworkModelFacts {
  /** The name that the articles and the portal use. */
  readonly title: string;
  /** Where pods take their addresses. */
  readonly podsFrom: "node subnet" | "pod subnet" | "pod CIDR";
  readonly defaultMaxPods: number;
  readonly networkPlugin: "azure" | "kubenet";
  readonly networkPluginMode?: "overlay";
  /** Network policy engines that the model can be combined with. */
  readonly policyEngines: readonly PolicyEngine[];
  readonly source: string;
  readonly asOf: string;
}

export const POLICY_ENGINES = ["none", "azure", "calico", "cilium"] as const;
export type PolicyEngine = (typeof POLICY_ENGINES)[number];

export const MODEL_FACTS: Readonly<Record<NetworkModel, NetworkModelFacts>> = {
  "azure-cni-node-subnet": {
    title: "advanced networking (Azure CNI, node subnet)", podsFrom: "node subnet", defaultMaxPods: 30, networkPlugin: "azure",
    policyEngines: ["none", "azure", "calico", "cilium"], source: "azure-aks-docs, concepts-network-ip-address-planning.md, azure-cni-powered-by-cilium.md", asOf: "2026-08-21",
  },
  // The maxPods default is the newest page's (2026-09-10); an older copy of it says 250.
  "azure-cni-pod-subnet": {
    title: "Azure CNI with a subnet of its own for pods (dynamic allocation)", podsFrom: "pod subnet", defaultMaxPods: 110, networkPlugin: "azure",
    policyEngines: ["none", "azure", "calico", "cilium"],
    source: "azure-aks-docs, configure-azure-cni-dynamic-ip-allocation.md, concepts-network-azure-cni-pod-subnet.md, azure-cni-powered-by-cilium.md", asOf: "2026-09-10",
  },
  "azure-cni-overlay": {
    title: "Azure CNI Overlay", podsFrom: "pod CIDR", defaultMaxPods: 250, networkPlugin: "azure", networkPluginMode: "overlay",
    policyEngines: ["none", "azure", "calico", "cilium"], source: "azure-aks-docs, concepts-network-azure-cni-overlay.md, use-network-policies.md", asOf: "2026-08-21",
  },
  kubenet: {
    title: "basic networking (kubenet)", podsFrom: "pod CIDR", defaultMaxPods: 110, networkPlugin: "kubenet",
    policyEngines: ["none", "calico"], source: "azure-aks-docs, configure-kubenet.md", asOf: "2026-08-21",
  },
};

/** Pods a node can have. Source: azure-aks-docs, concepts-network-ip-address-planning.md. A pool must have room for 30 pods in all; a system node for 30 (use-system-pools.md). */
export const MAX_PODS = { min: 10, max: 250, poolFloor: 30, systemNodeFloor: 30 } as const;

/** Nodes that Azure's own policy engine (NPM) is built for. Source: azure-aks-docs, use-network-policies.md, as of 2026-08-21. */
export const AZURE_POLICY_MAX_NODES = 250;

/** Nodes of one pool, its surge included. Source: azure-aks-docs, upgrade-aks-node-pools-rolling.md, as of 2026-08-21. */
export const POOL_MAX_NODES = 1000;

/** Nodes of one kubenet cluster: one route for each. Source: azure-aks-docs, configure-kubenet.md. */
export const KUBENET_MAX_NODES = 400;

/** Every node of an overlay or kubenet cluster takes one block of this length from the pod CIDR. Source: azure-aks-docs, concepts-network-azure-cni-overlay.md. */
export const POD_BLOCK_LENGTH = 24;

/** The widest pod subnet of dynamic allocation. Source: azure-aks-docs, configure-azure-cni-dynamic-ip-allocation.md, as of 2026-09-10. */
export const LARGEST_POD_SUBNET_LENGTH = 16;

/** A service CIDR must be smaller than this length, so at least one bit longer. Source: azure-aks-docs, concepts-network-ip-address-planning.md. */
export const SERVICE_CIDR_LIMIT_LENGTH = 12;
/** The largest of IPv6. Source: azure-aks-docs, azure-cni-overlay.md (dual stack), as of 2026-08-21. */
export const SERVICE_CIDR_LIMIT_LENGTH_IPV6 = 108;
/** The longest service CIDR with room for the API, the DNS and some services. */
export const SERVICE_CIDR_SMALLEST_LENGTH = 28;

/** Ranges that service, pod and VNet addresses must not touch. Source: azure-aks-docs, concepts-network-cni-overview.md, as of 2026-08-21. */
export const FORBIDDEN_RANGES = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"] as const;

/** Names of a VNet or its group on overlay become node labels. Source: azure-aks-docs, concepts-network-azure-cni-overlay.md. */
export const OVERLAY_NAME_LIMIT = 63;

export const DEFAULT_SERVICE_CIDR = "10.0.0.0/16";
export const DEFAULT_DNS_SERVICE_IP = "10.0.0.10";
/** Azure's default for overlay and kubenet. Source: azure-aks-docs, azure-cni-overlay.md. */
export const DEFAULT_POD_CIDR = "10.244.0.0/16";
