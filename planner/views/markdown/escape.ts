/** Outside text in GitHub's Markdown: it says what it says, and does nothing. */
import { printable } from "../text/line";

/**
 * A character of no width that ends a word: GitHub looks for mentions and references in the text as it is shown, where an escape is not seen any more. Outside
 * text has none of its own once it is printable.
 */
const BREAK = "\u200b";

/** Markup of Markdown and HTML, by number: an entity is no markup in a table, in a fold's heading and in a paragraph alike. */
const MARKUP = /[&<>\\`*_~|[\]$\u200b]/g;

const LIVE: readonly (readonly [RegExp, string])[] = [
  [/@(?=[\w-])/g, `@${BREAK}`],
  // An issue, `#12` and `GH-12`.
  [/#(?=\d)/g, `#${BREAK}`],
  [/(GH-)(?=\d)/gi, `$1${BREAK}`],
  // A bare address becomes a link.
  [/(?<=www)\.(?=\S)/gi, `${BREAK}.`],
  [/(?<=[a-z]):(?=\/\/)/gi, `:${BREAK}`],
  [/(mailto|xmpp):/gi, `$1${BREAK}:`],
  // `:tada:` becomes a picture.
  [/:(?=[\w+-]+:)/g, `:${BREAK}`],
];

/** One line of text for a paragraph, a table's cell or a heading; it must not begin a line, where a dash would begin a list. */
export function escaped(text: string): string {
  const ended = LIVE.reduce((each, [pattern, by]) => each.replace(pattern, by), printable(text));
  return ended.replace(MARKUP, character => `&#${character.charCodeAt(0)};`);
}

/** The text in at most so many characters, escapes included; where it is cut, a sign says so. */
export function escapedUpTo(length: number, text: string): string {
  // What is cut off is not escaped in vain: outside text may be of any length.
  const whole = escaped(text.slice(0, length + 1));
  if (whole.length <= length) return whole;
  let shown = "";
  for (const piece of whole.match(/&#\d+;|[^]/gu) ?? []) {
    if (shown.length + piece.length >= length) break;
    shown += piece;
  }
  return `${shown}…`;
}

/** A fence that no line of the content ends. */
export function fenced(language: string, content: string): string {
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${content}\n${fence}`;
}
