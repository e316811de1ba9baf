/**
 * Masks secrets in free text: what a program prints, logs or throws. Values of the plan carry their own marks and do not come here.
 * Neither the number of secrets nor their length slows it down much: a text is read once, and compared only where a secret may begin.
 */
import { formsOf, MARK, SHORTEST_TEXT, type SecretText } from "./secret-forms";

export { secretTexts, type SecretText } from "./secret-forms";

/** Takes a text, gives it without secrets. */
export type Redact = (text: string) => string;

/** A text that was cut shows this many characters before the dots at most (Node's error messages show 128). */
const LONGEST_CUT = 256;
/** Fewer characters before the dots are any word's beginning. */
const SHORTEST_CUT = 4;

/** Texts by how they begin, and below that by their length, longest first. */
class Beginnings {
  /** Rules out most places with one look. */
  readonly #filter = new Uint8Array(1 << 19);
  readonly #byStart = new Map<string, Map<number, Set<string>>>();

  constructor(texts: Iterable<string>) {
    for (const text of [...texts].sort((a, b) => b.length - a.length)) {
      this.#filter[this.#hash(text, 0)] = 1;
      const start = text.slice(0, SHORTEST_TEXT);
      const byLength = this.#byStart.get(start) ?? new Map<number, Set<string>>();
      this.#byStart.set(start, byLength);
      byLength.set(text.length, (byLength.get(text.length) ?? new Set<string>()).add(text));
    }
  }

  #hash(text: string, at: number): number {
    return ((text.charCodeAt(at) << 12) ^ (text.charCodeAt(at + 1) << 6) ^ text.charCodeAt(at + 2)) & 0x7ffff;
  }

  #at(text: string, at: number): ReadonlyMap<number, ReadonlySet<string>> | undefined {
    return this.#filter[this.#hash(text, at)] === 0 ? undefined : this.#byStart.get(text.slice(at, at + SHORTEST_TEXT));
  }

  /** Where the longest of the texts ends that begins here and goes beyond `covered`; `covered` where there is none. */
  endOfLongest(text: string, at: number, covered: number): number {
    for (const [length, texts] of this.#at(text, at) ?? []) {
      if (at + length <= covered) return covered;
      if (at + length <= text.length && texts.has(text.slice(at, at + length))) return at + length;
    }
    return covered;
  }

  /** Whether one of the texts begins with what stands between two places, and is longer. */
  isCut(text: string, from: number, to: number): boolean {
    const piece = text.slice(from, to);
    for (const [length, texts] of this.#at(text, from) ?? []) {
      if (length <= piece.length) return false;
      for (const whole of texts) if (whole.startsWith(piece)) return true;
    }
    return false;
  }
}

/** Replaces the texts wherever they stand; where some overlap, all that they cover at once. */
function withoutTexts(text: string, beginnings: Beginnings): string {
  let result = "", from = 0, start = -1, end = -1;
  for (let at = 0; at + SHORTEST_TEXT <= text.length; at++) {
    const covered = at < end ? end : at;
    const reached = beginnings.endOfLongest(text, at, covered);
    if (reached === covered) continue;
    if (at >= end) {
      if (start >= 0) {
        result += text.slice(from, start) + MARK;
        from = end;
      }
      start = at;
    }
    end = reached;
  }
  return start < 0 ? text : result + text.slice(from, start) + MARK + text.slice(end);
}

/** Replaces the beginning of a text where it was cut: `hunter2-and-so…`. */
function withoutBeginnings(text: string, beginnings: Beginnings): string {
  let result = "", from = 0;
  for (const dots of text.matchAll(/(?<!\.)["'`]?(?:\.\.\.|…)/g)) {
    const to = dots.index;
    for (let at = Math.max(from, to - LONGEST_CUT); at + SHORTEST_CUT <= to; at++) {
      if (!beginnings.isCut(text, at, to)) continue;
      result += text.slice(from, at) + MARK;
      from = to;
      break;
    }
  }
  return from === 0 ? text : result + text.slice(from);
}

/** What V8 quotes of a text that is not JSON: some characters around the first wrong one. */
const NOT_JSON = /(?:Unexpected token '[^]+?', )?(?:\.\.\.)?"([^]{1,24}?)"(?:\.\.\.)? is not valid JSON/g;

function withoutQuotes(text: string, secrets: ReadonlySet<string>): string {
  if (!text.includes("is not valid JSON")) return text;
  return text.replace(NOT_JSON, (message, piece: string) => ([...secrets].some(secret => secret.includes(piece)) ? `${MARK} is not valid JSON` : message));
}

/** Digits with all that dots join to them: a number, a version, an address. */
const NUMBER = /(-?)(\d+(?:\.\d+)*)/g;

/** Without the numbers that are secret. What stands before the only dot is the whole part of another number; a hyphen may be a sign or not. */
function withoutNumbers(text: string, numbers: ReadonlySet<string>): string {
  return text.replace(NUMBER, (run: string, sign: string, digits: string) => {
    if (numbers.has(run)) return MARK;
    if (numbers.has(digits)) return sign + MARK;
    const parts = digits.split("."), shown: string[] = [];
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at] ?? "";
      if (numbers.has(`${part}.${parts[at + 1]}`)) {
        shown.push(MARK);
        at++;
      } else shown.push(numbers.has(part) && !(at === 0 && parts.length === 2) ? MARK : part);
    }
    return sign + shown.join(".");
  });
}

/**
 * What takes secrets out of texts. A secret is found as it is, in JSON, in an address, in base64 (also inside a longer one), in hexadecimal, cut with dots after it,
 * line by line where it has several, and opened where it is itself JSON or base64. Texts of fewer than 3 characters, numbers of fewer than 4 digits and words such as `true` stay;
 * base64 inside a longer one is found from 4 characters of it on.
 */
export function redactor(secrets: Iterable<SecretText>): Redact {
  const { texts, numbers } = formsOf(secrets);
  const beginnings = new Beginnings(texts);
  return text => {
    const masked = texts.size === 0 ? text : withoutTexts(withoutBeginnings(withoutQuotes(text, texts), beginnings), beginnings);
    return numbers.size === 0 ? masked : withoutNumbers(masked, numbers);
  };
}
