/** How an upgrade goes through one node pool: method, rounds, waiting, and the addresses that its surge takes. */
import { DEFAULT_MAX_SURGE, surgeNodes } from "../../facts/ip-demand";
import { parseVersion } from "../../facts/kubernetes-versions";
import { POOL_MAX_NODES } from "../../facts/network-models";
import { DEFAULT_DRAIN_TIMEOUT_MINUTES, DEFAULT_NODE_SOAK_MINUTES, DEFAULT_UNDRAINABLE_NODES, roundsOf, skewBetween, skewOf } from "../../facts/rolling-upgrades";
import type { IpPlan, PoolDemand } from "../model/address-results";
import type { ResourceGraph } from "../model/graph";
import { groupedBy, once } from "../model/once";
import type { PlanValue } from "../model/plan";
import { countAt, isOpen, readAt, textAt } from "../model/read";
import type { NodePool } from "../model/results";
import type { PoolRounds, PoolStep, StepBeginning, SurgeAddresses } from "../model/upgrade-results";
import { declarationOf } from "./pools";

export interface PoolStepInput {
  readonly graph: ResourceGraph;
  /** Of the pool's cluster alone. */
  readonly ipPlan: IpPlan;
  readonly controlPlane: ControlPlane;
}

export interface ControlPlane {
  readonly version?: string;
  /** Whether a channel moves it, and the minor version with it: then what is declared is where it began. */
  readonly moved: "nothing" | "patch" | "minor" | undefined;
}

/** A text, a number written as one, or Azure's default; undefined where it is not known. */
function setting(pool: PlanValue | undefined, key: string, byDefault: string): string | undefined {
  const path = ["upgradeSettings", key];
  if (readAt(pool, ...path).knowledge === "absent") return byDefault;
  return textAt(pool, ...path) ?? countAt(pool, ...path)?.toString();
}

const minutes = (pool: PlanValue | undefined, key: string, byDefault: number): number | undefined =>
  (readAt(pool, "upgradeSettings", key).knowledge === "absent" ? byDefault : countAt(pool, "upgradeSettings", key));

type Settings = Pick<PoolStep, "maxSurge" | "maxUnavailable" | "drainTimeoutMinutes" | "nodeSoakMinutes" | "undrainableNodes">;

const settingsOf = (pool: PlanValue | undefined): Settings => ({
  maxSurge: setting(pool, "maxSurge", DEFAULT_MAX_SURGE.value),
  // Azure's default (bicep-types-az, AgentPoolUpgradeSettings.maxUnavailable).
  maxUnavailable: setting(pool, "maxUnavailable", "0"),
  drainTimeoutMinutes: minutes(pool, "drainTimeoutInMinutes", DEFAULT_DRAIN_TIMEOUT_MINUTES),
  nodeSoakMinutes: minutes(pool, "nodeSoakDurationInMinutes", DEFAULT_NODE_SOAK_MINUTES),
  undrainableNodes: setting(pool, "undrainableNodeBehavior", DEFAULT_UNDRAINABLE_NODES),
});

/** Of a pool that is large enough for every share to come to one node: whether it takes any at once. */
const some = (share: string | undefined): boolean | undefined => {
  const nodes = share === undefined ? undefined : surgeNodes(share, POOL_MAX_NODES);
  return nodes === undefined ? undefined : nodes > 0;
};

function methodOf({ maxSurge, maxUnavailable }: Settings): PoolStep["method"] | "none" {
  const [adds, takesOut] = [some(maxSurge), some(maxUnavailable)];
  if (adds === undefined || takesOut === undefined) return "undecided";
  if (adds) return takesOut ? "surge-then-in-place" : "surge";
  return takesOut ? "in-place" : "none";
}

const isSame = (a: string | undefined, b: string | undefined): boolean => a?.toLowerCase() === b?.toLowerCase();

const placed = once((budgets: IpPlan["subnets"]) => budgets.map((budget, place) => ({ budget, place })));
const keyOf = ({ resource, name }: { readonly resource?: string; readonly name: string }): string => JSON.stringify([resource, name.toLowerCase()]);
const byKey = once((budgets: IpPlan["subnets"]) => groupedBy(placed(budgets), ({ budget }) => keyOf(budget)));
const managed = once((budgets: IpPlan["subnets"]) => placed(budgets).filter(({ budget }) => budget.origin === "managed"));

/** The budgets that may be of a pool's subnets, in their order. */
function budgetsOf({ subnet, podSubnet }: NodePool, { subnets }: IpPlan): IpPlan["subnets"] {
  const some = new Set([...(subnet ? byKey(subnets).get(keyOf(subnet)) ?? [] : managed(subnets)), ...(podSubnet ? byKey(subnets).get(keyOf(podSubnet)) ?? [] : [])]);
  return [...some].sort((a, b) => a.place - b.place).map(({ budget }) => budget);
}

const byPool = once((demands: IpPlan["subnets"][number]["pools"]) => groupedBy(demands, ({ pool }) => pool));

/** What the surge takes beside the addresses of the nodes that are there: of one pool, as pools follow one another. */
function surgeAddresses(pool: NodePool, added: number, ipPlan: IpPlan, at: "now" | "atMost"): readonly SurgeAddresses[] {
  const subnets = budgetsOf(pool, ipPlan).flatMap((budget): readonly SurgeAddresses[] => {
    const isNodes = pool.subnet ? isSame(budget.name, pool.subnet.name) && budget.resource === pool.subnet.resource : budget.origin === "managed";
    const isPods = pool.podSubnet !== undefined && isSame(budget.name, pool.podSubnet.name) && budget.resource === pool.podSubnet.resource;
    const demands = byPool(budget.pools).get(pool.name ?? "a pool") ?? [];
    const demand = demands.find(each => (each.addressesPerNodeAtPeak !== undefined) === isPods) ?? (isPods && !isNodes ? demands[0] : undefined);
    if (!demand || !(isNodes || isPods)) return [];
    return [{ of: isPods ? "pods" : "nodes", name: budget.name, resource: budget.resource, ...taken(demand, added, at, budget) }];
  });
  const ranges = ipPlan.ranges.filter(range => range.of === "pods" && range.cluster === pool.cluster).map((range): SurgeAddresses => {
    const left = range.capacity === undefined || range.demandNow === undefined ? undefined : range.capacity - range.demandNow;
    return { of: "pod-range", name: range.prefix, taken: added, ...(at === "now" ? fitting(added, left) : { verdict: range.verdict }) };
  });
  return added === 0 ? [] : [...subnets, ...ranges];
}

const fitting = (wanted: number, left: number | undefined): Pick<SurgeAddresses, "left" | "verdict"> => ({ left, verdict: left === undefined ? "undecided" : wanted <= left ? "fits" : "short" });

/** At its largest, the budget's own verdict holds, with every pool's surge at once. */
function taken(demand: PoolDemand, added: number, at: "now" | "atMost", budget: IpPlan["subnets"][number]): Pick<SurgeAddresses, "taken" | "left" | "verdict"> {
  const each = at === "atMost" ? demand.addressesPerNodeAtPeak ?? demand.addressesPerNode : demand.addressesPerNode;
  return { taken: added * each, ...(at === "now" ? fitting(added * each, budget.leftNow) : { verdict: budget.verdict }) };
}

function roundsAt(nodes: number | undefined, pool: NodePool, settings: Settings, method: PoolStep["method"] | "none", ipPlan: IpPlan, at: "now" | "atMost"): PoolRounds | undefined {
  const { maxSurge, maxUnavailable, drainTimeoutMinutes, nodeSoakMinutes } = settings;
  if (nodes === undefined || method === "undecided" || method === "none" || method === "eviction") return undefined;
  const surge = method === "in-place" ? 0 : surgeNodes(maxSurge ?? "", nodes) ?? 0;
  const atOnce = method === "in-place" ? surgeNodes(maxUnavailable ?? "", nodes) ?? 0 : surge;
  const rounds = roundsOf(nodes, atOnce);
  if (rounds === undefined) return undefined;
  const wait = drainTimeoutMinutes === undefined || nodeSoakMinutes === undefined ? undefined : rounds * (drainTimeoutMinutes + nodeSoakMinutes);
  return { nodes, surgeNodes: surge, atOnce, rounds, waitsAtMostMinutes: wait, addresses: surgeAddresses(pool, surge, ipPlan, at) };
}

type Judgement = Pick<PoolStep, "verdict" | "reason" | "about">;
type Reason = Required<Judgement>;

const broken = (about: Reason["about"], reason: string): Reason => ({ verdict: "broken", reason, about });
const undecided = (about: Reason["about"], reason: string): Reason => ({ verdict: "undecided", reason, about });

/** How far the pool's declared version is from the control plane's. Where a channel moves minor versions, the control plane may be newer than declared. */
function judgeVersion(version: string, { version: controlPlane, moved }: ControlPlane): Reason | undefined {
  const [pool, cluster] = [parseVersion(version), controlPlane === undefined ? undefined : parseVersion(controlPlane)];
  if (!pool) return undecided("version", `${version} is no version that can be compared`);
  if (!cluster) return undecided("version", "the control plane's version is not known");
  switch (skewBetween(cluster, pool)) {
    case "allowed": return undefined;
    case "ahead": return moved === "nothing" || (moved === "patch" && (pool.major !== cluster.major || pool.minor !== cluster.minor))
      ? broken("version", `its version ${version} is newer than the control plane's ${controlPlane}`)
      : undecided("version", `its version ${version} is newer than the ${controlPlane} that the control plane began with`);
    case "too-far": return broken("version", `its version ${version} is more than ${skewOf(cluster)} minor versions behind the control plane's ${controlPlane}`);
  }
}

function judgeRounds({ nodes, surgeNodes: surge, addresses }: PoolRounds): Reason | undefined {
  if (nodes + surge > POOL_MAX_NODES) return broken("size", `${nodes} nodes and ${surge} of surge are more than the ${POOL_MAX_NODES} that a pool may have`);
  const short = addresses.find(({ verdict }) => verdict === "short");
  if (short?.left !== undefined) return broken("addresses", `its surge takes ${short.taken} of ${short.name}, where ${Math.max(0, short.left)} are left`);
  // At its largest the addresses are counted with every other pool at its largest too, and all surges at once: more than one pool's turn needs.
  if (short) return undecided("addresses", `${short.name} is too small for all pools at their largest, and their surge`);
  const counted = surge === 0 || addresses.some(({ of }) => of === "nodes");
  return counted && addresses.every(({ verdict }) => verdict === "fits") ? undefined : undecided("addresses", "whether its surge has addresses is not known");
}

function judge(pool: NodePool, step: Omit<PoolStep, keyof Judgement | "method">, method: PoolStep["method"] | "none", controlPlane: ControlPlane, versionOpen: boolean): Judgement {
  const found: readonly (Reason | undefined)[] = [
    method === "none" ? broken("settings", "neither maxSurge nor maxUnavailable lets it take a node") : undefined,
    pool.mode === "System" && (method === "in-place" || method === "surge-then-in-place") ? broken("settings", "maxUnavailable may not be set for a system pool") : undefined,
    step.kubernetesVersion === undefined ? undefined : judgeVersion(step.kubernetesVersion, controlPlane),
    step.now && judgeRounds(step.now), step.atMost && judgeRounds(step.atMost),
    step.begins === "undecided" ? undecided("beginning", "what begins it is not known") : undefined,
    method === "undecided" ? undecided("settings", "its settings of upgrades are not known") : undefined,
    versionOpen ? undecided("version", "its version is not known") : undefined,
    method !== "eviction" && method !== "none" && pool.nodes === undefined ? undecided("size", "the number of its nodes is not known") : undefined,
    pool.autoscaled && pool.maxNodes === undefined ? undecided("size", "how many nodes it grows to is not known") : undefined,
  ];
  return found.find(each => each?.verdict === "broken") ?? found.find(each => each !== undefined) ?? { verdict: "proven" };
}

/** A version of its own is changed in the configuration; without one, the channel moves the pool, or a command. */
function beginningOf(version: string | undefined, versionOpen: boolean, moved: ControlPlane["moved"]): StepBeginning {
  if (moved === "patch" || moved === "minor") return "channel";
  if (moved === undefined || versionOpen) return "undecided";
  return version === undefined ? "command" : "declared-version";
}

export function poolStep(pool: NodePool, { graph, ipPlan, controlPlane }: PoolStepInput): PoolStep {
  const declared = declarationOf(pool, graph);
  const settings = settingsOf(declared);
  const method = pool.spot ? "eviction" : isOpen(declared, "scaleSetPriority") ? "undecided" : methodOf(settings);
  const kubernetesVersion = textAt(declared, "orchestratorVersion");
  const versionOpen = isOpen(declared, "orchestratorVersion");
  const step = {
    at: "pool" as const, pool: pool.name, resource: pool.resource, path: pool.path, begins: beginningOf(kubernetesVersion, versionOpen, controlPlane.moved), kubernetesVersion,
    ...(pool.spot ? {} : settings),
    now: roundsAt(pool.nodes, pool, settings, method, ipPlan, "now"),
    atMost: pool.autoscaled && pool.maxNodes !== pool.nodes ? roundsAt(pool.maxNodes, pool, settings, method, ipPlan, "atMost") : undefined,
    retiring: pool.retiring,
  };
  return { ...step, method: method === "none" ? "undecided" : method, ...judge(pool, step, method, controlPlane, versionOpen) };
}
