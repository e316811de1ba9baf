/** How a secret looks in a text: as it is, and as what carries texts writes it down (JSON, addresses, base64, Node's own way of showing values). */
import { inspect, types } from "node:util";

/** A secret as a program holds it. */
export type SecretText = string | number;

/** What stands in place of a secret. */
export const MARK = "[secret]";

/** Shorter texts turn up everywhere: masking them would tell more than it hides. The engine's own filter has the same floor (sdk/go/common/util/logging, `CreateFilter`). */
export const SHORTEST_TEXT = 3;
/** Digits of a number: ports, counts and years turn up everywhere, but from four digits on a number may be a PIN. */
const SHORTEST_NUMBER = 4;
/** A part of a secret text, such as a line or a value of JSON, is looked for by itself from this length on: shorter ones are words (`kind: Config`). */
const SHORTEST_PART = 8;
/** Characters of a text inside base64 that may be told from others. */
const SHORTEST_BASE64 = 4;
/** Bytes that Node shows of a buffer, and characters of a string (`util.inspect`). */
const SHOWN_BYTES = 50, SHOWN_CHARACTERS = 10_000;
/** Texts in texts (JSON in base64, say) are opened as deep as this. */
const DEPTH = 3;

/** Words that are values of configuration everywhere. */
const COMMON: ReadonlySet<string> = new Set(["true", "false", "null", "undefined", "none"]);

/** Whether a text is long and particular enough to be masked. */
function isTelling(text: string): boolean {
  return text.trim().length >= SHORTEST_TEXT && !COMMON.has(text.trim().toLowerCase()) && !MARK.includes(text);
}

/** Bytes as the text that they hold, and as what is printed of them: where they are no UTF-8, the text does not lead there. */
function textsOfBytes(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [buffer.toString("utf8"), buffer.toString("base64"), buffer.toString("hex"), buffer.subarray(0, SHOWN_BYTES).toString("hex").replace(/..(?=.)/g, "$& ")];
}

/** The texts and numbers that a value is made of; keys, booleans and what is neither plain data nor bytes are none. */
export function secretTexts(value: unknown, into: SecretText[] = [], seen = new Set<object>()): readonly SecretText[] {
  if (typeof value === "string" || typeof value === "number") into.push(value);
  if (typeof value === "bigint") into.push(String(value));
  if (typeof value !== "object" || value === null || seen.has(value)) return into;
  if (types.isUint8Array(value)) into.push(...textsOfBytes(value));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return into;
  seen.add(value);
  for (const inner of Object.values(value)) secretTexts(inner, into, seen);
  return into;
}

/** The values inside a text of JSON; none where it is not an object or a list of it. */
function insideJson(text: string): readonly SecretText[] {
  if (!/^\s*[[{]/.test(text)) return [];
  try {
    return secretTexts(JSON.parse(text));
  } catch {
    // It only begins like JSON: then it is a text like any other.
    return [];
  }
}

/** The text inside a text of base64; none where it holds something else. */
function insideBase64(text: string): readonly string[] {
  if (text.length < 2 * SHORTEST_BASE64 || !/^[\w+/-]+={0,2}\s*$/.test(text)) return [];
  const decoded = Buffer.from(text, "base64").toString("utf8");
  // A byte that is no UTF-8 becomes U+FFFD; controls are in no text that anybody types.
  return /[\uFFFD\p{Cc}]/u.test(decoded.replace(/[\r\n\t]/g, "")) ? [] : [decoded];
}

/** A secret with everything that can be got out of it by reading it, but for what is too short to be more than a word. */
function opened(secret: SecretText, into: Set<SecretText>, depth = DEPTH): void {
  if (into.has(secret)) return;
  into.add(secret);
  if (typeof secret === "number" || depth === 0) return;
  opened(secret.trim(), into, depth - 1);
  for (const inner of [...insideJson(secret), ...insideBase64(secret)]) if (String(inner).length >= SHORTEST_PART) opened(inner, into, depth - 1);
}

const lowerHex = (text: string): string => text.replace(/%[0-9A-F]{2}/g, escape => escape.toLowerCase());

/** In an address: as a part of a path, as a whole one, as a form sends it, and by the letter of RFC 3986. */
function inAddress(text: string): readonly string[] {
  const component = encodeURIComponent(text);
  const form = new URLSearchParams([["", text]]).toString().slice(1);
  const strict = component.replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return [component, encodeURI(text), form, component.replaceAll("%20", "+"), strict].flatMap(each => [each, lowerHex(each)]);
}

/** In base64, whole and inside a longer text, where it begins at the first, second or third byte of a group; only characters that it decides alone. */
function inBase64(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const inner = [0, 1, 2].map(before => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  }).filter(each => each.length >= SHORTEST_BASE64);
  const whole = bytes.toString("base64");
  return [whole, whole.replace(/=+$/, ""), ...inner].flatMap(each => [each, each.replaceAll("+", "-").replaceAll("/", "_")]);
}

/** As Node shows a buffer: `68 75 6e`; and the same without blanks. */
function inHex(text: string): readonly string[] {
  const hex = Buffer.from(text).toString("hex");
  return [hex, hex.toUpperCase(), hex.slice(0, 2 * SHOWN_BYTES).replace(/..(?=.)/g, "$& ")];
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** In quotes: of JSON, of JSON inside JSON, and of Node. */
const inQuotes = (text: string): readonly string[] => [inJson(text), inJson(inJson(text)), inspect(text, { maxStringLength: null }).slice(1, -1)];

/** Lone halves of a character become U+FFFD when a text is written out. */
const asWritten = (text: string): string => Buffer.from(text).toString("utf8");

function formsOfText(secret: string): readonly string[] {
  const written = asWritten(secret);
  const lines = secret.split(/\r?\n/).map(line => line.trim()).filter(line => line.length >= SHORTEST_PART && line.length < secret.length);
  const start = secret.length > SHOWN_CHARACTERS ? [secret.slice(0, SHOWN_CHARACTERS)] : [];
  const plain = [secret, written, ...lines, ...start];
  return [...plain, ...plain.flatMap(inQuotes), ...inAddress(written), ...inBase64(secret), ...inHex(secret)];
}

export interface SecretForms {
  /** Looked for anywhere in a text. */
  readonly texts: ReadonlySet<string>;
  /** Looked for as whole numbers only. */
  readonly numbers: ReadonlySet<string>;
}

/** Every form of every secret that is long enough to be told from other text. */
export function formsOf(secrets: Iterable<SecretText>): SecretForms {
  const all = new Set<SecretText>();
  for (const secret of secrets) opened(secret, all);
  const texts = new Set<string>(), numbers = new Set<string>();
  for (const secret of all) {
    if (typeof secret === "number") {
      const written = String(secret);
      // An exponent is in no run of digits.
      if (written.replace(/\D/g, "").length >= SHORTEST_NUMBER) (written.includes("e") ? texts : numbers).add(written);
    } else if (isTelling(secret)) {
      for (const form of formsOfText(secret)) if (isTelling(form)) texts.add(form);
    }
  }
  return { texts, numbers };
}
