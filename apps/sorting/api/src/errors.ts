/** How every error becomes an answer: from a route, from the framework, and from a connection that never became a request. */
import { METHODS, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ConnectionError, FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem, PROBLEM_MEDIA_TYPE, problemDocument, problemOf } from "./problem";

/** Answers with the problem that an error is to the caller; the error itself goes to the log only. */
export function sendProblem(error: FastifyError | Problem, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  // A Problem was raised on purpose, and its cause is logged where it lies.
  if (problem.statusCode >= 500 && error !== problem) request.log.error({ err: error }, "request failed");
  else request.log.debug({ problem: problem.document }, "request refused");
  // As a string: the document is what it is, whatever response schemas a route has.
  void reply.code(problem.statusCode).headers(problem.headers).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem.document));
}

/**
 * Sets the handler for errors, and answers 404 where no route has the path: before the body is read, so that a wrong path is not reported as a
 * wrong body.
 */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError | Problem>(sendProblem);
  app.addHook("onRequest", (request, _reply, done) => {
    done(request.is404 ? new Problem(404, "There is nothing at this path; GET /openapi.json describes what there is.") : undefined);
  });
}

/**
 * Answers 405 with an Allow header where a path exists but not with the request's method. Returns a function to call when all routes
 * are there. Like a 404, it comes before the body is read.
 */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set();
    for (const name of [method].flat()) methods.add(name);
    methodsOf.set(url, methods);
  });

  return () => {
    const known = app.supportedMethods.filter(method => METHODS.includes(method));
    for (const [url, methods] of [...methodsOf]) {
      const allow = [...methods].sort().join(", ");
      const refusal = (): Problem => new Problem(405, `This path takes ${allow}.`, { headers: { allow } });
      app.route({
        url,
        method: known.filter(method => !methods.has(method)),
        exposeHeadRoute: false,
        schema: { hide: true },
        onRequest: (_request, _reply, done) => done(refusal()),
        handler: (request, reply) => sendProblem(refusal(), request, reply),
      });
    }
  };
}

/** The status for what the HTTP parser or the clock found wrong with a connection; 400 where nothing else is listed. */
const CONNECTION_STATUS: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers what never became a request (a broken request line, headers too long, too slow), then closes the connection. */
export function answerConnectionError(log: FastifyBaseLogger, error: ConnectionError, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  // Never the error itself: it carries the raw bytes that the caller sent.
  log.info({ code: error.code }, "connection refused");
  const status = CONNECTION_STATUS[error.code] ?? 400;
  const body = JSON.stringify(problemDocument(status));
  if (socket.writable) {
    socket.write([
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
      "Connection: close",
      `Content-Type: ${PROBLEM_MEDIA_TYPE}; charset=utf-8`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      "", body,
    ].join("\r\n"));
  }
  socket.destroySoon();
}
