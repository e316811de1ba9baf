"use strict";
/**
 * How the engine enters: TypeScript becomes JavaScript as in the planner, transpiled and not checked, which `npm run types` does. Pulumi's own way checks the types of the whole
 * Azure SDK at every preview.
 */
require("./planner/hook.cjs");

// The SDK's reader of source maps looks for them in files; Node's own finds those that are made on the way.
Error.prepareStackTrace = undefined;
process.setSourceMapsEnabled(true);

module.exports = require("./index.ts");
