import { describe, expect, it } from "@jest/globals";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { CREDENTIALS_SEAM } from "../../../../planner/record/child/credentials-seam";
import { LIGHT_SEAM } from "../../../../planner/record/child/light-seam";
import { PLACE_SEAM } from "../../../../planner/record/child/place-seam";
import { SEAM } from "../../../../planner/record/child/seam";
import { UNANSWERED_SEAM } from "../../../../planner/record/child/unanswered-seam";
import { SILENT } from "../../../../planner/record/engine/answerer";
import { createEngine } from "../../../../planner/record/engine/engine";
import { CREDENTIALS_URN, ofCredentials } from "../../../../planner/record/engine/wire";
import { loadProtocol } from "../../../../planner/record/engine/protocol";

const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
const load = createRequire(path.join(sdk, "index.js"));
const text = (file: string): string => readFileSync(path.join(sdk, file), "utf8");
const engine = createEngine({ deployment: { project: "p", stack: "s" }, protocol: loadProtocol(load), answerer: SILENT, folder: { directory: "/", root: "/" }, print: () => undefined });

/** Methods that no program's SDK calls. */
const NOT_CALLED = ["getDeploymentInfo"];

describe("what the recorder relies on in the installed SDK", () => {
  it.each(SEAM.clients)("has the class $client in $module, whose every method is answered", ({ module, service, client, handlers }) => {
    const exports = load(`./proto/${module}.js`) as Record<string, object>;
    expect(typeof exports[client]).toBe("function");
    const methods = Object.keys(exports[service] ?? {});
    expect(methods).not.toHaveLength(0);
    expect(methods.filter(method => engine[handlers][method] === undefined && !NOT_CALLED.includes(method))).toEqual([]);
  });

  it("makes those clients in one place, when it is first asked for one", () => {
    const settings = text("runtime/settings.js");
    expect(settings).toMatch(/require\("\.\.\/proto\/resource_grpc_pb"\)/);
    expect(settings).toMatch(/new resrpc\.ResourceMonitorClient\(/);
    expect(settings).toMatch(/new engrpc\.EngineClient\(/);
  });

  it.each(["monitor", "engine", "project", "stack", "organization", "root-directory", "pwd", "parallel", "dry-run"])("takes the argument --%s where it runs a program", argument => {
    const file = load.resolve(SEAM.run);
    expect(readFileSync(file, "utf8")).toContain(`"${argument}"`);
  });

  it("asks only for features that are answered", () => {
    const asked = /const \[secrets,[\s\S]*?= await Promise\.all\(\[([\s\S]*?)\]/.exec(text("runtime/settings.js"))?.[1]?.match(/"(\w+)"/g)?.map(name => name.slice(1, -1)) ?? [];
    const { SupportsFeatureRequest } = load("./proto/resource_pb.js") as { SupportsFeatureRequest: new () => { setId(id: string): object } };
    const supports = engine.monitor.supportsFeature as (request: object) => { getHassupport(): boolean };
    expect(asked).toContain("outputValues");
    expect(asked.filter(id => !supports(new SupportsFeatureRequest().setId(id)).getHassupport())).toEqual([]);
  });

  it("keeps what it waits for, with a label, in a set of its store", () => {
    const promises = load(`./runtime/${LIGHT_SEAM.promises.module}.js`) as Record<string, (promise: Promise<unknown>, label: string) => Promise<unknown>>;
    const { getGlobalStore } = load("./runtime/state.js") as { readonly getGlobalStore: () => { leakCandidates: Set<{ _debugCtx?: string }> } };
    void promises[LIGHT_SEAM.promises.function]?.(new Promise(() => undefined), "resolveURN(resource:stuck[a:b:C])");
    expect([...getGlobalStore().leakCandidates].map(({ _debugCtx }) => _debugCtx)).toContain("resolveURN(resource:stuck[a:b:C])");
    expect(text("runtime/state.js")).toContain("global.globalStore");
    getGlobalStore().leakCandidates.clear();
  });

  it("takes the stack of a resource with a function of its class", () => {
    const { module, class: name, stack } = LIGHT_SEAM.resources;
    const { [name]: resource } = load(`./${module}.js`) as Record<string, Record<string, unknown>>;
    expect(typeof resource?.[stack]).toBe("function");
    expect(text(`${module}.js`)).toContain(`${name}.${stack}()`);
  });

  it.each(PLACE_SEAM.functions)("calls %s through the exports of one module with the resource first, which has its URN at once", name => {
    const { module } = PLACE_SEAM;
    expect(text("resource.js")).toMatch(new RegExp(`const ${module}_1 = require\\("\\./runtime/${module}"\\)`));
    expect(text("resource.js")).toMatch(new RegExp(`${module}_1\\.${name}\\)?\\(this, `));
    expect(text(`runtime/${module}.js`)).toMatch(new RegExp(`^function ${name}\\(res, [^]*?prepareResource\\(label, res, `, "m"));
    expect(text(`runtime/${module}.js`)).toMatch(/async function prepareResource\([^)]*\) \{\n(?:(?!await)[^])*?res\.urn = new /);
  });

  it("exchanges the properties of functions through the exports of one module, and knows an unknown by a mark", () => {
    const { module, read, write, ofFunction, mark } = UNANSWERED_SEAM;
    expect(text("runtime/invoke.js")).toMatch(new RegExp(`${module}_1\\.${read}\\)?\\(result\\)`));
    expect(text("runtime/invoke.js")).toMatch(new RegExp(`${module}_1\\.${write}\\)?\\(\`${ofFunction}\\$\\{tok\\}\`, props\\)`));
    expect((load("./output.js") as { readonly unknown: Record<string, unknown> }).unknown[mark]).toBe(true);
  });

  it("sends the properties of resources and outputs through the exports of one module, with what they come from, and asks for functions with what their arguments come from", () => {
    const { module, ofResource, ofOutputs, ofFunction, read } = CREDENTIALS_SEAM;
    expect(text("runtime/resource.js")).toMatch(new RegExp(`${module}_1\\.${ofResource}\\)?\\(label, props, \\{`));
    expect(text("runtime/resource.js")).toMatch(new RegExp(`${module}_1\\.${ofOutputs}\\)?\\(opLabel, \\{ outputs \\}\\)`));
    expect(text("runtime/callbacks.js")).toMatch(new RegExp(`${module}_1\\.${ofOutputs}\\)?\\("props", result\\.props\\)`));
    expect(text("runtime/invoke.js")).toMatch(new RegExp(`deps\\] = await \\(?(?:0, )?${module}_1\\.${ofFunction}\\)?\\(`));
    const { [read]: deserialize } = load(`./runtime/${module}.js`) as Record<string, (value: object) => { resources(): ReadonlySet<{ readonly urn: { promise(): Promise<string> } }> }>;
    const [resource] = deserialize?.(ofCredentials("text")).resources() ?? [];
    return expect(resource?.urn.promise()).resolves.toBe(CREDENTIALS_URN);
  });

  it("labels resources, inputs and functions as they are read", () => {
    expect(text("runtime/resource.js")).toContain("`resource:${name}[${t}]`");
    expect(text("runtime/resource.js")).toContain("`resolveURN(${label})`");
    expect(text("runtime/rpc.js")).toContain("`serializeProperty.await(${subctx})`");
    expect(text("runtime/invoke.js")).toContain("`Invoking function: tok=${tok} asynchronously`");
  });

  it("uses of the inspector what its stand-in has", () => {
    const file = `runtime/closure/${SEAM.inspector}.js`;
    expect([...text(file).matchAll(/^exports\.(\w+) = /gm)].map(([, name]) => name).sort()).toEqual(["getScriptUrl", "getSessionAsync", "isInitializedAsync"]);
  });

  it.each([...SEAM.lazy, ...SEAM.skipped])("still loads %s, which the recorder puts off", id => {
    if (id.startsWith(".")) {
      expect(existsSync(path.join(sdk, id))).toBe(true);
      return;
    }
    const { dependencies, peerDependencies } = load("./package.json") as Record<string, Readonly<Record<string, string>>>;
    const name = id.split("/").slice(0, id.startsWith("@") ? 2 : 1).join("/");
    expect({ ...dependencies, ...peerDependencies }).toHaveProperty([name]);
  });
});
