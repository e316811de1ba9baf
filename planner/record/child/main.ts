/** The child process: runs one program once against the offline engine, and tells what it finds on file descriptor 3. */
import { readFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { answererOf } from "../answers";
import { configuredLocation } from "../auto-location";
import { createEngine } from "../engine/engine";
import { loadProtocol } from "../engine/protocol";
import type * as yamlReader from "../kubernetes-yaml";
import type { CompilerSettings } from "../project/compiler-settings";
import { send } from "./channel";
import { openExports } from "./exports";
import { failureOf } from "./failure";
import { pendingTexts } from "./pending";
import { PlaceSeam } from "./place-seam";
import type { Assignment, Report } from "./report";
import { installSeam, runProgram, saysFarewell, takeUnsettled } from "./seam";
import { Sources, type Transpile } from "./source-position";

const TIMED_OUT = 124;
const SUBSCRIPTION = "azure-native:subscriptionId";

/** Kinds of what keeps Node running, such as `Timeout`; the process's own pipes aside. */
const openHandles = (): readonly string[] =>
  [...new Set(process.getActiveResourcesInfo().filter(kind => !/Pipe|TTY|FSReq|MessagePort/.test(kind)))].sort().map(kind => `an open handle (${kind})`);

/** Loaded by the few programs that have Kubernetes YAML in files. */
const parseYaml = (text: string): readonly unknown[] => (createRequire(__filename)("../kubernetes-yaml") as typeof yamlReader).decodeYaml(text);

/** What a TypeScript file was made into before it ran. */
type ModuleKind = "commonjs" | "nodenext";

/** What the hook that makes JavaScript of TypeScript can do. */
interface Compiler {
  /** Makes source maps too. */
  readonly transpile: (code: string, file: string, module: ModuleKind) => { readonly map?: string };
  /** Whether a file is compiled before it runs. */
  readonly isCompiled: (code: string, file: string) => boolean;
  /** From here on, TypeScript is read as a program wants it. */
  readonly compileWith: (settings: CompilerSettings) => void;
}

/** Runs the program that standard input describes. */
export function start({ transpile, isCompiled, compileWith }: Compiler): void {
  const assignment = JSON.parse(readFileSync(0, "utf8")) as Assignment;
  const { pass, project, stack, root, directory, sdk, protocol, config, secretKeys, deniedProviders, modules, compiler, timeoutSeconds, places } = assignment;
  // In the form that a language host gives it, for programs that read it themselves.
  process.env.PULUMI_CONFIG = JSON.stringify(Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(":", ":config:"), value])));
  process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(secretKeys);

  const ours = createRequire(path.join(protocol, "index.js"));
  // A secret one would stand in clear in every predicted id.
  const subscription = secretKeys.includes(SUBSCRIPTION) ? undefined : config[SUBSCRIPTION];
  const location = configuredLocation({ values: config, secretKeys });
  const again: Transpile = (code, file) => {
    // Among ECMAScript modules, JavaScript needs no compiling to be one.
    if (!isCompiled(code, file) || (modules && file.endsWith(".js"))) return undefined;
    return transpile(code, file, modules && !file.endsWith(".cts") ? "nodenext" : "commonjs");
  };
  const placeSeam = places ? new PlaceSeam(new Sources(root, again)) : undefined;
  const engine = createEngine({
    deployment: { project, stack },
    protocol: loadProtocol(ours),
    answerer: answererOf({ pass, parseYaml, ...(subscription === undefined ? {} : { subscription }), ...(location === undefined ? {} : { location }) }),
    folder: { directory, root },
    deniedProviders,
    print: line => { process.stderr.write(`${line}\n`); },
    onSecret: secret => { send({ secret }); },
  });
  installSeam(sdk, engine, { config, onSecret: value => { engine.secrets.add(value); }, predicting: pass === "predicting" }, ours, placeSeam);

  process.on("beforeExit", () => { if (!saysFarewell(sdk)) engine.ledger.finished = true; });

  const thrown = new Set<unknown>();
  const onThrown = (error: unknown): void => {
    thrown.add(error);
    // The SDK's own listener comes after this one, and fails where there is nothing to read a name of.
    if (error === null || error === undefined) process.exit(1);
  };
  process.on("uncaughtException", onThrown);
  process.on("unhandledRejection", onThrown);
  let timedOut = false;
  setTimeout(() => {
    timedOut = true;
    process.exit(TIMED_OUT);
    // From the start of the process, so that the one who waits outside does not lose patience first.
  }, Math.max(0, timeoutSeconds * 1000 - performance.now())).unref();

  process.prependListener("exit", exitCode => {
    const { ledger } = engine;
    const failures = [...thrown].map(error => failureOf(error, root, again));
    const pending: string[] = [];
    try {
      pending.push(...pendingTexts(takeUnsettled()));
      if (ledger.stackOutputs === undefined) pending.push(...openExports(createRequire(__filename).cache, sdk));
    } catch (error) {
      // These look at the program's own objects, which may be made to fail: the rest is told all the same.
      failures.push(failureOf(error, root, again));
    }
    const report: Report = {
      resources: placeSeam === undefined ? ledger.resources : ledger.resources.map(placeSeam.declared),
      ...(ledger.stackOutputs === undefined ? {} : { outputs: ledger.stackOutputs }),
      notes: ledger.notes,
      duplicates: [...ledger.duplicates],
      failures,
      errors: ledger.errors,
      finished: ledger.finished,
      pending: [...pending, ...(timedOut ? openHandles() : [])],
      ...(ledger.last === undefined ? {} : { last: ledger.last }),
      timedOut,
      exitCode,
    };
    send({ report });
  });

  compileWith(compiler);
  if (modules) register(pathToFileURL(path.resolve(__dirname, "../../esm-hook.cjs")).href, { data: { compiler } });
  process.chdir(directory);
  runProgram(assignment);
}
