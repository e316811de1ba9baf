/** Work of which one piece goes on at a time. Who asks while it does gets one more turn, however many ask. */
export class Turns {
  #working: Promise<void> = Promise.resolve();
  #asked = false;
  #over = false;

  constructor(private readonly work: () => Promise<void>, private readonly onProblem: (error: Error) => void) {}

  ask(): void {
    if (this.#asked || this.#over) return;
    this.#asked = true;
    this.#working = this.#working.then(() => {
      this.#asked = false;
      return this.work();
    }).catch(this.onProblem);
  }

  /** Takes no more, and settles when what goes on has ended. */
  end(): Promise<void> {
    this.#over = true;
    return this.#working;
  }
}
