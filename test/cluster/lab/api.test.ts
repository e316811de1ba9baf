/** Against a plain server of this test's, which answers as the API server does. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "@jest/globals";
import { Api, type WatchEvent } from "./api";
import type { KubernetesObject } from "./kubernetes-object";

let server: Server | undefined;
afterEach(() => { server?.closeAllConnections(); server?.close(); });

async function apiOf(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Api> {
  const made = createServer(answer);
  server = made;
  await new Promise<void>(done => { made.listen(0, "127.0.0.1", done); });
  return new Api(`http://127.0.0.1:${(made.address() as AddressInfo).port}`, () => ({}));
}

const json = (response: ServerResponse, body: object, status = 200): void => { response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)); };
const event = (type: string, name: string): string => `${JSON.stringify({ type, object: { kind: "Pod", metadata: { name } } })}\n`;

/** What a watch of pods reports until it ends, and how it ends. */
async function watched(api: Api, signal = new AbortController().signal, onEvent: () => void = () => undefined): Promise<readonly [readonly string[], string]> {
  const seen: string[] = [];
  const take = ({ type, object }: WatchEvent<KubernetesObject>): void => { seen.push(`${type} ${object.metadata.name}`); onEvent(); };
  const end = await api.watch({ kind: "pods" }, "7", take, signal).then(() => "in order", (error: Error) => error.message);
  return [seen, end];
}

describe("questions to the API", () => {
  it("name group, namespace and selectors; what comes back says of each object what it is, and which state the list is of", async () => {
    let asked: string | undefined;
    const api = await apiOf((request, response) => {
      asked = request.url;
      json(response, { apiVersion: "apps/v1", kind: "DeploymentList", metadata: { resourceVersion: "42" }, items: [{ metadata: { name: "sorting" } }] });
    });
    const list = await api.listAt({ group: "apis/apps/v1", kind: "deployments", namespace: "hogwarts", labelSelector: "app=a,tier=b" });
    expect(list).toEqual({ version: "42", items: [{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "sorting" } }] });
    expect(decodeURIComponent(asked ?? "")).toBe("/apis/apps/v1/namespaces/hogwarts/deployments?labelSelector=app=a,tier=b");
  });

  it("carry a patch as a merge of what is there, to the subresource that is named", async () => {
    let seen: readonly (string | undefined)[] = [];
    const api = await apiOf((request, response) => {
      void text(request).then(body => {
        seen = [request.method, request.url, request.headers["content-type"], body];
        json(response, {});
      });
    });
    await api.patch({ kind: "services", namespace: "hogwarts" }, "sorting/status", { status: { loadBalancer: {} } });
    expect(seen).toEqual(["PATCH", "/api/v1/namespaces/hogwarts/services/sorting/status", "application/merge-patch+json", "{\"status\":{\"loadBalancer\":{}}}"]);
  });

  it("fail with what the API says", async () => {
    const api = await apiOf((_request, response) => json(response, { message: "pods is forbidden" }, 403));
    await expect(api.list({ kind: "pods" })).rejects.toThrow(/GET \/api\/v1\/pods\?: 403 .*pods is forbidden/);
    await expect(api.create({ kind: "events", namespace: "a" }, {})).rejects.toThrow("403");
    await expect(api.delete({ kind: "nodes" }, "one")).rejects.toThrow("403");
  });

  it("take what is gone already for deleted", async () => {
    const api = await apiOf((_request, response) => json(response, { message: "nodes \"one\" not found" }, 404));
    await api.delete({ kind: "nodes" }, "one");
  });
});

describe("a watch", () => {
  it("goes on from the list's state, reports changes as they come, and ends in order when the API ends it", async () => {
    let asked: string | undefined;
    const api = await apiOf((request, response) => {
      asked = request.url;
      response.write(event("ADDED", "a") + event("MODIFIED", "a").slice(0, 20));
      setImmediate(() => response.end(event("MODIFIED", "a").slice(20) + event("BOOKMARK", "a") + event("DELETED", "a")));
    });
    expect(await watched(api)).toEqual([["ADDED a", "MODIFIED a", "DELETED a"], "in order"]);
    expect(asked).toBe("/api/v1/pods?watch=true&resourceVersion=7");
  });

  it.each<readonly [string, (response: ServerResponse) => void, RegExp]>([
    ["is refused", response => json(response, { message: "forbidden" }, 403), /403 .*forbidden/],
    ["is told to begin anew", response => response.end(`${JSON.stringify({ type: "ERROR", object: { code: 410, message: "too old" } })}\n`), /too old/],
    ["breaks off in the middle of a line", response => { response.write(event("ADDED", "b").slice(0, 15)); setImmediate(() => response.destroy()); }, /aborted|broke off|socket hang up|JSON/],
    ["finds nobody there", response => response.destroy(), /socket hang up|ECONNRESET/],
  ])("fails where it %s", async (_what, answer, told) => {
    const [seen, end] = await watched(await apiOf((_request, response) => answer(response)));
    expect(seen).toEqual([]);
    expect(end).toMatch(told);
  });

  it("ends when it is stopped", async () => {
    const api = await apiOf((_request, response) => { response.write(event("ADDED", "a")); }), over = new AbortController();
    const [seen, end] = await watched(api, over.signal, () => over.abort());
    expect([seen, end]).toEqual([["ADDED a"], expect.stringMatching(/abort/i)]);
  });
});
