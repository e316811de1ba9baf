/** The message classes of the SDK copy that the program itself uses: the engine answers in the program's own version of the protocol. */
import type * as callback from "@pulumi/pulumi/proto/callback_pb";
import type * as callbackClient from "@pulumi/pulumi/proto/callback_grpc_pb";
import type * as engine from "@pulumi/pulumi/proto/engine_pb";
import type * as provider from "@pulumi/pulumi/proto/provider_pb";
import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import type { WireObject } from "./wire";

export type Struct = NonNullable<ReturnType<resource.RegisterResourceRequest["getObject"]>>;
type Credentials = ConstructorParameters<typeof callbackClient.CallbacksClient>[1];

export interface Protocol {
  readonly resource: typeof resource;
  readonly provider: typeof provider;
  readonly engine: typeof engine;
  readonly callback: typeof callback;
  /** A client of the server in which the program runs its transforms. */
  readonly connect: (target: string) => callbackClient.CallbacksClient;
  readonly toStruct: (value: WireObject) => Struct;
  readonly empty: () => object;
}

/** The properties that a message carries. */
export const fromStruct = (struct: Struct | undefined): WireObject => (struct === undefined ? {} : struct.toJavaScript());

/** Loads the classes with the SDK's own `require`. */
export function loadProtocol(load: NodeJS.Require): Protocol {
  const { Struct } = load("google-protobuf/google/protobuf/struct_pb.js") as { Struct: { fromJavaScript(value: WireObject): Struct } };
  const { Empty } = load("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => object };
  return {
    resource: load("./proto/resource_pb.js") as typeof resource,
    provider: load("./proto/provider_pb.js") as typeof provider,
    engine: load("./proto/engine_pb.js") as typeof engine,
    callback: load("./proto/callback_pb.js") as typeof callback,
    connect: target => {
      const grpc = load("@grpc/grpc-js") as { credentials: { createInsecure(): Credentials } };
      const { CallbacksClient } = load("./proto/callback_grpc_pb.js") as typeof callbackClient;
      return new CallbacksClient(target, grpc.credentials.createInsecure());
    },
    toStruct: value => Struct.fromJavaScript(value),
    empty: () => new Empty(),
  };
}
