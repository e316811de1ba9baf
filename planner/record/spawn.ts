/** Runs a program in a child process and waits for its report. */
import { spawn, type ChildProcess } from "node:child_process";
import * as path from "node:path";
import type { Readable } from "node:stream";
import type { SecretText } from "../model/redact";
import { atExit } from "./at-exit";
import { MessageReader } from "./child/channel";
import type { Assignment, Report } from "./child/report";
import { PlanError } from "../model/plan-error";

/** Seconds past its limit after which a child that gives no sign is ended. */
const GRACE_SECONDS = 2;

/** How long a child that has ended is listened to: what it printed is there by then, but a process that it has started may hold the pipes open for ever. */
const DRAIN_MILLISECONDS = 250;

/** Settings of a real engine's run that a plan must not depend on. */
const FOREIGN = /^(?:PULUMI_(?:NODEJS_|CONFIG|ENABLE_LEGACY_APPLY|DEBUG_PROMISE_LEAKS|DISABLE_|TEST_MODE|EXPERIMENTAL)|TRACEPARENT$)/;

/** How a child process ended. */
export interface Ending {
  /** Undefined where the process ended without a word. */
  readonly report?: Report;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True where it had to be ended because it never gave back control. */
  readonly killed: boolean;
}

export interface Child {
  readonly ending: Promise<Ending>;
  /** Ends the process at once. */
  stop(): void;
}

/** Reads a child's messages to their end; secrets are passed on as they come. Rejects with PlanError where something else has written there. */
async function reportOf(stream: Readable, onSecret: (secret: SecretText) => void): Promise<{ readonly report?: Report }> {
  let result: { readonly report?: Report } = {};
  const messages = new MessageReader(message => {
    if ("report" in message) result = message;
    else onSecret(message.secret);
  });
  stream.setEncoding("utf8");
  try {
    for await (const chunk of stream) messages.add(chunk as string);
  } catch (error) {
    // The parser's own words would quote what it has read.
    if (error instanceof SyntaxError) throw new PlanError("the program wrote to file descriptor 3, on which its plan is told");
    throw error;
  }
  return result;
}

const isReadable = (stream: ChildProcess["stdio"][number]): stream is Readable => stream !== null && stream !== undefined && "read" in stream;

export interface Listener {
  /** Receives what the program prints. */
  readonly onOutput: (chunk: string) => void;
  /** Receives every secret of the program as soon as it is known; the same one may come again. */
  readonly onSecret: (secret: SecretText) => void;
}

/** Starts a child. */
export function runChild(assignment: Assignment, { onOutput, onSecret }: Listener): Child {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
  const child = spawn(process.execPath, [...assignment.nodeArguments, path.join(__dirname, "child.cjs")], { cwd: assignment.directory, env, stdio: ["pipe", "pipe", "pipe", "pipe"] });
  const [input, output, errors, reports] = child.stdio;
  for (const stream of [output, errors]) stream.setEncoding("utf8").on("data", onOutput);
  // A child that cannot start does not read: that it ends is reported below.
  input.on("error", () => undefined);
  input.end(JSON.stringify(assignment));

  // A program that never gives back control would outlive whoever asked for its plan.
  const stop = (): void => { child.kill("SIGKILL"); };
  const outlived = atExit(stop);

  let killed = false;
  const watchdog = setTimeout(() => {
    killed = true;
    stop();
  }, (assignment.timeoutSeconds + GRACE_SECONDS) * 1000);
  const closed = new Promise<{ readonly exitCode: number | null; readonly signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => { resolve({ exitCode, signal }); });
  });
  child.once("exit", () => {
    // What lies in the pipes is read in the turn after timers, before a turn's immediates.
    const drained = setTimeout(() => setImmediate(() => { for (const stream of [output, errors]) stream.destroy(); }), DRAIN_MILLISECONDS);
    child.once("close", () => { clearTimeout(drained); });
  });
  const ending = Promise.all([closed, isReadable(reports) ? reportOf(reports, onSecret) : {}])
    .then(([end, told]) => ({ ...(end.signal === null ? told : {}), ...end, killed }))
    .finally(() => {
      clearTimeout(watchdog);
      outlived();
    });
  return { ending, stop };
}
