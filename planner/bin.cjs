#!/usr/bin/env node
"use strict";
require("./hook.cjs");
const { main } = require("./cli.ts");

main(process.argv.slice(2)).then(
  code => { process.exitCode = code; },
  error => {
    process.exitCode = 1;
    console.error(error);
  },
);
