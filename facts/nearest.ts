/** The allowed word that is nearest to what somebody wrote. */
import { distance } from "fastest-levenshtein";

/**
 * The option with the smallest edit distance, letter case aside. Words that have less than half of their letters in common
 * are no help and give undefined; so does an empty list.
 */
export function nearest(word: string, options: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const option of options) {
    const contained = option.toLowerCase().includes(word.toLowerCase()) && word.length > 2;
    const steps = contained ? 1 : distance(word.toLowerCase(), option.toLowerCase());
    if (steps < least && (contained || steps <= Math.max(word.length, option.length) / 2)) [best, least] = [option, steps];
  }
  return best;
}
