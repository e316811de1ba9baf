/** What the plan concludes of traffic: who talks to whom, hop by hop, and who enforces what there. Shapes under `analyses.flows` in the plan's JSON. */
import type { Verdict } from "./results";

/** `consumer`: to a Service or a host name. `azure`: from the cluster to what it uses of Azure and beyond. `operator`: to the API server. */
type FlowKind = "consumer" | "azure" | "operator";

export interface Flow {
  /** The same in every plan of the same declarations; no two flows have the same. */
  readonly id: string;
  readonly kind: FlowKind;
  /** What the flow is to or for, in words. */
  readonly name: string;
  readonly cluster: string;
  readonly origins: readonly FlowOrigin[];
  /** From the origins on; `label` and `id` of a hop that several flows share are the same in all of them. */
  readonly hops: readonly FlowHop[];
  /** Of the hops and of the origins that reach: what is undecided of one is so of the flow. */
  readonly verdict: Verdict;
}

type OriginPlace = "internet" | "authorized-ranges" | "virtual-network" | "peered-network" | "on-premises" | "private-link" | "azure" | "cluster" | "pods" | "nodes";

/** Where requests begin. */
export interface FlowOrigin {
  readonly id: string;
  readonly at: OriginPlace;
  readonly label: string;
  /** Whether requests from there are meant to get through; what is not, is known to be closed. */
  readonly reaches: boolean;
  /** How they come, or why not. */
  readonly says: string;
  /** How answers go back; absent where nothing reaches. */
  readonly back?: { readonly verdict: Verdict; readonly says: string };
  /** Of the way there and back. */
  readonly verdict: Verdict;
}

type FlowPlace =
  | "name" | "private-link" | "front-end" | "nodes" | "chain"
  | "private-endpoint" | "service-endpoint" | "way-out" | "azure-service" | "resolver"
  | "api-server" | "authentication" | "authorization" | "tunnel" | "kubelet";

export interface FlowHop {
  readonly id: string;
  readonly at: FlowPlace;
  readonly label: string;
  /** URN of the declaration that decides the hop. */
  readonly resource?: string;
  readonly hostNames?: readonly string[];
  readonly address?: string;
  /** The range that the address comes from, where it is not fixed. */
  readonly addressFrom?: { readonly name: string; readonly prefix?: string };
  readonly port?: number;
  readonly protocol?: "TCP" | "UDP" | "SCTP";
  /** What decides there whether a packet or a request goes on; none where nothing does. */
  readonly enforcedBy: readonly Enforcer[];
  readonly verdict: Verdict;
  /** What happens here, or why it is broken or undecided. */
  readonly says: string;
}

type EnforcerKind =
  | "security-group" | "aks-security-group" | "source-ranges" | "network-policy" | "tls" | "private-link" | "route-table" | "firewall" | "service-firewall"
  | "private-endpoint" | "authorized-ranges" | "entra-id" | "local-accounts" | "azure-rbac" | "kubernetes-rbac";

export interface Enforcer {
  readonly kind: EnforcerKind;
  readonly name: string;
  /** URN, where the plan declares it. */
  readonly resource?: string;
}
