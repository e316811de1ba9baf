/** Hands a plan to policies through the SDK's own handling of the engine's requests. No server is started. */
import { createRequire } from "node:module";
import type { Policies } from "@pulumi/policy";
import * as server from "@pulumi/policy/server";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import type { PlanObject, PlanResource, PlanValue, RecordedPlan } from "../../planner/model/plan";
import { SIGNATURE_KEY, SIGNATURES, UNKNOWN } from "../../planner/model/signatures";
import { isList, isObject, isSecret, isUnknown } from "../../planner/model/values";
import { loadProtocol } from "../../planner/record/engine/protocol";
import { providerUrn } from "../../planner/record/engine/provider-reference";
import type { WireObject, WireValue } from "../../planner/record/engine/wire";

/** The type tells nothing of the handlers; this is their shape. */
type Handler<Request, Response> = (call: { readonly request: Request }, callback: (error: Error | null | undefined, response?: Response) => void) => unknown;
type MakeHandler<Request> = (pack: string, version: string, level: string, policies: Policies) => Handler<Request, messages.AnalyzeResponse>;
const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } = server as typeof server & {
  readonly makeAnalyzeRpcFun: MakeHandler<messages.AnalyzeRequest>;
  readonly makeAnalyzeStackRpcFun: MakeHandler<messages.AnalyzeStackRequest>;
};

const { toStruct } = loadProtocol(createRequire(require.resolve("@pulumi/pulumi/package.json")));

/** What a secret holds in these requests, where a test does not say it. */
export const HIDDEN = "hunter2";
type Reveal = (secret: PlanValue) => WireValue;

function wire(value: PlanValue | undefined, reveal: Reveal): WireValue {
  if (value === undefined || value === null) return null;
  if (isUnknown(value)) return UNKNOWN;
  if (isSecret(value)) return { [SIGNATURE_KEY]: SIGNATURES.secret, value: reveal(value) };
  if (isList(value)) return value.map(each => wire(each, reveal));
  return isObject(value) ? wireObject(value, reveal) : value;
}

const wireObject = (value: PlanObject, reveal: Reveal): WireObject => Object.fromEntries(Object.entries(value).map(([key, each]) => [key, wire(each, reveal)]));

function optionsOf({ parent, options }: PlanResource): messages.AnalyzerResourceOptions {
  const message = new messages.AnalyzerResourceOptions();
  message.setProtect(options.protect === true);
  message.setIgnorechangesList((options.ignoreChanges ?? []) as string[]);
  message.setAdditionalsecretoutputsList((options.additionalSecretOutputs ?? []) as string[]);
  if (parent !== undefined) message.setParent(parent);
  return message;
}

function providerOf({ provider }: PlanResource): messages.AnalyzerProviderResource | undefined {
  if (provider === undefined) return undefined;
  const message = new messages.AnalyzerProviderResource();
  const urn = providerUrn(provider);
  message.setUrn(urn);
  message.setName(urn.slice(urn.lastIndexOf("::") + 2));
  message.setProperties(toStruct({}));
  return message;
}

/** What both messages have of a resource. */
function described<Message extends messages.AnalyzeRequest | messages.AnalyzerResource>(message: Message, resource: PlanResource, properties: WireObject): Message {
  message.setUrn(resource.urn);
  message.setType(resource.type);
  message.setName(resource.name);
  message.setProperties(toStruct(properties));
  message.setOptions(optionsOf(resource));
  message.setProvider(providerOf(resource));
  return message;
}

const analyzeRequest = (resource: PlanResource, reveal: Reveal): messages.AnalyzeRequest => described(new messages.AnalyzeRequest(), resource, wireObject(resource.inputs, reveal));

function stackResource(resource: PlanResource, outputs: WireObject): messages.AnalyzerResource {
  const message = described(new messages.AnalyzerResource(), resource, outputs);
  message.setParent(resource.parent ?? "");
  message.setDependenciesList([...resource.dependencies]);
  for (const [key, urns] of Object.entries(resource.propertyDependencies)) {
    if (urns.length === 0) continue;
    const on = new messages.AnalyzerPropertyDependencies();
    on.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(key, on);
  }
  return message;
}

/** The providers that the engine makes by itself stand among the stack's resources. */
function defaultProviders(plan: RecordedPlan): readonly PlanResource[] {
  const declared = new Set(plan.resources.map(({ urn }) => urn));
  const urns = new Set(plan.resources.flatMap(({ provider }) => (provider === undefined ? [] : [providerUrn(provider)])).filter(urn => !declared.has(urn)));
  return [...urns].map(urn => {
    const [type = "", name = ""] = urn.split("::").slice(2);
    return { urn, type, name, custom: true, inputs: {}, dependencies: [], propertyDependencies: {}, options: {}, op: "create" };
  });
}

/** Every request of the engine comes in a turn of its own of the event loop. */
const answered = <Request>(handler: Handler<Request, messages.AnalyzeResponse>, request: Request): Promise<messages.AnalyzeResponse> =>
  new Promise((resolve, reject) => {
    setImmediate(() => {
      handler({ request }, (error, response) => {
        if (response === undefined) reject(error ?? new Error("no answer"));
        else resolve(response);
      });
    });
  });

export interface Diagnostic { readonly policy: string; readonly urn: string; readonly message: string; readonly level: number }

export interface RequestOptions {
  /** What the provider tells of a resource; nothing where it is not given, as of a cluster that is not there yet. */
  readonly outputs?: (resource: PlanResource) => PlanObject;
  readonly reveal?: Reveal;
}

/** One deployment: every declared resource by itself, then the stack as a whole. Rejects as the engine would be told of an error. */
export async function deployed(policies: Policies, plan: RecordedPlan, { outputs = () => ({}), reveal = () => HIDDEN }: RequestOptions = {}): Promise<readonly Diagnostic[]> {
  const one = makeAnalyzeRpcFun("pack", "1.0.0", "advisory", policies);
  const resources = [...plan.resources, ...defaultProviders(plan)];
  const responses: messages.AnalyzeResponse[] = [];
  for (const resource of resources) if (resource.op !== "read") responses.push(await answered(one, analyzeRequest(resource, reveal)));
  const request = new messages.AnalyzeStackRequest();
  request.setResourcesList(resources.map(resource => stackResource(resource, wireObject(outputs(resource), reveal))));
  responses.push(await answered(makeAnalyzeStackRpcFun("pack", "1.0.0", "advisory", policies), request));
  return responses.flatMap(response => response.getDiagnosticsList()).map(each => ({
    policy: each.getPolicyname(), urn: each.getUrn(), message: each.getMessage(), level: each.getEnforcementlevel(),
  }));
}
