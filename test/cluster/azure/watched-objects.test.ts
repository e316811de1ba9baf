import { describe, expect, it } from "@jest/globals";
import type { Api, WatchEvent } from "../lab/api";
import type { KubernetesObject } from "../lab/kubernetes-object";
import { WatchedObjects } from "./watched-objects";

const object = (name: string): KubernetesObject => ({ apiVersion: "v1", kind: "Node", metadata: { name, uid: name, resourceVersion: "1" } });

/** An API whose lists and watches are the test's to answer. */
function fake(lists: readonly (readonly string[] | Error)[]) {
  let asked = 0, onEvent: (event: WatchEvent<KubernetesObject>) => void = () => undefined, end: (error?: Error) => void = () => undefined;
  const versions: string[] = [];
  const api = {
    listAt: () => {
      const list = lists[Math.min(asked, lists.length - 1)] ?? [];
      asked++;
      return list instanceof Error ? Promise.reject(list) : Promise.resolve({ items: list.map(object), version: `v${asked}` });
    },
    watch: (_collection: unknown, from: string, take: typeof onEvent, signal: AbortSignal) => new Promise<void>((done, failed) => {
      versions.push(from);
      onEvent = take;
      end = error => { if (error) failed(error); else done(); };
      signal.addEventListener("abort", () => failed(new Error("stopped")));
    }),
  } as Pick<Api, "listAt" | "watch">;
  return { api, versions, tell: (type: WatchEvent<KubernetesObject>["type"], name: string) => onEvent({ type, object: object(name) }), end: (error?: Error) => end(error) };
}

/** Lets everything that waits for nothing but its turn go on. */
const turns = async (): Promise<void> => { for (let turn = 0; turn < 5; turn++) await new Promise(done => setTimeout(done, 1)); };

async function following(lists: readonly (readonly string[] | Error)[]) {
  const { api, ...rest } = fake(lists), problems: string[] = [];
  let changes = 0;
  const watched = new WatchedObjects<KubernetesObject>(api, { kind: "nodes" }, () => { changes++; }, ({ message }) => { problems.push(message); }, 0);
  watched.start();
  await turns();
  return { ...rest, watched, problems, names: () => watched.all.map(({ metadata }) => metadata.name), changes: () => changes };
}

describe("objects that are watched", () => {
  it("are those of the list, and then what the watch from there tells", async () => {
    const { tell, names, versions, watched, changes } = await following([["a", "b"]]);
    expect([names(), versions, changes()]).toEqual([["a", "b"], ["v1"], 1]);
    tell("ADDED", "c");
    tell("DELETED", "a");
    expect([names(), changes()]).toEqual([["b", "c"], 3]);
    await watched.stop();
  });

  it("are listed anew when the watch has ended: what went meanwhile is gone, and the failure is told", async () => {
    const { end, names, problems, versions, watched } = await following([["a", "b"], ["b"]]);
    end(new Error("broke off"));
    await turns();
    expect([names(), problems, versions]).toEqual([["b"], ["broke off"], ["v1", "v2"]]);
    end();
    await turns();
    expect([problems, versions.length]).toEqual([["broke off"], 3]);
    await watched.stop();
  });

  it("stay as they were while the API is away", async () => {
    const { end, names, problems, watched } = await following([["a"], new Error("refused"), ["a", "b"]]);
    end(new Error("away"));
    await turns();
    expect(problems.slice(0, 2)).toEqual(["away", "refused"]);
    expect(names()).toContain("a");
    await turns();
    expect(names()).toEqual(["a", "b"]);
    await watched.stop();
  });

  it("tell nothing any more once they are stopped", async () => {
    const { watched, problems, versions, changes } = await following([["a"]]);
    await watched.stop();
    await turns();
    expect([problems, versions.length, changes()]).toEqual([[], 1, 1]);
  });
});
