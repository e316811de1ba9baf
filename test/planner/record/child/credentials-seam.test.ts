import { createRequire } from "node:module";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type * as pulumi from "@pulumi/pulumi";
import { CREDENTIALS_SEAM, followingCredentials } from "../../../../planner/record/child/credentials-seam";
import { CREDENTIALS_URN, ofCredentials, secret, UNKNOWN } from "../../../../planner/record/engine/wire";

type Origins = Map<string, Set<pulumi.Resource>>;
interface Followed {
  readonly serializePropertiesReturnDeps: (label: string, properties: object) => Promise<[object, Origins]>;
  readonly serializeResourceProperties: (label: string, properties: object, options?: object) => Promise<[object, Origins]>;
  readonly serializeProperties: (label: string, properties: object) => Promise<object>;
}

const load = createRequire(path.join(path.dirname(require.resolve("@pulumi/pulumi/package.json")), "index.js"));
type NewOutput = new (resources: readonly pulumi.Resource[], value: Promise<string>, known: Promise<boolean>, secret: Promise<boolean>, all: Promise<readonly pulumi.Resource[]>) => pulumi.Output<string>;
const { output, secret: mark, all, unknown, Output } = load("./output.js") as Pick<typeof pulumi, "output" | "secret" | "all"> & { readonly unknown: unknown; readonly Output: NewOutput };
const exports = load("./runtime/rpc.js") as Record<string, unknown>;
const store = (load("./runtime/state.js") as { readonly getStore: () => Record<string, unknown> }).getStore();
const SUPPORTED = { supportsSecrets: true, supportsOutputValues: true };
const before = Object.fromEntries(Object.keys(SUPPORTED).map(key => [key, store[key]]));
const follow = (anyway = false): Followed => followingCredentials(exports, token => token === "test:list", anyway) as Followed;

beforeAll(() => { Object.assign(store, SUPPORTED); });
afterAll(() => { Object.assign(store, before); });

/** The SDK's functions after credentials were asked for, and what it makes of the answer. */
async function asked(args: object = { name: "aks" }) {
  const followed = follow();
  const [, origins] = await followed.serializePropertiesReturnDeps("invoke:test:list", args);
  const from = [...origins.values()].flatMap(set => [...set]);
  const credentials = new Output(from, Promise.resolve("key"), Promise.resolve(true), Promise.resolve(false), Promise.resolve([]));
  return { ...followed, origins, credentials };
}

describe("what the installed SDK sends of credentials", () => {
  it("is told apart from everything else, as far as the program does not mark it", async () => {
    const { credentials, serializeResourceProperties } = await asked();
    const upper = credentials.apply(text => text.toUpperCase());
    const inside = credentials.apply(text => mark(text));
    const [properties, origins] = await serializeResourceProperties("resource:x[a:b:C]", {
      upper, nested: { list: [upper, "plain", output("other")] }, together: all([upper, 1]), marked: mark(upper), inside, gone: credentials.apply(() => undefined), plain: output("plain"), unknown: all([upper, unknown]),
    });
    expect(properties).toEqual({
      upper: ofCredentials("KEY"), nested: { list: [ofCredentials("KEY"), "plain", "other"] }, together: ofCredentials(["KEY", 1]), marked: secret("KEY"), inside: secret("key"), plain: "plain", unknown: UNKNOWN,
    });
    expect([...origins.values()].flatMap(set => [...set])).toEqual([]);
  });

  it("is told apart among outputs too", async () => {
    const { credentials, serializeProperties } = await asked();
    expect(await serializeProperties("monitor.registerResourceOutputs(...)", { outputs: { key: credentials, list: [mark(credentials)], name: "aks" } })).toEqual({ outputs: { key: ofCredentials("key"), list: [secret("key")], name: "aks" } });
  });

  it("goes to a remote component as the output value that it is", async () => {
    const { credentials, serializeResourceProperties } = await asked();
    const [properties, origins] = await serializeResourceProperties("resource:x[a:b:C]", { key: credentials }, { keepOutputValues: true });
    expect([properties, origins.get("key")?.size]).toEqual([{ key: ofCredentials("key") }, 0]);
  });

  it("is followed from where it is asked for alone", async () => {
    const { serializePropertiesReturnDeps } = follow();
    const [args, origins] = await serializePropertiesReturnDeps("invoke:test:other", { name: "aks" });
    expect([args, [...origins.keys()]]).toEqual([{ name: "aks" }, ["name"]]);
    expect([...(await asked({ name: unknown })).origins.keys()]).toEqual(["name"]);
    expect([...(await asked()).origins.keys()]).toEqual(["name", CREDENTIALS_URN]);
  });

  it("is sent once, and as it was, while nobody has asked for credentials", async () => {
    let written = 0;
    const counted = async (...args: readonly unknown[]) => {
      written++;
      return (exports[CREDENTIALS_SEAM.ofResource] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
    };
    const { serializeResourceProperties } = followingCredentials({ ...exports, [CREDENTIALS_SEAM.ofResource]: counted }, () => true, false) as Followed;
    const [properties] = await serializeResourceProperties("resource:x[a:b:C]", { key: output("k") });
    expect([properties, written]).toEqual([{ key: "k" }, 1]);
  });
});

it("is not followed in an SDK that has no such functions", () => {
  for (const name of Object.values(CREDENTIALS_SEAM).filter(each => each !== CREDENTIALS_SEAM.module)) expect(followingCredentials({ ...exports, [name]: undefined }, () => true, false)).toBeUndefined();
});

describe("where it is not known of which cluster", () => {
  const args = { name: new Output([], Promise.resolve("shop"), Promise.resolve(false), Promise.resolve(false), Promise.resolve([])), group: "g" };

  it("is asked in the pass that predicts, and by nothing that has no id", async () => {
    const [properties, origins] = await follow(true).serializePropertiesReturnDeps("invoke:test:list", args);
    expect(properties).toEqual({ name: expect.stringMatching(/^not known offline: ./), group: "g" });
    expect([...origins.keys()]).toEqual([CREDENTIALS_URN]);
  });

  it("is still made of what tells which, though by nothing that has no id", async () => {
    const urn = "urn:pulumi:dev::p::azure-native:containerservice:ManagedCluster::aks";
    const cluster = { __pulumiResource: true, __pulumiCustomResource: true, urn: output(urn), id: args.name };
    const named: unknown = Reflect.construct(Output, [[cluster], ...["shop", false, false, [cluster]].map(value => Promise.resolve(value))]);
    const [, origins] = await follow(true).serializePropertiesReturnDeps("invoke:test:list", { name: named });
    const from = [...origins.values()].flatMap(set => [...set]);
    const urns = await Promise.all(from.map(resource => new Promise(resolve => { resource.urn.apply(resolve); })));
    expect([[...origins.keys()], urns]).toEqual([[CREDENTIALS_URN], [CREDENTIALS_URN, urn]]);
    expect(from).not.toContain(cluster);
    expect(from.map(resource => (resource as { readonly id?: unknown }).id)).toEqual([undefined, undefined]);
  });

  it("is not asked in the other", async () => {
    const [properties, origins] = await follow().serializePropertiesReturnDeps("invoke:test:list", args);
    expect([(properties as { name: string }).name, origins.has(CREDENTIALS_URN)]).toEqual([UNKNOWN, false]);
  });
});
