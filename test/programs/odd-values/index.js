"use strict";
const pulumi = require("@pulumi/pulumi");

/** Gives back what it is given; `late` only comes with deployment. */
class Thing extends pulumi.CustomResource {
  constructor(name, args, opts) { super("test:index:Thing", name, { late: undefined, ...args }, opts); }
}
class Plain {
  constructor() { this.shown = 1; }
  get computed() { return 3; }
  method() { return 4; }
}

const base = new Thing("base", { size: 1 });
const sparse = [1, , 3];
sparse[5] = 6;

new Thing("numbers", { nan: NaN, most: Infinity, least: -Infinity, zero: -0, large: 1e300, tiny: 5e-324, beyond: Number.MAX_SAFE_INTEGER + 2, sum: 0.1 + 0.2, big: 10n });
new Thing("nothing", { nothing: null, missing: undefined, inside: { nothing: null, missing: undefined, list: [undefined, null] }, output: pulumi.output(undefined), promise: Promise.resolve(undefined) });
new Thing("objects", {
  date: new Date(0), map: new Map([["a", 1]]), set: new Set([1]), pattern: /x/g, sparse, instance: new Plain(), buffer: Buffer.from("hi"), bytes: new Uint8Array([1, 2]), text: new String("boxed"),
  number: new Number(5), error: new Error("e"), address: new URL("https://example.com/?q=1"), symbols: { [Symbol("s")]: 1, kept: 2 },
  extended: Object.assign([1, 2], { extra: true }), frozen: Object.freeze({ a: 1 }), fn: () => 1, type: Plain, getter: { get computed() { return 42; } }, proto: JSON.parse('{"__proto__": {"a": 1}, "b": 2}'),
});
new Thing("keys", { "a.b": 1, "a/b": 2, "": 3, "ключ": 4, "😀": 5, "with space": 6, constructor: 7, inside: { constructor: 7, hasOwnProperty: 8, "[0]": 9 }, text: "ü😀\u0000\u2028" });
new Thing("own-names", { id: "given", urn: "given", type: "t", name: "n", __provider: "x" });
new Thing("outputs", {
  deep: Promise.resolve({ a: Promise.resolve([Promise.resolve(1)]) }), nested: pulumi.output({ a: [pulumi.output(1), { b: pulumi.secret("s") }] }), twice: pulumi.output(pulumi.output("x")),
  unknown: base.late, around: { a: [base.late, 1, { b: base.id }] }, resource: base, resources: [base, { r: base }], json: pulumi.jsonStringify({ a: base.id, b: pulumi.secret(1) }),
  plainJson: pulumi.jsonStringify({ a: 1, u: undefined }), parsed: pulumi.jsonParse(pulumi.output('{"a":[1]}')), text: pulumi.interpolate`${base.id}-${pulumi.secret("x")}`, odd: pulumi.interpolate`${"a"}-${undefined}-${null}`,
  joined: pulumi.concat("a", pulumi.output("b"), 1), open: pulumi.unsecret(pulumi.secret("open")), isSecret: pulumi.isSecret(pulumi.secret(1)), all: pulumi.all([1, base.id, pulumi.secret(2)]).apply(values => values.join()),
  secretInside: { a: { b: pulumi.secret(pulumi.output({ c: base.id })) } }, secretUnknown: pulumi.secret(base.late),
});
new Thing("deep", { value: (function nest(depth) { return depth === 0 ? { leaf: base.late } : { inner: nest(depth - 1), list: [depth] }; })(60) });
new Thing("wide", Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`k${index}`, index])));

// Names that nobody should give.
for (const name of ["a::b", "a$b", "ü😀 x", "x".repeat(400), "a/b", "new\nline", "constructor", "__proto__", "[x]", "a\\b", "'\"", "urn:pulumi:s::p::t::n"]) new Thing(name, {});

exports.values = { nan: NaN, missing: undefined, list: [undefined, 1], secret: pulumi.secret({ a: 1 }), resource: base, date: new Date(0), unknown: base.late, nothing: null };
exports.missing = undefined;
exports["odd key"] = 1;
