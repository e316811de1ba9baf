"use strict";
/**
 * Read by the Node.js process of a program before the SDK's runner. It tells the runner what a current language host would (the one that builds from the Go module proxy knows no runtime
 * options), and has the SDK load later what it uses only to serialise closures and to trace: half of the time that it takes to start.
 */
const Module = require("node:module");

/** Names of modules, as the planner's own recorder has them. */
const LAZY = new Set((process.env.AKS_ANATOMY_LAZY ?? "").split(","));
const SDK = /[\\/]@pulumi[\\/]pulumi[\\/](?!vendor[\\/])/;

function lazily(load) {
  let loaded;
  const real = () => (loaded ??= load());
  return new Proxy(function lazyModule() { /* only a target that may be called */ }, {
    get: (_, key) => (key === "__esModule" ? true : Reflect.get(real(), key)),
    has: (_, key) => Reflect.has(real(), key),
    apply: (_, self, args) => Reflect.apply(real(), self, args),
    construct: (_, args) => Reflect.construct(real(), args),
  });
}

function loadLazily() {
  const original = Module._load;
  Module._load = function load(id, parent, isMain) {
    const now = () => original.call(this, id, parent, isMain);
    return LAZY.has(id) && SDK.test(parent?.filename ?? "") ? lazily(now) : now();
  };
}

if (/[\\/]cmd[\\/]run[\\/]/.test(process.argv[1] ?? "")) {
  if (process.env.AKS_ANATOMY_TYPESCRIPT === "false") delete process.env.PULUMI_NODEJS_TYPESCRIPT;
  if (LAZY.size > 1) loadLazily();
}
