import { describe, expect, it } from "@jest/globals";
import { requestId } from "../src/logging";
import { testApp } from "./support/app";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("requestId", () => {
  it("takes a plain id from the caller", () => {
    expect(requestId({ headers: { "x-request-id": "0af7:651916cd-43dd_8448.eb" } })).toBe("0af7:651916cd-43dd_8448.eb");
  });

  it.each(["", "a b", "é", "a\tb", "x".repeat(129), '{"a":1}'])("makes its own where the caller's is %j", given => {
    expect(requestId({ headers: { "x-request-id": given } })).toMatch(UUID);
  });

  it("makes its own where the caller has none, each time another", () => {
    const ids = Array.from({ length: 10 }, () => requestId({ headers: {} }));
    expect(new Set(ids).size).toBe(10);
  });
});

describe("the log", () => {
  it("has one line for an answered request: what was asked, the status, the time, the request's id and the replica", async () => {
    const { app, logged } = testApp({ logLevel: "info" });
    await app.inject({ method: "GET", url: "/houses/ravenclaw", headers: { "x-request-id": "abc-1" } });
    expect(logged()).toEqual([{
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: "sorting",
      replica: "test-replica",
      requestId: "abc-1",
      req: { method: "GET", url: "/houses/ravenclaw", remoteAddress: "127.0.0.1" },
      res: { statusCode: 200 },
      responseTime: expect.any(Number),
      msg: "request answered",
    }]);
  });

  it("is silent about probes", async () => {
    const { app, logged } = testApp({ isDraining: () => true });
    await app.inject("/livez");
    await app.inject("/readyz");
    expect(logged().filter(({ level }) => level !== "debug")).toEqual([]);
  });

  it("never holds what the caller sent in headers or body", async () => {
    const { app, logged } = testApp();
    const headers = { authorization: "Bearer hush", "content-type": "application/json" };
    await app.inject({ method: "POST", url: "/sort", headers, payload: { name: "Moaning Myrtle" } });
    await app.inject({ method: "POST", url: "/sort", headers, payload: { name: "Moaning Myrtle", traits: { wit: 99 } } });
    await app.inject({ method: "POST", url: "/sort", headers, payload: '{"name":"Moaning Myrtle"' });
    expect(logged().length).toBeGreaterThan(3);
    expect(JSON.stringify(logged())).not.toMatch(/Moaning|hush/);
  });

  it("has the whole of an unexpected error, of which the caller hears nothing", async () => {
    const { app, logged } = testApp();
    app.get("/broken", { schema: { hide: true } }, () => { throw new Error("no wand at 10.0.0.4"); });
    const answer = await app.inject("/broken");
    expect(answer.json()).toEqual({ type: "about:blank", title: "Internal Server Error", status: 500 });
    expect(logged().find(({ level }) => level === "error")).toMatchObject({
      msg: "request failed",
      requestId: answer.headers["x-request-id"],
      err: { message: "no wand at 10.0.0.4", stack: expect.stringContaining("logging.test.ts") },
    });
  });
});
