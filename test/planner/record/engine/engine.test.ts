import { beforeEach, describe, expect, it } from "@jest/globals";
import { createRequire } from "node:module";
import * as path from "node:path";
import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { CallResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import { SILENT, type Answerer } from "../../../../planner/record/engine/answerer";
import { createEngine, type OfflineEngine } from "../../../../planner/record/engine/engine";
import { fromStruct, loadProtocol } from "../../../../planner/record/engine/protocol";
import { unanswered } from "../../../../planner/record/engine/unanswered";
import { secret, UNKNOWN, type WireObject } from "../../../../planner/record/engine/wire";

const load = createRequire(path.join(path.dirname(require.resolve("@pulumi/pulumi/package.json")), "index.js"));
const protocol = loadProtocol(load);
const STACK = "urn:pulumi:dev::unit::pulumi:pulumi:Stack::unit-dev";

let printed: string[];
beforeEach(() => { printed = []; });

const start = (answerer: Answerer = SILENT): OfflineEngine =>
  createEngine({ deployment: { project: "unit", stack: "dev" }, protocol, answerer, folder: { directory: "/", root: "/" }, print: line => printed.push(line) });

async function ask<Response>({ monitor }: OfflineEngine, method: string, request: unknown): Promise<Response> {
  return await (monitor[method] as (request: unknown) => Promise<Response>)(request);
}

interface Asked { readonly type?: string; readonly custom?: boolean; readonly remote?: boolean; readonly inputs?: WireObject; readonly change?: (request: messages.RegisterResourceRequest) => void }

function registration(name: string, { type = "test:index:Thing", custom = true, remote = false, inputs = {}, change }: Asked = {}): messages.RegisterResourceRequest {
  const request = new messages.RegisterResourceRequest();
  request.setType(type).setName(name).setCustom(custom).setRemote(remote).setParent(STACK).setObject(protocol.toStruct(inputs));
  change?.(request);
  return request;
}

async function register(engine: OfflineEngine, name: string, asked: Asked = {}): Promise<{ readonly urn: string; readonly id: string; readonly outputs: WireObject }> {
  const response = await ask<messages.RegisterResourceResponse>(engine, "registerResource", registration(name, asked));
  return { urn: response.getUrn(), id: response.getId(), outputs: fromStruct(response.getObject()) };
}

const resource = (engine: OfflineEngine, urn: string) => engine.ledger.resources.find(candidate => candidate.urn === urn);

describe("registering a resource", () => {
  it("gives a custom resource its inputs back, without an id", async () => {
    const engine = start();
    const inputs = { size: 1, tags: { a: UNKNOWN }, key: secret("k") };
    const { urn, id, outputs } = await register(engine, "one", { inputs });
    expect({ id, outputs }).toEqual({ id: "", outputs: inputs });
    expect(resource(engine, urn)).toMatchObject({ id: { $unknown: true }, inputs: { key: { $secret: true }, size: 1, tags: { a: { $unknown: true } } }, op: "create" });
  });

  it("gives a component nothing back, and what a provider builds neither", async () => {
    const engine = start();
    expect((await register(engine, "group", { custom: false, inputs: { size: 1 } })).outputs).toEqual({});
    const remote = await register(engine, "built", { custom: false, remote: true, inputs: { size: 1 } });
    expect(remote.outputs).toEqual({});
    expect(resource(engine, remote.urn)).toMatchObject({ remote: true, inputs: { size: 1 } });
    expect(resource(engine, remote.urn)).not.toHaveProperty("provider");
    expect(engine.ledger.notes).toMatchObject([{ rule: "remote-component", resource: remote.urn }]);
  });

  it("twice under one URN is remembered, and the first one stays", async () => {
    const engine = start();
    const { urn } = await register(engine, "twice", { inputs: { size: 1 } });
    await register(engine, "twice", { inputs: { size: 2 } });
    expect([...engine.ledger.duplicates]).toEqual([urn]);
    expect(engine.ledger.resources).toHaveLength(1);
    expect(resource(engine, urn)?.inputs).toEqual({ size: 1 });
  });

  it("keeps outputs secret that the program wants secret", async () => {
    const { outputs } = await register(start(), "covert", { inputs: { key: "k", open: secret(1) }, change: request => request.setAdditionalsecretoutputsList(["key", "open", "absent"]) });
    expect(outputs).toEqual({ key: secret("k"), open: secret(1) });
  });

  it("asks nothing of a provider whose own configuration is not known, and echoes for it only where told to", async () => {
    for (const echoesUnconfigured of [false, true]) {
      const engine = start({ ...SILENT, echoesUnconfigured });
      const provider = await register(engine, "cluster", { type: "pulumi:providers:kubernetes", inputs: { kubeconfig: secret({ data: UNKNOWN }) } });
      const inputs = { metadata: { name: "map" } };
      const { outputs } = await register(engine, "map", { type: "kubernetes:core/v1:ConfigMap", inputs, change: request => request.setProvider(`${provider.urn}::${UNKNOWN}`) });
      expect(outputs).toEqual(echoesUnconfigured ? inputs : {});
      const invoke = new messages.ResourceInvokeRequest().setTok("kubernetes:yaml:decode").setProvider(`${provider.urn}::${UNKNOWN}`);
      expect(fromStruct((await ask<InvokeResponse>(engine, "invoke", invoke)).getReturn())).toEqual(echoesUnconfigured ? unanswered("kubernetes:yaml:decode") : {});
    }
  });

  it("registers a component by its name alone where its provider's own configuration is not known", async () => {
    const engine = start();
    const { urn: parent } = await register(engine, "parent", { custom: false, change: request => request.setProtect(true) });
    const provider = await register(engine, "cluster", { type: "pulumi:providers:test", inputs: { kubeconfig: UNKNOWN } });
    const { urn } = await register(engine, "built", {
      custom: false, remote: true, inputs: { size: 1 },
      change: request => request.setParent(parent).setProvider(`${provider.urn}::${UNKNOWN}`).setDependenciesList([provider.urn]).setRetainondelete(true),
    });
    expect(resource(engine, urn)).toMatchObject({ inputs: {}, dependencies: [], propertyDependencies: {}, options: { protect: true }, remote: true });
  });

  it("refuses one whose name is made of what is not known", async () => {
    await expect(register(start(), `vm-${UNKNOWN}`)).rejects.toThrow("the name of a resource of type test:index:Thing is made of the result of a function that is not known offline");
  });

  it("shows a text that is made of what is not known as unknown", async () => {
    const engine = start();
    const { urn } = await register(engine, "one", { inputs: { connection: `key=${UNKNOWN}`, list: [`${UNKNOWN};`, "known"] } });
    expect(resource(engine, urn)?.inputs).toEqual({ connection: { $unknown: true }, list: [{ $unknown: true }, "known"] });
  });

  it("takes over from the parent what an engine takes over", async () => {
    const engine = start();
    const parent = await register(engine, "parent", { change: request => request.setProtect(true).setRetainondelete(true).setDeletedwith(STACK) });
    const heir = await register(engine, "heir", { change: request => request.setParent(parent.urn) });
    const other = await register(engine, "other", { change: request => request.setParent(parent.urn).setProtect(false) });
    expect(resource(engine, heir.urn)?.options).toEqual({ deletedWith: STACK, protect: true, retainOnDelete: true });
    expect(resource(engine, other.urn)?.options).toEqual({ deletedWith: STACK, retainOnDelete: true });
  });

  it("without property dependencies lets every property depend on everything, sorted", async () => {
    const engine = start();
    const { urn } = await register(engine, "old", { inputs: { a: 1, b: 2 }, change: request => request.setDependenciesList([`${STACK}-z`, `${STACK}-y`]) });
    const sorted = [`${STACK}-y`, `${STACK}-z`];
    expect(resource(engine, urn)).toMatchObject({ dependencies: sorted, propertyDependencies: { a: sorted, b: sorted } });
  });

  it("notes the version of a provider that the program makes, and of none else", async () => {
    const engine = start();
    const provider = await register(engine, "own", { type: "pulumi:providers:test", inputs: { region: "west" }, change: request => request.setVersion("1.2.3") });
    const thing = await register(engine, "thing", { change: request => request.setVersion("1.2.3") });
    expect(resource(engine, provider.urn)?.inputs).toEqual({ region: "west", version: "1.2.3" });
    expect(resource(engine, provider.urn)).not.toHaveProperty("provider");
    expect(resource(engine, thing.urn)).toMatchObject({ inputs: {}, provider: `urn:pulumi:dev::unit::pulumi:providers:test::default_1_2_3::${UNKNOWN}` });
  });

  it("of a parameterised package names the package and not the plugin behind it", async () => {
    const engine = start();
    const parameterization = new messages.Parameterization().setName("hashicups").setVersion("0.3.0");
    const registered = await ask<messages.RegisterPackageResponse>(engine, "registerPackage", new messages.RegisterPackageRequest().setName("terraform-provider").setVersion("1.0.0").setParameterization(parameterization));
    const { urn } = await register(engine, "order", { type: "hashicups:index:Order", change: request => request.setPackageref(registered.getRef()) });
    expect(resource(engine, urn)?.provider).toBe(`urn:pulumi:dev::unit::pulumi:providers:hashicups::default_0_3_0::${UNKNOWN}`);
  });

  it("carries what is predicted, and an import's own id before that", async () => {
    const engine = start({ ...SILENT, predict: ({ type, inputs }) => ({ id: `${type} ${JSON.stringify(inputs)}`, outputs: { name: "predicted" } }) });
    expect(await register(engine, "new", { inputs: { name: "new" } })).toMatchObject({ id: "test:index:Thing {\"name\":\"new\"}", outputs: { name: "predicted" } });
    const imported = await register(engine, "old", { change: request => request.setImportid("given") });
    expect(imported.id).toBe("given");
    expect(resource(engine, imported.urn)).toMatchObject({ op: "import", id: "given", options: { import: "given" } });
  });

  it("keeps the aliases that the program gives, and not those that every package gives for its API versions", async () => {
    const engine = start();
    const alias = (spec: Alias.Spec): Alias => new Alias().setSpec(spec);
    const { urn } = await register(engine, "zone", {
      type: "azure-native:privatedns:PrivateZone",
      change: request => request.setAliasesList([
        alias(new Alias.Spec().setType("azure-native:network/v20180901:PrivateZone").setParenturn(STACK)),
        alias(new Alias.Spec().setName("former").setParenturn(STACK)),
        alias(new Alias.Spec().setNoparent(true).setType("other:network:PrivateZone")),
        new Alias().setUrn("urn:pulumi:dev::unit::a:b:C::long-ago"),
      ]),
    });
    expect(resource(engine, urn)?.options.aliases).toEqual([
      "urn:pulumi:dev::unit::azure-native:privatedns:PrivateZone::former",
      "urn:pulumi:dev::unit::other:network:PrivateZone::zone",
      "urn:pulumi:dev::unit::a:b:C::long-ago",
    ]);
  });
});

describe("a resource that an engine refuses", () => {
  const strict = (): OfflineEngine =>
    createEngine({ deployment: { project: "unit", stack: "dev" }, protocol, answerer: SILENT, folder: { directory: "/", root: "/" }, deniedProviders: ["test"], print: () => undefined });

  it("is one of the default provider where that is disabled", async () => {
    const engine = strict();
    await expect(register(engine, "thing")).rejects.toThrow("the default provider of 'test' is disabled: 'test:index:Thing' must name its provider");
    const { urn } = await register(engine, "own", { type: "pulumi:providers:test" });
    await expect(register(engine, "chosen", { change: request => request.setProvider(`${urn}::${UNKNOWN}`) })).resolves.toMatchObject({ id: "" });
    await expect(register(engine, "other", { type: "other:index:Thing" })).resolves.toMatchObject({ id: "" });
    await expect(register(engine, "group", { custom: false })).resolves.toMatchObject({ id: "" });
  });

  it("has a type that is none", async () => {
    await expect(register(start(), "odd", { type: "thing" })).rejects.toThrow("'thing' is no type of a resource: expected package:module:name");
    await expect(register(start(), "group", { type: "Group", custom: false })).resolves.toMatchObject({ id: "" });
  });
});

describe("reading a resource", () => {
  it("knows only what the program says of it", async () => {
    const engine = start();
    const request = new messages.ReadResourceRequest().setType("test:index:Thing").setName("found").setId("found-id").setParent(STACK).setProperties(protocol.toStruct({ size: 4 }));
    const response = await ask<messages.ReadResourceResponse>(engine, "readResource", request);
    expect(fromStruct(response.getProperties())).toEqual({ size: 4 });
    expect(resource(engine, response.getUrn())).toMatchObject({ op: "read", id: "found-id", inputs: { size: 4 } });
  });

  it("that a reference points to brings back what was registered", async () => {
    const engine = start();
    const { urn } = await register(engine, "base", { inputs: { size: 1 } });
    const get = (wanted: string): messages.ResourceInvokeRequest => new messages.ResourceInvokeRequest().setTok("pulumi:pulumi:getResource").setArgs(protocol.toStruct({ urn: wanted }));
    const found = fromStruct((await ask<InvokeResponse>(engine, "invoke", get(urn))).getReturn());
    expect(found).toMatchObject({ urn, id: "", state: { size: 1 } });
    await expect(ask(engine, "invoke", get("urn:nowhere"))).rejects.toThrow("unknown resource urn:nowhere");
  });
});

describe("calling a function", () => {
  it("that nobody can answer gives an unknown result and one note, however often it is called", async () => {
    const engine = start();
    const request = new messages.ResourceInvokeRequest().setTok("test:index:getAnswer");
    for (let call = 0; call < 2; call++) expect(fromStruct((await ask<InvokeResponse>(engine, "invoke", request)).getReturn())).toEqual(unanswered("test:index:getAnswer"));
    expect(engine.ledger.notes).toEqual([{ rule: "invoke-not-answered", message: "the function test:index:getAnswer is a provider's: its result is not known offline, nor what the program decides by it" }]);
    const called = await ask<CallResponse>(engine, "call", new messages.ResourceCallRequest().setTok("test:index:Thing/method"));
    expect(fromStruct(called.getReturn())).toEqual(unanswered("test:index:Thing/method"));
    expect(engine.ledger.notes).toContainEqual(expect.objectContaining({ rule: "call-not-answered" }));
  });

  it("that is answered in part gives the part, marked, and says that it is not the whole", async () => {
    const engine = start({ ...SILENT, invoke: () => ({ result: { id: "certain" }, inPart: true }) });
    const request = new messages.ResourceInvokeRequest().setTok("test:index:getThing");
    expect(fromStruct((await ask<InvokeResponse>(engine, "invoke", request)).getReturn())).toEqual(unanswered("test:index:getThing", { id: "certain" }));
    expect(engine.ledger.notes).toMatchObject([{ rule: "invoke-not-answered" }]);
  });

  it("passes its arguments on and says when the answer is a placeholder", async () => {
    const engine = start({ ...SILENT, invoke: (token, args) => ({ result: { token, ...args }, note: "not the real one" }) });
    const request = new messages.ResourceInvokeRequest().setTok("test:index:echo").setArgs(protocol.toStruct({ question: 42 }));
    expect(fromStruct((await ask<InvokeResponse>(engine, "invoke", request)).getReturn())).toEqual({ token: "test:index:echo", question: 42 });
    expect(engine.ledger.notes).toEqual([{ rule: "invoke-answered-by-placeholder", message: "test:index:echo: not the real one" }]);
  });
});

describe("what a program logs", () => {
  const log = (engine: OfflineEngine, severity: LogRequest["getSeverity"] extends () => infer S ? S : never, message: string, urn = ""): void => {
    (engine.engine.log as (request: LogRequest) => void)(new LogRequest().setSeverity(severity).setMessage(message).setUrn(urn));
  };

  it("is an error, a note or a line, by its severity", () => {
    const engine = start();
    log(engine, LogSeverity.DEBUG, "for nobody");
    log(engine, LogSeverity.INFO, "for the user\n");
    log(engine, LogSeverity.WARNING, "beware", "urn:a");
    log(engine, LogSeverity.ERROR, "wrong");
    expect(printed).toEqual(["for the user"]);
    expect(engine.ledger.notes).toEqual([{ rule: "program-warning", message: "beware", resource: "urn:a" }]);
    expect(engine.ledger.errors).toEqual([{ message: "wrong" }]);
  });

  it("does not end it: only the program itself says that nothing more comes", async () => {
    const engine = start();
    await register(engine, "unit-dev", { type: "pulumi:pulumi:Stack", custom: false, change: request => request.setParent("") });
    expect(engine.ledger.finished).toBe(false);
    await ask(engine, "registerResourceOutputs", new messages.RegisterResourceOutputsRequest().setUrn(STACK).setOutputs(protocol.toStruct({ port: 90 })));
    await ask(engine, "signalAndWaitForShutdown", {});
    expect(engine.ledger).toMatchObject({ finished: true, root: STACK, stackOutputs: { port: 90 }, last: STACK });
  });
});
