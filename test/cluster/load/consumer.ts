/** What consumers of the service do: some keep their connections, some open one for each request. */
import { Agent, type RequestOptions } from "node:http";
import { Broken, exchange, type Reply } from "./exchange";
import { now, type Failure, type Order, type Question, type Request } from "./protocol";

/** Characters of a wrong answer that are worth telling. */
const EXCERPT = 160;

export class Consumer {
  readonly #order: Order;
  /** An agent each: while one connection hangs, the next request that falls to it opens another. */
  readonly #agents: readonly Agent[];
  #port = 0;

  constructor(order: Order) {
    this.#order = order;
    this.#agents = Array.from({ length: order.kept }, () => new Agent({ keepAlive: true, maxFreeSockets: 1 }));
  }

  /** Asks the nth question: even ones on a new connection, odd ones on a kept one. */
  async ask(n: number, due: number): Promise<Request> {
    const turn = Math.floor(n / 2), sent = now();
    const question = turn % this.#order.questions.length, agent = turn % this.#agents.length;
    const request = { due, sent, connection: n % 2 === 0 ? "new" : "kept" } as const;
    let retried = false;
    try {
      const asked = this.#order.questions[question];
      if (asked === undefined) throw new RangeError("no questions to ask");
      const reply = request.connection === "new" ? await this.#post(asked) : await this.#get(asked, this.#agents[agent], sent, () => { retried = true; });
      const failure = judge(reply, asked);
      return { ...request, ended: now(), retried, servedBy: reply.servedBy, failure };
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      return { ...request, ended: now(), retried, port: error.port, failure: { kind: error.kind, detail: error.message } };
    }
  }

  /** The next port in turn, for a connection that may be opened. */
  #from(): RequestOptions {
    const { ports } = this.#order;
    if (ports === undefined) return {};
    const [first, last] = ports;
    return { localPort: first + this.#port++ % (last - first + 1) };
  }

  /** On a connection of its own, and never sent twice: POST is not idempotent by definition. */
  #post({ name }: Question): Promise<Reply> {
    const options = { method: "POST", agent: false, headers: { "content-type": "application/json" } } as const;
    return exchange(new URL("/sort", this.#order.url), { ...options, ...this.#from() }, JSON.stringify({ name }), this.#order.timeout);
  }

  /**
   * On a kept connection. A server may close one at any time, also just when a request is on its way to it; HTTP clients then send an idempotent request again, once
   * and on a new connection (RFC 9110, section 9.2.2; RFC 9112, section 9.3.1). An abrupt end is no such case.
   */
  async #get({ id }: Question, agent: Agent | undefined, sent: number, onRetry: () => void): Promise<Reply> {
    const url = new URL(`/students/${id}/house`, this.#order.url);
    const attempt = (options: RequestOptions): Promise<Reply> => exchange(url, { ...options, ...this.#from() }, undefined, Math.max(1, sent + this.#order.timeout - now()));
    try {
      return await attempt({ agent });
    } catch (error) {
      if (!(error instanceof Broken && error.repeatable)) throw error;
      onRetry();
      return attempt({ agent: false });
    }
  }
}

function judge({ status, body }: Reply, { answer }: Question): Failure | undefined {
  if (status !== 200) return { kind: "wrong status", detail: `${status} ${body.slice(0, EXCERPT)}` };
  return body === answer ? undefined : { kind: "wrong answer", detail: body.slice(0, EXCERPT) };
}
