/** The seal: an HMAC over an answer's bytes, by which a consumer who shares the key knows that a replica gave this answer. */
import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import type { FastifyBaseLogger } from "fastify";

export const SEAL_HEADER = "x-hat-seal";

/** How long a key is used before its file is looked at again, in milliseconds. */
const FRESH_MILLIS = 1_000;

/** Header value: `sha256=` and the HMAC-SHA-256 of the body's bytes in lower-case hexadecimal. */
export function sealOf(body: string | Buffer, key: KeyObject): string {
  return `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
}

/** Effects that a test stands in for. */
export interface SealKeyEffects {
  readonly read: (file: string) => Buffer;
  /** Monotonic time in milliseconds. */
  readonly now: () => number;
}

/**
 * The key in a file that may be replaced at any time: the secrets driver rotates by swapping a symbolic link. The file is read again at
 * the first use after a second, so nothing depends on file system events or times. The read is synchronous: the file is in memory (a
 * tmpfs mount), a read takes some ten microseconds, and no request ever waits in a state between two keys.
 */
export class SealKeyFile {
  readonly #file: string;
  readonly #log: Pick<FastifyBaseLogger, "info" | "error">;
  readonly #effects: SealKeyEffects;
  /** A KeyObject shows nothing of itself when it is logged or inspected. */
  #key: KeyObject | undefined;
  #readAt = -Infinity;
  #failure: string | undefined;

  constructor(file: string, log: Pick<FastifyBaseLogger, "info" | "error">, effects: SealKeyEffects = { read: readFileSync, now: () => performance.now() }) {
    this.#file = file;
    this.#log = log;
    this.#effects = effects;
  }

  /** The key as of now; the last good one where the file cannot be read or is empty; undefined where there was none yet. */
  current(): KeyObject | undefined {
    const now = this.#effects.now();
    if (now - this.#readAt >= FRESH_MILLIS) {
      this.#readAt = now;
      this.#refresh();
    }
    return this.#key;
  }

  #refresh(): void {
    const found = this.#read();
    if (typeof found === "string") {
      // Once for each new failure, not once a second for as long as it lasts.
      if (found !== this.#failure) this.#log.error({ file: this.#file, reason: found, lastGoodKeyKept: this.#key !== undefined }, "seal key is not readable");
      this.#failure = found;
      return;
    }
    const changed = this.#key === undefined || !this.#key.equals(found);
    if (changed || this.#failure !== undefined) this.#log.info({ file: this.#file, changed }, "seal key read");
    this.#key = found;
    this.#failure = undefined;
  }

  /** The key, or why there is none. Only the code of a system error is kept: nothing of the content can get into a log. */
  #read(): KeyObject | string {
    try {
      const bytes = withoutLineEnd(this.#effects.read(this.#file));
      return bytes.length === 0 ? "empty" : createSecretKey(bytes);
    } catch (error) {
      return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
    }
  }
}

/** Text editors and shells end a file with a line end that is no part of the key. */
function withoutLineEnd(bytes: Buffer): Buffer {
  const end = bytes.at(-1) === 0x0a ? (bytes.at(-2) === 0x0d ? 2 : 1) : 0;
  return bytes.subarray(0, bytes.length - end);
}
