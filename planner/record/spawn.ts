/** Runs a program in a child process and waits for its report. */
import { spawn, type ChildProcess } from "node:child_process";
import * as path from "node:path";
import type { Readable } from "node:stream";
import type { Assignment, Report } from "./child/report";

/** Seconds past its limit after which a child that gives no sign is ended. */
const GRACE_SECONDS = 2;

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

/** All text of a stream. */
async function collect(stream: Readable): Promise<string> {
  stream.setEncoding("utf8");
  let text = "";
  for await (const chunk of stream) text += chunk as string;
  return text;
}

function parsed(text: string): { readonly report?: Report } {
  if (text === "") return {};
  return { report: JSON.parse(text) as Report };
}

const isReadable = (stream: ChildProcess["stdio"][number]): stream is Readable => stream !== null && stream !== undefined && "read" in stream;

/** Starts a child; `onOutput` receives what the program prints. */
export function runChild(assignment: Assignment, onOutput: (chunk: string) => void): Child {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
  const child = spawn(process.execPath, [path.join(__dirname, "child.cjs")], { cwd: assignment.directory, env, stdio: ["pipe", "pipe", "pipe", "pipe"] });
  const [input, output, errors, reports] = child.stdio;
  for (const stream of [output, errors]) stream.setEncoding("utf8").on("data", onOutput);
  // A child that cannot start does not read: that it ends is reported below.
  input.on("error", () => undefined);
  input.end(JSON.stringify(assignment));

  // A program that never gives back control would outlive whoever asked for its plan.
  const stop = (): void => { child.kill("SIGKILL"); };
  process.once("exit", stop);

  let killed = false;
  const watchdog = setTimeout(() => {
    killed = true;
    stop();
  }, (assignment.timeoutSeconds + GRACE_SECONDS) * 1000);
  const closed = new Promise<{ readonly exitCode: number | null; readonly signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => { resolve({ exitCode, signal }); });
  });
  const ending = Promise.all([closed, isReadable(reports) ? collect(reports) : ""])
    .then(([end, text]) => ({ ...parsed(end.signal === null ? text : ""), ...end, killed }))
    .finally(() => {
      clearTimeout(watchdog);
      process.removeListener("exit", stop);
    });
  return { ending, stop };
}
