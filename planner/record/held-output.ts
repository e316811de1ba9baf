/** What a program prints, held back until all of its secrets are known: a text that is out cannot be masked any more. */

/** Characters that are held: half of them from the beginning, half from the end. */
const MOST = 4 * 1024 * 1024;

const upToLastLine = (text: string): string => text.slice(0, text.lastIndexOf("\n") + 1);
const fromNextLine = (text: string): string => text.slice(text.indexOf("\n") + 1 || text.length);

/** Of a program that prints more than anybody reads, the lines in the middle are left out, with a line that says so. */
export class HeldOutput {
  #head = "";
  readonly #tail: string[] = [];
  #tailLength = 0;
  #dropped = 0;
  constructor(private readonly most = MOST) {}

  add(chunk: string): void {
    const room = this.most / 2 - this.#head.length;
    // Once something has gone on to the tail the head is full: what comes later must stand behind it.
    const forHead = this.#tail.length === 0 && room > 0 ? chunk.slice(0, room) : "";
    this.#head += forHead;
    if (forHead.length === chunk.length) return;
    this.#tail.push(chunk.slice(forHead.length));
    this.#tailLength += chunk.length - forHead.length;
    while (this.#tailLength - (this.#tail[0]?.length ?? 0) >= this.most / 2) {
      const first = this.#tail.shift()?.length ?? 0;
      this.#tailLength -= first;
      this.#dropped += first;
    }
  }

  /** Whole lines only where something is left out: half a secret would not be found. */
  text(): string {
    const tail = this.#tail.join("");
    if (this.#dropped === 0) return this.#head + tail;
    const before = upToLastLine(this.#head), after = fromNextLine(tail);
    const left = this.#head.length - before.length + this.#dropped + tail.length - after.length;
    return `${before}[${left} characters of the program's output are left out here]\n${after}`;
  }
}
