/** What happens to node pools over time, how much room each event takes, and which one the room does not suffice for first. */
import type { DemandEvent, DemandEventName, Exhaustion, Room } from "../model/address-results";
import type { PoolTaking } from "./pool-demand";

export interface RoomInput {
  readonly takings: readonly PoolTaking[];
  /** What is taken whatever the pools do. */
  readonly fixed: number;
  /** Undefined where it is not known. */
  readonly capacity: number | undefined;
  /** What can surely be had of the capacity, where that is less. */
  readonly sure?: number;
  /** Why the demand is not known as a whole; nothing where it is. */
  readonly doubts: readonly string[];
}

type Size = Pick<DemandEvent, "nodes" | "demand">;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function sizeOf(takings: readonly PoolTaking[], nodes: (pool: PoolTaking) => number, each: (pool: PoolTaking) => number): Size {
  return { nodes: sum(takings.map(nodes)), demand: sum(takings.map(pool => nodes(pool) * each(pool))) };
}

/** With the nodes of the one pool that takes most with them on top. */
function withLargest(size: Size, takings: readonly PoolTaking[], nodes: (pool: PoolTaking) => number, each: (pool: PoolTaking) => number): Size {
  const largest = takings.reduce<Size>((most, pool) => (nodes(pool) * each(pool) > most.demand ? { nodes: nodes(pool), demand: nodes(pool) * each(pool) } : most), { nodes: 0, demand: 0 });
  return { nodes: size.nodes + largest.nodes, demand: size.demand + largest.demand };
}

const larger = (a: Size, b: Size): Size => (b.demand > a.demand ? b : a);

/** A plan with a retiring pool is in the middle of a rotation: the new pool is there already. */
function sizes(takings: readonly PoolTaking[]): Readonly<Record<DemandEventName, Size>> {
  const start = sizeOf(takings, pool => pool.nodes, pool => pool.each);
  const maximum = sizeOf(takings, pool => pool.most, pool => pool.eachAtMost);
  const standing = takings.filter(pool => !pool.retiring);
  return {
    start,
    upgrade: withLargest(start, takings, pool => pool.surge, pool => pool.each),
    maximum,
    "upgrade-at-maximum": sizeOf(takings, pool => pool.most + pool.surgeAtMost, pool => pool.eachAtMost),
    rotation: larger(start, withLargest(sizeOf(standing, pool => pool.nodes, pool => pool.each), standing, pool => pool.nodes, pool => pool.each)),
    "rotation-at-maximum": larger(maximum, withLargest(sizeOf(standing, pool => pool.most, pool => pool.eachAtMost), standing, pool => pool.most, pool => pool.eachAtMost)),
  };
}

const ORDER: readonly DemandEventName[] = ["start", "upgrade", "maximum", "upgrade-at-maximum", "rotation", "rotation-at-maximum"];

const isRotation = (event: DemandEventName): boolean => event === "rotation" || event === "rotation-at-maximum";

function eventsOf({ takings, fixed, capacity, sure = capacity, doubts }: RoomInput): readonly DemandEvent[] {
  const all = sizes(takings);
  return ORDER.slice(0, takings.length === 0 ? 1 : ORDER.length).map((event): DemandEvent => {
    const { nodes } = all[event];
    const demand = all[event].demand + fixed;
    // Too small is too small, whatever else is not known.
    const verdict = capacity !== undefined && demand > capacity ? "short" : doubts.length > 0 || sure === undefined || demand > sure ? "undecided" : "fits";
    return { event, nodes, demand, ...(doubts.length === 0 && capacity !== undefined && { left: capacity - demand }), verdict };
  });
}

/** What Azure counts in advance: of pools that scale their most, where nodes take at once what they may ever hold. Nothing else that is in the subnet. */
const countedInAdvance = (takings: readonly PoolTaking[]): number => sum(takings.map(pool => (pool.inAdvance ? pool.most : pool.nodes) * pool.each));

const least = (events: readonly DemandEvent[]): DemandEvent | undefined =>
  events.filter(({ verdict }) => verdict === "short").reduce<DemandEvent | undefined>((smallest, each) => (smallest === undefined || each.demand < smallest.demand ? each : smallest), undefined);

function exhaustionOf(events: readonly DemandEvent[], refused: boolean, { takings, fixed, capacity }: RoomInput): Exhaustion | undefined {
  const atCreation = events.find(({ event, verdict }) => verdict === "short" && (event === "start" || event === "maximum"));
  const first = (refused ? atCreation : undefined) ?? least(events.filter(({ event }) => !isRotation(event))) ?? least(events);
  if (!first || capacity === undefined) return undefined;
  const atMost = first.event === "maximum" || first.event === "upgrade-at-maximum" || first.event === "rotation-at-maximum";
  const different = new Set(takings.map(pool => (atMost ? pool.eachAtMost : pool.each)));
  const [each] = different.size === 1 ? different : [];
  return { event: first.event, demand: first.demand, nodes: first.nodes, ...(each !== undefined && { each, nodesThatFit: Math.max(0, Math.floor((capacity - fixed) / each)) }) };
}

/** The events of a subnet or a range, and what follows from them. The verdict is that of growth and upgrades; a rotation has its own event. */
export function roomOf(input: RoomInput): Pick<Room, "events" | "exhaustedBy" | "refused" | "verdict"> & { readonly most: number } {
  const { takings, capacity } = input;
  const events = eventsOf(input);
  const grown = events.filter(({ event }) => !isRotation(event));
  const refused = capacity !== undefined && (countedInAdvance(takings) > capacity || events[0]?.verdict === "short");
  const exhaustedBy = exhaustionOf(events, refused, input);
  return {
    events, ...(exhaustedBy && { exhaustedBy }), ...(refused && { refused }),
    verdict: grown.some(({ verdict }) => verdict === "short") ? "short" : grown.some(({ verdict }) => verdict === "undecided") ? "undecided" : "fits",
    most: Math.max(...events.map(({ demand }) => demand)),
  };
}
