import { line, padded, widthOf, type Line } from "./line";

export interface Column { readonly side?: "left" | "right" }

/** Rows in aligned columns. Rows may be shorter than others; a column is as wide as its widest cell. */
export function columns(rows: readonly (readonly Line[])[], sides: readonly Column[] = [], gap = 2): readonly Line[] {
  const count = Math.max(0, ...rows.map(row => row.length));
  const widths = Array.from({ length: count }, (_, index) => Math.max(0, ...rows.map(row => widthOf(row[index] ?? []))));
  return rows.map(row => row.flatMap((cell, index) => [...(index === 0 ? [] : line(" ".repeat(gap))), ...padded(cell, widths[index] ?? 0, sides[index]?.side)]));
}
