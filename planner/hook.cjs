"use strict";
/**
 * Lets Node run TypeScript as it lies on disk: the planner's own files and the program that it plans, wherever that lies.
 * Transpile-only: types are checked by `npm run types`, never on the way to a plan. Tools come from the planner's folder, not the program's.
 */
const path = require("node:path");
const Module = require("node:module");
const { addHook } = require("pirates");
const { transformSync } = require("@swc/core");

const EXTENSIONS = [".ts", ".cts", ".tsx"];
const PACKAGE = path.dirname(__dirname);
const INSTALLED = /(?:^|[\\/])node_modules[\\/]/;

/** The first lines of swc's report: what is wrong and where, without its own stack. */
function syntaxError(error, file) {
  const [reason = "it cannot be parsed", ...rest] = String(error.message).split("\n");
  const place = /\[.*:(\d+):(\d+)\]/.exec(rest.join("\n"));
  const line = place?.[1] ?? "1", column = place?.[2] ?? "1";
  const result = new SyntaxError(reason.replace(/^\s*[x×]\s*/u, ""));
  result.stack = `${file}:${line}:${column}\n\nSyntaxError: ${result.message}\n    at ${file}:${line}:${column}`;
  return result;
}

/**
 * TypeScript to JavaScript.
 * @param {string} code
 * @param {string} file absolute path
 * @param {{ module?: "commonjs" | "nodenext", sourceMaps?: boolean | "inline" }} [how]
 * @returns {{ code: string, map?: string }}
 */
function transpile(code, file, { module = "commonjs", sourceMaps = "inline" } = {}) {
  try {
    return transformSync(code, {
      filename: file,
      swcrc: false,
      configFile: false,
      sourceMaps,
      module: { type: module },
      jsc: {
        target: "es2022",
        parser: { syntax: "typescript", tsx: file.endsWith(".tsx"), decorators: true },
        // Field declarations without a value must not wipe out what a base class has set (dynamic resources), as under Pulumi's own default target.
        transform: { legacyDecorator: true, useDefineForClassFields: false },
      },
    });
  } catch (error) {
    throw syntaxError(error, file);
  }
}

/** Installed packages bring JavaScript; only the planner's own package may itself be an installed one. */
function isSource(file) {
  return !INSTALLED.test(file.startsWith(PACKAGE + path.sep) ? file.slice(PACKAGE.length) : file);
}

// Newer Node versions bring loaders that strip types but refuse parameter properties and enums: ours takes their place.
for (const extension of EXTENSIONS) delete Module._extensions[extension];
addHook((code, file) => transpile(code, file).code, { exts: EXTENSIONS, ignoreNodeModules: false, matcher: isSource });

module.exports = { transpile, isSource };
