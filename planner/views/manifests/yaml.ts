/** YAML that reads the same by YAML 1.1, by 1.2, and by Go's reader, which Kubernetes' own tools have and which is a little of both. */
import { Document, Scalar, visit } from "yaml";
import type { Json } from "./manifest";

/** Letters, or a path: no reader takes it for a number, a date, a merge key or an operator. What words such as `on` are the library knows. */
const BEGINS_AS_TEXT = /^[A-Za-z/_]/;
/** `50m` and `128Mi`: digits, then letters that belong to no number. */
const QUANTITY = /^\d+(?:m|[KMGTP]i)$/;
/** Line breaks of YAML 1.1 that are none of 1.2, what an editor would not show, and what turns the order of what it shows. */
const HIDDEN = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
/** Characters that only quotes can hold; HIDDEN in a pattern without state. */
const ONLY_IN_QUOTES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]/;
/** Halves of a character: UTF-8 has none. */
const HALVES = /\p{Cs}/gu;

/** Whether a text can be written as UTF-8; what cannot be is replaced by U+FFFD. */
export const isWellFormed = (text: string): boolean => text.search(HALVES) < 0;

function style(text: string, isKey: boolean, bare: ReadonlySet<string>): Scalar.Type {
  if (bare.has(text) && !isKey) return Scalar.PLAIN;
  if (ONLY_IN_QUOTES.test(text)) return Scalar.QUOTE_DOUBLE;
  // A block's indentation is that of its first line: blanks or a tab there mislead some readers.
  if (text.includes("\n")) return isKey || /^\s/.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
  if (text.includes("\t") || text.includes("${")) return Scalar.QUOTE_DOUBLE;
  return BEGINS_AS_TEXT.test(text) || QUANTITY.test(text) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
}

/**
 * One document, without the line that begins it. No text is folded, nothing is shared by an anchor.
 * @param bare texts that stand without quotes, whatever they would mean: no reader takes `${NAME}` in a block for anything else than a text
 */
export function toYaml(value: Json, bare: ReadonlySet<string> = new Set()): string {
  // `compat` quotes what either version would take for something else than a text.
  const document = new Document(value, { version: "1.2", compat: "yaml-1.1", aliasDuplicateObjects: false });
  visit(document, { Scalar: (key, node) => {
    if (typeof node.value !== "string") return;
    const text = node.value.replace(HALVES, "\ufffd");
    node.value = text;
    node.type = style(text, key === "key", bare);
  } });
  // In quotes a line break is always an escape: Go's reader takes the library's other way, `\\ ` at a line's beginning, for a backslash.
  return document.toString({ lineWidth: 0, indentSeq: false, doubleQuotedMinMultiLineLength: Infinity }).replace(HIDDEN, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
