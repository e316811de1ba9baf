"use strict";
const fs = require("node:fs"), path = require("node:path"), { spawnSync, spawn, execFile, fork } = require("node:child_process"), { Worker } = require("node:worker_threads"), { promisify } = require("node:util");
const pulumi = require("@pulumi/pulumi");
class Thing extends pulumi.CustomResource { constructor(name, args, opts) { super("test:index:Thing", name, args, opts); } }

// A megabyte to each stream, and a reader of its own standard input, which is at its end.
process.stdout.write(`${"out ".repeat(50_000)}\n`);
process.stderr.write(`${"err ".repeat(50_000)}\n`);
const typed = fs.readFileSync(0, "utf8");

// What a program may change of its process.
const before = path.basename(process.cwd());
process.chdir("inner");
process.env.SET_BY_PROGRAM = "yes";
new Thing("after-chdir", { before, now: path.basename(process.cwd()), typed, args: process.argv.length, asset: new pulumi.asset.FileAsset("inner/note.txt") });

// Processes and threads that it waits for.
const inherited = spawnSync(process.execPath, ["-e", "process.stdout.write(process.env.SET_BY_PROGRAM + process.env.PULUMI_NODEJS_STACK)"], { encoding: "utf8" });
new Thing("from-process", { said: inherited.stdout, status: inherited.status });
const doubled = new Promise((resolve, reject) => new Worker(path.join(__dirname, "worker.js"), { workerData: 21 }).on("message", resolve).on("error", reject));
new Thing("from-thread", { value: doubled });
promisify(execFile)(process.execPath, ["-p", "6 * 7"]).then(({ stdout }) => { new Thing("later", { value: Number(stdout) }); });

// Turns of the event loop, one after the other.
(async () => {
  for (const turn of [1, 2, 3]) {
    await new Promise(resolve => setTimeout(resolve, turn));
    new Thing(`turn-${turn}`, {});
  }
})();
setImmediate(() => process.nextTick(() => queueMicrotask(() => { new Thing("deep", {}); })));
let ends = 0;
process.on("beforeExit", () => { if (ends++ < 2) new Thing(`end-${ends}`, {}); });
exports.typed = typed;
