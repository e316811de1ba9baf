/** The child process: runs one program once against the offline engine, and reports on file descriptor 3. */
import { readFileSync, writeSync } from "node:fs";
import { createRequire, register } from "node:module";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { answererOf } from "../answers";
import { createEngine } from "../engine/engine";
import { loadProtocol } from "../engine/protocol";
import { openExports } from "./exports";
import { failureOf } from "./failure";
import { pendingTexts } from "./pending";
import type { Assignment, Report } from "./report";
import { installSeam, runProgram, takeUnsettled } from "./seam";
import type { Transpile } from "./source-position";

const REPORT_DESCRIPTOR = 3;
const TIMED_OUT = 124;

/** Writes all of it, however small the pipe is. */
function send(report: Report): void {
  const bytes = Buffer.from(JSON.stringify(report));
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(REPORT_DESCRIPTOR, bytes, at);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}

/** Kinds of what keeps Node running, such as `Timeout`; the process's own pipes aside. */
const openHandles = (): readonly string[] =>
  [...new Set(process.getActiveResourcesInfo().filter(kind => !/Pipe|TTY|FSReq|MessagePort/.test(kind)))].sort().map(kind => `an open handle (${kind})`);

/** What a TypeScript file was made into before it ran. */
type ModuleKind = "commonjs" | "nodenext";

/** Runs the program that standard input describes. `transpile` makes source maps for TypeScript. */
export function start(transpile: (code: string, file: string, module: ModuleKind) => { readonly map?: string }): void {
  const assignment = JSON.parse(readFileSync(0, "utf8")) as Assignment;
  const { pass, project, stack, root, directory, sdk, config, secretKeys, deniedProviders, modules, timeoutSeconds } = assignment;
  process.env.PULUMI_CONFIG = JSON.stringify(config);
  process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(secretKeys);

  const load = createRequire(path.join(sdk, "index.js"));
  const parseYaml = (text: string): readonly unknown[] => (load("js-yaml") as { loadAll(text: string): unknown[] }).loadAll(text);
  const subscription = config["azure-native:subscriptionId"];
  const engine = createEngine({
    deployment: { project, stack },
    protocol: loadProtocol(load),
    answerer: answererOf({ pass, parseYaml, ...(subscription === undefined ? {} : { subscription }) }),
    folder: { directory, root },
    deniedProviders,
    print: line => { process.stderr.write(`${line}\n`); },
  });
  installSeam(sdk, engine);

  const thrown = new Set<unknown>();
  process.on("uncaughtException", error => thrown.add(error));
  process.on("unhandledRejection", error => thrown.add(error));
  let timedOut = false;
  setTimeout(() => {
    timedOut = true;
    process.exit(TIMED_OUT);
  }, timeoutSeconds * 1000).unref();

  const again: Transpile = (code, file) => transpile(code, file, modules && !file.endsWith(".cts") ? "nodenext" : "commonjs");
  process.prependListener("exit", exitCode => {
    const { ledger } = engine;
    const unsettled = pendingTexts(takeUnsettled());
    const open = ledger.stackOutputs === undefined ? openExports(createRequire(__filename).cache, sdk) : [];
    send({
      resources: ledger.resources,
      ...(ledger.stackOutputs === undefined ? {} : { outputs: ledger.stackOutputs }),
      notes: ledger.notes,
      duplicates: [...ledger.duplicates],
      failures: [...thrown].map(error => failureOf(error, root, again)),
      errors: ledger.errors,
      finished: ledger.finished,
      pending: [...unsettled, ...open, ...(timedOut ? openHandles() : [])],
      ...(ledger.last === undefined ? {} : { last: ledger.last }),
      timedOut,
      exitCode,
    });
  });

  if (modules) register(pathToFileURL(path.resolve(__dirname, "../../esm-hook.cjs")).href);
  process.chdir(directory);
  runProgram(assignment);
}
