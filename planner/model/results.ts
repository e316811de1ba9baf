/**
 * What the analyses conclude from a plan: the shapes under `analyses` in the plan's JSON. Where something cannot be
 * decided, it is left out or said to be undecided; it is never taken as passed.
 */
import type { EgressRule } from "../../facts/egress";
import type { GatewayMode } from "../../facts/istio-gateway";
import type { LoadBalancerRule } from "../../facts/load-balancer";
import type { NetworkModel as BuiltNetworkModel } from "../../facts/network-models";
import type { IpPlan } from "./address-results";
import type { Flow } from "./flow-results";
import type { RolePlan } from "./role-results";
import type { PodNetwork, UpgradePlan } from "./upgrade-results";

/** The networking of a cluster; wider than what this project's program can build, since any plan may be read. */
export type NetworkModel = BuiltNetworkModel | "own-cni" | "undecided";

/** `proven`: follows from the plan. `broken`: Azure or Kubernetes would not do it. `undecided`: the plan does not say enough. */
export type Verdict = "proven" | "broken" | "undecided";

/** A managed cluster as its declaration describes it; what is not declared and not predicted is left out. */
export interface ClusterSummary {
  readonly resource: string;
  readonly name?: string;
  readonly resourceGroup?: string;
  readonly region?: string;
  readonly kubernetesVersion?: string;
  readonly tier?: string;
  readonly network: NetworkModel;
  readonly networkPolicy?: string;
  /** What sends a Service's packets to its pods, on every node; absent where it is not known. */
  readonly serviceProxy?: "kube-proxy" | "cilium";
  readonly outboundType?: string;
  readonly apiServer: "public" | "authorized-ranges" | "private" | "undecided";
  /** Of a private API server alone. */
  readonly privateApiServer?: PrivateApiServer;
  /** What AKS upgrades the cluster to by itself, and how it keeps the nodes' system up to date; absent where nothing is declared, or it is not known. */
  readonly upgradeChannel?: string;
  readonly nodeOsChannel?: string;
  /** Who owns the virtual network of the nodes. */
  readonly virtualNetwork: "own" | "managed" | "undecided";
  /** Pod CIDR and service CIDR, declared or Azure's default. */
  readonly podRange?: AddressRange;
  readonly serviceRange?: AddressRange;
  readonly dnsServiceAddress?: string;
  /** Absent where the Istio add-on is off, or that is not known. */
  readonly mesh?: MeshSummary;
}

/** The Istio add-on. */
export interface MeshSummary {
  /** As declared; without one AKS takes the one before its newest. */
  readonly revisions: readonly string[];
  /** Modes of the ingress gateways that are enabled. */
  readonly gateways: readonly GatewayMode[];
}

export interface PrivateApiServer {
  /** Who keeps the zone of its private name: AKS, nobody, or the declaration. */
  readonly zone: "system" | "none" | "own" | "undecided";
  /** The zone's name, where it is one's own. */
  readonly zoneName?: string;
  /** Whether it has a public host name too, which resolves to the private address; absent where it is not known. */
  readonly publicFqdn?: boolean;
  /** Whether nodes and callers reach it by a private endpoint in the first pool's subnet; false where the API server itself has a subnet. */
  readonly endpoint?: boolean;
}

export interface AddressRange {
  readonly prefix: string;
  /** True where the declaration is silent and Azure's default applies. */
  readonly byDefault: boolean;
}

export interface NodePool {
  readonly cluster?: string;
  /** URN of the AgentPool, or of the cluster that describes the pool inline. */
  readonly resource: string;
  /** Path of the pool's description in the resource. */
  readonly path: string;
  readonly name?: string;
  readonly mode?: string;
  readonly vmSize?: string;
  readonly osType?: string;
  /** The system that the declaration names, such as `AzureLinux` or `Windows2022`. */
  readonly osSku?: string;
  readonly autoscaled: boolean;
  /** Nodes at creation. */
  readonly nodes?: number;
  readonly minNodes?: number;
  readonly maxNodes?: number;
  /** Nodes that an upgrade adds while it runs, at the pool's largest. */
  readonly surgeNodes?: number;
  /** The same with the nodes at creation. */
  readonly surgeNodesAtStart?: number;
  readonly maxPods?: number;
  readonly zones: readonly string[];
  readonly subnet?: SubnetReference;
  readonly podSubnet?: SubnetReference;
  /** How nodes get addresses for their pods from a subnet that is only for those; absent where there is none. */
  readonly podAllocation?: "dynamic" | "static-block" | "undecided";
  /** How long an upgrade waits for the pods of a node to go; absent where the declaration is silent. */
  readonly drainTimeoutMinutes?: number;
  /** Made of machines that Azure may take back. */
  readonly spot?: true;
  /** Only pods that tolerate it, such as AKS's own, run there. */
  readonly dedicated?: true;
  /** About to leave: nothing new is scheduled there, and its nodes must be drained before it is deleted. */
  readonly retiring?: true;
}

/** A subnet as something else names it. */
export interface SubnetReference {
  readonly name: string;
  readonly virtualNetwork?: string;
  /** Of the network, where it is known. */
  readonly resourceGroup?: string;
  /** URN, where the plan declares the subnet. */
  readonly resource?: string;
  /** Path of the declaration in that resource: `inputs`, or `inputs.subnets[0]` in a network. */
  readonly path?: string;
}

/** The resource group that AKS makes for the cluster's own machines. What is in it stands under the plan's `predicted`. */
export interface ManagedGroup {
  readonly cluster: string;
  readonly name: string;
  /** Absent while a part of the name is not known. */
  readonly length?: number;
  readonly limit: number;
  readonly verdict: "fits" | "too-long" | "undecided";
}

/** A way of requests to pods, from outside inwards. */
export interface Chain {
  readonly name: string;
  readonly protocol: string;
  /** URN of the workload whose pods answer. */
  readonly workload?: string;
  /** Its pods, the fewest where an autoscaler scales them. */
  readonly replicas?: number;
  /** Azure's load-balancing rule and probe, for Services of type LoadBalancer. */
  readonly rule?: LoadBalancerRule;
  readonly hops: readonly Hop[];
  readonly verdict: Verdict;
}

/** The way of a request to one port of a Service. */
export interface PortChain extends Chain {
  readonly service: string;
  readonly namespace?: string;
  readonly serviceType: string;
}

/**
 * The way of a request to a host name through an ingress gateway of the Istio add-on; its name is the address that is asked for, such as
 * `https://sorting.example.org/`. There is no hop at the Service that the route names: the gateway's proxy dials the pods.
 */
export interface GatewayChain extends Chain {
  readonly host: string;
  /** Path of the first kind of request that the route takes; absent where the gateway does not look at paths. */
  readonly path?: string;
  /** URN of the Istio `Gateway`; absent where the VirtualService names one that the plan has not. */
  readonly gateway?: string;
  /** URN of the VirtualService; absent where none routes the host. */
  readonly virtualService?: string;
  /** URN of the Service that the route names. */
  readonly service?: string;
}

export type HopPlace = "private-link" | "front-end" | "load-balancer" | "security-group" | "node" | "gateway" | "route" | "service" | "network-policy" | "pod" | "mapper" | "container" | "image";

export interface Hop {
  readonly at: HopPlace;
  readonly name: string;
  /** URN of the declaration that decides the hop. */
  readonly resource?: string;
  /** The address that is listened on or sent to, where it is fixed. */
  readonly address?: string;
  /** The range that the address comes from, where it is not. */
  readonly addressFrom?: { readonly name: string; readonly prefix?: string };
  readonly hostName?: string;
  readonly port?: number;
  readonly verdict: Verdict;
  /** What happens here, or why it is broken or undecided. */
  readonly says: string;
  /** Id of the rule that finds what is broken here, where it is no break of the chain's own: a workload that is refused, pods that no pool takes. */
  readonly foundBy?: string;
  /** Which of the callers that the Service names, or of the cluster's own nodes and pods, are dropped here, and by what, though others pass. */
  readonly dropped?: string;
}

/** How the outbound traffic of a cluster leaves where it is not through the load balancer that AKS makes, and what a firewall on the way must let through. */
export interface EgressPlan {
  readonly cluster: string;
  readonly outboundType: string;
  /** Of each subnet with nodes, from there outwards. */
  readonly ways: readonly EgressWay[];
  /** What must be allowed where the traffic passes a firewall; none behind a NAT gateway of one's own. */
  readonly rules: readonly EgressRule[];
  /** The Azure Firewall on the way, where the plan declares it. */
  readonly firewall?: EgressFirewall;
  readonly verdict: Verdict;
}

/** What a declared Azure Firewall does with what every cluster needs. */
export interface EgressFirewall {
  /** URN. */
  readonly resource: string;
  readonly name: string;
  /** Host names that it lets through to nobody of the cluster; in order of the rules above. */
  readonly dropped: readonly string[];
  readonly verdict: Verdict;
  readonly says: string;
}

export interface EgressWay {
  readonly subnet: string;
  readonly through: "nat-gateway" | "virtual-network-gateway" | "virtual-appliance" | "undecided" | "nothing";
  /** Address of the next hop, where it has one. */
  readonly address?: string;
  /** URN of the Azure Firewall that the next hop is, where the plan declares it. */
  readonly firewall?: string;
  /** URN of the NAT gateway's, the VPN gateway's or the subnet's declaration. */
  readonly resource?: string;
  readonly verdict: Verdict;
  /** What happens, or why it is broken or undecided. */
  readonly says: string;
}

export interface Analyses {
  readonly clusters: readonly ClusterSummary[];
  readonly pools: readonly NodePool[];
  readonly ipPlan: IpPlan;
  readonly managedGroups: readonly ManagedGroup[];
  readonly portChains: readonly PortChain[];
  /** Absent where nothing is routed through a gateway of the Istio add-on. */
  readonly gatewayChains?: readonly GatewayChain[];
  /** Absent where every cluster leaves through the load balancer that AKS makes. */
  readonly egress?: readonly EgressPlan[];
  /** Absent where the plan has no cluster. */
  readonly flows?: readonly Flow[];
  /** For each cluster. */
  readonly podNetworks: readonly PodNetwork[];
  readonly upgrade: readonly UpgradePlan[];
  /** What identities need; absent where the plan has no cluster. */
  readonly roles?: RolePlan;
}
