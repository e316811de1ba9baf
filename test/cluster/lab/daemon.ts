/** A program that runs until it is told to stop, with its output in a file. */
import { spawn, type ChildProcess } from "node:child_process";
import { openSync, closeSync } from "node:fs";

export class Daemon {
  #child: ChildProcess | undefined;

  /** @param log path of the file that takes what it prints, added to what is there */
  constructor(readonly name: string, private readonly command: readonly [string, readonly string[]], private readonly log: string, private readonly env: NodeJS.ProcessEnv = process.env) {}

  start(): void {
    const output = openSync(this.log, "a"), [program, args] = this.command;
    // A session of its own: a signal to the tests' group is not for it.
    this.#child = spawn(program, args, { stdio: ["ignore", output, output], env: this.env, detached: true });
    closeSync(output);
    // It does not keep the tests' process from ending.
    this.#child.unref();
    this.#child.once("error", error => { process.stderr.write(`${this.name}: ${error.message}\n`); });
  }

  get running(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Sends a signal and waits for the end. */
  async stop(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const child = this.#child;
    if (!child || !this.running) return;
    const ended = new Promise(done => { child.once("exit", done); });
    child.kill(signal);
    await ended;
  }
}
