"use strict";
const os = require("os");
const pulumi = require("@pulumi/pulumi");
const { digest } = require("./digest");

const factor = 3;
const known = new Map([["a", 1]]);
const token = pulumi.secret("told to nobody");

/** A provider that closes over a module, a function of another file, a constant and a map. */
const provider = {
  async check(_olds, news) { return { inputs: { ...news, size: (news.size ?? 1) * factor }, failures: [] }; },
  async create(inputs) { return { id: digest(inputs.text), outs: { ...inputs, end: os.EOL, known: known.get("a") } }; },
  async read(id, props) { return { id, props }; },
  async diff(_id, olds, news) { return { changes: olds.text !== news.text, replaces: ["text"] }; },
  async update(_id, _olds, news) { return { outs: news }; },
  async delete() { /* nothing stays */ },
};
class Digest extends pulumi.dynamic.Resource {
  constructor(name, props, opts) { super(provider, name, { end: undefined, ...props }, opts); }
}

/** A provider that is a class, with a state of its own. */
class Counter {
  constructor(start) { this.start = start; }
  async create() { return { id: String(this.start), outs: { value: this.start } }; }
}
class Count extends pulumi.dynamic.Resource {
  constructor(name, start, opts) { super(new Counter(start), name, { value: undefined }, opts, "counters", "Count"); }
}

/** A provider that closes over a secret: its code is one. */
class Told extends pulumi.dynamic.Resource {
  constructor(name, opts) { super({ async create() { return { id: "told", outs: { length: token.get().length } }; } }, name, {}, opts); }
}

const first = new Digest("first", { text: "one" });
const second = new Digest("second", { text: first.id, size: first.size }, { dependsOn: [first], additionalSecretOutputs: ["end"] });
new Digest("hidden", { text: pulumi.secret("of the house") }, { parent: second, protect: true });
const count = new Count("count", 4);
new Told("told");

exports.ids = [first.id, count.id];
exports.end = second.end;
