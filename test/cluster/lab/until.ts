/** Waiting for a state instead of for a time. */
import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks again and again until there is an answer.
 * @param what for the message: "the API server to be ready"
 * @param ask undefined or false means not yet; an error means not yet, and is told when time is up
 * @param seconds how long it may take
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false> | T | undefined | false, seconds: number, every = 0.2): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = undefined;
    } catch (error) { last = error; }
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}${last instanceof Error ? `: ${last.message}` : ""}`);
    await pause(every * 1000);
  }
}
