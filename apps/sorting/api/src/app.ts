/** The HTTP server, wired but not listening. */
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Config } from "./config";
import { answerConnectionError, handleErrors, refuseOtherMethods, sendProblem } from "./errors";
import { takeJsonOnly } from "./json-body";
import { LIMITS, type Limits } from "./limits";
import { loggerOptions, REQUEST_ID_HEADER, requestId, RequestLog, type LogStream } from "./logging";
import { describeApi, openApiRoute } from "./openapi";
import { Problem } from "./problem";
import { houseRoutes } from "./routes/houses";
import { probeRoutes } from "./routes/probes";
import { sortingRoutes } from "./routes/sorting";
import { studentRoutes } from "./routes/students";
import { SealKeyFile, type SealKeyEffects } from "./seal";

export interface AppOptions extends Pick<Config, "logLevel" | "replica" | "sealKeyFile"> {
  /** Whether the server is about to stop: it is not ready then, and asks callers to close their connections. */
  readonly isDraining: () => boolean;
  /** `LIMITS` by default. */
  readonly limits?: Limits;
  /** Standard output by default. */
  readonly logStream?: LogStream;
  /** The file system and the clock by default. */
  readonly sealKeyEffects?: SealKeyEffects;
}

/** Builds the server. Reads the seal's key, if one is configured, but has no other effect until it listens. */
export function buildApp(options: AppOptions): FastifyInstance {
  const { isDraining, limits = LIMITS, logLevel, logStream, replica, sealKeyFile } = options;

  const introduce = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    reply.header(REQUEST_ID_HEADER, request.id).header("x-served-by", replica);

  const app: FastifyInstance = fastify({
    ...serverLimits(limits),
    logger: loggerOptions(logLevel, replica, logStream),
    logController: new RequestLog(),
    genReqId: requestId,
    // The drain decides when requests are no longer served: those that still come in on open connections are.
    return503OnClosing: false,
    // Strict: nothing is coerced, filled in or dropped on the way to the sorting rule.
    ajv: { customOptions: { allErrors: true, coerceTypes: false, removeAdditional: false, useDefaults: false } },
    // No hook runs for these, so a drain could not close the connection later.
    frameworkErrors: (error, request, reply) => sendProblem(error, request, introduce(request, reply).header("connection", "close")),
    clientErrorHandler: (error, socket) => answerConnectionError(app.log, error, socket),
  });
  const sealKey = sealKeyFile === undefined ? undefined : new SealKeyFile(sealKeyFile, app.log, options.sealKeyEffects);
  sealKey?.current();

  // Response schemas describe; they do not shape. What is sent is what the handler returned, and tests hold it against them.
  app.setSerializerCompiler(() => data => JSON.stringify(data));
  app.addHook("onRequest", (request, reply, done) => {
    introduce(request, reply);
    const noHost = request.headers.host === undefined && request.raw.httpVersion === "1.1";
    done(noHost ? new Problem(400, "The Host header is missing.") : undefined);
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (isDraining()) reply.header("connection", "close");
    done();
  });
  // An answer that was on its way when the drain began promised to keep its connection; nobody else would close it then.
  app.addHook("onResponse", (_request, _reply, done) => {
    if (isDraining()) app.server.closeIdleConnections();
    done();
  });

  takeJsonOnly(app);
  handleErrors(app);
  describeApi(app);
  void app.register((routes, _options, done) => {
    const refuseTheRest = refuseOtherMethods(routes);
    houseRoutes(routes);
    studentRoutes(routes);
    sortingRoutes(routes, sealKey);
    probeRoutes(routes, () => reasonsAgainst(isDraining(), sealKey));
    openApiRoute(routes);
    refuseTheRest();
    done();
  });
  return app;
}

function reasonsAgainst(draining: boolean, sealKey: SealKeyFile | undefined): readonly string[] {
  return [
    ...(draining ? ["This replica is about to stop."] : []),
    ...(sealKey !== undefined && sealKey.current() === undefined ? ["The key of the seal is not readable."] : []),
  ];
}

function serverLimits(limits: Limits) {
  return {
    bodyLimit: limits.bodyBytes,
    connectionTimeout: limits.connectionMillis,
    keepAliveTimeout: limits.keepAliveMillis,
    requestTimeout: limits.requestMillis,
    // A path is as long as the headers allow; an id that is too long is simply not found.
    routerOptions: { maxParamLength: limits.headerBytes },
    http: {
      connectionsCheckingInterval: limits.checkMillis,
      headersTimeout: limits.headersMillis,
      maxHeaderSize: limits.headerBytes,
      requestTimeout: limits.requestMillis,
      // Checked by a hook instead, which answers with a problem document.
      requireHostHeader: false,
    },
  } as const;
}
