/** The chains of ports and of gateways: each drawn from the image out to the front end, with name, port and address of every hop. */
import { INTERNAL_LOAD_BALANCER } from "../../../facts/load-balancer";
import type { Plan } from "../../model/plan";
import type { Chain, Hop, HopPlace } from "../../model/results";
import { columns } from "./columns";
import { bad, dim, good, line, strong, warning, widthOf, wrapped, type Line, type Span } from "./line";
import { WIDTH } from "./print";

/** Chains that are drawn; some more are told in a line each, the rest is counted. */
const DRAWN = 3;
const TOLD = 10;

const TITLES: Readonly<Record<HopPlace, string>> = {
  image: "image", container: "container", mapper: "mapper", pod: "pod", service: "service", node: "node", gateway: "gateway", route: "route", "load-balancer": "load balancer", "front-end": "front end", "private-link": "private link",
  "security-group": "security group", "network-policy": "network policy",
};

/** The hops that change a port or an address, from the image outwards; the others explain themselves in the line below. */
const DRAWN_PLACES: readonly HopPlace[] = ["image", "container", "mapper", "pod", "service", "gateway", "front-end", "private-link"];

/** Hops that are told in words of their own, wherever they stand. */
const SPEAKING: readonly HopPlace[] = ["load-balancer", "security-group", "gateway", "route", "network-policy"];

/** Hops whose name stands on no other line. */
const NAMED: readonly HopPlace[] = ["security-group", "network-policy"];

/** A group that is met twice is told once: the second time it lets nodes and pods of the cluster through to each other. */
const isTold = (hop: Hop, index: number, hops: readonly Hop[]): boolean =>
  SPEAKING.includes(hop.at) && hop.verdict === "proven" && !(hop.at === "security-group" && hops.slice(0, index).some(({ at, name }) => at === hop.at && name === hop.name));

const telling = ({ at, name, says }: Hop): string => (at === "security-group" ? `${name}: ${says}` : at === "network-policy" ? `network policies: ${says}` : says);

/** A chain that begins at a node, a service or a private link has no more to say of who reaches it than that hop does. */
const SPEAKING_STARTS: readonly HopPlace[] = ["private-link", "node", "service"];

const tone = (hop: Hop): ((text: string) => Span) => (hop.verdict === "broken" ? bad : hop.verdict === "undecided" ? warning : strong);

/** `pod ×3`. */
export function hopTitle(hop: Hop, chain: Chain): string {
  return hop.at === "pod" && chain.replicas !== undefined && chain.replicas !== 1 ? `${TITLES[hop.at]} ×${chain.replicas}` : TITLES[hop.at];
}

/** An image without registry and digest; a front end by the load balancer that it is on. */
export function hopName(hop: Hop, chain: Chain): string {
  if (hop.at === "image") return (hop.name.split("/").at(-1) ?? hop.name).replace(/@.*$/, "");
  return hop.at === "front-end" ? chain.rule?.loadBalancer ?? hop.name : hop.name;
}

function port(hop: Hop): string {
  const number = hop.port ?? "?";
  // Where nothing is said of it, the image decides nothing either.
  if (hop.at === "image") return hop.port === undefined ? "" : `EXPOSE ${number}`;
  return `${hop.address ?? ""}:${number}`;
}

/** Where the address comes from, when it is not fixed. */
function origin(hop: Hop, chain: Chain): string {
  if (hop.at === "mapper" && hop.address === undefined) return "pod's address";
  if (hop.addressFrom) return hop.address === undefined ? hop.addressFrom.prefix ?? hop.addressFrom.name : `in ${hop.addressFrom.name}`;
  return hop.at === "front-end" && hop.address === undefined && chain.rule !== undefined && chain.rule.loadBalancer !== INTERNAL_LOAD_BALANCER ? "public address" : "";
}

/** `80 → 85 → 90`: every port once, from the last hop to the first. */
export function portSequence(hops: readonly Hop[]): string {
  const ports = hops.flatMap(hop => hop.port ?? []).reverse();
  return ports.filter((each, index) => each !== ports[index - 1]).join(" → ");
}

function drawing(chain: Chain): readonly Line[] {
  // Behind a front end the node changes nothing; where there is none, it is where a request arrives.
  const hops = [...chain.hops].reverse().filter(hop => DRAWN_PLACES.includes(hop.at) || hop === chain.hops[0]);
  const cells = (text: (hop: Hop) => Line, between: string): readonly Line[] => hops.flatMap((hop, index) => (index === 0 ? [text(hop)] : [line(dim(between)), text(hop)]));
  const rows = [
    cells(hop => line(dim(hopTitle(hop, chain))), " "),
    cells(hop => line(tone(hop)(hopName(hop, chain))), "→"),
    cells(hop => line(port(hop)), " "),
    cells(hop => line(dim(origin(hop, chain))), " "),
  ];
  const drawn = columns(rows, [], 1);
  if (drawn.every(each => widthOf(each) + 2 <= WIDTH)) return drawn.map(each => [...line("  "), ...each]);
  // Too wide to draw in a row: one hop a line says the same.
  return columns(hops.map(hop => [line(dim(`  ${hopTitle(hop, chain)}`)), line(tone(hop)(hopName(hop, chain))), line(port(hop)), line(dim(origin(hop, chain)))]));
}

function verdictSpan(chain: Chain): Span {
  return chain.verdict === "proven" ? good("holds") : chain.verdict === "broken" ? bad("BROKEN") : warning("undecided");
}

const portHeading = (chain: Chain): Line =>
  line(strong(`Ports of ${chain.name}`), `  ${portSequence(chain.hops)}`, chain.protocol === "TCP" ? undefined : ` ${chain.protocol}`, "  ", verdictSpan(chain), chain.verdict === "proven" ? dim(`  (a request: ${portSequence([...chain.hops].reverse())})`) : undefined);

/** `https://sorting.example.org/  443 → 85 → 80  holds`: an address is read as it is asked for, from outside. */
function gatewayHeading(chain: Chain): Line {
  const ports = portSequence([...chain.hops].reverse());
  return line(strong(chain.name), ports === "" ? undefined : `  ${ports}`, "  ", verdictSpan(chain));
}

function troubles(chain: Chain): readonly Line[] {
  return chain.hops.filter(hop => hop.verdict !== "proven").map(hop => line("  ", tone(hop)(`${hop.verdict} at the ${TITLES[hop.at]}${NAMED.includes(hop.at) && !hop.says.startsWith(hop.name.replace(/^of /, "")) ? ` ${hop.name}` : ""}: ${hop.says}`)));
}

export function chainLines(plan: Plan): readonly Line[] {
  const { portChains, gatewayChains = [] } = plan.analyses;
  const titled = [...gatewayChains.map(chain => ({ chain, heading: gatewayHeading(chain) })), ...portChains.map(chain => ({ chain, heading: portHeading(chain) }))];
  // What does not hold is what a reader must see.
  const chains = (["broken", "undecided", "proven"] as const).flatMap(verdict => titled.filter(({ chain }) => chain.verdict === verdict));
  const more = chains.length - DRAWN - TOLD;
  return [
    ...chains.slice(0, DRAWN).flatMap(({ chain, heading }, index) => {
      const [start] = chain.hops;
      const host = chain.hops.find(hop => hop.hostName !== undefined);
      return [
        ...(index === 0 ? [] : [line()]),
        heading, ...drawing(chain),
        ...(host ? [line(dim(`  reached at ${host.hostName ?? ""}:${host.port ?? ""}`))] : []),
        ...[...(start?.verdict === "proven" && SPEAKING_STARTS.includes(start.at) ? [start] : []), ...chain.hops.filter(isTold)]
          .flatMap(hop => wrapped(telling(hop), WIDTH - 2).map(text => line(dim(`  ${text}`)))),
        ...troubles(chain),
      ];
    }),
    ...chains.slice(DRAWN, DRAWN + TOLD).flatMap(({ chain, heading }) => [heading, ...troubles(chain)]),
    ...(more > 0 ? [line(dim(`… and ${more} more chains: --format json has all`))] : []),
  ];
}
