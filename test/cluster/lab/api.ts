/** The cluster's API, asked directly: tests wait by asking again and again, and a kubectl for each question would cost them the processor that the cluster needs. */
import { Agent as PlainAgent, request as plainRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { Agent, request } from "node:https";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { SecureContextOptions } from "node:tls";
import type { KubernetesObject } from "./kubernetes-object";

/** Objects of a kind. */
export interface Collection {
  /** The kind in the plural, such as `pods`. */
  readonly kind: string;
  /** Path of a group that is not the core, such as `apis/apps/v1`. */
  readonly group?: string;
  readonly namespace?: string;
}

/** Some of a collection. */
export interface Selection extends Collection {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface List<T> {
  readonly items: readonly T[];
  /** The state of the collection, from which a watch can go on. */
  readonly version: string;
}

export interface WatchEvent<T> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: T;
}

interface Ask { readonly method: "GET" | "POST" | "PATCH" | "DELETE"; readonly path: string; readonly body?: object }

/** Milliseconds that an answer may take. */
const PATIENCE = 10_000;

/** An answer other than that it was done. */
class Refused extends Error {
  constructor({ method, path }: Ask, readonly status: number | undefined, said: string) {
    super(`${method} ${path}: ${status} ${said.slice(0, 500)}`);
  }
}

function pathOf({ kind, group = "api/v1", namespace }: Collection, name?: string): string {
  return `/${group}/${namespace === undefined ? "" : `namespaces/${namespace}/`}${kind}${name === undefined ? "" : `/${name}`}`;
}

const query = (parameters: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(parameters).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]))).toString();

export class Api {
  #agent: PlainAgent | undefined;

  /**
   * @param server URL
   * @param credentials whom the server is to be and who asks; read when the first question is asked
   */
  constructor(private readonly server: string, private readonly credentials: () => SecureContextOptions) {}

  /**
   * Asks for a path.
   * @returns the answer's body
   * @throws Error where nobody answers, or with what the answer says
   */
  get(path: string): Promise<string> {
    return this.#said({ method: "GET", path });
  }

  async list<T>(selection: Selection): Promise<readonly T[]> {
    return (await this.listAt<T>(selection)).items;
  }

  /** A list, and the state it is of. Its objects say what they are, as in a watch: the API tells that once for all of them. */
  async listAt<T>({ labelSelector, fieldSelector, ...collection }: Selection): Promise<List<T>> {
    const list = JSON.parse(await this.get(`${pathOf(collection)}?${query({ labelSelector, fieldSelector })}`)) as { apiVersion: string; kind: string; metadata: { resourceVersion: string }; items: readonly T[] };
    const { apiVersion, kind, metadata: { resourceVersion: version } } = list;
    return { items: list.items.map(item => ({ apiVersion, kind: kind.replace(/List$/, ""), ...item })), version };
  }

  async create(collection: Collection, object: object): Promise<void> {
    await this.#said({ method: "POST", path: pathOf(collection), body: object });
  }

  /** @param name with the subresource, where one is meant: `sorting/status` */
  async patch(collection: Collection, name: string, patch: object): Promise<void> {
    await this.#said({ method: "PATCH", path: pathOf(collection, name), body: patch });
  }

  /** What is gone already is gone. */
  async delete(collection: Collection, name: string): Promise<void> {
    await this.#said({ method: "DELETE", path: pathOf(collection, name) }).catch((error: unknown) => {
      if (!(error instanceof Refused && error.status === 404)) throw error;
    });
  }

  /**
   * Reports each change of a collection, until the API ends the watch, as it does now and then.
   * @param from version of the list that it goes on from
   * @throws Error where it breaks off, or is refused
   */
  async watch<T extends KubernetesObject>(collection: Collection, from: string, onEvent: (event: WatchEvent<T>) => void, signal: AbortSignal): Promise<void> {
    const asked: Ask = { method: "GET", path: `${pathOf(collection)}?${query({ watch: "true", resourceVersion: from })}` };
    const answer = await this.#answer(asked, { signal });
    if (answer.statusCode !== 200) throw new Refused(asked, answer.statusCode, await text(answer));
    for await (const line of createInterface({ input: answer, crlfDelay: Infinity })) {
      const { type, object } = JSON.parse(line) as { type: string; object: T };
      if (type === "ERROR") throw new Error(`the watch of ${collection.kind} ended: ${JSON.stringify(object).slice(0, 500)}`);
      if (type === "ADDED" || type === "MODIFIED" || type === "DELETED") onEvent({ type, object });
    }
    if (!answer.complete) throw new Error(`the watch of ${collection.kind} broke off`);
  }

  async #said(ask: Ask): Promise<string> {
    const answer = await this.#answer(ask, { timeout: PATIENCE }), said = await text(answer);
    if ((answer.statusCode ?? 0) >= 300) throw new Refused(ask, answer.statusCode, said);
    return said;
  }

  #answer({ method, path, body }: Ask, options: RequestOptions): Promise<IncomingMessage> {
    const secure = this.server.startsWith("https:"), send = secure ? request : plainRequest;
    this.#agent ??= secure ? new Agent({ keepAlive: true, ...this.credentials() }) : new PlainAgent({ keepAlive: true });
    const headers = { "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json" };
    return new Promise((done, failed) => {
      const asked = send(`${this.server}${path}`, { method, agent: this.#agent, headers, ...options }, done);
      asked.on("timeout", () => { asked.destroy(new Error(`${method} ${path}: no answer after ${PATIENCE / 1000} s`)); });
      asked.on("error", failed).end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
