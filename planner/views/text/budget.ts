/** The address budget as a table: a row for each subnet and range. */
import type { Plan } from "../../model/plan";
import type { PoolDemand, RangeBudget, SubnetBudget } from "../../model/address-results";
import { columns, type Column } from "./columns";
import { bad, dim, line, predicted, strong, warning, type Line } from "./line";
import { plural } from "./plural";

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
  const kept = reserved.map(({ addresses, name }) => `${addresses} kept for ${name}, the smallest that Azure advises ~`);
  return [...poolsText(pools), ...kept, ...fronts, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function verdictLine({ verdict, reason }: SubnetBudget | RangeBudget, text: string): Line {
  if (verdict === "fits") return line(dim(text));
  const said = `${verdict === "short" ? "too small" : "undecided"}: ${reason ?? ""}`;
  return line(verdict === "short" ? bad(said) : warning(said));
}

function subnetRow(subnet: SubnetBudget): readonly Line[] {
  const name = subnet.origin === "managed" ? predicted(subnet.name) : subnet.name;
  return [
    line("  ", name), line(subnet.prefix === undefined ? "?" : subnet.origin === "managed" ? predicted(subnet.prefix) : subnet.prefix),
    line(number(subnet.usable)), line(number(subnet.demandNow)), line(number(subnet.demandAtPeak)), line(number(subnet.leftAtPeak)),
    verdictLine(subnet, takers(subnet)),
  ];
}

function rangeRow(range: RangeBudget): readonly Line[] {
  const left = range.capacity === undefined || range.demandAtPeak === undefined ? undefined : range.capacity - range.demandAtPeak;
  const what = range.of === "pods" ? `${range.unit}, a block of addresses each` : "virtual addresses";
  return [
    line("  ", range.of === "pods" ? "pod range" : "service range"), line(range.prefix),
    line(number(range.capacity)), line(number(range.demandNow)), line(number(range.demandAtPeak)), line(number(left)),
    verdictLine(range, range.byDefault ? `${what}, Azure's default` : what),
  ];
}

const SIDES: readonly Column[] = [{}, {}, { side: "right" }, { side: "right" }, { side: "right" }, { side: "right" }, {}];

export function budgetLines(plan: Plan): readonly Line[] {
  const { subnets, ranges } = plan.analyses.ipPlan;
  if (subnets.length + ranges.length === 0) return [];
  const heads = [line(strong("Addresses")), line(), ...["usable", "at start", "at most", "left"].map(text => line(dim(text))), line()];
  return columns([heads, ...subnets.map(subnetRow), ...ranges.map(rangeRow)], SIDES);
}
