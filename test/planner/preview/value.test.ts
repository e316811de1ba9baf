import { describe, expect, test } from "@jest/globals";
import { SIGNATURE_KEY, SIGNATURES, UNKNOWNS } from "../../../planner/model/signatures";
import { Node, type Json } from "../../../planner/preview/node";
import { planObject, planValue } from "../../../planner/preview/value";

const node = (value: Json): Node => new Node(value, "", "preview.json");
const shown = (value: Json) => planValue(node(value));
const signed = (signature: string, more: { readonly [key: string]: Json } = {}) => shown({ [SIGNATURE_KEY]: signature, ...more });

describe("a value", () => {
  test("that is plain stays, with keys in order", () => {
    expect(JSON.stringify(shown({ b: [1, null, true, "x"], a: { d: 1, c: 2 } }))).toBe('{"a":{"c":2,"d":1},"b":[1,null,true,"x"]}');
  });

  test("that is not known is so in each of the engine's seven ways", () => {
    expect(UNKNOWNS.size).toBe(7);
    for (const text of UNKNOWNS) expect(shown([text])).toEqual([{ $unknown: true }]);
    expect(shown("04da6b54-80e4-46f7-96ec-b56ff0331ba9 and more")).toBe("04da6b54-80e4-46f7-96ec-b56ff0331ba9 and more");
  });

  test("that is secret is nowhere, whether blinded, encrypted or in clear", () => {
    const secrets = [shown("[secret]"), signed(SIGNATURES.secret, { plaintext: '"hunter2"' }), signed(SIGNATURES.secret, { ciphertext: "hunter2" }), signed(SIGNATURES.secret, { value: "hunter2" }), signed(SIGNATURES.output, { value: "hunter2", secret: true })];
    expect(secrets).toEqual(secrets.map(() => ({ $secret: true })));
  });

  test.each<{ readonly [key: string]: Json }>([{ plaintext: '"hunter2"' }, { ciphertext: "hunter2" }, { value: { key: "hunter2" } }])("that is all the properties of a resource and secret shows its form alone", more => {
    expect(planObject(node({ [SIGNATURE_KEY]: SIGNATURES.secret, ...more }))).toEqual({ [SIGNATURE_KEY]: SIGNATURES.secret, value: { $secret: true } });
  });

  test("that is an output value is what it holds, or not known", () => {
    expect([signed(SIGNATURES.output, { value: { a: 1 } }), signed(SIGNATURES.output)]).toEqual([{ a: 1 }, { $unknown: true }]);
  });

  test("that links to a resource keeps its URN, and its id once there is one", () => {
    const urn = "urn:pulumi:dev::shop::a:b:C::d";
    const link = { [SIGNATURE_KEY]: SIGNATURES.resource, urn };
    expect(signed(SIGNATURES.resource, { urn, packageVersion: "1.0" })).toEqual(link);
    expect([signed(SIGNATURES.resource, { urn, id: "" }), signed(SIGNATURES.resource, { urn, id: "x" })]).toEqual([{ ...link, id: { $unknown: true } }, { ...link, id: "x" }]);
  });

  test.each([["/home/me/site", "…/site"], ["C:\\me\\site", "…/site"], ["\\\\server\\site", "…/site"], ["./site", "./site"], ["site/a.txt", "site/a.txt"]])("that is a file says no path of a machine: %s", (path, expected) => {
    const file = { [SIGNATURE_KEY]: SIGNATURES.asset, hash: "h", path };
    expect(shown(file)).toEqual({ ...file, path: expected });
    expect(signed(SIGNATURES.archive, { assets: { a: file } })).toMatchObject({ assets: { a: { path: expected } } });
  });

  test("with a key that would be taken for a marker, or for a prototype, is data", () => {
    const object = planObject(node(JSON.parse('{"__proto__":{"admin":true},"$secret":true,"constructor":1}') as Json));
    expect(JSON.stringify(object)).toBe('{"\\\\$secret":true,"__proto__":{"admin":true},"constructor":1}');
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  });
});
