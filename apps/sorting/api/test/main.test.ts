/** The whole life of the process, from its log and its exit code. */
import { Agent } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createHmac } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";
import { answerTo, ask, postInFlight } from "./support/http";
import { startProcess, startServer, type ServerProcess } from "./support/server-process";

const running: ServerProcess[] = [];
const follow = <T extends ServerProcess>(server: T): T => { running.push(server); return server; };
afterEach(() => { for (const server of running.splice(0)) server.kill(); });

describe("the process", () => {
  it("drains on SIGTERM: not ready, still serving, then closed to newcomers, then done with what was in flight, then gone with 0", async () => {
    const server = follow(await startServer({ DRAIN_SECONDS: "2", SHUTDOWN_SECONDS: "3600" }));
    const { port } = server;
    expect((await ask(port, "/readyz")).status).toBe(200);
    const inFlight = await postInFlight(port, "/sort");

    server.signal("SIGTERM");
    await server.logged("draining");
    expect(await ask(port, "/readyz")).toMatchObject({ status: 503, headers: { connection: "close" } });
    expect(await ask(port, "/livez")).toMatchObject({ status: 200 });
    expect(await ask(port, "/houses", { agent: new Agent({ keepAlive: true }) })).toMatchObject({ status: 200, headers: { connection: "close" } });

    await server.logged("closing");
    await expect(ask(port, "/houses")).rejects.toMatchObject({ code: expect.stringMatching(/^ECONN(?:REFUSED|RESET)$/) });

    inFlight.end('{"name":"Luna Lovegood"}');
    const answer = await answerTo(inFlight);
    expect(answer).toMatchObject({ status: 200, headers: { connection: "close" } });
    expect(JSON.parse(answer.body)).toMatchObject({ house: "ravenclaw" });
    await server.logged("drained");
    expect(await server.exited).toBe(0);
  });

  it("does not wait for idle connections, and stops on SIGINT as on SIGTERM", async () => {
    const server = follow(await startServer({ SHUTDOWN_SECONDS: "3600" }));
    const agent = new Agent({ keepAlive: true });
    expect((await ask(server.port, "/houses", { agent })).headers.connection).toBe("keep-alive");
    server.signal("SIGINT");
    expect(await server.exited).toBe(0);
    agent.destroy();
  });

  it("cuts what is in flight at the deadline, says so, and exits with 0", async () => {
    const server = follow(await startServer({ SHUTDOWN_SECONDS: "0" }));
    const inFlight = await postInFlight(server.port, "/sort");
    const cut = once(inFlight, "error");
    server.signal("SIGTERM");
    expect(await server.logged("deadline")).toMatchObject({ level: "warn", shutdownSeconds: 0 });
    expect(await server.exited).toBe(0);
    expect(await cut).toMatchObject([{ code: "ECONNRESET" }]);
  });

  it("exits at once on a second signal", async () => {
    const server = follow(await startServer({ DRAIN_SECONDS: "3600" }));
    server.signal("SIGTERM");
    await server.logged("draining");
    server.signal("SIGTERM");
    expect(await server.exited).toBe(143);
  });

  it("does not start with a wrong configuration, and names all mistakes in one line", async () => {
    const server = follow(startProcess({ PORT: "eighty", SEAL_KEY_FILE: "" }));
    expect(await server.logged("configuration is not valid")).toMatchObject({
      level: "fatal",
      mistakes: [expect.stringMatching(/^PORT must be .* found "eighty"$/), expect.stringMatching(/^SEAL_KEY_FILE must be /)],
    });
    expect(await server.exited).toBe(1);
  });

  it("exits with 1 and says why when it cannot listen", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const server = follow(startProcess({ PORT: String((other.address() as AddressInfo).port) }));
    expect(await server.logged("cannot listen")).toMatchObject({ level: "fatal", err: { message: expect.stringContaining("EADDRINUSE") } });
    expect(await server.exited).toBe(1);
    other.close();
  });

  it("seals with the key in its file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "seal-"));
    await writeFile(join(folder, "hat-key"), "lumos\n");
    const server = follow(await startServer({ SEAL_KEY_FILE: join(folder, "hat-key") }));
    expect((await ask(server.port, "/readyz")).status).toBe(200);
    const answer = await ask(server.port, "/students/cho-chang/house");
    expect(answer.headers["x-hat-seal"]).toBe(`sha256=${createHmac("sha256", "lumos").update(answer.body).digest("hex")}`);
    await rm(folder, { recursive: true });
  });
});
