/** What the load's client is told, and what it tells of each request. */

/** A student to sort, and the answer's bytes, which are the same from every replica. */
export interface Question {
  readonly id: string;
  readonly name: string;
  readonly answer: string;
}

/** The client's one argument, as JSON. */
export interface Order {
  /** Where the service is, such as `http://10.240.1.90:90`. */
  readonly url: string;
  /** Requests a second. */
  readonly rate: number;
  /** Time after which the client ends by itself. */
  readonly seconds: number;
  /** Connections that are kept. */
  readonly kept: number;
  /** Milliseconds that a request may take, a second attempt included. */
  readonly timeout: number;
  /** Requests that may be open at once; one that is due beyond that fails as `unsent`. */
  readonly inFlight: number;
  /** Source ports to take in turn, the last included; absent where the kernel is to choose. */
  readonly ports?: readonly [first: number, last: number];
  readonly questions: readonly Question[];
}

/**
 * `reset` is an abrupt end of the connection (RST), `closed` an orderly one (FIN) without an answer; `unsent` is the client's own limit.
 */
export type FailureKind = "refused" | "reset" | "closed" | "timeout" | "unreachable" | "wrong status" | "wrong answer" | "unsent" | "other";

export interface Failure {
  readonly kind: FailureKind;
  readonly detail: string;
}

/** One request, once it is settled. Times are milliseconds of `now()`. */
export interface Request {
  /** When the schedule wanted it sent. */
  readonly due: number;
  readonly sent: number;
  readonly ended: number;
  readonly connection: "new" | "kept";
  /** Source port of a failed request, where it got so far as to have one. */
  readonly port?: number;
  /** Whether it met a kept connection that the server was closing, and went out again on a new one. */
  readonly retried: boolean;
  /** Replica that answered. */
  readonly servedBy?: string;
  /** Absent where the right answer came. */
  readonly failure?: Failure;
}

/** One line of the client's output. */
export interface Batch {
  /** Every request that was due before this time is settled and told. */
  readonly settled: number;
  readonly requests: readonly Request[];
}

/** Milliseconds of the machine's monotonic clock, which all its processes share. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
