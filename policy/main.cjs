"use strict";
/** Where the engine's runner enters the pack. The planner's hook takes the place of ts-node, which would check the types of every file before each preview. */
require("../planner/hook.cjs");
require("./index.ts");
