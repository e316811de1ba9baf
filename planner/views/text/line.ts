/** Text with tones, before it is printed: what a line says is decided here, how it looks on a terminal in `print.ts`. */

export type Tone = "plain" | "strong" | "dim" | "predicted" | "good" | "warning" | "bad";
export interface Span { readonly text: string; readonly tone: Tone }
export type Line = readonly Span[];
/** A part of a line: bare text is plain. */
export type Part = string | Span;

const toned = (tone: Tone) => (text: string): Span => ({ text: printable(text), tone });
export const strong = toned("strong");
export const dim = toned("dim");
export const predicted = toned("predicted");
export const good = toned("good");
export const warning = toned("warning");
export const bad = toned("bad");
const plain = toned("plain");

export const line = (...parts: readonly (Part | undefined)[]): Line =>
  parts.flatMap(part => (part === undefined || part === "" ? [] : [typeof part === "string" ? plain(part) : part]));

export const BLANK: Line = [];

/** Controls, and characters that reorder or hide text: a name must not move the cursor or lie about its order. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text that is safe on a terminal: what is not printable is written as an escape. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, character => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
}

/** Columns that a line takes. */
export const widthOf = (spans: Line): number => spans.reduce((sum, { text }) => sum + [...text].length, 0);

/** The line with blanks at its end, or in front of it, up to a width. */
export function padded(spans: Line, width: number, side: "left" | "right" = "left"): Line {
  const blanks = " ".repeat(Math.max(0, width - widthOf(spans)));
  return blanks === "" ? spans : side === "left" ? [...spans, ...line(blanks)] : [...line(blanks), ...spans];
}

/** Lines that each hold as many of the parts as the width allows, with a separator between them and at each line's break. */
export function packed(parts: readonly Line[], separator: string, width: number): readonly Line[] {
  const atBreak = separator.trimEnd();
  const lines: Line[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const joined = last && [...last, ...line(separator), ...part];
    if (joined && widthOf(joined) + atBreak.length <= width) lines[lines.length - 1] = joined;
    else {
      if (last) lines[lines.length - 1] = [...last, ...line(atBreak)];
      lines.push(part);
    }
  }
  return lines;
}

/** Lines of words, none longer than the width where words allow. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
