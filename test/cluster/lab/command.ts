/** Commands of the operating system, with what they said when they fail. */
import { execFile, type ExecFileException } from "node:child_process";

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Written to the command's standard input. */
  readonly input?: string;
  /** Milliseconds until it is killed. @default 120000 */
  readonly timeout?: number;
}

/** Bytes of output that a command may print. */
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/**
 * Runs a command to its end.
 * @returns its standard output
 * @throws Error where it cannot be started, fails or takes too long; the message has the command and what it printed on standard error
 */
export function run(command: string, args: readonly string[], { input, timeout = 120_000, ...options }: CommandOptions = {}): Promise<string> {
  return new Promise((done, failed) => {
    const child = execFile(command, args, { ...options, timeout, maxBuffer: OUTPUT_LIMIT, encoding: "utf8", killSignal: "SIGKILL" }, (error: ExecFileException | null, stdout, stderr) => {
      if (error === null) done(stdout);
      else failed(new Error(`${[command, ...args].join(" ")}: ${error.killed === true ? `nothing after ${timeout / 1000} s` : stderr.trim() || error.message}`));
    });
    // A command that ends before it has read everything says so by its exit code.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}
