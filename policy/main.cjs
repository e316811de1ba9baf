"use strict";
/** Where the engine's runner enters the pack. The planner's hook takes the place of ts-node, which would check the types of every file before each preview. */
require("../planner/hook.cjs");
try {
  require("./index.ts");
} catch (error) {
  // A mistake in the file of suppressions is its owner's: it is said, without our stack.
  if (error.name !== "PlanError") throw error;
  console.error(`error: ${error.message}`);
  process.exit(1);
}
