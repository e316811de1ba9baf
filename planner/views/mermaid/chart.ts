/** Flow charts as data, and their text in Mermaid's language: ids by order, labels escaped, within the limits of whoever draws them. */
import { printable } from "../text/line";

/** What Mermaid draws at the most unless it is told otherwise, and GitHub tells it nothing. Source: Mermaid's documentation, configuration `maxTextSize` and `maxEdges`, as of version 10.9. */
export const MOST = { characters: 50_000, edges: 500 } as const;

/** Characters of a line of a label, and of the title of a frame. */
const LONGEST = { label: 44, title: 90 } as const;

type Tone = "bad" | "warning" | "predicted";

export interface Node {
  /** Anything that is its own, such as a URN; it does not appear in the text. */
  readonly key: string;
  /** Lines. */
  readonly label: readonly string[];
  readonly shape?: "round" | "store";
  readonly tone?: Tone;
}

export interface Group {
  readonly key: string;
  readonly title: string;
  readonly nodes: readonly Node[];
  readonly groups?: readonly Group[];
  readonly tone?: Tone;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  readonly dotted?: true;
  /** Without a head: things that belong together. */
  readonly plain?: true;
}

export interface Chart {
  readonly nodes: readonly Node[];
  readonly groups: readonly Group[];
  /** Those between keys that are not there are left out, and so is all but the first between the same two with the same label. */
  readonly edges: readonly Edge[];
}

/** Everything but letters, digits and harmless signs is written by its number: nothing in a label ends it, or is markup inside it. */
const MARKUP = /[^\p{L}\p{N} .,:/()+×→·…=?_-]/gu;

/**
 * Where text alone, without any markup of a chart's language, would be Markdown to Mermaid 11.0 to 11.11: what begins a block, an address, a link or a tag. Those versions then show "Unsupported markdown: link"
 * in its place (mermaid-js/mermaid#6385, mended in 11.12), and read a character's number before they look, so that a number does not help: a sign of no width does, in every version.
 */
const MARKDOWN = /^(?=[-+*>#=_~`\s]|\d+[.)](?:\s|$))|(?<=:)(?=\/\/)|(?<=\bwww)(?=\.)|(?=@)|(?<=\])(?=\()|(?<=<)(?=[a-z/!?])/giu;
const WORD_JOINER = "\u2060";

const cut = (text: string, longest: number): string => { const all = [...text]; return all.length > longest ? `${all.slice(0, longest - 1).join("")}…` : text; };
const escaped = (text: string, longest: number): string => cut(printable(text), longest).replace(MARKDOWN, WORD_JOINER).replace(MARKUP, character => `#${character.codePointAt(0) ?? 0};`);
/** Text in quotes; what is empty would be no label. */
const quoted = (lines: readonly string[], longest: number = LONGEST.label): string => `"${lines.filter(text => text !== "").map(text => escaped(text, longest)).join("<br/>") || " "}"`;

const SHAPES: Readonly<Record<"box" | NonNullable<Node["shape"]>, readonly [string, string]>> = { box: ["[", "]"], round: ["(", ")"], store: ["[(", ")]"] };

/** Only lines are coloured: they are seen on a light and on a dark page. */
const STYLES: Readonly<Record<Tone, string>> = { bad: "stroke:#d1242f,stroke-width:3px", warning: "stroke:#bf8700,stroke-width:3px", predicted: "stroke-dasharray:4 3" };

const arrow = ({ dotted, plain, label }: Edge): string => `${dotted ? "-.-" : "--"}${plain ? (dotted ? "" : "-") : ">"}${label === undefined || label === "" ? "" : `|${quoted([label])}|`}`;

interface Counts { readonly text: string; readonly edges: number }

function written({ nodes, groups, edges }: Chart): Counts {
  const ids = new Map<string, string>();
  const toned = new Map<Tone, string[]>();
  const idOf = (key: string, letter: string, tone: Tone | undefined): string => {
    const id = `${letter}${ids.size + 1}`;
    ids.set(key, id);
    if (tone !== undefined) toned.set(tone, [...(toned.get(tone) ?? []), id]);
    return id;
  };
  const nodeLine = ({ key, label, shape, tone }: Node): string => { const [open, close] = SHAPES[shape ?? "box"]; return `${idOf(key, "n", tone)}${open}${quoted(label)}${close}`; };
  const groupLines = ({ key, title, nodes: own, groups: inner = [], tone }: Group): readonly string[] => [
    `subgraph ${idOf(key, "g", tone)}[${quoted([title], LONGEST.title)}]`,
    // Of its own accord Mermaid turns a frame that no arrow enters the other way.
    "  direction LR",
    ...[...own.map(nodeLine), ...inner.flatMap(groupLines)].map(text => `  ${text}`),
    "end",
  ];
  const body = [...nodes.map(nodeLine), ...groups.flatMap(groupLines)];
  const lines = new Set(edges.flatMap(edge => {
    const [from, to] = [ids.get(edge.from), ids.get(edge.to)];
    return from === undefined || to === undefined || from === to ? [] : [`${from} ${arrow(edge)} ${to}`];
  }));
  const styles = [...toned].flatMap(([tone, of]) => [`classDef ${tone} ${STYLES[tone]}`, `class ${of.join(",")} ${tone}`]);
  return { text: `flowchart LR\n${[...body, ...lines, ...styles].map(text => `  ${text}\n`).join("")}`, edges: lines.size };
}

/** How many alike are drawn one by one, from the most telling to the smallest drawing. */
export const LEVELS = [6, 2, 0] as const;

/**
 * The first of ever smaller drawings that is within the limits.
 * @param draw the chart in which of things alike at most so many are drawn one by one
 * @param size what is said where no drawing is small enough, such as `1,200 resources`
 */
export function fitting(draw: (most: number) => Chart, size: string): string {
  for (const most of LEVELS) {
    const { text, edges } = written(draw(most));
    if (text.length <= MOST.characters && edges <= MOST.edges) return text;
  }
  return written({ nodes: [{ key: "all", label: [`${size}: too many to draw`, "--format json has all"] }], groups: [], edges: [] }).text;
}

/** Things of which those alike share a node from some number on: the nodes, and the key of the node that each thing is in. */
export interface Collapsed { readonly nodes: readonly Node[]; readonly places: ReadonlyMap<string, string> }

/**
 * @param things each with what it is called with others alike
 * @param most of those alike, up to how many have a node of their own
 * @param within tells apart the nodes of several calls
 */
export function collapsed(things: readonly { readonly kind: string; readonly node: Node }[], most: number, within: string): Collapsed {
  const alike = new Map<string, Node[]>();
  for (const { kind, node } of things) {
    const some = alike.get(kind);
    if (some) some.push(node);
    else alike.set(kind, [node]);
  }
  const places = new Map<string, string>();
  const nodes = [...alike].flatMap(([kind, some]) => {
    const together = some.length > Math.max(1, most);
    const key = `${within} ${kind}`;
    for (const each of some) places.set(each.key, together ? key : each.key);
    return together ? [{ key, label: [kind, `×${some.length}`], tone: some.every(each => each.tone === some[0]?.tone) ? some[0]?.tone : undefined }] : some;
  });
  return { nodes, places };
}
