"use strict";
const pulumi = require("@pulumi/pulumi");

/** A resource of a provider that nobody has: every property that it is given is an output too, and `status` only comes with deployment. */
class Thing extends pulumi.CustomResource {
  constructor(name, args, opts) { super("test:index:Thing", name, { status: undefined, ...args }, opts); }
}

class Group extends pulumi.ComponentResource {
  constructor(name, args, opts) { super("test:index:Group", name, args, opts); }
}

/** Built by its provider, in another process. */
class Remote extends pulumi.ComponentResource {
  constructor(name, args, opts) { super("test:index:Remote", name, { address: undefined, ...args }, opts, true); }
}

class TestProvider extends pulumi.ProviderResource {
  constructor(name, args, opts) { super("test", name, args, opts); }
}

module.exports = { Thing, Group, Remote, TestProvider };
