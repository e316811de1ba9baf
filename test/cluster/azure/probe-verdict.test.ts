/** Held against azure-docs, load-balancer-custom-probe-overview.md, and ProbePropertiesFormat of the REST API (`probeThreshold`). */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { judge, NEW_BACKEND, type ProbeResult, type Verdict } from "./probe-verdict";

interface Probing { readonly threshold?: number; readonly overHttp?: boolean; readonly from?: Verdict }

const after = (results: readonly ProbeResult[], { threshold = 3, overHttp = false, from = NEW_BACKEND }: Probing = {}): Verdict =>
  results.reduce((verdict, result) => judge(verdict, result, threshold, overHttp), from);

const UP = after(["success"]);

describe("a new backend", () => {
  it("gets nothing before its first success, whatever the failures", () => {
    expect(NEW_BACKEND.up).toBe(false);
    expect(after(["silence", "refused", "wrong answer", "silence"]).up).toBe(false);
  });

  it("is up with its first success, whatever the threshold and the failures before", () => {
    expect(after(["success"], { threshold: 20 }).up).toBe(true);
    expect(after(["silence", "refused", "success"], { threshold: 20, overHttp: true }).up).toBe(true);
  });
});

describe("a backend that is up", () => {
  it.each<readonly ["TCP" | "HTTP", ProbeResult, number]>([
    ["TCP", "silence", 3], ["TCP", "refused", 3], ["HTTP", "silence", 3], ["HTTP", "refused", 1], ["HTTP", "wrong answer", 1],
  ])("with threshold 3 goes down over %s with %s number %i", (protocol, result, decisive) => {
    const overHttp = protocol === "HTTP";
    const failures = (count: number): readonly ProbeResult[] => Array.from({ length: count }, () => result);
    expect([after(failures(decisive - 1), { from: UP, overHttp }).up, after(failures(decisive), { from: UP, overHttp }).up]).toEqual([true, false]);
  });

  it("stays up while successes come between the failures", () => {
    expect(after(["silence", "silence", "success", "silence", "refused", "success"], { from: UP })).toEqual(UP);
  });
});

describe("a backend that went down", () => {
  it("is up again only after as many successes in a row as the threshold says", () => {
    const down = after(["silence", "silence", "silence"], { from: UP });
    expect(after(["success", "success"], { from: down }).up).toBe(false);
    expect(after(["success", "success", "silence", "success", "success"], { from: down }).up).toBe(false);
    expect(after(["success", "success", "success"], { from: down }).up).toBe(true);
  });
});

it("follows, after the first success over TCP, the last run of results that is as long as the threshold", () => {
  const results = fc.array(fc.constantFrom<ProbeResult>("success", "silence", "refused"), { maxLength: 40 });
  fc.assert(fc.property(results, fc.integer({ min: 1, max: 5 }), (rest, threshold) => {
    const good = rest.map(result => result === "success");
    const runs = good.flatMap((first, start) => start + threshold <= good.length && good.slice(start, start + threshold).every(each => each === first) ? [first] : []);
    expect(after(["success", ...rest], { threshold }).up).toBe(runs.at(-1) ?? true);
  }));
});
