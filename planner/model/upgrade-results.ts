/** What the plan concludes of upgrades, and of the pods' network: shapes under `analyses` in the plan's JSON. */
import type { PodNetworkFacts } from "../../facts/pod-networks";
import type { NetworkModel, Verdict } from "./results";

/** How an upgrade of a cluster goes: what begins it, its steps in order, and what the disruption budgets of the plan let it do. */
export interface UpgradePlan {
  readonly cluster: string;
  /** Declared version of the control plane. */
  readonly kubernetesVersion?: string;
  /** What AKS upgrades by itself, Azure's defaults included; absent where it is not known. */
  readonly channel?: UpgradeChoice;
  readonly nodeOsChannel?: UpgradeChoice;
  readonly windows: readonly UpgradeWindow[];
  /** The control plane, then pools one after the other. Azure documents no order among the pools: theirs is the plan's. */
  readonly steps: readonly UpgradeStep[];
  readonly budgets: readonly BudgetEffect[];
  /** Workloads of one pod, which is gone while its node is drained until its substitute is ready. */
  readonly interrupted: readonly InterruptedWorkload[];
  readonly verdict: Verdict;
}

export interface UpgradeChoice {
  readonly value: string;
  /** True where the declaration is silent and Azure's default applies. */
  readonly byDefault: boolean;
}

/** A declared maintenance configuration. */
export interface UpgradeWindow {
  /** `cluster`: what the channel upgrades; `node-os`: what the node OS channel updates; `releases`: AKS's own weekly releases. */
  readonly of: "cluster" | "node-os" | "releases";
  readonly resource: string;
  /** Whether anything keeps to it; absent where it is not known. */
  readonly used?: boolean;
}

/**
 * What makes a step happen. `channel`: AKS by itself; `declared-version`: another version in the configuration; `command`: a call outside of the program, since nothing declared moves it.
 */
export type StepBeginning = "channel" | "declared-version" | "command" | "undecided";

export type UpgradeStep = ControlPlaneStep | PoolStep;

export interface ControlPlaneStep {
  readonly at: "control-plane";
  readonly begins: StepBeginning;
  readonly verdict: Verdict;
  /** Why it is undecided, where that is not for what begins it. */
  readonly reason?: string;
}

export interface PoolStep {
  readonly at: "pool";
  readonly pool?: string;
  /** URN of the AgentPool, or of the cluster that describes the pool inline; and the pool's path in it. */
  readonly resource: string;
  readonly path: string;
  readonly begins: StepBeginning;
  /**
   * `surge`: new nodes first; `in-place`: nodes out without a substitute; `surge-then-in-place`: the second where Azure has no machines for the first (a preview); `eviction`: a spot pool, without
   * surge and without drain.
   */
  readonly method: "surge" | "in-place" | "surge-then-in-place" | "eviction" | "undecided";
  /** Declared version, where there is one. */
  readonly kubernetesVersion?: string;
  /** As declared, or Azure's default; absent where not known, and in a spot pool. */
  readonly maxSurge?: string;
  readonly maxUnavailable?: string;
  readonly drainTimeoutMinutes?: number;
  readonly nodeSoakMinutes?: number;
  readonly undrainableNodes?: string;
  /** With the nodes at creation. */
  readonly now?: PoolRounds;
  /** With the autoscaler's most; absent where the pool does not scale. */
  readonly atMost?: PoolRounds;
  /** About to leave: drained and deleted before, it needs no upgrade. */
  readonly retiring?: true;
  readonly verdict: Verdict;
  /** Why it is broken or undecided, and what that is about. */
  readonly reason?: string;
  readonly about?: "version" | "settings" | "size" | "addresses" | "beginning";
}

/** A pool's nodes, some at once. */
export interface PoolRounds {
  readonly nodes: number;
  /** Nodes that are added while it runs. */
  readonly surgeNodes: number;
  /** Nodes that are drained at the same time. */
  readonly atOnce: number;
  /** Rounds of so many nodes; where Azure can add fewer than declared, there are more. */
  readonly rounds: number;
  /** Drain timeout and soak of every round together: an upper bound of waiting, not a prediction. Making and reimaging machines comes on top. */
  readonly waitsAtMostMinutes?: number;
  readonly addresses: readonly SurgeAddresses[];
}

/** What the surge takes of a subnet, or of the pod range, where it takes a block a node. */
export interface SurgeAddresses {
  readonly of: "nodes" | "pods" | "pod-range";
  /** Name of the subnet, or the range. */
  readonly name: string;
  /** URN, where the plan declares the subnet. */
  readonly resource?: string;
  readonly taken: number;
  readonly left?: number;
  readonly verdict: "fits" | "short" | "undecided";
}

/** What a PodDisruptionBudget lets a drain do. */
export interface BudgetEffect {
  readonly resource: string;
  readonly name: string;
  readonly namespace?: string;
  /** URNs of the plan's workloads whose pods it protects. */
  readonly workloads: readonly string[];
  /** Pods of these, the fewest where an autoscaler scales them; absent where it is not known. */
  readonly pods?: number;
  /** Pods that may go at once where all are healthy; absent where it is not known. */
  readonly allowed?: number;
  /** `broken`: no pod may ever go, so no node with one is drained. */
  readonly verdict: Verdict;
  readonly says: string;
}

export interface InterruptedWorkload {
  readonly resource: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** Why it may have more pods, though the plan cannot tell. */
  readonly doubt?: string;
}

/** Where pods' addresses are known, how packets reach them, and whose address they leave with. */
export interface PodNetwork {
  readonly cluster: string;
  readonly model: NetworkModel;
  /** Where pods have their addresses: a range that the virtual network does not know, or subnets of it. */
  readonly addressesFrom: "range" | "node-subnet" | "pod-subnet" | "undecided";
  readonly range?: string;
  readonly subnets: readonly string[];
  /** Addresses as they may be, to show how they are made up: Azure chooses. */
  readonly examples: {
    /** Blocks of the first nodes. */
    readonly blocks: readonly string[];
    /** Of the first node; absent where its subnet's prefix is not known. */
    readonly node?: string;
  };
  readonly between: PodNetworkFacts["between"] | "undecided";
  /** One for each node, where routes carry the packets. */
  readonly routes?: { readonly now?: number; readonly atMost?: number; readonly limit: number };
  /** Whose address a packet of a pod leaves with. */
  readonly towards: PodNetworkFacts["towards"];
  /** Whether the virtual network reaches a pod's own address; absent where it is not known. */
  readonly reachable?: boolean;
  readonly source?: string;
}
