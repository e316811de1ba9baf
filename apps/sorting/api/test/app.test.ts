import { describe, expect, it } from "@jest/globals";
import type { HTTPMethods } from "fastify";
import { LIMITS } from "../src/limits";
import { testApp } from "./support/app";

const { app } = testApp();

describe("every answer", () => {
  it.each(["/houses", "/none", "/%E0%A4%A"])("to %s carries the request's id and the replica's name", async url => {
    const answer = await app.inject({ url, headers: { "x-request-id": "abc-1" } });
    expect(answer.headers).toMatchObject({ "x-request-id": "abc-1", "x-served-by": "test-replica" });
  });

  it("closes its connection while the replica drains, and only then", async () => {
    const draining = testApp({ isDraining: () => true }).app;
    for (const url of ["/houses", "/none", "/readyz", "/%zz"]) {
      expect((await draining.inject(url)).headers.connection).toBe("close");
    }
    expect((await app.inject("/houses")).headers.connection).toBe("keep-alive");
  });
});

describe("what is not there", () => {
  it.each(["/", "/none", "/houses/slytherin/", "/students/cho-chang/wand", "/HOUSES"])("answers 404 at %s", async url => {
    const answer = await app.inject(url);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.json()).toEqual({ type: "about:blank", title: "Not Found", status: 404, detail: "There is nothing at this path; GET /openapi.json describes what there is." });
  });

  it("answers 404 before it looks at the body", async () => {
    const answer = await app.inject({ method: "POST", url: "/none", headers: { "content-type": "text/plain" }, payload: "x".repeat(20_000) });
    expect(answer.statusCode).toBe(404);
  });

  it.each<[HTTPMethods, string, string]>([
    ["GET", "/sort", "POST"],
    ["HEAD", "/sort", "POST"],
    ["DELETE", "/houses", "GET, HEAD"],
    ["PUT", "/students/cho-chang", "GET, HEAD"],
    ["OPTIONS", "/students/cho-chang/house", "GET, HEAD"],
    ["POST", "/livez", "GET, HEAD"],
    ["PATCH", "/openapi.json", "GET, HEAD"],
  ])("answers 405 to %s %s and says what is allowed, before it looks at the body", async (method, url, allow) => {
    const answer = await app.inject({ method, url, headers: { "content-type": "text/plain" }, payload: "x" });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toBe(allow);
  });

  it("answers 400 to a path that is not percent-encoded UTF-8", async () => {
    expect((await app.inject("/students/%E0%A4%A")).json()).toMatchObject({ status: 400, detail: "The path is not a valid percent-encoded UTF-8 string." });
  });
});

describe("HEAD", () => {
  it.each(["/houses", "/students/cho-chang", "/livez", "/openapi.json"])("answers at %s as GET does, without the body", async url => {
    const [head, get] = await Promise.all([app.inject({ method: "HEAD", url }), app.inject(url)]);
    expect(head.statusCode).toBe(200);
    expect(head.body).toBe("");
    expect(head.headers["content-length"]).toBe(String(Buffer.byteLength(get.body)));
  });
});

describe("LIMITS", () => {
  it("keep an idle connection longer than the usual client pools, and give it up before Azure's load balancer forgets it after 4 minutes", () => {
    expect(LIMITS.keepAliveMillis).toBeGreaterThan(90_000);
    expect(LIMITS.keepAliveMillis).toBeLessThan(240_000);
  });

  it("let the shorter times end first, so that a slow request gets an answer and not a cut connection", () => {
    expect(LIMITS.headersMillis).toBeLessThan(LIMITS.requestMillis);
    expect(LIMITS.requestMillis + LIMITS.checkMillis).toBeLessThan(LIMITS.connectionMillis);
  });
});
