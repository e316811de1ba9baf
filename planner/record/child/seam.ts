/**
 * The one place that knows how the SDK is built inside. The SDK's own `cmd/run` runs the program; only the two generated client classes, through which
 * it talks to an engine, are replaced. Every copy of the SDK that a program loads gets the same engine.
 */
import Module, { createRequire } from "node:module";
import * as path from "node:path";
import type { Handlers, OfflineEngine } from "../engine/engine";
import { credentialsUser } from "../answers";
import { betweenCopies, type Service } from "./between-copies";
import { followingCredentials } from "./credentials-seam";
import { inspectorHooks } from "./inspector-hooks";
import { lightMembers, unsettled } from "./light-seam";
import type { PlaceSeam } from "./place-seam";
import { listenToSecrets, type OnSecret } from "./secret-seam";
import { UNANSWERED_SEAM, withPlaceholders } from "./unanswered-seam";

/** What is relied on, for the test that guards it. */
export const SEAM = {
  run: "./cmd/run/index.js",
  clients: [
    { module: "resource_grpc_pb", service: "ResourceMonitorService", client: "ResourceMonitorClient", handlers: "monitor" },
    { module: "engine_grpc_pb", service: "EngineService", client: "EngineClient", handlers: "engine" },
  ],
  farewell: "signalAndWaitForShutdown",
  /** Loaded by the SDK at once, used only to serialise closures, to automate the CLI and to trace: half of its start-up time. */
  lazy: [
    "typescript", "@npmcli/arborist", "./automation", "@opentelemetry/resources", "@opentelemetry/sdk-trace-base", "@opentelemetry/sdk-trace-node",
    "@opentelemetry/exporter-zipkin", "@opentelemetry/instrumentation", "@opentelemetry/instrumentation-grpc",
  ],
  /** Begun by the SDK at once, used only to serialise closures. */
  inspector: "v8Hooks",
  /** Rewrites every stack that the SDK takes of itself; places in errors are found without it. */
  skipped: ["source-map-support/register"],
} as const;

type Callback = (error: object | null, response?: unknown) => void;
type Handler = (request: unknown) => unknown;
type ModuleLoad = (this: unknown, id: string, parent: NodeModule | undefined, isMain: boolean) => unknown;

const UNIMPLEMENTED = 12;
const UNKNOWN_ERROR = 2;

/** An error as gRPC would give it. */
function serviceError(error: unknown, code: number): object {
  const details = error instanceof Error ? error.message : String(error);
  return Object.assign(error instanceof Error ? error : new Error(details), { code, details });
}

async function answer(handler: Handler | undefined, method: string, request: unknown, callback: Callback): Promise<void> {
  if (handler === undefined) {
    process.nextTick(callback, serviceError(`${method} is not implemented`, UNIMPLEMENTED));
    return;
  }
  try {
    const response = await handler(request);
    process.nextTick(callback, null, response);
  } catch (error) {
    process.nextTick(callback, serviceError(error, UNKNOWN_ERROR));
  }
}

/** A class with the surface of a generated client, in front of handlers, which are asked for when the first request comes. */
function clientClass(service: object, handlersOf: () => Handlers): new () => object {
  let handlers: Handlers | undefined;
  class OfflineClient {
    close(): void { /* there is no connection */ }
  }
  for (const method of Object.keys(service)) {
    Object.defineProperty(OfflineClient.prototype, method, {
      value: (request: unknown, ...rest: readonly unknown[]) => {
        handlers ??= handlersOf();
        void answer(handlers[method] as Handler | undefined, method, request, rest.at(-1) as Callback);
      },
    });
  }
  return OfflineClient;
}

/** Stands for a module that is loaded when something of it is first used. */
function lazily(load: () => object): object {
  let loaded: object | undefined;
  const real = (): object => (loaded ??= load());
  return new Proxy(function lazyModule() { /* only a target that may be called */ }, {
    get: (_target, key) => (key === "__esModule" ? true : Reflect.get(real(), key) as unknown),
    has: (_target, key) => Reflect.has(real(), key),
    apply: (_target, self, args) => Reflect.apply(real() as () => unknown, self, args) as unknown,
    construct: (_target, args) => Reflect.construct(real() as new () => object, args) as object,
  });
}

const isModule = (id: string, name: string): boolean => id.endsWith(`/${name}`) || id.endsWith(`/${name}.js`);

/** What of a module is exchanged; undefined for nearly all. */
function replacementFor(id: string, loaded: unknown, engine: Pick<OfflineEngine, "monitor" | "engine">, ours: NodeJS.Require, predicting: boolean): { readonly exports: object; readonly members: object } | undefined {
  if (typeof loaded !== "object" || loaded === null) return undefined;
  const exports = loaded as Readonly<Record<string, unknown>>;
  const seam = SEAM.clients.find(({ module }) => isModule(id, module));
  const service = seam === undefined ? undefined : exports[seam.service];
  if (seam !== undefined && typeof service === "object" && service !== null) {
    const ownService = (): Service => (ours(`./proto/${seam.module}.js`) as Readonly<Record<string, Service>>)[seam.service] ?? {};
    return { exports, members: { [seam.client]: clientClass(service, () => betweenCopies(engine[seam.handlers], service as Service, ownService())) } };
  }
  const placeholders = isModule(id, UNANSWERED_SEAM.module) ? withPlaceholders(exports) : undefined;
  if (placeholders !== undefined) return { exports, members: { ...placeholders, ...followingCredentials({ ...exports, ...placeholders }, token => credentialsUser(token) !== undefined, predicting) } };
  const members = lightMembers(name => isModule(id, name), exports);
  return members === undefined ? undefined : { exports, members };
}

function withPlaces(id: string, loaded: unknown, places: PlaceSeam | undefined): { readonly exports: object; readonly members: object } | undefined {
  if (places === undefined || typeof loaded !== "object" || loaded === null) return undefined;
  const members = places.members(name => isModule(id, name), loaded as Readonly<Record<string, unknown>>);
  return members === undefined ? undefined : { exports: loaded, members };
}

/** Hears of the secrets that a program makes, whether or not they ever reach the engine. */
export interface SecretListener {
  /** The configuration as the program gets it. */
  readonly config: Readonly<Record<string, string>>;
  readonly onSecret: OnSecret;
  /** Whether the run is to tell what is certain although an engine would not know it yet. */
  readonly predicting: boolean;
}

/** A copy of the SDK, wherever it lies. */
const SDK_FILE = /[\\/]@pulumi[\\/]pulumi[\\/]/;

/** Installs the hook. Call before the SDK is loaded. `ours` loads from the copy of the SDK whose messages the engine reads; `places` hears where resources are made. */
export function installSeam(sdk: string, engine: Pick<OfflineEngine, "monitor" | "engine">, { config, onSecret, predicting }: SecretListener, ours: NodeJS.Require, places?: PlaceSeam): void {
  const hooks = inspectorHooks();
  const own = sdk + path.sep;
  const lazy: ReadonlySet<string> = new Set(SEAM.lazy), skipped: ReadonlySet<string> = new Set(SEAM.skipped);
  const original = Reflect.get(Module, "_load") as ModuleLoad;
  const replaced = new WeakSet<object>(), heard = new WeakSet<object>();
  const load: ModuleLoad = function load(id, parent, isMain) {
    if (parent?.filename.startsWith(own) === true) {
      if (skipped.has(id)) return {};
      if (isModule(id, SEAM.inspector)) return hooks;
      if (lazy.has(id)) return lazily(() => original.call(this, id, parent, isMain) as object);
    }
    const loaded = original.call(this, id, parent, isMain);
    const bySdk = SDK_FILE.test(parent?.filename ?? "");
    if (typeof loaded === "object" && loaded !== null && !heard.has(loaded) && bySdk) {
      if (listenToSecrets(id, loaded as Readonly<Record<string, unknown>>, config, onSecret)) heard.add(loaded);
    }
    const replacement = replacementFor(id, loaded, engine, ours, predicting) ?? (bySdk ? withPlaces(id, loaded, places) : undefined);
    if (replacement === undefined || replaced.has(replacement.exports)) return loaded;
    replaced.add(replacement.exports);
    return Object.assign(replacement.exports, replacement.members);
  };
  Reflect.set(Module, "_load", load);
}

/** Whether the SDK says at its end that nothing more will come; older ones just end. Call once the SDK is loaded. */
export function saysFarewell(sdk: string): boolean {
  const { module, service } = SEAM.clients[0];
  const { [service]: monitor } = createRequire(path.join(sdk, "index.js"))(`./proto/${module}.js`) as Readonly<Record<string, object>>;
  return monitor !== undefined && SEAM.farewell in monitor;
}

/** How the language host starts a program. */
export interface RunArguments {
  readonly sdk: string;
  readonly project: string;
  readonly stack: string;
  readonly root: string;
  readonly directory: string;
  readonly program: string;
}

/** Starts the SDK's own runner in this process, in a preview without limit on parallel work. */
export function runProgram({ sdk, project, stack, root, directory, program }: RunArguments): void {
  const load = createRequire(path.join(sdk, "index.js"));
  const run = load.resolve(SEAM.run);
  process.argv = [
    process.argv[0] ?? "node", run,
    "--monitor", "offline", "--engine", "offline", "--project", project, "--stack", stack, "--organization", "organization",
    "--root-directory", root, "--pwd", directory, "--parallel", "2147483647", "--dry-run", program,
  ];
  load(run);
}

/** Labels of what the SDK still waits for (`leakCandidates` of its store, read by its own leak detector), and an end to its own report of them. */
export function takeUnsettled(): readonly string[] {
  const waiting = unsettled();
  const labels = [...waiting ?? []].flatMap(({ _debugCtx }) => (typeof _debugCtx === "string" ? [_debugCtx] : []));
  waiting?.clear();
  return labels;
}
