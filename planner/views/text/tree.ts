import { BLANK, dim, line, packed, padded, widthOf, type Line } from "./line";
import { WIDTH } from "./print";

export interface Branch {
  /** What happens to the thing, in a column of its own; none leaves no column. */
  readonly sign?: Line;
  /** The word that says what the thing is, in a column of its own; none leaves no column. */
  readonly label?: string;
  /** Absent for a thing that is a list of details. */
  readonly name?: Line;
  /** What is said of it; what does not fit on its line goes on under it. */
  readonly details?: readonly Line[];
  readonly branches?: readonly Branch[];
}

/** Columns of the label. */
const LABEL_WIDTH = 15;
/** Columns of the rules that join a branch to its parent's. */
const RULE_WIDTH = 3;

function bodyOf({ sign = BLANK, label, name, details = [] }: Branch, width: number): readonly Line[] {
  const signed = widthOf(sign);
  const indent = signed + (label === undefined ? 0 : LABEL_WIDTH);
  const [first = BLANK, ...more] = details;
  const head = name === undefined || first === BLANK ? name ?? first : [...name, ...line("  "), ...first];
  const [top = BLANK, ...under] = packed([head, ...more], ", ", width - indent);
  const word = label === undefined || label.length < LABEL_WIDTH ? label ?? "" : `${label} `;
  return [[...sign, ...padded(line(dim(word)), indent - signed), ...top], ...under.map(each => [...line(" ".repeat(indent)), ...each])];
}

/** The branches as lines under their parent's, joined by rules. */
export function treeLines(branches: readonly Branch[], width = WIDTH): readonly Line[] {
  return branches.flatMap((branch, index) => {
    const last = index === branches.length - 1;
    const [top = [], ...under] = bodyOf(branch, width - RULE_WIDTH);
    const below = treeLines(branch.branches ?? [], width - RULE_WIDTH);
    return [
      [...line(dim(last ? "└─ " : "├─ ")), ...top],
      ...[...under, ...below].map(each => [...line(dim(last ? "   " : "│  ")), ...each]),
    ];
  });
}
