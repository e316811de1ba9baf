/** Verdicts: of one part, with what is said of it, and what the parts of a thing come to together: the hops of a chain, the steps of an upgrade. */
import type { Verdict } from "../model/results";

/** What is said of a hop. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly says: string;
  /** Of a proven hop: whom it drops though they should pass (`Hop.dropped`). */
  readonly dropped?: string;
}

export const proven = (says: string): Judgement => ({ verdict: "proven", says });
export const broken = (says: string): Judgement => ({ verdict: "broken", says });
export const undecided = (says: string): Judgement => ({ verdict: "undecided", says });

/** One part that does not hold decides for all; a broken one over an undecided one. */
export function overall(parts: readonly { readonly verdict: Verdict }[]): Verdict {
  return (["broken", "undecided"] as const).find(verdict => parts.some(part => part.verdict === verdict)) ?? "proven";
}
