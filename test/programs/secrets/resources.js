"use strict";
/** Resources with secrets in every place that they can have them in. */
const { inspect } = require("node:util");
const pulumi = require("@pulumi/pulumi");
const { Provider } = require("@pulumi/azure-native/provider");
const { Vault } = require("@pulumi/azure-native/keyvault");
const kubernetes = require("@pulumi/kubernetes");
const planted = require("./planted.json");
const { print } = require("./print");

class Thing extends pulumi.CustomResource {
  constructor(name, args, opts) { super("test:index:Thing", name, args, opts); }
}
class Group extends pulumi.ComponentResource {
  constructor(name, args, opts) { super("test:components:Group", name, args, opts); }
}

exports.declare = () => {
  const config = new pulumi.Config();
  const secret = name => pulumi.secret(planted[name]);
  const configured = config.requireSecret("configured");
  const database = config.requireSecretObject("database");
  new Thing("configured", { configured, declared: config.requireSecret("declared"), database, password: database.apply(({ password }) => password) });
  new Thing("nested", { list: [1, { deep: [secret("nested")] }], pin: pulumi.secret(48151623), later: secret("later") });
  const vault = new Vault("vault", { vaultName: secret("vaultName"), resourceGroupName: "rg", properties: { tenantId: "t", sku: { family: "A", name: "standard" } } });
  const joined = pulumi.interpolate`postgres://user:${secret("joined")}@host`;
  new Thing("joined", { joined, json: pulumi.jsonStringify({ key: secret("joined") }), vault: vault.id });
  new Thing("encoded", { encoded: secret("encoded").apply(text => Buffer.from(text).toString("base64")) });
  const azure = new Provider("azure", { clientSecret: planted.clientSecret, subscriptionId: pulumi.secret("zq25-subscription") });
  new Vault("other", { vaultName: "kv-other", resourceGroupName: "rg", properties: { tenantId: "t", sku: { family: "A", name: "standard" } } }, { provider: azure });
  const provider = new kubernetes.Provider("cluster", { kubeconfig: pulumi.jsonStringify({ kind: "Config", users: [{ user: { token: secret("kubeconfigToken") } }] }) });
  const answer = pulumi.runtime.invokeOutput("test:index:getAnswer", { question: secret("argument") });
  new Thing("asking", { answer });
  new Thing("documented", { file: secret("asset").apply(text => new pulumi.asset.StringAsset(text)), text: new pulumi.asset.StringAsset(secret("asset")) });
  new Thing("changed", { size: 1 }, { transforms: [({ props, opts }) => ({ props: { ...props, added: secret("transformed") }, opts })] });
  const data = name => ({ key: Buffer.from(planted[name]).toString("base64") });
  const written = new kubernetes.yaml.ConfigGroup("written", { yaml: [`apiVersion: v1\nkind: Secret\nmetadata: {name: written}\nstringData: {key: ${planted.yaml}}\n`] }, { provider });
  const custom = new kubernetes.apiextensions.CustomResource("custom", { apiVersion: "v1", kind: "Secret", metadata: { name: "custom" }, data: data("custom") }, { provider });
  new Thing("reader", { copy: custom.data });
  new Thing("found", {}, { id: secret("lookedUp") });
  new kubernetes.core.v1.ConfigMap("mapper", { metadata: { name: "mapper" }, data: { "haproxy.cfg": pulumi.interpolate`password ${secret("joined")}` } }, { provider });
  new kubernetes.core.v1.SecretList("listed", { items: [{ metadata: { name: "listed" }, data: data("listed") }] }, { provider });
  const group = new Group("group", { inner: secret("exported") });
  group.registerOutputs({ inner: secret("exported"), written: written.urn });
  void pulumi.log.info(`for the record: ${planted.logged}`);
  void pulumi.log.warn(`look at ${planted.logged} ${inspect(planted.logged)} and ${encodeURIComponent(planted.exported)}`, group);
  return { exported: secret("exported"), key: secret("key"), logged: [{ inner: secret("logged") }], thrown: secret("thrown"), pin: pulumi.secret(48151623) };
};

/** A provider whose code carries a secret. */
exports.declareDynamic = () => {
  const captured = pulumi.secret(planted.captured);
  const provider = { create: async inputs => ({ id: "1", outs: { ...inputs, is: captured.get() } }) };
  new pulumi.dynamic.Resource(provider, "dynamic", { size: 1 });
  captured.apply(print);
};
