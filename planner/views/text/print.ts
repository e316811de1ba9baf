import { createColors } from "picocolors";
import type { Line, Tone } from "./line";

/** Columns that the view is laid out for. */
export const WIDTH = 100;

/** The lines as text, with colours or without. */
export function print(lines: readonly Line[], colour: boolean): string {
  const colours = createColors(colour);
  const tones: Readonly<Record<Tone, (text: string) => string>> = {
    plain: text => text, strong: colours.bold, dim: colours.dim, predicted: colours.cyan, good: colours.green, warning: colours.yellow, bad: colours.red,
  };
  const text = lines.map(spans => {
    const end = spans.reduce((last, span, index) => (span.text.trim() === "" ? last : index), -1);
    return spans.slice(0, end + 1).map((span, index) => tones[span.tone](index === end ? span.text.trimEnd() : span.text)).join("");
  });
  return `${text.join("\n")}\n`;
}
