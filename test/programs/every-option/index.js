"use strict";
const pulumi = require("@pulumi/pulumi");

class Thing extends pulumi.CustomResource { constructor(name, args, opts) { super("test:index:Thing", name, { late: undefined, ...args }, opts); } }
class Other extends pulumi.CustomResource { constructor(name, args, opts) { super("other:index:Thing", name, { late: undefined, ...args }, opts); } }
class Group extends pulumi.ComponentResource { constructor(name, args, opts) { super("test:index:Group", name, args, opts); } }
class Provider extends pulumi.ProviderResource { constructor(type, name, args, opts) { super(type, name, args, opts); } }

const base = new Thing("base", { size: 1 });

// dependsOn: a component stands for its children.
const group = new Group("group");
const child = new Thing("child", {}, { parent: group });
const nested = new Group("nested", {}, { parent: group });
new Thing("grandchild", {}, { parent: nested });
group.registerOutputs({ child: child.id });
new Thing("after-group", {}, { dependsOn: group });
new Thing("after-both", {}, { dependsOn: [group, base] });
new Thing("after-output", {}, { dependsOn: pulumi.output([base, child]) });
new Thing("after-promises", {}, { dependsOn: [pulumi.output(base), Promise.resolve(child)] });
new Thing("after-promise", {}, { dependsOn: Promise.resolve([base]) });
new Thing("of-group", { group, list: [group, { child }], urn: group.urn });
const late = new Group("late");
new Thing("before-its-child", {}, { dependsOn: late });
new Thing("late-child", { size: base.size }, { parent: late });

// Children of custom resources.
const below = new Thing("below", {}, { parent: base });
new Thing("further-below", {}, { parent: below });
new Group("group-below", {}, { parent: below });

// Providers: given, inherited, by package, by position.
const one = new Provider("test", "one", { region: "west", zones: 5, deep: { a: 1 }, key: pulumi.secret("x") });
const two = new Provider("other", "two", {}, { dependsOn: base });
const branches = [{ providers: [one, two] }, { providers: { test: one } }, { provider: one }, { providers: { other: two }, provider: one }];
for (const [index, opts] of branches.entries()) {
  const branch = new Group(`branch-${index}`, {}, opts);
  const inner = new Group(`inner-${index}`, {}, { parent: branch });
  for (const [where, parent] of [["at", branch], ["in", inner]]) {
    new Thing(`thing-${where}-${index}`, {}, { parent });
    new Other(`other-${where}-${index}`, {}, { parent });
  }
}
const provided = new Thing("provided", {}, { provider: one });
new Thing("child-of-provided", {}, { parent: provided });
new Other("other-child-of-provided", {}, { parent: provided });
new Thing("wrong-package", {}, { provider: two });
new Provider("test", "provider-in-branch", {}, { parent: late });
new Thing("from-elsewhere", {}, { pluginDownloadURL: "github://api.github.com/example" });
new Thing("of-version", {}, { version: "2.0.0-alpha.1+x", pluginDownloadURL: "https://example.com/c d?e" });

// What is said once, and what children take over.
const kept = new Group("kept", {}, { protect: true, retainOnDelete: true, deletedWith: base, aliases: [{ name: "formerly-kept" }] });
new Thing("kept-child", {}, { parent: kept });
new Thing("versioned-child", {}, { parent: kept, version: "1.0.0" });
new Thing("everything", { a: { b: [1] }, key: "k" }, {
  ignoreChanges: ["a.b[0]", 'a["b"]', "*", "a[*].c"], replaceOnChanges: ["*", "a.b"], deleteBeforeReplace: false, additionalSecretOutputs: ["key", "nope"],
  customTimeouts: { create: "1h", update: "1.5h", delete: "2h45m10s" }, hideDiffs: ["a"],
});
new Thing("first-deleted", {}, { deleteBeforeReplace: true });
new Thing("replaced-with", {}, { replaceWith: [base, child] });
new Thing("triggered", {}, { replacementTrigger: { a: base.id, b: 1 } });
new Thing("deleted-with-group", {}, { deletedWith: group });
const covert = new Thing("covert", { key: "k" }, { additionalSecretOutputs: ["key"] });
new Thing("reader", { key: covert.key });

// Former names.
new Thing("renamed", {}, {
  aliases: [
    "urn:pulumi:dev::every-option::test:index:Thing::old", { name: "n" }, { type: "test:other:Thing" }, { parent: group }, { parent: "urn:pulumi:dev::every-option::test:index:Group::gone" },
    { parent: pulumi.rootStackResource }, { stack: "s", project: "p", name: "q" }, pulumi.output("urn:pulumi:dev::every-option::test:index:Thing::older"), { name: pulumi.output("oldest") },
  ],
});
const moved = new Group("moved", {}, { aliases: [{ name: "unmoved" }, { type: "test:old:Group" }] });
new Thing("moved-child", {}, { parent: moved, aliases: [{ name: "unmoved-child" }] });

// Transformations in the program, and transforms that the engine calls.
pulumi.runtime.registerStackTransformation(({ name, props, opts }) => (name === "by-stack" ? { props: { ...props, stack: true }, opts: pulumi.mergeOptions(opts, { protect: true }) } : undefined));
new Thing("by-stack", { a: 1 });
const changed = new Group("changed", {}, {
  transformations: [({ props, opts }) => ({ props: { ...props, early: 1 }, opts: { ...opts, dependsOn: [base] } })],
  transforms: [({ custom, props, opts }) => (custom ? { props: { ...props, covert: pulumi.secret("y"), missing: undefined }, opts: { ...opts, provider: one, ignoreChanges: ["early"], version: "7.7.7" } } : undefined)],
});
new Thing("changed-child", { own: 1 }, { parent: changed, transforms: [({ props, opts }) => ({ props: { ...props, kid: base.late }, opts })] });

exports.child = child.urn;
exports.provider = one.id;
