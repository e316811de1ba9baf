/** All texts in a value. */
import type { Json } from "./manifest";

/** Texts and keys, however deep. */
export function textsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value) ? value.flatMap(textsIn) : Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
