/** The two protocols between a kubelet and a CSI driver, over gRPC. */
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { join } from "node:path";

export interface PublishRequest {
  readonly volumeId: string;
  /** As the kubelet sees it. */
  readonly targetPath: string;
  readonly readonly: boolean;
  readonly volumeContext: Readonly<Record<string, string>>;
}

type UnpublishRequest = Pick<PublishRequest, "volumeId" | "targetPath">;

interface RegistrationStatus {
  readonly pluginRegistered: boolean;
  /** Why not. */
  readonly error: string;
}

interface PluginInfo {
  readonly type: "CSIPlugin";
  readonly name: string;
  readonly endpoint: string;
  readonly supportedVersions: readonly string[];
}

type Method<Request, Response extends object> = (request: Request) => Response | Promise<Response>;
type Nothing = Readonly<Record<string, never>>;

/** The methods of a driver's own socket. */
export interface DriverMethods {
  readonly GetPluginInfo: Method<Nothing, { readonly name: string; readonly vendorVersion: string }>;
  readonly GetPluginCapabilities: Method<Nothing, Nothing>;
  readonly Probe: Method<Nothing, Nothing>;
  readonly NodeGetInfo: Method<Nothing, { readonly nodeId: string }>;
  readonly NodeGetCapabilities: Method<Nothing, Nothing>;
  readonly NodePublishVolume: Method<PublishRequest, Nothing>;
  readonly NodeUnpublishVolume: Method<UnpublishRequest, Nothing>;
}

/** The methods of the socket by which the kubelet finds the driver. */
export interface RegistrationMethods {
  readonly GetInfo: Method<Nothing, PluginInfo>;
  readonly NotifyRegistrationStatus: Method<RegistrationStatus, Nothing>;
}

const definitions = loadSync(["csi.proto", "registration.proto"].map(file => join(__dirname, "protocol", file)), { defaults: true });

/** A refusal reaches the pod's events in its own words. Its code is a final one: the kubelet knows that nothing was mounted, and tries again later. */
const unary = <Request, Response extends object>(method: Method<Request, Response>): grpc.handleUnaryCall<Request, Response> => ({ request }, callback) => {
  void Promise.resolve(request).then(method).then(
    response => { callback(null, response); },
    (error: unknown) => { callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) }); },
  );
};

function addService(server: grpc.Server, service: string, methods: grpc.UntypedServiceImplementation): void {
  const definition = definitions[service];
  if (definition === undefined || "format" in definition) throw new Error(`${service} is not among the definitions`);
  server.addService(definition, methods);
}

export function driverServer(methods: DriverMethods): grpc.Server {
  const server = new grpc.Server();
  addService(server, "csi.v1.Identity", {
    GetPluginInfo: unary(methods.GetPluginInfo), GetPluginCapabilities: unary(methods.GetPluginCapabilities), Probe: unary(methods.Probe),
  });
  addService(server, "csi.v1.Node", {
    NodeGetInfo: unary(methods.NodeGetInfo), NodeGetCapabilities: unary(methods.NodeGetCapabilities),
    NodePublishVolume: unary(methods.NodePublishVolume), NodeUnpublishVolume: unary(methods.NodeUnpublishVolume),
  });
  return server;
}

export function registrationServer(methods: RegistrationMethods): grpc.Server {
  const server = new grpc.Server();
  addService(server, "pluginregistration.Registration", { GetInfo: unary(methods.GetInfo), NotifyRegistrationStatus: unary(methods.NotifyRegistrationStatus) });
  return server;
}

/** Longest path of a Unix socket in bytes, without the zero at its end (Linux, unix(7)). */
const LONGEST_SOCKET_PATH = 107;

/**
 * Listens on a Unix socket.
 * @throws Error where the path is too long, or taken
 */
export function listen(server: grpc.Server, socket: string): Promise<void> {
  if (Buffer.byteLength(socket) > LONGEST_SOCKET_PATH) return Promise.reject(new Error(`${socket} is longer than the ${LONGEST_SOCKET_PATH} bytes of a socket's path`));
  return new Promise((done, failed) => {
    server.bindAsync(`unix:${socket}`, grpc.ServerCredentials.createInsecure(), error => { if (error) failed(error); else done(); });
  });
}
