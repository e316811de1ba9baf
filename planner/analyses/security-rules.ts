/** What the rules of a network security group decide about a flow: which part of its callers passes, which is dropped, and what the plan leaves open. */
import { addressesOf, difference, EVERY_ADDRESS, intersection, isWithin, unionOf, type AddressSet } from "../../facts/address-sets";
import { parseAddress } from "../../facts/addresses";
import { ANYBODY, CALLERS_PORTS, DEFAULT_SECURITY_RULES, PROBE_ADDRESSES, PUBLIC_ADDRESSES, TAGS } from "../../facts/security-rules";
import { groupedBy, once } from "../model/once";
import type { PlanValue } from "../model/plan";
import { countAt, isOpen, listAt, readAt, sameText, textAt, textsAt } from "../model/read";

type Fit = "yes" | "no" | "open";

/** Both ends inclusive. */
export interface PortRange { readonly first: number; readonly last: number }

/** What the words of rules mean where the group stands. */
export interface SecurityContext {
  /** Addresses that belong to the virtual network for sure, pods of an overlay included. */
  readonly network: AddressSet;
  /** True where a route table names further ranges, which then belong to the tag VirtualNetwork as well. */
  readonly routed: boolean;
}

/** Addresses that a rule's words stand for: those that surely do, and all that may. */
interface Meaning { readonly sure: AddressSet; readonly maybe: AddressSet }

export interface SecurityRule {
  readonly name: string;
  /** Absent where it is not known. */
  readonly priority?: number;
  readonly access?: "Allow" | "Deny";
  readonly direction?: "Inbound" | "Outbound";
  readonly protocol?: string;
  readonly sources: Meaning;
  /** Words that are no address and none of the tags understood here, such as `AzureFrontDoor.Backend`. */
  readonly sourceTags: readonly string[];
  readonly destinations: Meaning;
  readonly sourcePorts: readonly PortRange[] | "open";
  readonly ports: readonly PortRange[] | "open";
}

export interface Flow {
  readonly direction: "Inbound" | "Outbound";
  readonly protocol: string;
  readonly sources: AddressSet;
  /** A tag that stands for the callers where their addresses are not to be told. */
  readonly tag?: string;
  /** The addresses that the packet may be for: one of them. Absent where nothing is known of it. */
  readonly destination?: AddressSet;
  /** The port, or the range that it is one of. */
  readonly port: PortRange;
}

export interface Outcome {
  readonly allowed: AddressSet;
  readonly denied: AddressSet;
  readonly open: AddressSet;
  /** Names of the rules that decided, in their order. */
  readonly allowedBy: readonly string[];
  readonly deniedBy: readonly string[];
  /** Names of rules of which it is not known whether they apply. */
  readonly doubts: readonly string[];
  /** Tags of which a part of the callers passes by. */
  readonly tags: readonly string[];
}

const NOTHING: Meaning = { sure: [], maybe: [] };
const exactly = (set: AddressSet): Meaning => ({ sure: set, maybe: set });

/** Addresses that are no public ones: a peered or connected network's may be among them. */
const NOT_PUBLIC = difference(EVERY_ADDRESS, PUBLIC_ADDRESSES);

/**
 * @param word an address, a prefix, a tag or `*`; undefined for a tag that nothing is known of here
 * @param front whether it may stand for a front end, as what packets come in for
 */
function meaningOf(word: string, { network, routed }: SecurityContext, front: boolean): Meaning | undefined {
  if (word === ANYBODY || sameText(word, "Any")) return exactly(EVERY_ADDRESS);
  if (word.includes(":")) return NOTHING;
  const address = parseAddress(word);
  const addresses = address === undefined ? addressesOf([word]) : [{ first: address, last: address }];
  if (addresses.length > 0) return exactly(addresses);
  if (sameText(word, TAGS.probes)) return exactly(PROBE_ADDRESSES);
  const beyond = difference(EVERY_ADDRESS, network);
  if (sameText(word, TAGS.internet)) return routed ? { sure: [], maybe: beyond } : { sure: difference(PUBLIC_ADDRESSES, network), maybe: difference(beyond, PROBE_ADDRESSES) };
  // A front end's address counts as one of its network; whether a public one does as well, Azure's documentation does not say.
  if (sameText(word, TAGS.network)) return { sure: network, maybe: routed || front ? EVERY_ADDRESS : unionOf([...network, ...NOT_PUBLIC]) };
  return undefined;
}

function readPorts(rule: PlanValue, key: string): SecurityRule["ports"] {
  const many = listAt(rule, `${key}s`);
  if (isOpen(rule, key) || isOpen(rule, `${key}s`) || many.some(each => isOpen(each))) return "open";
  const single = textAt(rule, key) ?? countAt(rule, key)?.toString();
  return [...textsAt(rule, `${key}s`), ...(single === undefined ? [] : [single])].flatMap(text => {
    if (text === ANYBODY) return [{ first: 0, last: 65_535 }];
    const [first = Number.NaN, last = first] = text.split("-").map(Number);
    return Number.isInteger(first) && Number.isInteger(last) ? [{ first, last }] : [];
  });
}

function readPlaces(rule: PlanValue, end: "source" | "destination", context: SecurityContext, front: boolean): { readonly meaning: Meaning; readonly tags: readonly string[] } {
  const [one, many] = [`${end}AddressPrefix`, `${end}AddressPrefixes`];
  // Whose network interfaces are in an application security group is not followed.
  const open = isOpen(rule, one) || isOpen(rule, many) || listAt(rule, many).some(each => isOpen(each)) || readAt(rule, `${end}ApplicationSecurityGroups`).knowledge !== "absent";
  const words = [...textsAt(rule, many), ...(textAt(rule, one) === undefined ? [] : [textAt(rule, one) ?? ""])];
  const meant = words.map(word => ({ word, meaning: meaningOf(word, context, front) }));
  const known = meant.flatMap(({ meaning }) => meaning ?? []);
  const tags = meant.flatMap(({ word, meaning }) => (meaning ? [] : [word]));
  const beyond = tags.length > 0 ? difference(PUBLIC_ADDRESSES, context.network) : [];
  return {
    meaning: { sure: unionOf(known.flatMap(({ sure }) => sure)), maybe: open ? EVERY_ADDRESS : unionOf([...known.flatMap(({ maybe }) => maybe), ...(end === "destination" ? beyond : [])]) },
    tags,
  };
}

const oneOf = <T extends string>(text: string | undefined, allowed: readonly T[]): T | undefined => allowed.find(each => text !== undefined && sameText(each, text));

/** A rule by its declaration, in a group or as a resource of its own. */
export function readSecurityRule(rule: PlanValue, name: string, context: SecurityContext): SecurityRule {
  const sources = readPlaces(rule, "source", context, false), direction = oneOf(textAt(rule, "direction"), ["Inbound", "Outbound"]);
  return {
    name, priority: countAt(rule, "priority"), access: oneOf(textAt(rule, "access"), ["Allow", "Deny"]), direction,
    protocol: textAt(rule, "protocol"), sources: sources.meaning, sourceTags: sources.tags, destinations: readPlaces(rule, "destination", context, direction !== "Outbound").meaning,
    sourcePorts: readPorts(rule, "sourcePortRange"), ports: readPorts(rule, "destinationPortRange"),
  };
}

export function defaultSecurityRules(context: SecurityContext): readonly SecurityRule[] {
  return DEFAULT_SECURITY_RULES.map(({ source, destination, ...rule }) => readSecurityRule(
    { ...rule, protocol: ANYBODY, sourceAddressPrefix: source, sourcePortRange: ANYBODY, destinationAddressPrefix: destination, destinationPortRange: ANYBODY }, rule.name, context));
}

const covers = (outer: PortRange, inner: PortRange): boolean => outer.first <= inner.first && inner.last <= outer.last;
const meets = (a: PortRange, b: PortRange): boolean => a.first <= b.last && b.first <= a.last;

function portFit(ranges: SecurityRule["ports"], port: PortRange): Fit {
  if (ranges === "open") return "open";
  return ranges.some(range => covers(range, port)) ? "yes" : ranges.some(range => meets(range, port)) ? "open" : "no";
}

const protocolFit = (rule: string | undefined, flow: string): Fit => (rule === undefined ? "open" : rule === ANYBODY || sameText(rule, flow) ? "yes" : "no");

function destinationFit({ sure, maybe }: Meaning, destination: AddressSet | undefined): Fit {
  const wanted = destination ?? EVERY_ADDRESS;
  return isWithin(wanted, sure) ? "yes" : intersection(wanted, maybe).length === 0 ? "no" : "open";
}

/** Everything but the callers. */
function fits(rule: SecurityRule, flow: Flow): Fit {
  const packet: readonly Fit[] = [
    rule.direction === undefined ? "open" : rule.direction === flow.direction ? "yes" : "no",
    protocolFit(rule.protocol, flow.protocol), portFit(rule.ports, flow.port), portFit(rule.sourcePorts, CALLERS_PORTS),
  ];
  // Sets of addresses are compared last: of many rules most are of other ports.
  const parts = packet.includes("no") ? packet : [...packet, destinationFit(rule.destinations, flow.destination)];
  return parts.includes("no") ? "no" : parts.includes("open") || rule.access === undefined || rule.priority === undefined ? "open" : "yes";
}

/** Callers that a tag stands for are known by it, and by what holds the whole of the Internet or of everybody. */
function sourcesOf({ sources, sourceTags }: SecurityRule, { tag, sources: callers }: Flow): Meaning {
  if (tag === undefined) return sources;
  if (sourceTags.some(each => sameText(each, tag)) || isWithin(callers, sources.sure)) return exactly(EVERY_ADDRESS);
  return { sure: [], maybe: sourceTags.length > 0 ? EVERY_ADDRESS : sources.maybe };
}

interface Piece { readonly addresses: AddressSet; readonly doubts: readonly SecurityRule[] }

/** Rules in the order in which Azure tries them; one whose priority is not known may come before all. */
export const inSecurityOrder = (rules: readonly SecurityRule[]): readonly SecurityRule[] => [...rules].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));

/** The rules of a list that may be for a port, in their order: of many rules most are for one other port each. */
const portFinder = once((rules: readonly SecurityRule[]): ((port: PortRange) => readonly SecurityRule[]) => {
  const placed = rules.map((rule, place) => ({ rule, place }));
  const isNarrow = ({ ports }: SecurityRule): boolean => ports !== "open" && ports.every(({ first, last }) => first === last);
  const wide = placed.filter(({ rule }) => !isNarrow(rule));
  const byPort = groupedBy(placed.flatMap(each => (isNarrow(each.rule) && each.rule.ports !== "open" ? each.rule.ports.map(({ first }) => ({ ...each, first })) : [])), ({ first }) => first);
  return ({ first, last }) => {
    if (first !== last) return rules;
    const found = new Map([...wide, ...(byPort.get(first) ?? [])].map(({ rule, place }) => [place, rule]));
    return [...found].sort(([a], [b]) => a - b).map(([, rule]) => rule);
  };
});

/** @param rules in Azure's order, its own at the end */
export function decide(rules: readonly SecurityRule[], flow: Flow): Outcome {
  const ends = { Allow: new Map<string, AddressSet>(), Deny: new Map<string, AddressSet>() };
  const open: AddressSet[] = [], doubts = new Set<string>(), tags = new Set<string>();
  let rest: readonly Piece[] = flow.sources.length > 0 ? [{ addresses: flow.sources, doubts: [] }] : [];
  for (const rule of portFinder(rules)(flow.port)) {
    if (rest.length === 0) break;
    const fit = fits(rule, flow);
    if (fit === "no") continue;
    const { sure, maybe } = sourcesOf(rule, flow);
    // Some callers of many belong to such a tag, and not all.
    if (flow.tag === undefined && fit === "yes" && rule.access === "Allow" && intersection(flow.sources, PUBLIC_ADDRESSES).length > 0) for (const tag of rule.sourceTags) tags.add(tag);
    rest = rest.flatMap(piece => {
      const hit = fit === "yes" ? intersection(piece.addresses, sure) : [];
      const may = difference(intersection(piece.addresses, maybe), hit);
      const left = difference(difference(piece.addresses, hit), may);
      const against = piece.doubts.filter(each => each.access !== rule.access);
      if (hit.length > 0 && against.length > 0) {
        open.push(hit);
        for (const each of against) doubts.add(each.name);
      } else if (hit.length > 0 && rule.access !== undefined) ends[rule.access].set(rule.name, unionOf([...(ends[rule.access].get(rule.name) ?? []), ...hit]));
      return [...(may.length > 0 ? [{ addresses: may, doubts: [...piece.doubts, rule] }] : []), ...(left.length > 0 ? [{ addresses: left, doubts: piece.doubts }] : [])];
    });
  }
  const all = (sets: Iterable<AddressSet>): AddressSet => unionOf([...sets].flat());
  return {
    allowed: all(ends.Allow.values()), denied: all(ends.Deny.values()), open: all([...open, ...rest.map(({ addresses }) => addresses)]),
    allowedBy: [...ends.Allow.keys()], deniedBy: [...ends.Deny.keys()], doubts: [...doubts], tags: [...tags],
  };
}
