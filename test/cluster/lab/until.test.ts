import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { until } from "./until";

/** The clock goes on by a second with every question, so that no test depends on how fast the machine is. */
let now = 0, asked = 0;
beforeEach(() => {
  [now, asked] = [1_000_000, 0];
  jest.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => { jest.restoreAllMocks(); });

/** Answers one after the other, the last for ever; an error is thrown. */
function asking<T>(...answers: readonly (T | Error)[]): () => T {
  return () => {
    const answer = answers[Math.min(asked, answers.length - 1)]!;
    asked += 1;
    now += 1000;
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

describe("waiting for a state", () => {
  it("ends with the first answer and asks no more", async () => {
    expect(await until("it", asking<string | undefined | false>(undefined, false, "ready", "later"), 10, 0)).toBe("ready");
    expect(asked).toBe(3);
  });

  it.each([0, "", null, Number.NaN])("takes %p for an answer: only undefined and false are none", async answer => {
    expect(await until("it", () => answer, 10, 0)).toBe(answer);
  });

  it("waits for promises, and takes their failures for not yet", async () => {
    const ask = asking<string | false>(new Error("refused"), false, "ready");
    expect(await until("it", async () => Promise.resolve().then(ask), 10, 0)).toBe("ready");
  });

  it("says when time is up what it waited for, how long, and the last error", async () => {
    await expect(until("the API server to be ready", asking(new Error("refused"), new Error("not found")), 3, 0)).rejects.toThrow(/^waited 3 s for the API server to be ready: not found$/);
  });

  it("does not tell an error that was overcome", async () => {
    await expect(until("pods", asking(new Error("refused"), false), 5, 0)).rejects.toThrow(/^waited 5 s for pods$/);
  });

  it("asks until the time is up, and once more after the last pause", async () => {
    await expect(until("it", asking(false), 3, 0)).rejects.toThrow("waited 3 s");
    expect(asked).toBe(4);
  });

  it("asks once where there is no time at all", async () => {
    expect(await until("it", asking("ready"), 0, 0)).toBe("ready");
  });
});
