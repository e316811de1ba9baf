import { describe, expect, it } from "@jest/globals";
import type { FailureKind, Request } from "./protocol";
import { statsOf } from "./stats";

const request = (due: number, ended: number, kind?: FailureKind, more: Partial<Request> = {}): Request => ({
  due, sent: due, ended, connection: "new", retried: false, ...(kind === undefined ? { servedBy: "a" } : { failure: { kind, detail: "" } }), ...more,
});

describe("the count of a window", () => {
  it("takes the requests that were due in it, whenever they ended", () => {
    const stats = statsOf([request(99, 110), request(100, 130), request(190, 260), request(200, 210)], 100, 200);
    expect(stats).toMatchObject({ requests: 2, answered: 2, failed: 0, median: 30, p99: 70, servedBy: { a: 2 } });
  });

  it("takes the longest gap between right answers by when they came, also of requests from before", () => {
    expect(statsOf([request(0, 40), request(20, 50), request(90, 95)], 30, 100).longestGap).toBe(45);
    expect(statsOf([request(0, 40), request(41, 90, "reset"), request(42, 120)], 30, 100).longestGap).toBe(60);
  });

  it("counts the gap from the window's start and to its end", () => {
    expect(statsOf([request(60, 70)], 0, 80).longestGap).toBe(70);
    expect(statsOf([request(5, 10)], 0, 80).longestGap).toBe(70);
    expect(statsOf([], 0, 80)).toMatchObject({ longestGap: 80, requests: 0, median: undefined, p99: undefined });
  });

  it("names each failed request and how long requests went on failing", () => {
    const stats = statsOf([request(110, 111, "refused"), request(120, 122), request(150, 2150, "timeout", { retried: true })], 100, 200);
    expect(stats).toMatchObject({ failed: 2, failures: { refused: 1, timeout: 1 }, retried: 1, failingFor: 40 });
    expect(stats.lost.map(({ due, ended }) => [due, ended])).toEqual([[10, 11], [50, 2050]]);
  });

  it("tells how far the client was behind its own schedule, and counts that as time that the caller waited", () => {
    expect(statsOf([request(10, 40, undefined, { sent: 35 })], 0, 50)).toMatchObject({ late: 25, median: 30 });
  });
});
