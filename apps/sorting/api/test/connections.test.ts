/** What only a real connection shows: limits in time, broken requests, and which connections stay open. */
import { Agent } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { LIMITS } from "../src/limits";
import { testApp } from "./support/app";
import { ask, postInFlight, answerTo, rawAnswer } from "./support/http";

const json = { "content-type": "application/json" };

const limits = { ...LIMITS, headersMillis: 100, requestMillis: 150, checkMillis: 20 };
const portOf = (app: FastifyInstance): number => (app.server.address() as AddressInfo).port;

describe("a connection", () => {
  const { app, logged } = testApp({ limits });
  const port = (): number => portOf(app);
  beforeAll(() => app.listen({ host: "127.0.0.1", port: 0 }));
  afterAll(() => app.close());

  it("may be kept for two minutes between requests", async () => {
    const agent = new Agent({ keepAlive: true });
    const answer = await ask(port(), "/houses", { agent });
    agent.destroy();
    expect(answer.headers).toMatchObject({ connection: "keep-alive", "keep-alive": "timeout=120" });
  });

  it("is answered with a problem and closed when it does not speak HTTP", async () => {
    const answer = await rawAnswer(port(), "ALOHOMORA\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application\/problem\+json/);
    expect(answer).toMatch(/\r\n\r\n\{"type":"about:blank","title":"Bad Request","status":400\}$/);
  });

  it("is answered with 408 and closed when the body is too slow", async () => {
    const answer = await rawAnswer(port(), 'POST /sort HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"name":');
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n[^]*"status":408\}$/);
    expect(logged()).toContainEqual(expect.objectContaining({ level: "info", code: "ERR_HTTP_REQUEST_TIMEOUT", msg: "connection refused" }));
  });

  it("is answered with 408 and closed when the headers are too slow", async () => {
    expect(await rawAnswer(port(), "GET /houses HTTP/1.1\r\nHost")).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  });

  it("is answered with 431 when the headers are too long", async () => {
    const answer = await rawAnswer(port(), `GET /houses HTTP/1.1\r\nHost: x\r\nCookie: ${"x".repeat(LIMITS.headerBytes)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n[^]*"status":431\}$/);
  });

  it("is answered with 400 when two framings of the body contradict each other", async () => {
    const answer = await rawAnswer(port(), "POST /sort HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/);
  });

  it("is answered with a problem when an HTTP/1.1 request has no Host", async () => {
    expect(await rawAnswer(port(), "GET /houses HTTP/1.1\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*"detail":"The Host header is missing\."\}$/);
    expect(await rawAnswer(port(), "GET /houses HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it("gets 413 for a body of unknown length as soon as it is too long", async () => {
    const sent = await postInFlight(port(), "/sort");
    sent.write(" ".repeat(LIMITS.bodyBytes + 1));
    const answer = await answerTo(sent);
    sent.destroy();
    expect(answer.status).toBe(413);
  });

  it("never sees what it sent in the log", async () => {
    await rawAnswer(port(), "SECTUMSEMPRA / HTTP/1.1\r\n\r\n");
    expect(logged().at(-1)).toMatchObject({ msg: "connection refused" });
    expect(JSON.stringify(logged())).not.toContain("SECTUMSEMPRA");
  });

  it("takes a sorted student's name in any script", async () => {
    const answer = await ask(port(), "/sort", { method: "POST", headers: json }, '{"name":"李小龍"}');
    expect(JSON.parse(answer.body)).toMatchObject({ student: { name: "李小龍" }, house: "hufflepuff" });
  });
});

describe("a drain", () => {
  it("is not held up by a connection that was promised to be kept before it began", async () => {
    let draining = false;
    const { app } = testApp({ isDraining: () => draining });
    await app.listen({ host: "127.0.0.1", port: 0 });
    const agent = new Agent({ keepAlive: true });
    await ask(portOf(app), "/houses", { agent });
    const inFlight = await postInFlight(portOf(app), "/sort");

    draining = true;
    const closing = app.close();
    inFlight.end('{"name":"Zoë"}');
    const answer = await answerTo(inFlight);
    await closing;
    agent.destroy();
    expect(answer).toMatchObject({ status: 200, headers: { connection: "close" } });
  });
});
