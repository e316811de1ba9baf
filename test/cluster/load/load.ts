/** The load from the test's side: starts the client in a network namespace and counts what it tells. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { sortStudent } from "../../../apps/sorting/api/src/sorting";
import { STUDENTS } from "../../../apps/sorting/api/src/students";
import { within } from "../lab/fabric";
import { now, type Batch, type Order, type Question, type Request } from "./protocol";
import { statsOf, type Stats } from "./stats";

export interface LoadOptions {
  /** Where the service is, such as `http://10.240.1.90:90`. */
  readonly url: string;
  /** Name of the network namespace to ask from. @default that of the test */
  readonly namespace?: string;
  /** Requests a second: half on new connections, half on kept ones. @default RATE */
  readonly rate?: number;
  /** Kept connections. @default 4 */
  readonly kept?: number;
  /** Time after which the client ends in any case. @default 300 */
  readonly seconds?: number;
  /** Milliseconds that a request may take. @default 2000 */
  readonly timeout?: number;
}

/** A stretch of the load. */
export interface Window {
  /**
   * Closes it and waits until each of its requests is settled.
   * @throws Error where the client ended before
   */
  readonly end: () => Promise<Stats>;
}

/** Requests a second, where nobody says otherwise. */
export const RATE = 40;

const HOOK = join(__dirname, "../../../planner/hook.cjs");
const CLIENT = join(__dirname, "client.ts");

/** In a namespace it plays a machine of its own, which would not wait for the others' processors. */
const FIRST = ["nice", "--adjustment=-10"];

/**
 * There it also plays consumers without number, so that it takes each source port once in thirteen minutes: the kernel by itself comes back to one within seconds. A node's connection tracking remembers for two minutes
 * (nf_conntrack_tcp_timeout_syn_sent) to which pod it sent a connection that nobody answered, and sends what comes from the same port to the same pod, dead or not. What a fault cost would then be lost once more in the
 * scenario that is measured next. Below the ports that the kernel hands out to others.
 */
const PORTS = [1024, 32_767] as const;

/** The right answers come from the service's own rule. */
const QUESTIONS: readonly Question[] = STUDENTS.map(({ id, name }) => ({ id, name, answer: JSON.stringify(sortStudent({ name })) }));

interface Waiter {
  readonly until: number;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

export class Load {
  readonly #client: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #requests: Request[] = [];
  readonly #listeners = new Set<(request: Request) => void>();
  #waiters: Waiter[] = [];
  #settled = 0;
  #stderr = "";
  #ended: string | undefined;

  private constructor(order: Order, namespace: string | undefined) {
    const node = ["--require", HOOK, CLIENT, JSON.stringify(order)];
    const [command, args] = namespace === undefined ? [process.execPath, node] as const : within(namespace, [...FIRST, process.execPath, ...node]);
    this.#client = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    createInterface({ input: this.#client.stdout }).on("line", line => this.#take(line));
    this.#client.stderr.setEncoding("utf8").on("data", (text: string) => { this.#stderr += text; });
    this.#client.stdin.on("error", () => undefined);
    this.#client.on("error", error => this.#end(error.message));
    this.#client.on("close", (code, signal) => this.#end(`it ended with ${code ?? signal}`));
  }

  /**
   * Starts a client.
   * @returns once it sends requests
   * @throws Error where it cannot start
   */
  static async start({ url, namespace, rate = RATE, kept = 4, seconds = 300, timeout = 2000 }: LoadOptions): Promise<Load> {
    // Twice what may be open while nothing is answered at all.
    const inFlight = Math.ceil(2 * rate * timeout / 1000);
    const load = new Load({ url, rate, kept, seconds, timeout, inFlight, questions: QUESTIONS, ...(namespace !== undefined && { ports: PORTS }) }, namespace);
    await load.#until(1);
    return load;
  }

  /**
   * Opens a window now.
   * @param onFailure told of each failed request that was due in it, as soon as the client tells
   */
  window(onFailure: (request: Request) => void = () => undefined): Window {
    const from = now(), listener = (request: Request): void => { if (request.due >= from) onFailure(request); };
    this.#listeners.add(listener);
    return { end: () => this.stats(from, now()).finally(() => { this.#listeners.delete(listener); }) };
  }

  /**
   * What the time between two points of `now()` came to, once each of its requests is settled.
   * @throws Error where the client ended before the second point
   */
  async stats(from: number, to: number): Promise<Stats> {
    await this.#until(to);
    return statsOf(this.#requests, from, to);
  }

  /** Ends the client, once its open requests are settled. */
  async stop(): Promise<void> {
    if (this.#ended !== undefined) return;
    const closed = once(this.#client, "close");
    this.#client.stdin.end();
    await closed;
  }

  #take(line: string): void {
    let batch: Batch;
    // The last line of a client that was ended may be half of one; that it is gone is told when it closes.
    try { batch = JSON.parse(line) as Batch; } catch { return; }
    const { settled, requests } = batch;
    this.#requests.push(...requests);
    for (const request of requests.filter(({ failure }) => failure !== undefined)) for (const listener of this.#listeners) listener(request);
    this.#settled = settled;
    const ready = this.#waiters.filter(({ until }) => until <= settled);
    this.#waiters = this.#waiters.filter(({ until }) => until > settled);
    for (const { done } of ready) done();
  }

  #end(how: string): void {
    this.#ended ??= `The load's client is gone: ${how}. ${this.#stderr.trim()}`.trim();
    for (const { failed } of this.#waiters) failed(new Error(this.#ended));
    this.#waiters = [];
  }

  #until(time: number): Promise<void> {
    if (this.#settled >= time) return Promise.resolve();
    if (this.#ended !== undefined) return Promise.reject(new Error(this.#ended));
    return new Promise((done, failed) => { this.#waiters.push({ until: time, done, failed }); });
  }
}
