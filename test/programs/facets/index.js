"use strict";
const pulumi = require("@pulumi/pulumi");
const kubernetes = require("@pulumi/kubernetes");
const { Thing, Group, Remote, TestProvider } = require("./lib/resources");

// What a program prints is none of the plan's business.
console.log("{ \"resources\": [");
console.error("to the other stream");

const config = new pulumi.Config();
new Thing("configured", {
  greeting: config.require("greeting"),
  replicas: config.requireNumber("replicas"),
  limits: config.requireObject("limits"),
  token: config.requireSecret("token"),
  sentence: pulumi.interpolate`the token is ${config.requireSecret("token")}`,
  encoded: config.requireSecret("token").apply(text => Buffer.from(text).toString("base64")),
  database: config.requireSecretObject("database"),
  region: new pulumi.Config("other").require("region"),
});

// Options, and what children take over from their parents.
const base = new Thing("base", { size: 1 });
const outer = new Group("outer", { given: 1, friend: base }, { protect: true });
const inner = new Group("inner", {}, { parent: outer });
const leaf = new Thing("leaf", { size: base.size, of: base.id, deep: { list: [base.status, 2] } }, { parent: inner, dependsOn: [base] });
inner.registerOutputs({ leaf: leaf.id, size: leaf.size });
outer.registerOutputs();
const kept = new Thing("kept", { size: 2 }, { retainOnDelete: true, deletedWith: base });
new Thing("heir", {}, { parent: kept });
new Thing("optioned", { size: 3 }, {
  aliases: [{ name: "formerly" }, { parent: outer }, "urn:pulumi:dev::facets::test:index:Thing::long-ago"],
  ignoreChanges: ["size"], replaceOnChanges: ["size"], deleteBeforeReplace: true, customTimeouts: { create: "1h30m", delete: "90s" }, version: "1.2.3",
});
const covert = new Thing("covert", { key: "k" }, { additionalSecretOutputs: ["key"] });
new Thing("reader", { key: covert.key });

// Nothing may run on what is not known yet.
let ran = 0;
base.status.apply(status => { ran += 1; return status.deep.deeper; });
new Thing("unreached", { ran: pulumi.output(ran), upper: base.status.apply(status => status.toUpperCase()) });

// Providers: the default one, one of the program's own, one inherited through a component, one that cannot be configured yet.
const provider = new TestProvider("own", { region: "west" });
new Thing("chosen", {}, { provider });
const branch = new Group("branch", {}, { providers: [provider] });
new Thing("inheriting", {}, { parent: branch });
const cluster = new kubernetes.Provider("cluster", { kubeconfig: base.status });
const map = new kubernetes.core.v1.ConfigMap("map", { metadata: { name: "map", namespace: "apps" }, data: { key: "value" } }, { provider: cluster });
new Thing("after", { name: map.metadata.name, key: map.data.apply(data => data.key) });

// What exists already.
const found = new Thing("found", { size: 4 }, { id: "found-id" });
new Thing("adopted", { size: 5, status: found.status }, { import: "adopted-id" });
const network = new pulumi.StackReference("acme/network/prod");
new Thing("connected", { subnet: network.getOutput("subnet") });

// Transforms.
new Thing("changed", { size: 6, of: base.id }, { transforms: [({ props, opts }) => ({ props: { ...props, own: true }, opts })] });
const strict = new Group("strict", {}, { transforms: [({ props, opts, custom }) => (custom ? { props: { ...props, ancestor: true }, opts: { ...opts, protect: true } } : undefined)] });
new Thing("below", { size: 7 }, { parent: strict });

// Functions that nobody can answer here, and one that the program changes on its way.
pulumi.runtime.registerInvokeTransform(({ token, args, opts }) => (token === "kubernetes:yaml:decode" ? { args: { text: args.text.replace("before", "after") }, opts } : undefined));
const answer = pulumi.output(pulumi.runtime.invoke("test:index:getAnswer", { question: 42 }));
new Thing("asking", { answer: answer.apply(({ value }) => value.length) });
const decoded = pulumi.runtime.invoke("kubernetes:yaml:decode", { text: "kind: ConfigMap\nmetadata: {name: before}\n---\nkind: List\nitems: [{kind: Secret}]\n" });
new Thing("decoding", { kinds: decoded.then(({ result }) => result.map(object => `${object.kind} ${object.metadata?.name ?? ""}`)) });
const remote = new Remote("remote", { size: base.size });
new Thing("served", { by: remote.address });

// Files.
new Thing("documented", {
  text: new pulumi.asset.StringAsset("text"),
  file: new pulumi.asset.FileAsset("./site/index.html"),
  folder: new pulumi.asset.FileArchive(`${__dirname}/site`),
  mixed: new pulumi.asset.AssetArchive({ "b.txt": new pulumi.asset.StringAsset("b"), "a": new pulumi.asset.FileArchive("./site") }),
});

// Later turns of the event loop.
setTimeout(() => { new Thing("late", {}); }, 5);
process.on("beforeExit", () => { if (late === 0) { late += 1; new Thing("last", {}); } });
let late = 0;

void pulumi.log.warn(`look at ${__dirname}/index.js`, base);
void pulumi.log.info("for the record");
exports.id = leaf.id;
exports.nested = { size: leaf.size, token: config.requireSecret("token"), list: [1, base.status] };
