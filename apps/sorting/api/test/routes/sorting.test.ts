import { createHmac } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { PROBLEM_MEDIA_TYPE } from "../../src/problem";
import { STUDENTS } from "../../src/students";
import { testApp } from "../support/app";
import { anyNameText, anyText } from "../support/arbitraries";

const { app } = testApp({ logLevel: "silent" });
const headers = { "content-type": "application/json" };
const sort = (payload: string | object | Buffer, to = app) => to.inject({ method: "POST", url: "/sort", headers, payload });

describe("POST /sort", () => {
  it("sorts a student and says why", async () => {
    const answer = await sort({ name: "  Zoe\u0308 ", traits: { wit: 10, bravery: 3 } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(answer.json()).toEqual({
      student: { name: "Zoë", traits: { bravery: 3, loyalty: 6, wit: 10, ambition: 7 } },
      house: "ravenclaw",
      reason: {
        trait: "wit",
        decidedBy: "trait",
        sources: { bravery: "request", loyalty: "name", wit: "request", ambition: "name" },
        text: "Wit decides with 10 of 10, as given: Ravenclaw.",
      },
    });
  });

  it("gives the same bytes from every replica, which is named in a header only", async () => {
    const replicas = ["sorting-0", "sorting-1", "sorting-2"].map(replica => testApp({ replica, logLevel: "silent" }).app);
    await fc.assert(fc.asyncProperty(anyNameText, fc.integer({ min: 0, max: 10 }), async (name, wit) => {
      const answers = await Promise.all(replicas.map(replica => sort({ name, traits: { wit } }, replica)));
      expect(new Set(answers.map(answer => answer.body)).size).toBe(1);
      expect(answers.map(answer => answer.headers["x-served-by"])).toEqual(["sorting-0", "sorting-1", "sorting-2"]);
      for (const { body } of answers) expect(body).not.toContain("sorting-");
    }), { numRuns: 20 });
  });

  it.each([
    [{}, [{ detail: "must have required property 'name'", pointer: "#" }]],
    [[], [{ detail: "must be object", pointer: "#" }]],
    ["null", [{ detail: "must be object", pointer: "#" }]],
    [{ name: 7 }, [{ detail: "must be string", pointer: "#/name" }]],
    [{ name: "" }, [{ detail: "must NOT have fewer than 1 characters", pointer: "#/name" }]],
    [{ name: "\u2003" }, [{ detail: "must hold more than white space", pointer: "#/name" }]],
    [{ name: "a".repeat(101) }, [{ detail: "must have at most 100 code points once normalised, has 101", pointer: "#/name" }]],
    ['{"name":"\\ud83e"}', [{ detail: "must not hold control characters or broken surrogate pairs", pointer: "#/name" }]],
    [{ name: "x", traits: { wit: "3" } }, [{ detail: "must be integer", pointer: "#/traits/wit" }]],
    [{ name: "x", traits: { wit: 2.5 } }, [{ detail: "must be integer", pointer: "#/traits/wit" }]],
    ['{"name":"x","traits":{"wit":1e400}}', [{ detail: "must be integer", pointer: "#/traits/wit" }]],
    [{ name: "x", traits: { wit: -1, bravery: 11 } }, [{ detail: "must be <= 10", pointer: "#/traits/bravery" }, { detail: "must be >= 0", pointer: "#/traits/wit" }]],
    [{ name: "x", house: "slytherin", traits: { cunning: 1 } }, [{ detail: "is not known here", pointer: "#/house" }, { detail: "is not known here", pointer: "#/traits/cunning" }]],
  ])("refuses %j and points to every mistake", async (payload, errors) => {
    const answer = await sort(payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers["content-type"]).toMatch(PROBLEM_MEDIA_TYPE);
    expect(answer.json()).toMatchObject({ type: "about:blank", title: "Bad Request", status: 400, errors });
  });

  it.each([
    ['{"name":', "The body is not valid JSON."],
    ['{"name":"x","__proto__":{"traits":{}}}', "The body is not valid JSON."],
    ["", "The body is empty; it must be a JSON object."],
    [Buffer.from('{"name":"Zo\xeb"}', "latin1"), "The body is not valid UTF-8."],
  ])("refuses the body %j", async (payload, detail) => {
    expect((await sort(payload)).json()).toEqual({ type: "about:blank", title: "Bad Request", status: 400, detail });
  });

  it("takes a body of 16 KiB and refuses one byte more with 413", async () => {
    const padded = (bytes: number): string => '{"name":"Zoe"}'.padEnd(bytes);
    expect((await sort(padded(16 * 1024))).statusCode).toBe(200);
    expect((await sort(padded(16 * 1024 + 1))).json()).toMatchObject({ status: 413, detail: "The body is longer than 16384 bytes." });
  });

  it.each([
    [{ "content-type": "text/plain" }, { accept: "application/json" }],
    [{ "content-type": "application/x-www-form-urlencoded" }, { accept: "application/json" }],
    [{ "content-type": "application/json", "content-encoding": "gzip" }, { "accept-encoding": "identity" }],
  ])("refuses a body with %j with 415 and says what it takes", async (sent, expected) => {
    const answer = await app.inject({ method: "POST", url: "/sort", headers: sent, payload: '{"name":"Zoe"}' });
    expect(answer.json()).toMatchObject({ title: "Unsupported Media Type", status: 415 });
    expect(answer.headers).toMatchObject(expected);
  });

  it("answers any JSON with a house or a problem, never with a failure of its own", async () => {
    const almost = fc.record({ name: fc.oneof(anyText(8), fc.jsonValue()), traits: fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom("wit", "bravery", "x"), fc.jsonValue())) }, { requiredKeys: [] });
    await fc.assert(fc.asyncProperty(fc.oneof(fc.jsonValue(), almost), async value => {
      const answer = await sort(JSON.stringify(value));
      if (answer.statusCode === 200) expect(answer.json()).toHaveProperty("house");
      else expect(answer.json()).toMatchObject({ type: "about:blank", status: 400 });
    }), { numRuns: 150 });
  });

  it("answers any bytes with a problem or a house, never with a failure of its own", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async bytes => {
      expect([200, 400]).toContain((await sort(Buffer.from(bytes))).statusCode);
    }), { numRuns: 100 });
  });
});

describe("GET /students/{id}/house", () => {
  it.each(STUDENTS.map(({ id, name }) => [id, name]))("answers for %s, byte for byte, as a POST of the name does", async (id, name) => {
    const [byId, byName] = await Promise.all([app.inject(`/students/${id}/house`), sort({ name })]);
    expect(byId.statusCode).toBe(200);
    expect(byId.body).toBe(byName.body);
  });

  it("answers 404 for nobody", async () => {
    expect((await app.inject("/students/tom-riddle/house")).statusCode).toBe(404);
  });
});

describe("the seal", () => {
  const sealed = (content: () => string) => testApp({ sealKeyFile: "/mnt/secrets/hat-key", sealKeyEffects: { read: () => Buffer.from(content()), now: () => 0 } });
  const expected = (body: string): string => `sha256=${createHmac("sha256", "lumos").update(body).digest("hex")}`;

  it("is on every sort answer when there is a key, and fits the body's bytes", async () => {
    const { app: service } = sealed(() => "lumos");
    const posted = await sort({ name: "Zoë" }, service);
    const got = await service.inject("/students/cho-chang/house");
    expect(posted.headers["x-hat-seal"]).toBe(expected(posted.body));
    expect(got.headers["x-hat-seal"]).toBe(expected(got.body));
  });

  it("is the same for HEAD as for GET", async () => {
    const { app: service } = sealed(() => "lumos");
    const got = await service.inject("/students/cho-chang/house");
    const head = await service.inject({ method: "HEAD", url: "/students/cho-chang/house" });
    expect(head.body).toBe("");
    expect(head.headers).toMatchObject({ "x-hat-seal": got.headers["x-hat-seal"], "content-length": got.headers["content-length"] });
  });

  it("is on no other answer", async () => {
    const { app: service } = sealed(() => "lumos");
    const others = [await service.inject("/houses"), await service.inject("/students"), await sort({}, service)];
    expect(others.map(answer => answer.headers["x-hat-seal"])).toEqual([undefined, undefined, undefined]);
    expect((await sort({ name: "Zoë" })).headers["x-hat-seal"]).toBeUndefined();
  });

  it("makes sorting unavailable, not unsealed, and the replica not ready, while its key cannot be read", async () => {
    const { app: service, logged } = sealed(() => "");
    const answer = await sort({ name: "Zoë" }, service);
    expect(answer.json()).toEqual({ type: "about:blank", title: "Service Unavailable", status: 503, detail: "Answers cannot be sealed now." });
    expect(answer.headers["retry-after"]).toBe("1");
    expect((await service.inject("/students/cho-chang/house")).statusCode).toBe(503);
    expect((await service.inject("/readyz")).json()).toMatchObject({ status: 503, detail: "The key of the seal is not readable." });
    expect((await service.inject("/livez")).statusCode).toBe(200);
    expect(logged()[0]).toMatchObject({ level: "error", msg: "seal key is not readable", reason: "empty" });
  });

  it("appears as soon as the key does", async () => {
    const file = { content: "", now: 0 };
    const { app: service } = testApp({ sealKeyFile: "/mnt/secrets/hat-key", sealKeyEffects: { read: () => Buffer.from(file.content), now: () => file.now } });
    expect((await service.inject("/readyz")).statusCode).toBe(503);
    file.content = "lumos";
    file.now += 1000;
    expect((await service.inject("/readyz")).statusCode).toBe(200);
    const answer = await sort({ name: "Zoë" }, service);
    expect(answer.headers["x-hat-seal"]).toBe(expected(answer.body));
  });
});
