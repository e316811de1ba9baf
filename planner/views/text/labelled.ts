/** Texts under a heading, each with a word for what it is of. */
import { dim, line, padded, wrapped, type Line } from "./line";
import { WIDTH } from "./print";

export interface Labelled {
  readonly label: string;
  readonly text: string;
  /** How the text looks; plain where nothing is said. */
  readonly tone?: (text: string) => ReturnType<typeof dim>;
}

const INDENT = 2, GAP = 2;
/** Columns of the label, so that blocks of one section stand under one another. */
const LABEL_WIDTH = 12;

/** Labels in a column of their own; what does not fit on its line goes on under it. */
export function labelledLines(rows: readonly Labelled[]): readonly Line[] {
  const width = Math.max(LABEL_WIDTH, ...rows.map(({ label }) => [...label].length));
  const indent = INDENT + width + GAP;
  return rows.flatMap(({ label, text, tone }) => wrapped(text, WIDTH - indent).map((part, index) => [
    ...padded(line(" ".repeat(INDENT), dim(index === 0 ? label : "")), indent), ...line(tone ? tone(part) : part),
  ]));
}
