/** Looks for a secret in what came out, in every way in which it may be written. On purpose not by the planner's own forms: it decodes and compares. */

const withoutEscapes = (text: string): string => text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs, (_all, long?: string, short?: string, single?: string) => {
  if (long !== undefined || short !== undefined) return String.fromCharCode(parseInt(long ?? short ?? "", 16));
  return { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", 0: "\0" }[single ?? ""] ?? single ?? "";
});

/** Percent escapes decoded wherever they are valid; those that are not stay. */
const withoutPercents = (text: string): string => text.replace(/(?:%[0-9a-fA-F]{2})+/g, run => {
  const decoded = Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8");
  return decoded.includes("\uFFFD") ? run : decoded;
});

/** The contents of everything that may be base64, read from each of the four places of a group. */
const insideBase64 = (text: string): readonly string[] =>
  (text.match(/[\w+/-]{4,}/g) ?? []).flatMap(run => [0, 1, 2, 3].map(skip => Buffer.from(run.slice(skip), "base64").toString("utf8")));

const insideHex = (text: string): readonly string[] => (text.match(/(?:[0-9a-f]{2} ?){3,}/gi) ?? []).map(run => Buffer.from(run.replaceAll(" ", ""), "hex").toString("utf8"));

/** As a process writes it: half a character becomes U+FFFD. */
const asWritten = (text: string): string => Buffer.from(text).toString("utf8");

/** Every text that somebody could read in an output. */
function readings(output: string): readonly string[] {
  const plain = [output, asWritten(output), withoutEscapes(output), withoutEscapes(withoutEscapes(output))];
  const decoded = plain.flatMap(text => [withoutPercents(text), withoutPercents(text.replaceAll("+", " "))]);
  return [...plain, ...decoded, ...insideBase64(output), ...insideHex(output)];
}

/** The secrets that can be read in an output; an empty list is what one hopes for. */
export function found(secrets: readonly string[], output: string): readonly string[] {
  const texts = readings(output);
  return secrets.filter(secret => texts.some(text => text.includes(secret) || text.includes(asWritten(secret))));
}
