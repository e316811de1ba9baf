/** The cluster's API, asked directly: tests wait by asking again and again, and a kubectl for each question would cost them the processor that the cluster needs. */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { Certificates } from "./certificates";
import type { KubernetesObject } from "./objects";

/** Objects of a kind. */
export interface Collection {
  /** The kind in the plural, such as `pods`. */
  readonly kind: string;
  /** Path of a group that is not the core, such as `apis/apps/v1`. */
  readonly group?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface WatchEvent<T> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: T;
}

/** Milliseconds that an answer may take. */
const PATIENCE = 10_000;
/** Milliseconds until a watch that ended begins again. */
const AGAIN = 2000;

const MERGE_PATCH = "application/merge-patch+json";

function pathOf({ kind, group = "api/v1", namespace, ...selectors }: Collection, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...selectors, ...more }).toString();
  return `/${group}/${namespace === undefined ? "" : `namespaces/${namespace}/`}${kind}${query === "" ? "" : `?${query}`}`;
}

function eventOf<T>(line: string): WatchEvent<T> | undefined {
  try {
    const event = JSON.parse(line) as WatchEvent<T>;
    return ["ADDED", "MODIFIED", "DELETED"].includes(event.type) ? event : undefined;
  } catch { return undefined; }
}

export class Api {
  #agent: Agent | undefined;

  /**
   * @param server URL
   * @param user whose certificate is shown
   */
  constructor(private readonly server: string, private readonly certificates: Certificates, private readonly user: string) {}

  /**
   * Asks for a path.
   * @returns the answer's body
   * @throws Error where nobody answers, or with what the answer says
   */
  get(path: string): Promise<string> {
    return this.#ask("GET", path);
  }

  async list<T>(collection: Collection): Promise<readonly T[]> {
    return (JSON.parse(await this.get(pathOf(collection))) as { items: readonly T[] }).items;
  }

  async create(collection: Collection, object: object): Promise<void> {
    await this.#ask("POST", pathOf(collection), object);
  }

  /** @param name with the subresource, where one is meant: `sorting/status` */
  async patch(collection: Collection, name: string, patch: object): Promise<void> {
    await this.#ask("PATCH", `${pathOf(collection)}/${name}`, patch);
  }

  async delete(collection: Collection, name: string): Promise<void> {
    await this.#ask("DELETE", `${pathOf(collection)}/${name}`);
  }

  /**
   * Reports every object of a collection and each change of it, until it is stopped; after an outage of the API it starts again, and objects are reported anew.
   * @returns what stops it
   */
  watch<T extends KubernetesObject>(collection: Collection, onEvent: (event: WatchEvent<T>) => void): () => void {
    const over = new AbortController();
    const again = (): void => { if (!over.signal.aborted) setTimeout(start, AGAIN).unref(); };
    const start = (): void => {
      if (over.signal.aborted) return;
      const asked = request(`${this.server}${pathOf(collection, { watch: "true" })}`, { agent: this.#connections(), signal: over.signal }, response => {
        // Where it breaks off, the last line is half of one; the API says ERROR where it has to begin anew.
        createInterface({ input: response }).on("error", () => undefined).on("line", line => {
          const event = eventOf<T>(line);
          if (event && !over.signal.aborted) onEvent(event);
        });
      });
      asked.on("error", () => undefined).on("close", again).end();
    };
    start();
    return () => { over.abort(); };
  }

  async #ask(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: object): Promise<string> {
    const headers = { "content-type": method === "PATCH" ? MERGE_PATCH : "application/json" };
    const answer = await new Promise<IncomingMessage>((done, failed) => {
      const asked = request(`${this.server}${path}`, { method, agent: this.#connections(), headers, timeout: PATIENCE }, done);
      asked.on("timeout", () => { asked.destroy(new Error(`${method} ${path}: no answer after ${PATIENCE / 1000} s`)); });
      asked.on("error", failed).end(body === undefined ? undefined : JSON.stringify(body));
    });
    const said = await text(answer);
    if ((answer.statusCode ?? 0) >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${said.slice(0, 500)}`);
    return said;
  }

  /** Certificates are issued after this was made. */
  #connections(): Agent {
    const file = (name: string): Buffer => readFileSync(this.certificates.path(name));
    this.#agent ??= new Agent({ keepAlive: true, ca: file("ca.crt"), cert: file(`${this.user}.crt`), key: file(`${this.user}.key`) });
    return this.#agent;
  }
}
