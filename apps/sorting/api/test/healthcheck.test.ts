import { once } from "node:events";
import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { describe, expect, it } from "@jest/globals";
import { spawnService } from "./support/server-process";

const portOf = async (server: Server | HttpServer, host = "127.0.0.1"): Promise<number> => {
  server.listen(0, host);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
};

/** Exit code of the health check in this environment. */
const healthcheck = async (env: Readonly<Record<string, string>>): Promise<unknown> => (await once(spawnService("src/healthcheck.ts", env), "close"))[0];

describe("the health check", () => {
  it("exits with 0 when /livez answers 200, whatever address the server listens on", async () => {
    const asked: (string | undefined)[] = [];
    const server = createHttpServer((request, response) => { asked.push(request.url); response.end(); });
    const PORT = String(await portOf(server));
    expect(await Promise.all([healthcheck({ PORT }), healthcheck({ PORT, HOST: "127.0.0.1" }), healthcheck({ PORT, HOST: "0.0.0.0" })])).toEqual([0, 0, 0]);
    expect(asked).toEqual(["/livez", "/livez", "/livez"]);
    server.close();
  });

  it("exits with 1 when the answer is another, and when there is none", async () => {
    const failing = createHttpServer((_request, response) => { response.writeHead(503).end(); });
    const closed = createServer();
    const closedPort = await portOf(closed);
    closed.close();
    expect(await Promise.all([healthcheck({ PORT: String(await portOf(failing)) }), healthcheck({ PORT: String(closedPort) })])).toEqual([1, 1]);
    failing.close();
  });

  it("exits with 1 in bounded time when the server takes the connection and says nothing", async () => {
    const silent = createServer(socket => socket.on("error", () => undefined));
    expect(await healthcheck({ PORT: String(await portOf(silent)) })).toBe(1);
    silent.close();
  });
});
