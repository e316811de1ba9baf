/** What the parts of a thing come to together: the hops of a chain, the steps of an upgrade. */
import type { Verdict } from "../model/results";

/** One part that does not hold decides for all; a broken one over an undecided one. */
export function overall(parts: readonly { readonly verdict: Verdict }[]): Verdict {
  return (["broken", "undecided"] as const).find(verdict => parts.some(part => part.verdict === verdict)) ?? "proven";
}
