/** What the plan concludes of addresses: the shapes under `analyses.ipPlan` in the plan's JSON. */

export interface IpPlan {
  readonly subnets: readonly SubnetBudget[];
  readonly ranges: readonly RangeBudget[];
  /** What each pool's nodes have before the first pod; absent where the plan has no pools. */
  readonly nodeInterfaces?: readonly NodeInterface[];
  /** Every two ranges that meet, those too that may; absent where none do. */
  readonly overlaps?: readonly RangeOverlap[];
  /** Ranges that are declared and not known, or are none: what they meet is not looked at. Absent where all are known. */
  readonly unknownRanges?: readonly UnknownRange[];
}

/**
 * What happens to pools, and how large they are then. `start`: as declared. `upgrade`: one pool after the other, each with its surge; the one that takes most. `maximum`: the autoscaler's most, nodes full
 * of pods. `upgrade-at-maximum`: that and every pool's surge at once, as Azure's sizing formula has it. `rotation`: a new pool beside an old one of its size; the one that takes most.
 */
export type DemandEventName = "start" | "upgrade" | "maximum" | "upgrade-at-maximum" | "rotation" | "rotation-at-maximum";

export interface DemandEvent {
  readonly event: DemandEventName;
  readonly nodes: number;
  /** Addresses, or nodes of a pod range; what is not known is not in it. */
  readonly demand: number;
  readonly left?: number;
  readonly verdict: "fits" | "short" | "undecided";
}

/** The event that the room does not suffice for first: what Azure refuses at creation, else the growth or upgrade with the least demand, else a rotation. */
export interface Exhaustion {
  readonly event: DemandEventName;
  readonly demand: number;
  readonly nodes: number;
  /** What a node takes then; absent where pools take differently. */
  readonly each?: number;
  /** Nodes that there is room for; absent where pools take differently. */
  readonly nodesThatFit?: number;
}

/** What is the same of subnets and ranges. */
export interface Room {
  /** In the order of the names above; of what has no pools, the start alone. */
  readonly events: readonly DemandEvent[];
  /** Absent where nothing is sure to exhaust it. */
  readonly exhaustedBy?: Exhaustion;
  /** Azure refuses the declaration: what it counts in advance (nodes at creation or, where they scale, at the most) does not fit. */
  readonly refused?: true;
  /** Length such as `/23` of the smallest that would do for every event; absent where it is not known, or none would. */
  readonly smallestPrefix?: string;
  readonly verdict: "fits" | "short" | "undecided";
  readonly reason?: string;
}

/** Addresses of the virtual network that a node's network interface has from its creation on. */
export interface NodeInterface {
  readonly pool: string;
  /** URN, where it is known. */
  readonly cluster?: string;
  readonly podsFrom: "node-subnet" | "pod-subnet" | "pod-range" | "own-cni" | "undecided";
  /** The node's own and, from the node subnet, its pods'. */
  readonly inNodeSubnet?: number;
  readonly inPodSubnet?: number;
  /** Length of the block that the node has of a range outside the network. */
  readonly podBlock?: string;
}

export type RangeKind = "network" | "subnet" | "pods" | "services" | "on-premises" | "peered-network" | "reserved";

/** One of two ranges that meet. */
export interface RangeEnd {
  readonly kind: RangeKind;
  readonly name: string;
  readonly prefix: string;
  /** URN and path of the declaration; absent of what Azure reserves. */
  readonly resource?: string;
  readonly path?: string;
  /** True where the declaration is silent and Azure's default applies. */
  readonly byDefault?: true;
}

export type UnknownRange = Pick<RangeEnd, "kind" | "name" | "resource" | "path">;

export interface RangeOverlap {
  readonly a: RangeEnd;
  readonly b: RangeEnd;
  /** `broken`: refused, or packets do not arrive. `risk`: works until something has an address there. `allowed`: neither knows of the other. */
  readonly verdict: "broken" | "risk" | "allowed" | "undecided";
  readonly says: string;
  readonly source: string;
}

/** The addresses of one subnet: what it has, what is taken at creation and at the most, what is left. */
export interface SubnetBudget extends Room {
  readonly name: string;
  /** URN of the declaration; absent where the subnet exists already or AKS makes it. */
  readonly resource?: string;
  readonly path?: string;
  readonly origin: "declared" | "managed" | "elsewhere";
  /** URN of the cluster that AKS makes the subnet for, where the plan has several; absent of subnets that AKS does not make. */
  readonly cluster?: string;
  readonly prefix?: string;
  readonly size?: number;
  readonly usable?: number;
  readonly role: "nodes" | "pods" | "services" | "other";
  readonly pools: readonly PoolDemand[];
  readonly frontEnds: readonly FrontEndAddress[];
  /** What has addresses of the subnet for itself; absent where nothing has. */
  readonly reserved?: readonly ReservedAddresses[];
  /** Addresses of front ends, endpoints and what is reserved, together; those that are known. */
  readonly fixed: number;
  readonly demandNow?: number;
  /** At the autoscaler's maximum plus the surge of an upgrade. */
  readonly demandAtPeak?: number;
  readonly leftNow?: number;
  readonly leftAtPeak?: number;
}

export interface PoolDemand {
  readonly pool: string;
  /** URN of the pool's cluster, where the plan has several and it is known. */
  readonly cluster?: string;
  readonly nodes: number;
  readonly nodesAtPeak: number;
  /** Addresses that each node's NIC takes in advance: its own and one for each pod it may hold. */
  readonly addressesPerNode: number;
  /** The most that a node may come to hold where it takes more as it needs them: an estimate. */
  readonly addressesPerNodeAtPeak?: number;
}

/** An address that a load balancer or a private endpoint takes in a subnet; an endpoint with several has an entry for each. */
export interface FrontEndAddress {
  readonly resource: string;
  readonly name: string;
  /** Fixed by the declaration; absent where Azure chooses it. */
  readonly address?: string;
}

/** Addresses that something has for itself in a subnet, such as a VPN gateway. */
export interface ReservedAddresses {
  readonly resource: string;
  readonly name: string;
  readonly addresses: number;
}

/** A range outside every subnet: pods of an overlay, virtual addresses of services. */
export interface RangeBudget extends Room {
  readonly cluster: string;
  readonly of: "pods" | "services";
  readonly prefix: string;
  readonly byDefault: boolean;
  /** Pod ranges are handed out in blocks, one a node; service ranges by the address. */
  readonly unit: "nodes" | "addresses";
  readonly capacity?: number;
  readonly demandNow?: number;
  readonly demandAtPeak?: number;
  /** Addresses of AKS's own Services, an estimate: in the demand, where the range has room for them. */
  readonly estimated?: number;
}
