import { entriesAt, readAt } from "../../model/read";
import { isList } from "../../model/values";
import type { PlanValue } from "../../model/plan";
import { dim, line, predicted, type Line } from "./line";

/** Characters of a value before it is cut. */
const LONGEST = 70;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** JSON with the markers in words. */
function shown(value: PlanValue | undefined): string {
  const { knowledge, value: plain } = readAt(value);
  if (knowledge === "secret") return "[secret]";
  if (knowledge === "unknown") return "(known after up)";
  if (typeof plain !== "object" || plain === null) return JSON.stringify(plain ?? null);
  if (isList(plain)) return `[${plain.map(shown).join(", ")}]`;
  return `{${entriesAt(plain).map(([key, each]) => `${key}: ${shown(each)}`).join(", ")}}`;
}

/** A value for people: secrets never, unknowns as such, predictions marked. */
export function valueLine(value: PlanValue | undefined): Line {
  const { knowledge, value: plain } = readAt(value);
  if (knowledge === "secret" || knowledge === "unknown") return line(dim(shown(value)));
  const text = cut(typeof plain === "string" ? plain : shown(plain));
  return knowledge === "predicted" ? line(predicted(text), dim(" (predicted)")) : line(text);
}
