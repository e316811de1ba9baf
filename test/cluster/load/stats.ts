/** What a stretch of the load comes to. */
import type { FailureKind, Request } from "./protocol";

/** Times are in milliseconds. */
export interface Stats {
  /** Length of the window. */
  readonly length: number;
  /** Requests that were due in the window: answered and failed ones. */
  readonly requests: number;
  /** Those that got the right answer. */
  readonly answered: number;
  readonly failed: number;
  readonly failures: Readonly<Partial<Record<FailureKind, number>>>;
  /** Requests that were sent again because their kept connection was being closed; each is among the answered or the failed ones. */
  readonly retried: number;
  /** Longest time in the window without a right answer, its start and end counted as answers. */
  readonly longestGap: number;
  /** From when the first failed request was due until when the last one was; 0 where none or one failed. */
  readonly failingFor: number;
  /** Time from when an answered request was due to its answer; undefined where none was answered. */
  readonly median: number | undefined;
  readonly p99: number | undefined;
  /** The most that the client itself was behind its schedule: if it is not small, the machine had too little time for the client. */
  readonly late: number;
  /** Right answers by replica. */
  readonly servedBy: Readonly<Partial<Record<string, number>>>;
  /** The failed requests, `due` counted from the window's start. */
  readonly lost: readonly Request[];
}

/** The window from a time to a later one. Requests belong to it by when they were due, answers by when they came. */
export function statsOf(all: readonly Request[], from: number, to: number): Stats {
  const requests = all.filter(({ due }) => due >= from && due < to);
  const lost = requests.filter(({ failure }) => failure !== undefined), answered = requests.filter(({ failure }) => failure === undefined);
  const latencies = answered.map(({ due, ended }) => ended - due).sort((a, b) => a - b);
  const failedAt = lost.map(({ due }) => due);
  return {
    length: to - from,
    requests: requests.length,
    answered: answered.length,
    failed: lost.length,
    failures: tally(lost.map(({ failure }) => failure?.kind)),
    retried: requests.filter(({ retried }) => retried).length,
    longestGap: longestGap(all, from, to),
    failingFor: lost.length === 0 ? 0 : Math.max(...failedAt) - Math.min(...failedAt),
    median: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    late: Math.max(0, ...requests.map(({ due, sent }) => sent - due)),
    servedBy: tally(answered.map(({ servedBy }) => servedBy)),
    lost: lost.map(request => ({ ...request, due: request.due - from, sent: request.sent - from, ended: request.ended - from })),
  };
}

function longestGap(all: readonly Request[], from: number, to: number): number {
  const answers = all.filter(({ failure, ended }) => failure === undefined && ended > from && ended < to).map(({ ended }) => ended).sort((a, b) => a - b);
  let previous = from, longest = 0;
  for (const time of [...answers, to]) {
    longest = Math.max(longest, time - previous);
    previous = time;
  }
  return longest;
}

/** The smallest value that at least this share of the sorted values does not exceed. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

function tally<Name extends string>(names: readonly (Name | undefined)[]): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {};
  for (const name of names) {
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
