/** The address budget as a table: a row for each subnet and range. */
import type { Plan } from "../../model/plan";
import { exhaustionText } from "../../analyses/exhaustion";
import type { IpPlan, PoolDemand, RangeBudget, SubnetBudget } from "../../model/address-results";
import { columns, type Column } from "./columns";
import { bad, dim, line, predicted, strong, warning, wrapped, type Line } from "./line";
import { plural } from "./plural";
import { WIDTH } from "./print";

const number = (value: number | undefined): string => (value === undefined ? "?" : String(value).replace(/\B(?=(\d{3})+$)/g, " "));

const total = (pools: readonly PoolDemand[], of: (pool: PoolDemand) => number): number => pools.reduce((sum, pool) => sum + of(pool), 0);

/** `3 nodes × 31 (up to 4 with surge)`; pools that take alike are said together, and one address a node goes without saying. What nodes take as they need it is an estimate: `3 nodes × 16 (up to 4 × 48 with surge ~)`. */
function poolsText(pools: readonly PoolDemand[]): readonly string[] {
  const [first] = pools;
  if (!first) return [];
  const nodes = total(pools, pool => pool.nodes);
  const most = total(pools, pool => pool.nodesAtPeak);
  const alike = first.addressesPerNode > 1 && pools.every(pool => pool.addressesPerNode === first.addressesPerNode);
  const each = alike ? ` × ${first.addressesPerNode}` : "";
  const grown = first.addressesPerNodeAtPeak;
  const grows = grown !== undefined && pools.every(pool => pool.addressesPerNodeAtPeak === grown);
  const atMost = grows ? ` (up to ${most} × ${grown} with surge ~)` : most === nodes ? "" : ` (up to ${most} with surge)`;
  return [`${pools.length > 1 ? `${pools.length} pools, ` : ""}${plural(nodes, "node")}${each}${atMost}`];
}

/** Front ends and endpoints that are named before the rest is counted. */
const MOST_FRONT_ENDS = 2;

function takers({ pools, frontEnds, reserved = [] }: SubnetBudget): string {
  const counts = new Map<string, number>();
  for (const { name, address } of frontEnds) {
    const text = address === undefined ? name : `${address} ${name}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const fronts = [...counts].slice(0, MOST_FRONT_ENDS).map(([text, count]) => (count === 1 ? text : `${text} ×${count}`));
  const more = counts.size - fronts.length;
  const kept = reserved.map(({ addresses, name }) => `${addresses} kept for ${name}, the least that Azure advises ~`);
  return [...poolsText(pools), ...kept, ...fronts, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function verdictLine({ verdict, reason, refused }: SubnetBudget | RangeBudget, text: string): Line {
  switch (verdict) {
    case "fits": return line(dim(text));
    case "short": return line(bad(refused ? "too small: Azure refuses it" : "too small"));
    case "undecided": return line(warning(`undecided: ${reason ?? ""}`));
  }
}

/** Under a row: what exhausts it first, and what would do. */
function exhaustionLines(budget: SubnetBudget | RangeBudget): readonly Line[] {
  const text = exhaustionText(budget);
  if (text === undefined) return [];
  const tone = budget.verdict === "short" ? bad : warning;
  return wrapped(text, WIDTH - 4).map(each => line("    ", tone(each)));
}

/** ` of aks-example`, where the plan has several clusters. */
function ownerOf(urn: string | undefined, { analyses: { clusters } }: Plan): string {
  const owner = clusters.length > 1 ? clusters.find(({ resource }) => resource === urn) : undefined;
  return owner ? ` of ${owner.name ?? owner.resource.split("::").at(-1) ?? ""}` : "";
}

function subnetRow(subnet: SubnetBudget, plan: Plan): readonly Line[] {
  const name = subnet.origin === "managed" ? predicted(`${subnet.name}${ownerOf(subnet.cluster, plan)}`) : subnet.name;
  return [
    line("  ", name), line(subnet.prefix === undefined ? "?" : subnet.origin === "managed" ? predicted(subnet.prefix) : subnet.prefix),
    line(number(subnet.usable)), line(number(subnet.demandNow)), line(number(subnet.demandAtPeak)), line(number(subnet.leftAtPeak)),
    verdictLine(subnet, takers(subnet)),
  ];
}

function rangeRow(range: RangeBudget, plan: Plan): readonly Line[] {
  const left = range.capacity === undefined || range.demandAtPeak === undefined ? undefined : range.capacity - range.demandAtPeak;
  const what = range.of === "pods" ? `${range.unit}, a block of addresses each` : `virtual addresses${range.estimated === undefined ? "" : " ~"}`;
  return [
    line("  ", `${range.of === "pods" ? "pod range" : "service range"}${ownerOf(range.cluster, plan)}`), line(range.prefix),
    line(number(range.capacity)), line(number(range.demandNow)), line(number(range.demandAtPeak)), line(number(left)),
    verdictLine(range, range.byDefault ? `${what}, Azure's default` : what),
  ];
}

const SIDES: readonly Column[] = [{}, {}, { side: "right" }, { side: "right" }, { side: "right" }, { side: "right" }, {}];

/** Whether all ranges are apart; which are not, the findings say. */
function apartLine({ overlaps = [], unknownRanges = [] }: IpPlan): Line {
  const count = (verdict: string): number => overlaps.filter(each => each.verdict === verdict).length;
  const [broken, risk, open] = [count("broken"), count("risk"), count("undecided")];
  const said = [
    broken > 0 ? bad(`${broken} that must not`) : undefined,
    risk > 0 ? warning(`${risk} with room for trouble`) : undefined,
    open > 0 ? warning(`${open} undecided`) : undefined,
    unknownRanges.length > 0 ? warning(`${plural(unknownRanges.length, "range")} not known`) : undefined,
  ].filter(each => each !== undefined);
  return said.length === 0 ? line("  ", dim("no range meets another that it must be apart from, nor what Azure keeps for itself")) : line("  ", dim("ranges that meet: "), ...said.flatMap((each, index) => (index === 0 ? [each] : [", ", each])));
}

export function budgetLines(plan: Plan): readonly Line[] {
  const { ipPlan, clusters } = plan.analyses;
  const { subnets, ranges } = ipPlan;
  if (subnets.length + ranges.length === 0) return [];
  const heads = [line(strong("Addresses")), line(), ...["usable", "at start", "at most", "left"].map(text => line(dim(text))), line()];
  const [head = [], ...rows] = columns([heads, ...subnets.map(each => subnetRow(each, plan)), ...ranges.map(each => rangeRow(each, plan))], SIDES);
  const below = [...subnets, ...ranges].map(exhaustionLines);
  return [head, ...rows.flatMap((row, index) => [row, ...below[index] ?? []]), ...(clusters.length > 0 ? [apartLine(ipPlan)] : [])];
}
