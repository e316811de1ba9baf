/** Texts that stand in base64 inside of other texts: a file handed on to a machine, or a kubeconfig put into a Secret, which is base64 again. */

/** How often a text may be base64 of base64 and still be looked into. */
const LAYERS = 3;

export const decoded = (text: string): string => Buffer.from(text, "base64").toString("utf8");

/**
 * What is found in a text, or in what it holds in base64, however deep.
 * @param inside the texts that a text holds in base64, as what they encode
 */
export function throughLayers<T>(text: string, find: (text: string) => T | undefined, inside: (text: string) => readonly string[], layers = LAYERS): T | undefined {
  const found = find(text);
  if (found !== undefined || layers === 0) return found;
  for (const inner of inside(text)) {
    const deeper = throughLayers(inner, find, inside, layers - 1);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
