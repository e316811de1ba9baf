import { describe, expect, it } from "@jest/globals";
import { inspect } from "node:util";
import fc from "fast-check";
import { redactor, secretTexts, type SecretText } from "../../../planner/model/redact";
import { found } from "../secrets/search";

const redact = (text: string, ...secrets: readonly SecretText[]): string => redactor(secrets)(text);
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("a secret in a text", () => {
  it.each<readonly [string, string, string, string]>([
    ["as it is", "hunter2", "the password is hunter2!", "the password is [secret]!"],
    ["without the blanks around it", "hunter2\n", "is hunter2, and", "is [secret], and"],
    ["in JSON", "two\n\"lines\"", JSON.stringify({ key: "two\n\"lines\"" }), "{\"key\":\"[secret]\"}"],
    ["in JSON inside JSON", "a\"b\\c", JSON.stringify({ body: JSON.stringify({ key: "a\"b\\c" }) }), "{\"body\":\"{\\\"key\\\":\\\"[secret]\\\"}\"}"],
    ["as Node shows it", "it's\ta\u0007\"key\"", inspect({ key: "it's\ta\u0007\"key\"" }), "{ key: `[secret]` }"],
    ["in an address", "p@ss w/rd", `https://host/?key=${encodeURIComponent("p@ss w/rd")}&x=1`, "https://host/?key=[secret]&x=1"],
    ["in an address in small letters", "p@ss w/rd", "key=p%40ss%20w%2frd", "key=[secret]"],
    ["in a form", "p@ss w/rd!", new URLSearchParams({ key: "p@ss w/rd!" }).toString(), "key=[secret]"],
    ["in base64", "hunter2", `Basic ${base64("hunter2")}.`, "Basic [secret]."],
    ["in base64 without padding", "hunter2", base64("hunter2").replaceAll("=", ""), "[secret]"],
    ["in base64url", "ö?>ö?>ö?>", Buffer.from("ö?>ö?>ö?>").toString("base64url"), "[secret]"],
    ["in hexadecimal", "hunter2", Buffer.from("hunter2").toString("hex"), "[secret]"],
    ["as a buffer", "hunter2", inspect(Buffer.from("hunter2")), "<Buffer [secret]>"],
    ["line by line", "-----BEGIN-----\nAAAABBBBCCCC\nDDDDEEEE\n", "  key: |\n    AAAABBBBCCCC\n    DDDDEEEE\n", "  key: |\n    [secret]\n    [secret]\n"],
    ["cut after some characters", "hunter2-and-some-more", "value \"hunter2-an\"... and hunter2-and…", "value \"[secret]\"... and [secret]…"],
    ["in what V8 says of a text that is no JSON", "hunter2-and-some-more-of-it", "Unexpected token 'h', ...\"re-of-it\" is not valid JSON", "[secret] is not valid JSON"],
    ["as a value inside JSON that is the secret", "{\"user\":\"ada-the-first\"}", "welcome, ada-the-first", "welcome, [secret]"],
    ["as the text inside base64 that is the secret", base64("hunter2-inside"), "it holds hunter2-inside", "it holds [secret]"],
  ])("%s is masked", (_how, secret, text, masked) => {
    expect(redact(text, secret)).toBe(masked);
  });

  it("in a longer text of base64 is masked wherever it begins", () => {
    for (const before of ["", "x", "xy", "xyz"]) {
      const text = base64(`${before}hunter2, and more`);
      expect(found(["hunter2"], text)).toEqual(["hunter2"]);
      expect(found(["hunter2"], redact(text, "hunter2"))).toEqual([]);
    }
  });

  it("is masked with all that secrets which overlap cover together", () => {
    expect(redact("<abcdefghij>", "abcdef", "efghij", "cde")).toBe("<[secret]>");
    expect(redact("<abcdef,efghij>", "abcdef", "efghij")).toBe("<[secret],[secret]>");
  });

  it("is a number only where the whole number stands, from four digits on", () => {
    expect(redact("port 5432, not 15432 or 5432.5; host.5432", 5432)).toBe("port [secret], not 15432 or 5432.5; host.[secret]");
    expect(redact("port 443", 443)).toBe("port 443");
    expect(redact("pin-48213, v1.48213, 48213.1.2; not 148213, 482130 or v1.482130", 48213)).toBe("pin-[secret], v1.[secret], [secret].1.2; not 148213, 482130 or v1.482130");
    expect(redact("-48213 and 1.5.4821", -48213, 5.4821)).toBe("[secret] and 1.[secret]");
  });

  it("is a number with an exponent wherever it is written so", () => {
    expect(redact("weighs 1.2345e+25 kg", 1.2345e25)).toBe("weighs [secret] kg");
  });

  it.each(["ab", "true", "False", "null", "   ", "secret", "[secret]"])("is left where it is %j: it says nothing, or hides nothing", secret => {
    expect(redact("ab true False null   [secret] secret", secret)).toBe("ab true False null   [secret] secret");
  });

  it("in no form can be read any more, whatever it is made of", () => {
    const secret = fc.string({ unit: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(..."abcXYZ019 %+/=?&'\"\\`\n\t$#-_.~!*()") }, fc.string({ unit: "binary", minLength: 1, maxLength: 1 })), minLength: 4, maxLength: 40 })
      .filter(text => text.trim().length >= 4 && !"[secret]".includes(text.trim()));
    const form = fc.constantFrom<(text: string) => string>(
      text => text, text => JSON.stringify(text), text => JSON.stringify(JSON.stringify([text])), text => inspect(text), text => encodeURIComponent(Buffer.from(text).toString()), text => new URLSearchParams([["", text]]).toString(),
      text => base64(text), text => base64(`a${text}`), text => base64(`ab${text}cd`), text => Buffer.from(text).toString("base64url"), text => Buffer.from(text).toString("hex"),
    );
    fc.assert(fc.property(fc.array(fc.tuple(secret, form), { minLength: 1, maxLength: 5 }), pieces => {
      const text = pieces.map(([each, write]) => write(each)).join(" :: ");
      const secrets = pieces.map(([each]) => each);
      expect(found(secrets, redactor(secrets)(text))).toEqual([]);
    }), { numRuns: 100 });
  });

  it("does not slow a text down: a megabyte with a thousand secrets of one beginning", () => {
    const secrets = Array.from({ length: 1000 }, (_, index) => `secret-value-${index}-${"x".repeat(index % 50)}`);
    const text = secrets.map(each => `the value is ${each} and ${base64(each)}\n`).join("").repeat(10).slice(0, 1_000_000);
    const started = process.cpuUsage();
    const masked = redactor(secrets)(text);
    const { user } = process.cpuUsage(started);
    expect(masked).not.toContain("secret-value-1");
    expect(user / 1000).toBeLessThan(3000);
  });
});

describe("the texts of a value", () => {
  it("are what bytes hold and how they are printed", () => {
    for (const bytes of [Buffer.from("hunter2-xyz"), Buffer.from([0xff, 0xfe, 0x80, 0x90, 0xa0])]) {
      const masked = redactor(secretTexts({ key: bytes }));
      for (const [text, left] of [[bytes.toString("base64"), "[secret]"], [bytes.toString("hex"), "[secret]"], [inspect(bytes), "<Buffer [secret]>"]] as const) expect(masked(text)).toBe(left);
    }
  });

  it("are its texts and numbers, however deep, and neither keys nor what is no data", () => {
    const circle: Record<string, unknown> = { key: "in a circle" };
    circle["self"] = circle;
    expect(secretTexts({ a: "one", b: [2, { c: "three", d: true, e: null }], f: new Date(0), g: 4n, circle })).toEqual(["one", 2, "three", "4", "in a circle"]);
  });
});
