/** What the hops of a chain come to together. */
import type { Hop, Verdict } from "../model/results";

/** One hop that does not hold decides for all; a broken one over an undecided one. */
export function overall(hops: readonly Hop[]): Verdict {
  return (["broken", "undecided"] as const).find(verdict => hops.some(hop => hop.verdict === verdict)) ?? "proven";
}
