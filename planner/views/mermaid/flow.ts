/** The ways of requests, from who asks to the container that answers: a lane for each chain, on each arrow the port that is dialled. */
import type { Plan } from "../../model/plan";
import type { Chain, Hop } from "../../model/results";
import { hopName, hopTitle, portSequence } from "../text/chains";
import { fitting, type Chart, type Edge, type Group, type Node } from "./chart";

/** Lanes of the largest drawing for each thing alike; below, only what does not hold is drawn. */
const LANES_PER_LEVEL = 2;

const TONES = { proven: undefined, broken: "bad", undecided: "warning" } as const;

/** An image is no hop of a request: it stands with its container. A load balancer that holds stands with its front end. */
function isStep(hop: Hop, chain: Chain): boolean {
  const has = (at: Hop["at"]): boolean => chain.hops.some(each => each.at === at);
  return hop.verdict !== "proven" || !((hop.at === "image" && has("container")) || (hop.at === "load-balancer" && has("front-end")));
}

function stepNode(hop: Hop, chain: Chain, lane: number, index: number): Node {
  const image = hop.at === "container" ? chain.hops.find(each => each.at === "image") : undefined;
  return { key: `${lane} ${index}`, label: [hopTitle(hop, chain), hopName(hop, chain), hop.address ?? "", image ? hopName(image, chain) : ""], tone: TONES[hop.verdict] };
}

function laneOf(chain: Chain, lane: number): { readonly group: Group; readonly edges: readonly Edge[] } {
  const steps = chain.hops.filter(hop => isStep(hop, chain));
  const nodes = steps.map((hop, index) => stepNode(hop, chain, lane, index));
  const asks: Node = { key: `${lane} asks`, label: ["consumer"], shape: "round" };
  // The way to a host name is read as it is asked for, from outside.
  const ports = portSequence("host" in chain ? [...chain.hops].reverse() : chain.hops);
  const verdict = chain.verdict === "proven" ? "holds" : chain.verdict;
  return {
    group: { key: `${lane}`, title: `${chain.name}  ${ports}  ${verdict}`, nodes: [asks, ...nodes], tone: TONES[chain.verdict] },
    edges: steps.map((hop, index) => ({ from: index === 0 ? asks.key : `${lane} ${index - 1}`, to: `${lane} ${index}`, label: hop.port === undefined ? "" : String(hop.port) })),
  };
}

function chart(all: readonly Chain[], most: number): Chart {
  const drawn = all.slice(0, most * LANES_PER_LEVEL);
  const more = all.length - drawn.length;
  const lanes = drawn.map(laneOf);
  return {
    nodes: more === 0 ? [] : [{ key: "more", label: [`… and ${more} more ways`, "--format json has all"] }],
    groups: lanes.map(({ group }) => group),
    edges: lanes.flatMap(({ edges }) => edges),
  };
}

/** Undefined where the plan has no way of requests. */
export function flowDiagram({ analyses }: Plan): string | undefined {
  const all: readonly Chain[] = [...(analyses.gatewayChains ?? []), ...analyses.portChains];
  if (all.length === 0) return undefined;
  // What does not hold is what a reader must see.
  const ordered = (["broken", "undecided", "proven"] as const).flatMap(verdict => all.filter(chain => chain.verdict === verdict));
  return fitting(most => chart(ordered, most), `${all.length} ways`);
}
