"use strict";
const pulumi = require("@pulumi/pulumi");

class Thing extends pulumi.CustomResource { constructor(name, args, opts) { super("test:index:Thing", name, args, opts); } }

/** Every value as the program gets it, by `namespace:config:key`. */
new Thing("all", JSON.parse(process.env.PULUMI_CONFIG));

const own = new pulumi.Config(), aws = new pulumi.Config("aws");
const readings = {
  number: () => own.getNumber("port"), quotedNumber: () => own.getNumber("quoted"), boolean: () => own.getBoolean("flag"), object: () => own.getObject("obj"), text: () => own.require("plain"), missing: () => own.get("missing"),
  otherNamespace: () => aws.require("region"), objectOfText: () => own.getObject("plain"), numberOfText: () => own.getNumber("plain"), booleanOfText: () => own.getBoolean("plain"), list: () => own.requireObject("list"),
  allowed: () => own.get("plain", { allowedValues: ["text", "b"] }), notAllowed: () => own.get("plain", { allowedValues: ["b"] }), tooShort: () => own.get("plain", { minLength: 10 }), pattern: () => own.get("plain", { pattern: /^x/ }),
  tooLarge: () => own.getNumber("port", { max: 10 }), required: () => own.require("missing"), requiredElsewhere: () => aws.requireNumber("missing"), requiredSecret: () => own.requireSecretObject("missing"), empty: () => own.require("empty"),
};
const told = Object.entries(readings).map(([name, read]) => {
  try {
    return [name, read() ?? "(undefined)"];
  } catch (error) {
    return [name, `${error.constructor.name}: ${error.message}`];
  }
});
new Thing("readings", Object.fromEntries(told));
new Thing("secrets", { text: own.getSecret("plain"), object: own.requireSecretObject("obj"), number: own.getSecretNumber("port") });
exports.project = pulumi.getProject();
