import { describe, expect, it } from "@jest/globals";
import { Lifecycle, type LifecycleEffects } from "../src/lifecycle";

/** A promise that the test settles. */
function deferred() {
  let resolve = (): void => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((onDone, onError) => { resolve = onDone; reject = onError; });
  return { promise, resolve, reject };
}

/** Effects that only note what is asked of them; time passes when the test says so. */
function world() {
  const events: string[] = [];
  const timers: { seconds: number; callback: () => void; cancelled: boolean }[] = [];
  const closing = deferred();
  const effects: LifecycleEffects = {
    close: () => { events.push("close"); return closing.promise; },
    exit: code => { events.push(`exit ${code}`); },
    after: (seconds, callback) => {
      const timer = { seconds, callback, cancelled: false };
      timers.push(timer);
      return () => { timer.cancelled = true; };
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  return { effects, events, timers, closing };
}

describe("Lifecycle", () => {
  it("is not draining before a signal", () => {
    expect(new Lifecycle({ drainSeconds: 5, shutdownSeconds: 10 }).draining).toBe(false);
  });

  it("first tells that it drains, then closes after the drain delay, then exits with 0 when the last request is answered", async () => {
    const { effects, events, timers, closing } = world();
    const lifecycle = new Lifecycle({ drainSeconds: 5, shutdownSeconds: 10 });

    lifecycle.stop("SIGTERM", effects);
    expect(lifecycle.draining).toBe(true);
    expect(events).toEqual([]);
    expect(timers.map(timer => timer.seconds)).toEqual([5]);

    timers[0]!.callback();
    expect(events).toEqual(["close"]);
    expect(timers.map(timer => timer.seconds)).toEqual([5, 10]);

    closing.resolve();
    await closing.promise;
    expect(events).toEqual(["close", "exit 0"]);
    expect(timers[1]!.cancelled).toBe(true);
  });

  it("cuts what is still in flight at the deadline, and exits with 0", () => {
    const { effects, events, timers } = world();
    new Lifecycle({ drainSeconds: 0, shutdownSeconds: 10 }).stop("SIGINT", effects);
    timers[0]!.callback();
    timers[1]!.callback();
    expect(events).toEqual(["close", "exit 0"]);
  });

  it.each([["SIGTERM", 143], ["SIGINT", 130]] as const)("exits at once with the shell's code for a second %s", (signal, code) => {
    const { effects, events } = world();
    const lifecycle = new Lifecycle({ drainSeconds: 5, shutdownSeconds: 10 });
    lifecycle.stop("SIGTERM", effects);
    lifecycle.stop(signal, effects);
    expect(events).toEqual([`exit ${code}`]);
  });

  it("exits with 1 when the server cannot be closed", async () => {
    const { effects, events, timers, closing } = world();
    new Lifecycle({ drainSeconds: 0, shutdownSeconds: 10 }).stop("SIGTERM", effects);
    timers[0]!.callback();
    closing.reject(new Error("stuck"));
    await expect(closing.promise).rejects.toThrow("stuck");
    expect(events).toEqual(["close", "exit 1"]);
  });
});
