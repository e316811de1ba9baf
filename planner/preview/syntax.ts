/** Where a text stops being JSON. `JSON.parse` says so too, but quotes the text around the place, and that may be a secret. */

export interface SyntaxFault {
  /** Counts from 0. */
  readonly offset: number;
  /** True where the text is JSON as far as it goes, and ends too early. */
  readonly cutOff: boolean;
}

const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** What is left of a number where the text ends within it. */
const BEGUN_NUMBER = /^(?:-|\.|[eE][+-]?)$/;
const WORDS = ["true", "false", "null"] as const;
const ESCAPE = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})$/;
const QUOTE = 34, BACKSLASH = 92, SPACE = 32;

/** Length of what the pattern matches at a place; 0 where it does not. */
function matched(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

class Scanner {
  #at = 0;
  constructor(private readonly text: string) {}

  #blank(): void { this.#at += matched(BLANK, this.text, this.#at); }
  #fault(offset = this.#at): SyntaxFault { return { offset, cutOff: offset >= this.text.length }; }

  /** A part that the text ends within is cut off; another is wrong where it begins. */
  #unfinished(part: string): SyntaxFault {
    const rest = this.text.slice(this.#at, this.#at + part.length);
    return part.startsWith(rest) ? this.#fault(this.text.length) : this.#fault();
  }

  #string(): SyntaxFault | undefined {
    for (let at = this.#at + 1; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === QUOTE) { this.#at = at + 1; return undefined; }
      if (code < SPACE) return this.#fault(at);
      if (code !== BACKSLASH) continue;
      const escape = this.text.slice(at, at + (this.text[at + 1] === "u" ? 6 : 2));
      if (!ESCAPE.test(escape)) return at + escape.length >= this.text.length ? this.#fault(this.text.length) : this.#fault(at);
      at += escape.length - 1;
    }
    return this.#fault(this.text.length);
  }

  #atom(): SyntaxFault | undefined {
    if (this.text.charCodeAt(this.#at) === QUOTE) return this.#string();
    const word = WORDS.find(each => this.text[this.#at] === each[0]);
    if (word !== undefined) {
      if (!this.text.startsWith(word, this.#at)) return this.#unfinished(word);
      this.#at += word.length;
      return undefined;
    }
    const digits = matched(NUMBER, this.text, this.#at);
    const end = this.#at + digits;
    if (BEGUN_NUMBER.test(this.text.slice(end, end + 3)) && (digits > 0 || this.text[end] === "-")) return this.#fault(this.text.length);
    if (digits === 0) return this.#fault();
    this.#at = end;
    return undefined;
  }

  #key(): SyntaxFault | undefined {
    if (this.text.charCodeAt(this.#at) !== QUOTE) return this.#fault();
    const fault = this.#string();
    if (fault) return fault;
    this.#blank();
    if (this.text[this.#at] !== ":") return this.#fault();
    this.#at++;
    return undefined;
  }

  /** Reads one value, and says where that fails. Open brackets are kept in a list, so that no depth is too deep. */
  value(): SyntaxFault | undefined {
    const open: ("{" | "[")[] = [];
    for (;;) {
      this.#blank();
      const bracket = this.text[this.#at];
      if (bracket === "{" || bracket === "[") {
        this.#at++;
        this.#blank();
        if (this.text[this.#at] !== (bracket === "{" ? "}" : "]")) {
          open.push(bracket);
          const fault = bracket === "{" ? this.#key() : undefined;
          if (fault) return fault;
          continue;
        }
        this.#at++;
      } else {
        const fault = this.#atom();
        if (fault) return fault;
      }
      for (let more = true; more;) {
        this.#blank();
        const around = open.at(-1);
        if (around === undefined) return undefined;
        const next = this.text[this.#at];
        if (next !== "," && next !== (around === "{" ? "}" : "]")) return this.#fault();
        this.#at++;
        if (next !== ",") { open.pop(); continue; }
        more = false;
        this.#blank();
        const fault = around === "{" ? this.#key() : undefined;
        if (fault) return fault;
      }
    }
  }

  /** What stands after the value, if anything does. */
  rest(): SyntaxFault | undefined {
    this.#blank();
    return this.#at < this.text.length ? this.#fault() : undefined;
  }
}

/** The first place at which a text is no JSON; undefined where it is. Takes time in proportion to the text. */
export function syntaxFault(text: string): SyntaxFault | undefined {
  const scanner = new Scanner(text);
  return scanner.value() ?? scanner.rest();
}

/** Line and column of a place, counted from 1. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1, start = 0;
  for (let next = text.indexOf("\n"); next >= 0 && next < offset; next = text.indexOf("\n", start)) { line++; start = next + 1; }
  return { line, column: offset - start + 1 };
}
