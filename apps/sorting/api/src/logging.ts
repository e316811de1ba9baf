/** Structured logs: one JSON line an event on standard output, one event an answered request, each with the request's id. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { LogController, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from "fastify";
import type { LogLevel } from "./config";

export const REQUEST_ID_HEADER = "x-request-id";

/** Where log lines go. */
export interface LogStream { write(line: string): void }

/** Routes that a kubelet asks every few seconds: their answers are no news, their failures are logged by who causes them. */
const PROBES: readonly string[] = ["/livez", "/readyz"];

/** An id from outside goes into every log line and back into a header, so it is taken only if it is short and plain. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The caller's request id where it is a sound one, else a new UUID. */
export function requestId({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === "string" && REQUEST_ID.test(given) ? given : randomUUID();
}

/**
 * Options of the framework's logger. Level as a word and time in ISO 8601, as log stores expect them.
 * @param stream standard output by default, written synchronously as Node.js does for pipes and files: the logger's own destination
 *               writes later, and the last lines before an exit came out of order.
 */
export function loggerOptions(level: LogLevel, replica: string, stream: LogStream = process.stdout): NonNullable<FastifyServerOptions["logger"]> {
  return {
    level,
    base: { service: "sorting", replica },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: label => ({ level: label }) },
    // No header and no body is ever logged: names are personal data.
    serializers: { req: ({ method, url, ip }) => ({ method, url, remoteAddress: ip }) },
    stream,
  };
}

/** One line for each request, when it is answered: what was asked, the status and the time it took in milliseconds. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: "requestId", disableRequestLogging: request => PROBES.includes(request.url) });
  }

  override incomingRequest(request: FastifyRequest): void {
    if (!this.isLogDisabled(request)) request.log.debug({ req: request }, "request received");
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    if (this.isLogDisabled(request)) return;
    const line = { req: request, res: reply, responseTime: reply.elapsedTime };
    if (error) request.log.warn({ ...line, err: error }, "answer not delivered");
    else request.log.info(line, "request answered");
  }
}
