/** What one caller may take of the server. Times are in milliseconds, sizes in bytes. */
export interface Limits {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  /** Time to send all headers. */
  readonly headersMillis: number;
  /** Time to send the whole request, headers and body. */
  readonly requestMillis: number;
  /** Time that a connection may be silent in the middle of a request or an answer. */
  readonly connectionMillis: number;
  /** Time that a connection may be idle between two requests. */
  readonly keepAliveMillis: number;
  /** How often Node.js looks for requests over their time: they end late by this much at most. */
  readonly checkMillis: number;
}

export const LIMITS: Limits = {
  // Ample: a name of 100 code points takes 1,200 bytes even where each is written as two \u escapes.
  bodyBytes: 16 * 1024,
  headerBytes: 16 * 1024,
  headersMillis: 10_000,
  requestMillis: 15_000,
  connectionMillis: 30_000,
  // Two neighbours pull in opposite directions. A proxy or client pool that keeps idle connections must give them up before
  // the server does, or it sends a request into a closing connection: the usual pools hold them for 60 to 90 seconds, so the
  // server holds longer. But Azure's load balancer forgets a flow that was idle for 4 minutes (its default and its smallest
  // value), so the server must close well before that, while the caller can still hear it. What stands between the
  // two, such as a port mapper in the pod, needs an idle time over this one.
  keepAliveMillis: 120_000,
  checkMillis: 1_000,
};
