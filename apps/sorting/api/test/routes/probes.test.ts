import { describe, expect, it } from "@jest/globals";
import { testApp } from "../support/app";

describe("GET /livez and GET /readyz", () => {
  it("answer 200 in service", async () => {
    const { app } = testApp();
    expect((await app.inject("/livez")).json()).toEqual({ status: "alive" });
    expect((await app.inject("/readyz")).json()).toEqual({ status: "ready" });
  });

  it("tell apart a draining replica, which is alive, from one that wants requests", async () => {
    const { app } = testApp({ isDraining: () => true });
    expect((await app.inject("/livez")).statusCode).toBe(200);
    const ready = await app.inject("/readyz");
    expect(ready.json()).toEqual({ type: "about:blank", title: "Service Unavailable", status: 503, detail: "This replica is about to stop." });
  });
});
