/** How each cluster is upgraded: what begins it, its steps in order, and what may go wrong on the way. */
import { movedBy } from "../../../facts/upgrades";
import { ResourceGraph } from "../../model/graph";
import type { Plan } from "../../model/plan";
import type { ControlPlaneStep, PoolRounds, PoolStep, UpgradePlan } from "../../model/upgrade-results";
import { columns, type Column } from "./columns";
import { labelledLines, type Labelled } from "./labelled";
import { bad, dim, good, line, strong, warning, type Line } from "./line";
import { windowText } from "./maintenance";

const NOT_KNOWN = "not known";

/** What of a plan the section reads. */
interface Context { readonly plan: UpgradePlan; readonly graph: ResourceGraph }

/** `3 h 30 min`. */
export function durationText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 || hours === 0 ? [`${rest} min`] : [])].join(" ");
}

function whenText(of: "cluster" | "node-os", { plan, graph }: Context): string {
  const window = plan.windows.find(each => each.of === of);
  if (!window) return "at any time";
  const said = windowText(graph.byUrn(window.resource)?.inputs ?? {}).filter(part => part !== undefined).join(", ");
  return said === "" ? "in its window" : said;
}

/** What begins an upgrade of the Kubernetes version. */
function versionText(context: Context): string {
  const { channel, kubernetesVersion = "the version", windows } = context.plan;
  if (!channel) return `the channel is ${NOT_KNOWN}`;
  const name = `channel ${channel.value}${channel.byDefault ? " (Azure's default)" : ""}`;
  const idle = windows.some(each => each.of === "cluster" && each.used === false) ? "; its window begins nothing" : "";
  switch (movedBy(channel.value)) {
    case "patch": return `${name}: AKS to the newest patch of ${kubernetesVersion}, ${whenText("cluster", context)}`;
    case "minor": return `${name}: AKS beyond ${kubernetesVersion}, which is where it began, to newer minor versions, ${whenText("cluster", context)}`;
    case "nothing": return `by hand: ${name}${channel.value === "node-image" ? ` brings node images alone, ${whenText("cluster", context)}` : idle}`;
    case undefined: return `${name} is not one that is known`;
  }
}

/** What begins new node images: pools alone go through the same rounds. */
function imageText(context: Context): string {
  const { nodeOsChannel } = context.plan;
  if (!nodeOsChannel) return `the node OS channel is ${NOT_KNOWN}`;
  const name = `channel ${nodeOsChannel.value}${nodeOsChannel.byDefault ? " (Azure's default)" : ""}`;
  switch (nodeOsChannel.value) {
    case "NodeImage": return `${name}: AKS renews the pools, ${whenText("node-os", context)}`;
    case "SecurityPatch": return `${name}: AKS patches the nodes, ${whenText("node-os", context)}`;
    case "Unmanaged": return `${name}: the nodes' own system patches itself, in no window`;
    default: return `${name}: nothing by itself`;
  }
}

function controlPlaneText({ begins }: ControlPlaneStep, version: string | undefined): string {
  const now = version === undefined ? "" : `${version}; `;
  switch (begins) {
    case "channel": return `${now}first, by the channel`;
    case "declared-version": return `${now}first, by another kubernetesVersion in the configuration`;
    case "command": return `${now}first, by az aks upgrade --control-plane-only: changes of the declared version are ignored`;
    case "undecided": return `${now}first; what begins it is ${NOT_KNOWN}`;
  }
}

/** `31 of aks`: what the surge takes. */
const addressText = ({ addresses }: PoolRounds): string => addresses.map(({ taken, name, of, verdict }) => `${taken} ${of === "pod-range" ? "of the pod range" : `of ${name}`}${verdict === "short" ? " (short)" : verdict === "undecided" ? " (?)" : ""}`).join(", ");

function atOnceText({ method, maxUnavailable }: PoolStep, { atOnce, surgeNodes }: PoolRounds): string {
  switch (method) {
    case "in-place": return `${atOnce} out`;
    case "surge-then-in-place": return `${surgeNodes} more, or ${maxUnavailable ?? "?"} out`;
    default: return `${surgeNodes} more`;
  }
}

function roundsCells(step: PoolStep, rounds: PoolRounds | undefined): readonly Line[] {
  if (!rounds) return [line(NOT_KNOWN)];
  const { nodes, rounds: count, waitsAtMostMinutes: wait } = rounds;
  if (nodes === 0) return [line("0"), line(), line(), line(), line(dim("nothing to do"))];
  return [line(String(nodes)), line(atOnceText(step, rounds)), line(String(count)), line(wait === undefined ? "?" : durationText(wait)), line(dim(addressText(rounds)))];
}

function poolRows(step: PoolStep, number: number): readonly (readonly Line[])[] {
  const { pool = "a pool", method, now, atMost } = step;
  const head = [line("  ", dim(`${number}`)), line(`pool ${pool}`)];
  if (method === "eviction") return [[...head, line(), line(), line(), line(), line(dim("spot: no surge, no drain"))]];
  const grown = atMost && (!now || atMost.nodes !== now.nodes) ? [[line(), line(dim("  at its largest")), ...roundsCells(step, atMost)]] : [];
  return [[...head, ...roundsCells(step, now)], ...grown];
}

const SIDES: readonly Column[] = [{ side: "right" }, {}, { side: "right" }, {}, { side: "right" }, { side: "right" }, {}];

const tones = { proven: undefined, broken: bad, undecided: warning } as const;

/** What is to be known of single pools: why one does not go, how one begins, what comes before. */
function poolNotes(pools: readonly PoolStep[]): readonly Labelled[] {
  const byCommand = pools.filter(each => each.begins === "command" && each.method !== "undecided");
  const declared = pools.filter(each => each.begins === "declared-version");
  const named = (some: readonly PoolStep[]): string => some.map(({ pool }) => pool ?? "a pool").join(", ");
  const quarantine = pools.filter(each => each.undrainableNodes === "Cordon");
  const retiring = pools.filter(each => each.retiring);
  return [
    ...(byCommand.length > 0 ? [{ label: "then", text: `az aks nodepool upgrade for each pool, which keeps its version until then${byCommand.length < pools.length ? `: ${named(byCommand)}` : ""}` }] : []),
    ...(declared.length > 0 ? [{ label: "then", text: `by another orchestratorVersion in the configuration: ${named(declared)}` }] : []),
    ...(retiring.length > 0 ? [{ label: "before", text: `drain and remove what is retiring, which is upgraded otherwise: ${named(retiring)}` }] : []),
    ...(quarantine.length > 0 ? [{ label: "cannot drain", text: `the node stays closed beside its substitute: ${named(quarantine)}` }] : []),
    ...pools.flatMap(({ pool = "a pool", verdict, reason }) => (verdict === "proven" ? [] : [{ label: verdict, text: `pool ${pool}: ${reason ?? NOT_KNOWN}`, tone: tones[verdict] }])),
  ];
}

function budgetNotes({ budgets, interrupted }: UpgradePlan): readonly Labelled[] {
  return [
    ...budgets.map(({ name, verdict, says }) => ({ label: "budget", text: `${name}: ${says}`, tone: tones[verdict] })),
    ...interrupted.filter(({ doubt }) => doubt === undefined).map(({ name }) => ({ label: "interrupted", text: `${name} has one pod: it is away while its node is drained, until another is ready`, tone: warning })),
  ];
}

/** Budgets and workloads that have a line each; the findings have all that stop a drain. */
const MOST_NOTES = 5;

/** What is to be known of all pools together. */
function legends(pools: readonly PoolStep[]): readonly Labelled[] {
  const waits = pools.some(({ now, atMost }) => now?.waitsAtMostMinutes !== undefined || atMost?.waitsAtMostMinutes !== undefined);
  return [
    ...(pools.length > 1 ? [{ label: "order", text: "one pool after the other; which comes first Azure does not document", tone: dim }] : []),
    ...(waits ? [{ label: "waits", text: "drain timeouts and soaks alone, the most with the whole surge; no prediction", tone: dim }] : []),
  ];
}

const isPool = (step: UpgradePlan["steps"][number]): step is PoolStep => step.at === "pool";

function clusterLines(plan: UpgradePlan, all: Plan, graph: ResourceGraph): readonly Line[] {
  const { cluster, kubernetesVersion, steps, verdict } = plan;
  const name = all.analyses.clusters.find(each => each.resource === cluster)?.name ?? "the cluster";
  const said = verdict === "proven" ? good("holds") : verdict === "broken" ? bad("broken") : warning("undecided");
  const pools = steps.filter(isPool);
  const first = steps.find(each => each.at === "control-plane");
  const notes = budgetNotes(plan);
  const more = notes.length - MOST_NOTES;
  const heads = [line(), line(), ...["nodes", "at once", "rounds", "waits at most", "surge takes"].map(text => line(dim(text)))];
  const rows = pools.flatMap((step, index) => poolRows(step, index + 2));
  return [
    line(strong(`Upgrade of ${name}`), "  ", said),
    ...labelledLines([{ label: "version", text: versionText({ plan, graph }) }, { label: "node images", text: imageText({ plan, graph }) }]),
    ...(first ? [line("  ", dim("1 "), " control plane  ", controlPlaneText(first, kubernetesVersion))] : []),
    ...(rows.length === 0 ? [] : columns([heads, ...rows], SIDES)),
    ...labelledLines([...(first?.reason === undefined ? [] : [{ label: first.verdict, text: `control plane: ${first.reason}`, tone: tones[first.verdict] }]), ...poolNotes(pools), ...(more > 1 ? [...notes.slice(0, MOST_NOTES), { label: "", text: `… and ${more} more`, tone: dim }] : notes), ...legends(pools)]),
  ];
}

export function upgradeLines(plan: Plan): readonly Line[] {
  const graph = new ResourceGraph(plan.resources);
  return plan.analyses.upgrade.flatMap(each => clusterLines(each, plan, graph));
}
