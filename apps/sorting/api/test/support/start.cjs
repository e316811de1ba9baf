/** Runs a TypeScript file of this service as a process, without a build: `node start.cjs src/main.ts`. */
const { join } = require("node:path");
const { transformSync } = require("@swc/core");
const { addHook } = require("pirates");

const options = { swcrc: false, jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } };
addHook((code, filename) => transformSync(code, { ...options, filename }).code, { exts: [".ts"] });
require(join(__dirname, "../..", process.argv[2]));
