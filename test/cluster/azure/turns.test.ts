import { describe, expect, it } from "@jest/globals";
import { Turns } from "./turns";

/** Work that goes on until it is told to end. */
class Work {
  begun = 0;
  readonly #running: { readonly succeed: () => void; readonly fail: (error: Error) => void }[] = [];

  readonly run = (): Promise<void> => {
    this.begun++;
    return new Promise((succeed, fail) => { this.#running.push({ succeed, fail }); });
  };

  get running(): number {
    return this.#running.length;
  }

  /** Ends the piece that goes on, and lets happen what follows from that. */
  async end(error?: Error): Promise<void> {
    const piece = this.#running.shift();
    if (error) piece?.fail(error);
    else piece?.succeed();
    await settled();
  }
}

const settled = (): Promise<void> => new Promise(resolve => { setImmediate(resolve); });

describe("turns", () => {
  it("go on one at a time, and whoever asks meanwhile gets one more between them", async () => {
    const work = new Work(), turns = new Turns(work.run, error => { throw error; });
    turns.ask();
    await settled();
    for (let asked = 0; asked < 5; asked++) turns.ask();
    await settled();
    expect([work.begun, work.running]).toEqual([1, 1]);
    await work.end();
    expect([work.begun, work.running]).toEqual([2, 1]);
    await work.end();
    expect([work.begun, work.running]).toEqual([2, 0]);
  });

  it("come again after all were had", async () => {
    const work = new Work(), turns = new Turns(work.run, error => { throw error; });
    for (const count of [1, 2]) {
      turns.ask();
      await settled();
      expect(work.begun).toBe(count);
      await work.end();
    }
  });

  it("go on after one that failed, and its failure is told", async () => {
    const work = new Work(), problems: string[] = [], turns = new Turns(work.run, ({ message }) => { problems.push(message); });
    turns.ask();
    await settled();
    turns.ask();
    await work.end(new Error("the API is away"));
    expect([problems, work.begun]).toEqual([["the API is away"], 2]);
    await work.end();
  });

  it("end with the one that goes on; who asks then gets none", async () => {
    const work = new Work(), turns = new Turns(work.run, error => { throw error; });
    turns.ask();
    await settled();
    let ended = false;
    const end = turns.end().then(() => { ended = true; });
    turns.ask();
    await settled();
    expect(ended).toBe(false);
    await work.end();
    await end;
    turns.ask();
    await settled();
    expect([ended, work.begun]).toEqual([true, 1]);
  });
});
