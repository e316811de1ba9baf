/** The way out: on a stop signal readiness falls, then the server closes, then the process ends. */
import { constants } from "node:os";
import type { FastifyBaseLogger } from "fastify";
import type { Config } from "./config";

export type StopSignal = "SIGTERM" | "SIGINT";

/** What the drain does to the world. */
export interface LifecycleEffects {
  /** Stops listening, closes idle connections; settles when the last request is answered. */
  readonly close: () => Promise<void>;
  readonly exit: (code: number) => void;
  /** Calls back after a time in seconds; the returned function cancels. */
  readonly after: (seconds: number, callback: () => void) => () => void;
  readonly log: Pick<FastifyBaseLogger, "info" | "warn" | "error">;
}

/**
 * Order on SIGTERM or SIGINT:
 * 1. `draining` is true: readiness answers 503 and every answer closes its connection; new requests are still served, because
 *    load balancers and kube-proxy learn of the pod's end only by and by;
 * 2. after `drainSeconds` the server closes: no new connections, requests in flight go on;
 * 3. when the last is answered, or at most `shutdownSeconds` later, the process exits with 0.
 * A second signal exits at once with 128 plus the signal's number, as a shell reports a killed process.
 */
export class Lifecycle {
  readonly #times: Pick<Config, "drainSeconds" | "shutdownSeconds">;
  #draining = false;

  constructor(times: Pick<Config, "drainSeconds" | "shutdownSeconds">) {
    this.#times = times;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Takes a stop signal; returns at once, the rest happens through the effects. */
  stop(signal: StopSignal, effects: LifecycleEffects): void {
    if (this.#draining) {
      effects.log.warn({ signal }, "second stop signal: exiting at once");
      effects.exit(128 + constants.signals[signal]);
      return;
    }
    this.#draining = true;
    const { drainSeconds, shutdownSeconds } = this.#times;
    effects.log.info({ signal, drainSeconds, shutdownSeconds }, "draining");
    effects.after(drainSeconds, () => this.#close(effects));
  }

  #close({ after, close, exit, log }: LifecycleEffects): void {
    log.info("closing");
    const cancel = after(this.#times.shutdownSeconds, () => {
      log.warn({ shutdownSeconds: this.#times.shutdownSeconds }, "deadline: requests in flight are cut");
      exit(0);
    });
    close().then(() => {
      cancel();
      log.info("drained");
      exit(0);
    }, (error: unknown) => {
      cancel();
      log.error({ err: error }, "closing failed");
      exit(1);
    });
  }
}
