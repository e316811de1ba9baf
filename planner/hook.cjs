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
/** A line that only an ECMAScript module may have. */
const MODULE_SYNTAX = /^\s*(?:import\s*["'{*\w]|export\s)/m;
const PACKAGE = path.dirname(__dirname);
const INSTALLED = /(?:^|[\\/])node_modules[\\/]/;

/**
 * What `import * as` makes of a CommonJS module has no prototype, where TypeScript's has the usual one. By that the SDK knows it for a module when it serialises
 * the functions of dynamic providers (`isImportStarResult`). The line stays, so that source maps stay true.
 */
const WITHOUT_PROTOTYPE = /(?<=var newObj = \{\n)\s*__proto__: null(?=\n\s*\};)/;

/** How TypeScript is read: as the planner itself is written, until a program says how it is (`CompilerSettings`). */
let settings = { interop: true, nativeImport: false, defineFields: false, decorators: "legacy", decoratorMetadata: false, javascript: false };

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
    const made = transformSync(code, {
      filename: file,
      swcrc: false,
      configFile: false,
      sourceMaps,
      module: { type: module, noInterop: !settings.interop, ignoreDynamic: settings.nativeImport },
      jsc: {
        target: "es2022",
        // `with { type: "json" }` is what Node wants to see.
        experimental: { keepImportAttributes: true },
        parser: { syntax: "typescript", tsx: file.endsWith(".tsx"), decorators: true },
        transform: {
          ...(settings.decorators === "legacy" ? { legacyDecorator: true, decoratorMetadata: settings.decoratorMetadata } : { decoratorVersion: "2022-03" }),
          // Where they do not define, declarations without a value leave alone what a base class has set: dynamic resources count on that.
          useDefineForClassFields: settings.defineFields,
        },
      },
    });
    return { ...made, code: made.code.replace(WITHOUT_PROTOTYPE, "") };
  } catch (error) {
    throw syntaxError(error, file);
  }
}

/** Installed packages bring JavaScript; only the planner's own package may itself be an installed one. */
function isSource(file) {
  return !INSTALLED.test(file.startsWith(PACKAGE + path.sep) ? file.slice(PACKAGE.length) : file);
}

/** Whether a file is compiled before it runs: TypeScript is, and JavaScript that is written as a module where the program says so. */
function isCompiled(code, file) {
  return isSource(file) && (/\.(?:[cm]?ts|tsx)$/.test(file) || (settings.javascript && file.endsWith(".js") && MODULE_SYNTAX.test(code)));
}

// Newer Node versions bring loaders that strip types but refuse parameter properties and enums: ours takes their place.
for (const extension of EXTENSIONS) delete Module._extensions[extension];
addHook((code, file) => transpile(code, file).code, { exts: EXTENSIONS, ignoreNodeModules: false, matcher: isSource });

/**
 * From here on, TypeScript is read as a program wants it.
 * @param {typeof settings} wanted
 */
function compileWith(wanted) {
  settings = wanted;
  if (!wanted.javascript) return;
  addHook((code, file) => (isCompiled(code, file) ? transpile(code, file).code : code), { exts: [".js"], ignoreNodeModules: false, matcher: isSource });
}

module.exports = { transpile, isSource, isCompiled, compileWith };
