"use strict";
const pulumi = require("@pulumi/pulumi");
const path = require("node:path");

class Thing extends pulumi.CustomResource { constructor(name, args, opts) { super("test:index:Thing", name, { late: undefined, ...args }, opts); } }
class Existing extends pulumi.CustomResource { constructor(name, args, opts) { super("test:index:Thing", name, { size: undefined, late: undefined, ...args }, opts); } }
class Group extends pulumi.ComponentResource { constructor(name, args, opts) { super("test:index:Group", name, args, opts); } }
const soon = () => new Promise(resolve => setTimeout(resolve, 10));

const base = new Thing("base", { size: 1, profiles: [{ name: "x", count: 3 }], meta: { name: "m" } });

/** Made over several turns of the event loop. */
class Slow extends pulumi.ComponentResource {
  constructor(name, args, opts) { super("test:index:Slow", name, args, opts); }
  async initialize(args) {
    await soon();
    const inside = new Thing("slow-inside", { args: Object.keys(args).length }, { parent: this });
    await soon();
    new Thing("slow-later", { size: inside.size }, { parent: this });
    return { id: inside.id, size: 7 };
  }
}
const slow = new Slow("slow", { x: 1, y: base.late });
new Thing("after-slow", { size: pulumi.output(slow.getData()).apply(data => data.size) }, { dependsOn: slow });

/** Says late that it is complete. */
class Late extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("test:index:Late", name, args, opts);
    setTimeout(() => { new Thing(`${name}-child`, {}, { parent: this }); this.registerOutputs({ done: true }); }, 20);
  }
}
new Late("late", {});

// Outputs of components: none, twice, of every kind, promised.
new Group("without-outputs", { id: base.id, secret: pulumi.secret("s"), nested: { list: [base.late] } });
const twice = new Group("twice");
twice.registerOutputs({ a: 1 });
twice.registerOutputs({ a: 2 });
new Group("outputs").registerOutputs({ missing: undefined, nothing: null, secret: pulumi.secret(1), unknown: base.late, resource: base, promise: Promise.resolve(3), deep: { list: [base.id] } });
new Group("promised").registerOutputs(Promise.resolve({ z: 1 }));
new Group("as-output").registerOutputs(pulumi.output({ size: base.size }));

class Inner extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("test:index:Inner", name, {}, opts);
    this.child = new Thing(`${name}-child`, args, { parent: this });
    this.size = this.child.size;
    this.registerOutputs();
  }
}
class Outer extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("test:index:Outer", name, {}, { aliases: [{ type: "old:index:Outer" }], ...opts });
    this.inner = new Inner(`${name}-inner`, { size: 5 }, { parent: this });
    new Thing(`${name}-below`, { of: this.inner.size }, { parent: this.inner.child });
    this.registerOutputs({ inner: this.inner.size });
  }
}
const outer = new Outer("outer");
new Outer("outermost", { parent: outer.inner, dependsOn: [slow] });

// Reading deep into what is known, and into what is not.
new Thing("reading", {
  name: base.profiles[0].name, missing: base.profiles[0].missing, beyond: base.profiles[5]?.name, member: base.meta.name, unknown: base.late.x.y[0].z, length: base.meta.apply(meta => meta.name.length),
  names: base.profiles.apply(profiles => profiles.map(({ name }) => name)), idLength: base.id.length, none: base.meta.nope, parts: base.urn.apply(urn => urn.split("::").length),
});
new Thing("combining", {
  list: pulumi.all([base.size, base.late]), object: pulumi.all({ x: base.size, y: { z: base.late } }), known: pulumi.all([base.size, base.meta]).apply(([size, meta]) => size + meta.name),
  partly: pulumi.output([base.late, 1]).apply(list => list.length), member: pulumi.output({ k: base.late, m: 2 }).m, applied: pulumi.output({ k: base.late, m: 2 }).apply(({ m }) => m),
  resource: pulumi.output(base).apply(({ size }) => size), secret: pulumi.all([pulumi.secret(1), base.size]), secretly: pulumi.secret({ a: base.late }).apply(value => value),
  promise: pulumi.output(Promise.resolve(base.late)), chained: pulumi.output(base.size).apply(() => base.late), slowly: pulumi.output(1).apply(async one => { await null; return [base.size, one]; }),
  made: pulumi.output(1).apply(() => new Thing("made-in-apply", {}).id), unmade: base.late.apply(() => new Thing("never-made", {})), nothing: pulumi.all([]), empty: pulumi.all({}),
});
new Thing("about", { dryRun: pulumi.runtime.isDryRun(), project: pulumi.getProject(), stack: pulumi.getStack(), folder: path.basename(process.cwd()), main: require.main === module });

// What exists already, and what the program itself has made.
base.urn.apply(urn => { const again = new Existing("again", {}, { urn }); new Thing("from-again", { size: again.size, late: again.late, id: again.id }); });
const found = new Existing("found", {}, { id: "some-id" });
new Thing("from-found", { size: found.size, id: found.id, urn: found.urn });
new Existing("found-by-output", {}, { id: base.id, parent: outer });
new Existing("found-secretly", {}, { id: pulumi.secret("hidden-id") });
new Existing("found-with-state", { size: 3, late: base.late }, { id: Promise.resolve("another-id"), dependsOn: base, protect: true });

void pulumi.log.debug("for developers", base);
void pulumi.log.info("for users", base, 3, true);
void pulumi.log.warn("for everybody", outer);

exports.deep = { slow: slow.getData(), id: pulumi.output(slow.getData()).apply(({ id }) => id), outer };
exports.count = base.profiles[0].count;
