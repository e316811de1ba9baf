"use strict";
/** Starts a child process of the recorder; only here is it JavaScript, because nothing understands TypeScript yet. */
const { transpile, isCompiled, compileWith } = require("../hook.cjs");
const { start } = require("./child/main.ts");

start({ transpile: (code, file, module) => transpile(code, file, { sourceMaps: true, module }), isCompiled, compileWith });
