/** One request over HTTP, and the name of what went wrong with it. */
import { request, type RequestOptions } from "node:http";
import { text } from "node:stream/consumers";
import type { FailureKind } from "./protocol";

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly servedBy: string | undefined;
}

/** Why no whole reply came. */
export class Broken extends Error {
  /**
   * @param port source port of the connection
   * @param repeatable whether a kept connection was closed in an orderly way before it brought anything back
   */
  constructor(readonly kind: FailureKind, detail: string, readonly port: number | undefined, readonly repeatable = false) {
    super(detail);
  }
}

const KINDS: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: "refused",
  ETIMEDOUT: "timeout",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  // What a write meets after a FIN; after a RST alone it is ECONNRESET.
  EPIPE: "closed",
};

function kindOf({ code = "", syscall }: NodeJS.ErrnoException): FailureKind {
  // Node.js gives its own "socket hang up" the code of a reset, but no system call failed.
  if (code === "ECONNRESET") return syscall === undefined ? "closed" : "reset";
  return KINDS[code] ?? "other";
}

/** Milliseconds of patience that are counted at once. */
const SLICE = 100;

/**
 * Waits as long as this process runs: a machine that does not let it run for a while, as two cores do with dozens of processes, takes one slice of its patience and not all. Timers come
 * before what has arrived meanwhile, so that a request whose answer was there would count as lost.
 * @returns a function that ends it
 */
function patience(milliseconds: number, over: () => void): () => void {
  let left = milliseconds, timer: NodeJS.Timeout, last: NodeJS.Immediate | undefined;
  const wait = (): void => {
    const slice = Math.min(SLICE, left);
    timer = setTimeout(() => {
      left -= slice;
      if (left > 0) wait(); else last = setImmediate(over);
    }, slice);
  };
  wait();
  return () => { clearTimeout(timer); clearImmediate(last); };
}

/**
 * Sends a request and reads the whole reply.
 * @param timeout milliseconds in which this process runs
 * @throws Broken
 */
export function exchange(url: URL, options: RequestOptions, body: string | undefined, timeout: number): Promise<Reply> {
  return new Promise((done, failed) => {
    let began = false, port: number | undefined;
    const sent = request(url, options);
    const broken = (error: Error): void => {
      endPatience();
      const kind = kindOf(error);
      failed(new Broken(kind, error.message, port, kind === "closed" && sent.reusedSocket && !began));
    };
    const endPatience = patience(timeout, () => {
      failed(new Broken("timeout", began ? "in the middle of the answer" : sent.socket?.connecting === false ? "connected, no answer" : "no connection", port));
      sent.destroy();
    });
    // A socket that is being connected has its port a moment later, one that has failed has none any more.
    sent.on("socket", socket => { setImmediate(() => { port = socket.localPort; }); });
    sent.on("error", broken);
    sent.on("response", response => {
      began = true;
      const servedBy = response.headers["x-served-by"];
      text(response).then(answer => {
        endPatience();
        done({ status: response.statusCode ?? 0, body: answer, servedBy: typeof servedBy === "string" ? servedBy : undefined });
      }, broken);
    });
    sent.end(body);
  });
}
