"use strict";
/**
 * The counterpart of hook.cjs for programs that are ECMAScript modules: runs in the loader's thread, and knows the two things that Node does not:
 * that `./lib.js` may be written in `lib.ts`, and how TypeScript becomes JavaScript.
 */
const fs = require("node:fs");
const { fileURLToPath, pathToFileURL } = require("node:url");
const { transpile, isSource, compileWith } = require("./hook.cjs");

const SOURCE_OF = { ".js": [".ts", ".tsx"], ".mjs": [".mts"], ".cjs": [".cts"] };

/** The TypeScript file behind a relative import of the JavaScript that it would become; undefined where there is none. */
function sourceOf(specifier, parent) {
  if (!/^(?:\.\.?\/|file:)/.test(specifier) || parent === undefined) return undefined;
  const file = fileURLToPath(new URL(specifier, parent));
  const written = /\.[cm]?js$/.exec(file)?.[0];
  if (written === undefined || fs.existsSync(file)) return undefined;
  return SOURCE_OF[written].map(extension => file.slice(0, -written.length) + extension).find(candidate => fs.existsSync(candidate));
}

exports.initialize = function initialize({ compiler }) { compileWith(compiler); };

exports.resolve = async function resolve(specifier, context, next) {
  const source = sourceOf(specifier, context.parentURL);
  return next(source === undefined ? specifier : pathToFileURL(source).href, context);
};

exports.load = async function load(url, context, next) {
  const extension = /\.(?:[cm]?ts|tsx)$/.exec(url)?.[0];
  if (extension === undefined || !url.startsWith("file:")) return next(url, context);
  const file = fileURLToPath(url);
  if (!isSource(file)) return next(url, context);
  // Without a source Node asks its CommonJS loader, which hook.cjs has taught TypeScript.
  if (extension === ".cts") return { format: "commonjs", source: null, shortCircuit: true };
  const { code } = transpile(fs.readFileSync(file, "utf8"), file, { module: "nodenext" });
  return { format: "module", source: code, shortCircuit: true };
};
