/** What became of pods and entrances when, so that a request that was lost can be explained. */
import { now } from "./load/protocol";

interface Entry { readonly at: number; readonly name: string; readonly state: string }

const GONE = "is no more";

export class Journal {
  readonly #entries: Entry[] = [];
  #last: ReadonlyMap<string, string> = new Map();

  /** @param clock milliseconds */
  constructor(private readonly clock = now) {}

  /**
   * Writes down what is not as it was when last seen.
   * @param things what is said of each, by its name
   */
  see(things: ReadonlyMap<string, string>): void {
    const at = this.clock(), gone = [...this.#last.keys()].filter(name => !things.has(name));
    const changed = [...things].filter(([name, state]) => this.#last.get(name) !== state);
    this.#entries.push(...[...changed, ...gone.map(name => [name, GONE] as const)].map(([name, state]) => ({ at, name, state })));
    this.#last = new Map(things);
  }

  /** What was written between two times, each line with the seconds since the first. */
  between(from: number, to: number): readonly string[] {
    return this.#entries.filter(({ at }) => from <= at && at <= to).map(({ at, name, state }) => `${((at - from) / 1000).toFixed(1)} s  ${name} ${state}`);
  }

  /** The last thing that a word was said of, such as an address, and what it is by now; undefined where there was none. */
  about(word: string): string | undefined {
    const found = this.#entries.filter(({ state }) => state.split(/[\s,]+/).includes(word)).at(-1);
    if (!found) return undefined;
    const { at, name, state } = found, present = this.#last.get(name) ?? GONE;
    return `${name} ${state}${present === state ? "" : ` (written ${((this.clock() - at) / 1000).toFixed(1)} s ago; it ${present})`}`;
  }
}
