/** The three traffic flows: a line of hops each, who enforces what, how answers go back, and who cannot come in. */
import type { Flow, FlowHop, FlowOrigin } from "../../model/flow-results";
import type { Plan } from "../../model/plan";
import type { Verdict } from "../../model/results";
import { bad, dim, good, line, packed, strong, warning, wrapped, type Line, type Span } from "./line";
import { WIDTH } from "./print";

/** Flows of consumers that are drawn; of more, a line says how many. */
const DRAWN = 4;
const INDENT = "    ";

const verdictSpan = (verdict: Verdict): Span => (verdict === "proven" ? good("holds") : verdict === "broken" ? bad("BROKEN") : warning("undecided"));
const tone = (verdict: Verdict): ((text: string) => Span | string) => (verdict === "broken" ? bad : verdict === "undecided" ? warning : (text: string) => text);

/** `10.240.1.90:90 TCP`, or `:90 TCP` of a range. */
function placeOf({ address, addressFrom, port, protocol }: FlowHop): string {
  const at = address ?? (addressFrom === undefined ? "" : `${addressFrom.name}${addressFrom.prefix === undefined ? "" : ` ${addressFrom.prefix}`}`);
  return [at === "" ? "" : address === undefined ? `in ${at}` : at, port === undefined ? "" : `${address === undefined ? " " : ""}:${port}`, protocol === undefined || protocol === "TCP" ? "" : ` ${protocol}`].join("").trim();
}

/** Hops after one another, with arrows, over as many lines as they need. */
function hopLines(parts: readonly Line[]): readonly Line[] {
  const arrowed = parts.map((part, index) => (index === 0 ? part : line(dim("→ "), ...part)));
  return packed(arrowed, " ", WIDTH - INDENT.length).map(each => [...line(INDENT), ...each]);
}

const hopText = (hop: FlowHop): Line => {
  const [host] = hop.hostNames ?? [];
  if (hop.at === "name" || (hop.at === "azure-service" && host !== undefined)) return line(tone(hop.verdict)(host ?? hop.label), hop.port === undefined ? undefined : dim(`:${hop.port}`));
  // A firewall is called by its address.
  const place = hop.address !== undefined && hop.label.endsWith(` ${hop.address}`) ? placeOf({ ...hop, address: undefined }) : placeOf(hop);
  return line(tone(hop.verdict)(hop.label), place === "" ? undefined : dim(` ${place}`));
};

const said = (label: string, text: string, look: (text: string) => Span | string = dim): readonly Line[] =>
  (text === "" ? [] : wrapped(`${label}${text}`, WIDTH - INDENT.length).map(each => line(INDENT, look(each))));

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** What is broken or undecided, each reason once. */
const troubles = (parts: readonly (FlowHop | FlowOrigin)[]): readonly Line[] => {
  const reasons = parts.flatMap(part => {
    const back = "back" in part ? part.back : undefined;
    const lost = back !== undefined && back.verdict !== "proven";
    return part.verdict === "proven" ? [] : [{ verdict: part.verdict, text: lost ? `answers to ${part.label}: ${back.says}` : `${part.label}: ${part.says}` }];
  });
  return unique(reasons.map(({ verdict, text }) => JSON.stringify([verdict, text]))).flatMap(each => {
    const found = reasons.find(({ verdict, text }) => JSON.stringify([verdict, text]) === each);
    return found ? said(`${found.verdict}: `, found.text, text => tone(found.verdict)(text)) : [];
  });
};

/** Who does not come through, and why. */
const closedTo = (origins: readonly FlowOrigin[]): readonly Line[] => said("closed to ", unique(origins.flatMap(({ reaches, label, says }) => (reaches ? [] : [`${label} (${says})`]))).join(", "));

function consumerLines({ origins, hops, name, verdict }: Flow): readonly Line[] {
  const open = origins.filter(({ reaches }) => reaches);
  return [
    line("  ", `consumer → ${name}  `, verdictSpan(verdict)),
    ...hopLines([line(open.map(({ label }) => label).join(", ")), ...hops.map(hopText)]),
    ...said("by: ", unique(hops.flatMap(({ enforcedBy }) => enforcedBy.map(each => each.name))).join(" · ")),
    ...said("answers: ", unique(open.flatMap(({ label, back }) => (back?.verdict !== "proven" ? [] : [open.length > 1 ? `${label} ${back.says}` : back.says]))).join("; ")),
    ...closedTo(origins),
    ...troubles([...open, ...hops]),
  ];
}

/** Pods that do not come out, once for all that they do without. */
function heldLines(flows: readonly Flow[]): readonly Line[] {
  const held = new Map<string, Set<string>>();
  for (const { name, hops, origins } of flows) for (const { label, says } of origins.filter(({ reaches }) => !reaches)) {
    const who = `${label} (${says})`;
    held.set(who, (held.get(who) ?? new Set()).add(hops[0]?.at === "way-out" && name !== "API server" ? "public addresses" : name));
  }
  return [...held].flatMap(([who, what]) => said("closed to ", `${who}: ${[...what].join(", ")}`));
}

/** Who sends what goes the same way: kubelet and CSI driver are of the nodes. */
const togetherFrom = (flows: readonly Flow[]): string => (flows.some(({ origins }) => origins.some(({ reaches, label }) => reaches && /^pods of |^nodes and pods$/.test(label))) ? "nodes and pods" : "nodes");

/** What goes the same way is named together. */
function azureLines(flows: readonly Flow[], verdict: Verdict): readonly Line[] {
  const ways = new Map<string, Flow[]>();
  for (const flow of flows) {
    const [first] = flow.hops;
    const direct = flow.hops.length === 1;
    const key = direct || first?.at !== "way-out" ? flow.id : first.id;
    ways.set(key, [...(ways.get(key) ?? []), flow]);
  }
  const rows = [...ways.values()].flatMap(some => {
    const [first] = some;
    const head = first?.hops[0];
    if (!first || !head) return [];
    if (some.length === 1 && head.at !== "way-out") return hopLines([line(dim(`${first.name}: `), first.origins[0]?.label ?? "nodes"), ...first.hops.map(hopText)]);
    return [
      ...hopLines([line(some.length === 1 ? first.origins[0]?.label ?? "nodes" : togetherFrom(some)), hopText(head), line("at public addresses, :443 unless said")]),
      ...packed(some.flatMap(flow => flow.hops.slice(1).map(hop => line(tone(flow.verdict)(flow.name === hop.label ? flow.name : `${flow.name} ${hop.hostNames?.[0] ?? hop.label}`), hop.port === 443 ? undefined : dim(` :${hop.port ?? "?"}`)))), dimDot, WIDTH - INDENT.length - 2).map(each => [...line(`${INDENT}  `), ...each]),
    ];
  });
  return [line("  ", "cluster → Azure  ", verdictSpan(verdict)), ...rows, ...heldLines(flows), ...troubles(flows.flatMap(({ hops }) => hops))];
}

const dimDot = " · ";

function operatorLines({ origins, hops, verdict }: Flow): readonly Line[] {
  const open = origins.filter(({ reaches }) => reaches);
  const guards = unique(hops.flatMap(({ enforcedBy }) => enforcedBy.map(each => each.name)));
  return [
    line("  ", "operator → API server  ", verdictSpan(verdict)),
    ...hopLines([line(open.map(({ label }) => label).join(", ")), ...hops.map(hopText)]),
    ...said("by: ", guards.join(" · ")), ...closedTo(origins), ...troubles([...open, ...hops]),
  ];
}

const WORST: readonly Verdict[] = ["broken", "undecided", "proven"];

function clusterLines(cluster: string, plan: Plan): readonly Line[] {
  const flows = (plan.analyses.flows ?? []).filter(each => each.cluster === cluster);
  const name = plan.analyses.clusters.find(({ resource }) => resource === cluster)?.name ?? "the cluster";
  const consumers = WORST.flatMap(verdict => flows.filter(flow => flow.kind === "consumer" && flow.verdict === verdict));
  const azure = flows.filter(({ kind }) => kind === "azure");
  const worst = WORST.find(verdict => azure.some(flow => flow.verdict === verdict)) ?? "proven";
  const more = consumers.length - DRAWN;
  return [
    line(strong(`Traffic of ${name}`)), ...consumers.slice(0, DRAWN).flatMap(consumerLines),
    ...(more > 0 ? [line(dim(`  … and ${more} more ${more === 1 ? "flow" : "flows"} of consumers: --format json has all`))] : []),
    ...azureLines(azure, worst), ...flows.filter(({ kind }) => kind === "operator").flatMap(operatorLines),
  ];
}

export const flowLines = (plan: Plan): readonly Line[] => plan.analyses.clusters.flatMap(({ resource }) => clusterLines(resource, plan));

