import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { sortStudent } from "../../../apps/sorting/api/src/sorting";
import { STUDENTS } from "../../../apps/sorting/api/src/students";
import { Load } from "./load";
import { now } from "./protocol";
import type { Stats } from "./stats";

const answer: RequestListener = (request, response) => {
  void text(request).then(body => {
    const student = STUDENTS.find(({ id, name }) => (request.method === "POST" ? (JSON.parse(body) as { name: string }).name === name : request.url === `/students/${id}/house`));
    response.writeHead(student === undefined ? 404 : 200, { "x-served-by": "replica" }).end(student && JSON.stringify(sortStudent({ name: student.name })));
  });
};

describe("the load", () => {
  let handle: RequestListener;
  const server = createServer((request, response) => handle(request, response));
  let load: Load, url: string;

  beforeEach(async () => {
    handle = answer;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    load = await Load.start({ url, rate: 100, timeout: 4000, seconds: 30 });
  });
  afterEach(async () => {
    await load.stop();
    server.closeAllConnections();
    server.close();
  });

  /** The next 400 ms, in which 40 requests are due. */
  const next = (): Promise<Stats> => { const from = now(); return load.stats(from, from + 400); };

  it("asks on schedule, half on new connections and half on kept ones", async () => {
    const news = new Set<unknown>(), kept = new Set<unknown>();
    handle = (request, response) => { (request.method === "POST" ? news : kept).add(request.socket); answer(request, response); };
    const stats = await next();
    expect(stats).toMatchObject({ requests: 40, answered: 40, failed: 0, retried: 0, failures: {}, servedBy: { replica: 40 } });
    expect(news.size).toBeGreaterThanOrEqual(18);
    expect(kept.size).toBeLessThan(news.size);
  });

  it("asks on while nothing is answered, and each request is a failure", async () => {
    handle = () => undefined;
    const stats = await next();
    expect(stats).toMatchObject({ requests: 40, answered: 0, failed: 40, failures: { timeout: 40 }, median: undefined });
    // Answers to what was asked just before may still come.
    expect(stats.longestGap).toBeGreaterThan(350);
    expect(stats.lost[0]?.failure?.detail).toBe("connected, no answer");
  });

  it("sends again what met a kept connection that was being closed, and counts that apart", async () => {
    const asked = new WeakSet<object>();
    handle = (request, response) => {
      if (asked.has(request.socket)) request.socket.end();
      else answer(request, response);
      asked.add(request.socket);
    };
    const stats = await next();
    expect(stats).toMatchObject({ requests: 40, answered: 40, failed: 0 });
    expect(stats.retried).toBeGreaterThan(5);
  });

  it("takes an orderly close for a failure where the connection was new, and an abrupt one on any", async () => {
    handle = (request, response) => { if (request.method === "POST") request.socket.end(); else answer(request, response); };
    expect(await next()).toMatchObject({ answered: 20, failures: { closed: 20 }, retried: 0 });
    handle = request => { request.socket.resetAndDestroy(); };
    expect(await next()).toMatchObject({ answered: 0, failures: { reset: 40 }, retried: 0 });
  });

  it("holds every answer against the service's own rule", async () => {
    handle = (_request, response) => { response.end("{}"); };
    expect((await next()).failures).toEqual({ "wrong answer": 40 });
    handle = (_request, response) => { response.writeHead(503).end("later"); };
    const stats = await next();
    expect(stats.failures).toEqual({ "wrong status": 40 });
    expect(stats.lost[0]?.failure?.detail).toBe("503 later");
  });

  it("is refused where nobody listens", async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
    const stats = await next();
    expect(stats).toMatchObject({ answered: 0, failed: 40 });
    expect(stats.failures.refused).toBeGreaterThanOrEqual(38);
  });

  it("does not count a window that it did not live to see the end of", async () => {
    const window = load.window();
    await load.stop();
    await expect(window.end()).rejects.toThrow("The load's client is gone: it ended with 0.");
  });

  it("says why it cannot start", async () => {
    await expect(Load.start({ url, namespace: "no-such-network" })).rejects.toThrow(/no-such-network/);
  });
});
