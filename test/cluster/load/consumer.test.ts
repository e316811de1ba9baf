import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Consumer } from "./consumer";
import { now, type Request } from "./protocol";

/** Below the ports that the kernel hands out. */
const FIRST = 20_011;

let server: Server, url: string, ports: (number | undefined)[];
beforeEach(async () => {
  ports = [];
  server = createServer((_, response) => { response.end("house"); }).on("connection", ({ remotePort }) => { ports.push(remotePort); });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => { server.closeAllConnections(); server.close(); });

const consumer = (first = FIRST): Consumer =>
  new Consumer({ url, rate: 1, seconds: 1, kept: 2, timeout: 1000, inFlight: 10, ports: [first, first + 5], questions: [{ id: "harry", name: "Harry", answer: "house" }] });
const ask = async (asked: Consumer, count: number): Promise<readonly Request[]> => {
  const requests: Request[] = [];
  for (let n = 0; n < count; n++) requests.push(await asked.ask(n, now()));
  return requests;
};

describe("source ports", () => {
  it("are taken in turn, from the first again after the last, and a kept connection keeps its own", async () => {
    const requests = await ask(consumer(), 8);
    expect(requests.map(({ failure }) => failure)).toEqual(Array(8).fill(undefined));
    // Requests 5 and 7 go over the connections of 1 and 3.
    expect(ports).toEqual([0, 1, 2, 3, 4, 0].map(turn => FIRST + turn));
  });

  it("are told of requests that fail, whether somebody answered or nobody", async () => {
    server.removeAllListeners("request").on("request", request => { request.socket.destroy(); });
    expect((await ask(consumer(), 1))[0]).toMatchObject({ port: FIRST, failure: { kind: "closed" } });
    server.close();
    await once(server, "close");
    expect((await ask(consumer(FIRST + 1), 1))[0]).toMatchObject({ port: FIRST + 1, failure: { kind: "refused" } });
  });
});

describe("patience", () => {
  it("does not end while the machine keeps the client from running", async () => {
    const asked = consumer(FIRST + 6).ask(0, now()), until = now() + 1500;
    while (now() < until);
    expect((await asked).failure).toBeUndefined();
  });

  it("ends after its time where nobody answers", async () => {
    server.removeAllListeners("request").on("request", () => undefined);
    const { sent, ended, failure } = await consumer(FIRST + 6).ask(2, now());
    expect(failure).toEqual({ kind: "timeout", detail: "connected, no answer" });
    expect(ended - sent).toBeGreaterThan(950);
  });
});
