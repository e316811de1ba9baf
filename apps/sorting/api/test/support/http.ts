/** Requests over a real connection. */
import { once } from "node:events";
import { request, type Agent, type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

export interface Answer { readonly status: number; readonly headers: IncomingMessage["headers"]; readonly body: string }

export async function answerTo(sent: ClientRequest): Promise<Answer> {
  const [response] = await once(sent, "response") as [IncomingMessage];
  return { status: response.statusCode!, headers: response.headers, body: await text(response) };
}

/** Sends a request; on a connection of its own where no agent is given. */
export function ask(port: number, path: string, { agent = false, ...options }: RequestOptions & { readonly agent?: Agent | false } = {}, body?: string): Promise<Answer> {
  const sent = request({ port, path, host: "127.0.0.1", agent, ...options });
  sent.end(body);
  return answerTo(sent);
}

/**
 * Starts a POST and resolves when the server has taken it up: its headers are read (the server said "100 Continue") and its body is awaited.
 * End the request to let it finish.
 */
export async function postInFlight(port: number, path: string): Promise<ClientRequest> {
  const sent = request({ port, path, host: "127.0.0.1", agent: false, method: "POST", headers: { "content-type": "application/json", expect: "100-continue" } });
  sent.flushHeaders();
  await once(sent, "continue");
  return sent;
}

/** Sends bytes as they are and resolves with all that came back until the server closed the connection. */
export async function rawAnswer(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  return text(socket);
}
