#!/usr/bin/env node
"use strict";
require("./hook.cjs");
const { main } = require("./cli.ts");

// Ends as a shell expects it, and by its exit what runs the program ends too.
for (const [signal, number] of [["SIGHUP", 1], ["SIGINT", 2], ["SIGTERM", 15]]) process.once(signal, () => process.exit(128 + number));

main(process.argv.slice(2)).then(
  // Output that could not be written has set one already.
  code => { process.exitCode ||= code; },
  error => {
    process.exitCode = 1;
    console.error(error);
  },
);
