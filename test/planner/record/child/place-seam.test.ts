import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { PlanResource } from "../../../../planner/model/plan";
import { PLACE_SEAM, PlaceSeam } from "../../../../planner/record/child/place-seam";
import { Sources } from "../../../../planner/record/child/source-position";

/** Stands for the SDK and for a package above it. */
const SDK = `exports.registration = { begin: resource => { resource.urn = { promise: async () => resource.name }; return "begun"; } };
class Resource { constructor(name) { this.name = name; this.result = exports.registration.begin(this); } }
class Component extends Resource {}
exports.Component = Component;
exports.Cluster = class Cluster extends Component { constructor(name) { super(name); } };
`;
const PROGRAM = `const { Component, Cluster } = require("./node_modules/sdk.js");
class Group extends Component {
  constructor(name) {
    super(name);
    this.part = new Component(name + "-part");
  }
}
class OwnCluster extends Cluster {
  constructor(name) {
    super(name);
    this.inner = new Cluster(name + "-inner");
  }
}
const Named = { Cluster: class Cluster extends Component { constructor(name) { super(name); this.inner = new (require("./node_modules/sdk.js").Cluster)(name + "-inner"); } } };
module.exports = [
  new Group("group"),
  new OwnCluster("own"),
  [1].map(() => new Component("mapped"))[0],
  new Named.Cluster("same-name"),
];
`;

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), "places-")));
  mkdirSync(path.join(root, "node_modules"));
  writeFileSync(path.join(root, "node_modules", "sdk.js"), SDK);
  writeFileSync(path.join(root, "program.js"), PROGRAM);
});
afterAll(() => { rmSync(root, { recursive: true }); });

const resource = (urn: string): PlanResource => ({ urn, type: "a:b:C", name: urn, custom: false, inputs: {}, dependencies: [], propertyDependencies: {}, options: {}, op: "create" });
const isModule = (name: string): boolean => name === PLACE_SEAM.module;
const seam = (): PlaceSeam => new PlaceSeam(new Sources(root, () => undefined));

describe("where a resource is made", () => {
  it("is outside its own constructors, and inside those of another", async () => {
    const places = seam(), load = createRequire(path.join(root, "index.js"));
    const { registration } = load("./node_modules/sdk.js") as { registration: { begin: unknown } };
    Object.assign(registration, { begin: (places.members(isModule, { registerResource: registration.begin, readResource: registration.begin }) as Record<string, unknown>).registerResource });
    const made = load("./program.js") as readonly { readonly result: string }[];
    expect(made.map(({ result }) => result)).toEqual(["begun", "begun", "begun", "begun"]);
    await new Promise(resolve => setImmediate(resolve));
    const lines = PROGRAM.split("\n");
    const found = ["group", "group-part", "own", "own-inner", "mapped", "same-name", "same-name-inner", "never"].map(name => {
      const at = places.declared(resource(name)).declaredAt;
      return at && (lines[at.line - 1] ?? "").slice(at.column - 1).replace(/\(.*/, "");
    });
    expect(found).toEqual(["new Group", "new Component", "new OwnCluster", "new Cluster", "new Component", "new Named.Cluster", "new ", undefined]);
  });

  it("is asked without a trace in the program's own stacks, and of no other module", () => {
    const places = seam(), limit = Error.stackTraceLimit, prepared = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    const exports = { registerResource: (): string => "result", readResource: (): string => "read" };
    const members = places.members(isModule, exports) as Record<string, (resource: object) => string>;
    expect([members.registerResource?.({}), members.readResource?.({})]).toEqual(["result", "read"]);
    expect([Error.stackTraceLimit, Object.getOwnPropertyDescriptor(Error, "prepareStackTrace")]).toEqual([limit, prepared]);
    expect(places.members(isModule, { registerResource: exports.registerResource })).toBeUndefined();
    expect(places.members(() => false, exports)).toBeUndefined();
  });

  it("is nowhere for a resource that is refused, which stays the SDK's to tell", async () => {
    const places = seam();
    const refused = { promise: (): Promise<string> => Promise.reject(new Error("refused")) };
    const members = places.members(isModule, { registerResource: (each: { urn?: object }) => { each.urn = refused; }, readResource: () => undefined }) as Record<string, (resource: object) => void>;
    expect(() => { members.registerResource?.({}); members.readResource?.({}); }).not.toThrow();
    await new Promise(resolve => setImmediate(resolve));
  });
});
