"use strict";
/** Has secrets, prints them in every way, and fails in the way that it is asked to. */
const pulumi = require("@pulumi/pulumi");
const { faults } = require("./faults");
const planted = require("./planted.json");
const { print } = require("./print");

const fault = new pulumi.Config().require("fault");

// Printed long before anybody says that they are secret.
for (const text of Object.values(planted)) print(text);
// Never given to any resource.
pulumi.secret(planted.unregistered).apply(print);
// What comes of a secret is one.
pulumi.secret("another").apply(() => planted.derived).apply(print);

module.exports = async () => {
  if (fault in faults) {
    for (const text of Object.values(planted)) pulumi.secret(text);
    return faults[fault](planted);
  }
  const { declare, declareDynamic } = require("./resources");
  declareDynamic();
  return declare();
};
