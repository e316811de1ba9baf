"use strict";
const { parentPort, workerData } = require("node:worker_threads");
setTimeout(() => parentPort.postMessage({ doubled: workerData * 2 }), 20);
