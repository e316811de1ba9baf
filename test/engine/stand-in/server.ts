/**
 * Stand-in providers: one gRPC server that speaks the provider protocol for every package. Its checks add nothing, so that a preview shows what the *engine* makes of a program;
 * the real plugins are in no registry. The engine reaches it through PULUMI_DEBUG_PROVIDERS.
 */
import * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as services from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { replacingChanges } from "../../../facts/immutable-settings";
import { armId, armOutputs } from "./azure";
import type { Cloud } from "./cloud";
import { answer } from "./functions";
import { objectId, objectOutputs } from "./kubernetes";
import { previewed } from "./preview";
import { plainObject, type Properties } from "./wire";

const fromStruct = (struct: Struct | undefined): Properties => (struct === undefined ? {} : struct.toJavaScript());
const toStruct = (properties: Properties): Struct => Struct.fromJavaScript(properties);

const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);
/** The resource's own type: the last of the qualified one. */
const typeOf = (urn: string): string => (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";

/** The id that a cloud would give. Packages that the stand-in knows nothing of have ids of its own making. */
function idOf(urn: string, inputs: Properties): string {
  const type = typeOf(urn);
  if (type.startsWith("azure-native:")) return armId(type, plainObject(inputs));
  return type.startsWith("kubernetes:") ? objectId(type, plainObject(inputs)) : `id-of-${nameOf(urn)}`;
}

function outputsOf(urn: string, inputs: Properties, id: string): Properties {
  const type = typeOf(urn);
  if (type.startsWith("azure-native:")) return armOutputs(type, inputs, id);
  return type.startsWith("kubernetes:") ? objectOutputs(type, inputs) : inputs;
}

/** Two kinds of object may have one name in Kubernetes. */
const keyOf = (urn: string, id: string): string => (typeOf(urn).startsWith("azure-native:") ? id : `${typeOf(urn)} ${id}`);

type Handler<Request, Response> = (request: Request) => Response | Promise<Response>;

/** A refusal reaches the engine's user in its own words. */
const unary = <Request, Response>(handler: Handler<Request, Response>): grpc.handleUnaryCall<Request, Response> => ({ request }, callback) => {
  void Promise.resolve(request).then(handler).then(
    response => { callback(null, response); },
    (error: unknown) => { callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) }); },
  );
};

function diff(request: messages.DiffRequest): messages.DiffResponse {
  const [before, after] = [plainObject(fromStruct(request.getOldInputs())), plainObject(fromStruct(request.getNews()))];
  const ignored = new Set(request.getIgnorechangesList());
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(key => !ignored.has(key) && JSON.stringify(before[key]) !== JSON.stringify(after[key])).sort();
  const replaces = replacingChanges(typeOf(request.getUrn()), before, after);
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse();
  response.setChanges(changed.length + replaces.length === 0 ? DIFF_NONE : DIFF_SOME);
  response.setDiffsList(changed);
  response.setReplacesList([...replaces]);
  // Azure and Kubernetes have one resource of a name at a time.
  response.setDeletebeforereplace(replaces.length > 0 && idOf(request.getUrn(), after) === request.getId());
  return response;
}

async function create(cloud: Cloud, request: messages.CreateRequest): Promise<messages.CreateResponse> {
  const urn = request.getUrn(), inputs = fromStruct(request.getProperties());
  const response = new messages.CreateResponse();
  if (request.getPreview()) return response.setProperties(toStruct(previewed(typeOf(urn), inputs)));
  const id = idOf(urn, inputs);
  const held = await cloud.create({ type: typeOf(urn), id: keyOf(urn, id), inputs, outputs: outputsOf(urn, inputs, id) });
  return response.setId(id).setProperties(toStruct(held.outputs));
}

function update(cloud: Cloud, request: messages.UpdateRequest): messages.UpdateResponse {
  const urn = request.getUrn(), id = request.getId(), inputs = fromStruct(request.getNews());
  const outputs = outputsOf(urn, inputs, id);
  const response = new messages.UpdateResponse();
  return response.setProperties(toStruct(request.getPreview() ? outputs : cloud.update({ type: typeOf(urn), id: keyOf(urn, id), inputs, outputs }).outputs));
}

/** A look-up of what was made here tells what is there now; of anything else, that it is there. Without an id: it is gone. */
function read(cloud: Cloud, request: messages.ReadRequest): messages.ReadResponse {
  const response = new messages.ReadResponse();
  const key = keyOf(request.getUrn(), request.getId()), held = cloud.get(key);
  if (held !== undefined) return response.setId(request.getId()).setProperties(toStruct(held.outputs)).setInputs(toStruct(held.inputs));
  return cloud.isGone(key) ? response : response.setId(request.getId()).setProperties(request.getProperties());
}

function invoke(request: messages.InvokeRequest): messages.InvokeResponse {
  const result = answer(request.getTok(), fromStruct(request.getArgs()));
  if (result === undefined) throw new Error(`the stand-in has no answer for ${request.getTok()}`);
  return new messages.InvokeResponse().setReturn(toStruct(result));
}

const unimplemented: grpc.handleUnaryCall<unknown, never> = (_, callback) => { callback({ code: grpc.status.UNIMPLEMENTED }); };

function implementation(cloud: Cloud): grpc.UntypedServiceImplementation {
  const rest = Object.fromEntries(Object.keys(services.ResourceProviderService).map(method => [method, unimplemented]));
  return {
    ...rest,
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion("1.0.0")),
    checkConfig: unary((request: messages.CheckRequest) => new messages.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(() => new messages.DiffResponse()),
    configure: unary(() => new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true).setAcceptresources(true).setAcceptoutputs(true)),
    check: unary((request: messages.CheckRequest) => new messages.CheckResponse().setInputs(request.getNews())),
    diff: unary(diff),
    create: unary((request: messages.CreateRequest) => create(cloud, request)),
    read: unary((request: messages.ReadRequest) => read(cloud, request)),
    update: unary((request: messages.UpdateRequest) => update(cloud, request)),
    delete: unary((request: messages.DeleteRequest) => { cloud.delete(keyOf(request.getUrn(), request.getId())); return new Empty(); }),
    invoke: unary(invoke),
  };
}

export interface StandIn {
  readonly port: number;
  /** Ends the server at once, also calls that never answer. */
  stop(): void;
}

/** Starts the providers of a cloud on a free port of the loopback address. */
export function standIn(cloud: Cloud): Promise<StandIn> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(services.ResourceProviderService, implementation(cloud));
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve({ port, stop: () => { server.forceShutdown(); } });
    });
  });
}
