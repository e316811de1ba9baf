/**
 * The offline engine: one handler for every request that an SDK makes of Pulumi's engine in a preview. It knows nothing of transport.
 * Behaviour follows github.com/pulumi/pulumi, pkg/resource/deploy/source_eval.go.
 */
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { GetRootResourceResponse, LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { RegisterPackageRequest, RegisterPackageResponse, SupportsFeatureRequest, SupportsFeatureResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { SecretText } from "../../model/redact";
import type { Answerer } from "./answerer";
import type { AssetFolder } from "./assets";
import { Callbacks } from "./callbacks";
import type { EngineContext } from "./context";
import { Invokes } from "./invokes";
import { Ledger } from "./ledger";
import { Packages } from "./packages";
import type { Protocol } from "./protocol";
import { Providers } from "./providers";
import { Registrations } from "./registrations";
import { Secrets } from "./secrets";
import { Transforms } from "./transforms";
import type { Deployment } from "../../model/urn";

/** What Pulumi's engine says yes to, of what a Node.js SDK asks. */
const FEATURES: ReadonlySet<string> = new Set([
  "secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith", "replaceWith", "transforms", "invokeTransforms", "parameterization", "resourceHooks", "errorHooks",
]);

/** By the name of the method in the service definition. */
export type Handlers = Readonly<Record<string, ((request: never) => unknown) | undefined>>;

export interface OfflineEngine {
  /** Answers `ResourceMonitorClient`. */
  readonly monitor: Handlers;
  /** Answers `EngineClient`. */
  readonly engine: Handlers;
  readonly ledger: Ledger;
  readonly secrets: Secrets;
}

export interface EngineOptions {
  readonly deployment: Deployment;
  readonly protocol: Protocol;
  readonly answerer: Answerer;
  readonly folder: AssetFolder;
  /** Packages whose default provider the configuration forbids; `*` is all of them. */
  readonly deniedProviders?: readonly string[];
  /** Receives what the program logs for its user. */
  readonly print: (line: string) => void;
  /** Receives every text and number that is marked secret, once. */
  readonly onSecret?: (secret: SecretText) => void;
}

function monitorOf(context: EngineContext): Handlers {
  const { callbacks, ledger, packages, protocol, transforms } = context;
  const registrations = new Registrations(context);
  const invokes = new Invokes(context);
  const done = protocol.empty;
  return {
    supportsFeature(request: SupportsFeatureRequest): SupportsFeatureResponse {
      return new protocol.resource.SupportsFeatureResponse().setHassupport(FEATURES.has(request.getId()));
    },
    registerResource: registrations.register.bind(registrations),
    readResource: registrations.read.bind(registrations),
    registerResourceOutputs(request: Parameters<Registrations["registerOutputs"]>[0]) { registrations.registerOutputs(request); return done(); },
    invoke: invokes.invoke.bind(invokes),
    call: invokes.call.bind(invokes),
    registerStackTransform(callback: Callback) { transforms.addForStack(callback); return done(); },
    registerStackInvokeTransform(callback: Callback) { invokes.addTransform(callback); return done(); },
    registerResourceHook: done,
    registerErrorHook: done,
    registerPackage(request: RegisterPackageRequest): RegisterPackageResponse {
      return new protocol.resource.RegisterPackageResponse().setRef(packages.register(request));
    },
    signalAndWaitForShutdown() {
      ledger.finished = true;
      callbacks.close();
      return done();
    },
  };
}

function engineOf({ protocol, ledger }: EngineContext, print: (line: string) => void): Handlers {
  const { LogSeverity } = protocol.engine;
  return {
    log(request: LogRequest) {
      const message = request.getMessage().trimEnd(), urn = request.getUrn();
      const about = urn === "" ? {} : { resource: urn };
      if (request.getSeverity() === LogSeverity.ERROR) ledger.errors.push({ message, ...(urn === "" ? {} : { urn }) });
      if (request.getSeverity() === LogSeverity.WARNING) ledger.note({ rule: "program-warning", message, ...about });
      if (request.getSeverity() === LogSeverity.INFO) print(message);
      return protocol.empty();
    },
    setRootResource: () => new protocol.engine.SetRootResourceResponse(),
    getRootResource: (): GetRootResourceResponse => new protocol.engine.GetRootResourceResponse().setUrn(ledger.root),
    startDebugging: protocol.empty,
    requirePulumiVersion: () => new protocol.engine.RequirePulumiVersionResponse(),
  };
}

/** A fresh engine for one run of one program. */
export function createEngine({ deployment, protocol, answerer, folder, deniedProviders = [], print, onSecret = () => undefined }: EngineOptions): OfflineEngine {
  const callbacks = new Callbacks(protocol);
  const ledger = new Ledger();
  const secrets = new Secrets(onSecret);
  const context: EngineContext = {
    deployment, protocol, answerer, folder, ledger, secrets, callbacks, deniedProviders,
    packages: new Packages(),
    providers: new Providers(),
    transforms: new Transforms(protocol, callbacks),
  };
  return { monitor: monitorOf(context), engine: engineOf(context, print), ledger, secrets };
}
