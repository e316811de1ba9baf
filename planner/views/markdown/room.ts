/** How much of a plan a comment holds. What has no room is counted or named, never dropped without a word. */
import { fenced } from "./escape";

/** Characters that GitHub takes in a comment. Source: GitHub's message "Body is too long (maximum is 65536 characters)", as of 2026-08. */
export const COMMENT_LIMIT = 65_536;

/** Lines of a fold below which a part of it says nothing. */
const FEWEST_LINES = 3;

export interface Fold {
  readonly title: string;
  /** Lines in a fence of the language. */
  readonly language: "text" | "mermaid";
  readonly lines: readonly string[];
  /** Shown whole or not at all: a part of it is no part. */
  readonly whole?: true;
}

const foldText = (title: string, { language }: Fold, lines: readonly string[]): string =>
  `<details><summary>${title}</summary>\n\n${fenced(language, lines.join("\n"))}\n\n</details>\n\n`;

/** The texts of as many first entries as a number of characters holds; what comes after is not written in vain. */
export function firstThatFit<T>(entries: readonly T[], textOf: (entry: T) => string, room: number): readonly string[] {
  const shown: string[] = [];
  let left = room;
  for (const entry of entries) {
    const text = textOf(entry);
    left -= text.length;
    if (left < 0) break;
    shown.push(text);
  }
  return shown;
}

/** The fold, whole or its first lines with the number of those that were left out; undefined where too little of it would be left. */
function foldIn(fold: Fold, room: number): string | undefined {
  const all = foldText(fold.title, fold, fold.lines);
  if (all.length <= room) return all;
  if (fold.whole === true) return undefined;
  const note = (count: number): string => `… ${count} more lines left out: this comment is full`;
  const around = foldText(fold.title, fold, [note(fold.lines.length)]).length;
  // A fence grows with the longest run of backticks in it, on both sides.
  const ticks = 2 * Math.max(0, ...fold.lines.map(line => line.length - line.replaceAll("`", "").length));
  const shown = firstThatFit(fold.lines, line => `${line}\n`, room - around - ticks);
  return shown.length < FEWEST_LINES ? undefined : foldText(fold.title, fold, [...fold.lines.slice(0, shown.length), note(fold.lines.length - shown.length)]);
}

/** The folds in order as far as there is room, with the names of those that found none. */
export function foldsIn(folds: readonly Fold[], room: number): string {
  const leftOut = (titles: readonly string[]): string => (titles.length === 0 ? "" : `Left out, since a comment holds ${COMMENT_LIMIT.toLocaleString("en")} characters: ${titles.join("; ")}. \`--format json\` has all.\n`);
  // Room for the case that nothing has any.
  let left = room - leftOut(folds.map(({ title }) => title)).length;
  const missing: string[] = [];
  const shown = folds.flatMap(fold => {
    const text = foldIn(fold, left);
    if (text === undefined) { missing.push(fold.title); return []; }
    left -= text.length;
    return [text];
  });
  return shown.join("") + leftOut(missing);
}
