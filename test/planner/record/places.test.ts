import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { transformSync } from "@swc/core";
import { mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import type { RecordedPlan, SourcePlace } from "../../../planner/model/plan";
import { record } from "../../../planner/record/record";
import { folderOf, type Folder } from "./project/folder";
import { named } from "./programs";

type Files = Readonly<Record<string, string>>;

/** A project whose node_modules holds packages of its own beside the SDK. */
function projectOf(files: Files): Folder {
  const folder = folderOf({ "Pulumi.yaml": "name: places\nruntime: nodejs\n", ...files }, false);
  mkdirSync(path.join(folder.root, "node_modules"), { recursive: true });
  symlinkSync(path.resolve(path.dirname(require.resolve("@pulumi/pulumi/package.json")), ".."), path.join(folder.root, "node_modules", "@pulumi"));
  return folder;
}

/** Where a text stands in a file, which must have it once. */
function placeOf(files: Files, file: string, text: string): SourcePlace {
  const [before = "", ...more] = (files[file] ?? "").split(text);
  if (more.length !== 1) throw new Error(`${file} has ${more.length} times ${text}`);
  const lines = before.split("\n");
  return { file, line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

async function planOf(files: Files): Promise<RecordedPlan> {
  const folder = projectOf(files);
  try {
    return await record({ cwd: folder.root, stack: "dev", places: true });
  } finally {
    folder.remove();
  }
}

const THING = `import * as pulumi from "@pulumi/pulumi";

/** What vanishes when this is compiled, so that lines move. */
export interface ThingArgs {
  readonly size?: pulumi.Input<number>;
}

export class Thing extends pulumi.CustomResource {
  // The name is the first.
  constructor(name: string, args: ThingArgs, opts?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, { size: undefined, ...args }, opts);
  }
}
`;
const HOSTILE = "lib/a b%41 (1) ü😀.ts";

describe("a TypeScript program", () => {
  const files: Files = {
    "tsconfig.json": '{ "compilerOptions": { "allowJs": true } }',
    "lib/thing.ts": THING,
    [HOSTILE]: 'import { Thing } from "./thing";\n\ntype Gone = string;\n\nexport const odd: Gone = "😀😀";\nconst after = "😀😀"; new Thing("hostile", {});\nexport default after;\n',
    "lib/group.ts": `import * as pulumi from "@pulumi/pulumi";
import { Thing } from "./thing";

type Options = pulumi.ComponentResourceOptions;

export class Group extends pulumi.ComponentResource {
  constructor(name: string, opts?: Options) {
    super("test:index:Group", name, {}, opts);
    new Thing(
      \`\${name}-part\`,
      {},
      { parent: this },
    );
  }
}
`,
    "lib/written.js": '// Compiled, since it is written as a module.\n\n\nimport { Thing } from "./thing";\n\nexport const thing = new Thing("javascript", {});\n',
    // Named like the SDK's own module, which the recorder exchanges in part.
    "lib/resource.ts": "export const registerResource = (size: number): number => size;\nexport const readResource = registerResource;\n",
    "node_modules/widgets/index.js": `const pulumi = require("@pulumi/pulumi");
class Widget extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("widgets:index:Widget", name, {}, opts);
    new pulumi.CustomResource("test:index:Thing", name + "-part", {}, { parent: this });
    pulumi.output(1).apply(() => new pulumi.CustomResource("test:index:Thing", name + "-late-part", {}, { parent: this }));
  }
}
exports.Widget = Widget;
`,
    "node_modules/widgets/index.d.ts": "export class Widget {}\n",
    "index.ts": `import * as pulumi from "@pulumi/pulumi";
import { Group } from "./lib/group";
import { Thing, type ThingArgs } from "./lib/thing";
import { registerResource } from "./lib/resource";
import "./lib/written";
import "./${HOSTILE.replace(".ts", "")}";
const { Widget } = require("widgets");

interface Settings {
  readonly args: ThingArgs;
}

/*
 * A comment of some lines.
 */
const settings: Settings = { args: { size: registerResource(1) } };

const first = new Thing("first", settings.args); const second = new Thing("second", {
  // Between.
  size: 2,
});

new Group(
  "group",
);

const make = (name: string) =>
  new Thing(name, {});
["made", "made-again"].forEach(name => { make(name); });

first.urn.apply(() => { new Thing("applied", {}); });
second.urn.apply(() => undefined);
setTimeout(() => new Thing("timed", {}), 1);
(async () => {
  await Promise.resolve();
  return new Thing("awaited", {});
})();

new Thing("found", {}, { id: "its-id" });
new Widget("widget");
const Evaluated = Thing;
eval('new Evaluated("evaluated", {})');
`,
  };
  const index = (text: string): SourcePlace => placeOf(files, "index.ts", text);
  let plan: RecordedPlan;
  beforeAll(async () => { plan = await planOf(files); }, 120_000);

  it("has each resource where new stands, in the line that was written", () => {
    for (const name of ["first", "second", "applied", "timed", "awaited", "found"]) expect([name, named(plan, name).declaredAt]).toEqual([name, index(`new Thing("${name}"`)]);
    expect(named(plan, "made").declaredAt).toEqual(index("new Thing(name"));
    expect(named(plan, "made-again").declaredAt).toEqual(index("new Thing(name"));
  });

  it("has a component of its own where it is made, and its parts in its constructor", () => {
    expect(named(plan, "group").declaredAt).toEqual(index("new Group("));
    expect(named(plan, "group-part").declaredAt).toEqual(placeOf(files, "lib/group.ts", "new Thing("));
  });

  it("has what a package makes where the program calls it, and nothing for what it makes later", () => {
    expect(named(plan, "widget").declaredAt).toEqual(index("new Widget("));
    expect(named(plan, "widget-part").declaredAt).toEqual(index("new Widget("));
    expect(named(plan, "widget-late-part")).not.toHaveProperty("declaredAt");
  });

  it("counts columns in UTF-16 code units, in files of any name", () => {
    expect(named(plan, "hostile").declaredAt).toEqual(placeOf(files, HOSTILE, 'new Thing("hostile"'));
  });

  it("is followed through JavaScript that is compiled", () => {
    expect(named(plan, "javascript").declaredAt).toEqual(placeOf(files, "lib/written.js", "new Thing("));
  });

  it("has evaluated code where it is evaluated, and no place for the stack", () => {
    expect(named(plan, "evaluated").declaredAt).toEqual(index("eval("));
    expect(named(plan, "places-dev", "pulumi:pulumi:Stack")).not.toHaveProperty("declaredAt");
  });
});

it("of ECMAScript modules has its places", async () => {
  const files: Files = {
    "package.json": '{ "type": "module" }',
    "tsconfig.json": '{ "compilerOptions": { "allowJs": true } }',
    "lib/plain.js": 'import * as pulumi from "@pulumi/pulumi";\n\n\n// It runs as it lies.\nexport const plain = new pulumi.ComponentResource("test:index:Plain", "plain");\n',
    "lib/a b%41 ü.ts": `${THING}\n\n\nexport const imported = new Thing("imported", {});\n`,
    "index.ts": 'import { Thing } from "./lib/a%20b%2541%20ü.js";\nimport "./lib/plain.js";\n\ninterface Gone { readonly one: 1 }\n\nconst one: Gone = { one: 1 };\nconst here = await Promise.resolve(\n  new Thing("top", { size: one.one }),\n);\nexport const urn = here.urn;\n',
  };
  const plan = await planOf(files);
  expect(named(plan, "top").declaredAt).toEqual(placeOf(files, "index.ts", "new Thing("));
  expect(named(plan, "imported").declaredAt).toEqual(placeOf(files, "lib/a b%41 ü.ts", "new Thing("));
  expect(named(plan, "plain").declaredAt).toEqual(placeOf(files, "lib/plain.js", "new pulumi."));
}, 120_000);

describe("a program that is built", () => {
  const source = `${THING}\n// Built.\n\nnew Thing("built", {});\n`;
  const built = transformSync(source, { filename: "in.ts", swcrc: false, configFile: false, sourceMaps: true, module: { type: "commonjs" }, jsc: { target: "es2022", parser: { syntax: "typescript" } } });
  const mapped = (more: object): string => JSON.stringify({ ...JSON.parse(built.map ?? "") as object, ...more });
  const program = (map: string, reference: string, file: string): Files => ({ "Pulumi.yaml": "name: places\nruntime: nodejs\nmain: bin/program.js\n", "src/my program.ts": source, "bin/program.js": `${built.code}//# sourceMappingURL=${reference}\n`, [file]: map });

  it.each([
    ["a map whose sources are addresses", { sources: ["../src/my%20program.ts"] }],
    ["a map with a root for its sources", { sources: ["my program.ts"], sourceRoot: "../src/" }],
  ])("is followed through %s", async (_name, more) => {
    const files = program(mapped(more), "the%20program.js.map", "bin/the program.js.map");
    expect(named(await planOf(files), "built").declaredAt).toEqual(placeOf(files, "src/my program.ts", "new Thing("));
  }, 120_000);

  it("is named itself where what was written is not here", async () => {
    const files = program(mapped({ sources: ["../elsewhere/gone.ts"] }), "program.js.map", "bin/program.js.map");
    expect(named(await planOf(files), "built").declaredAt).toEqual(placeOf(files, "bin/program.js", 'new Thing("built"'));
  }, 120_000);
});

describe("a plan", () => {
  let folder: Folder;
  beforeAll(() => { folder = projectOf({ "index.js": 'const pulumi = require("@pulumi/pulumi");\nnew pulumi.ComponentResource("a:b:C", "one");\n' }); });
  afterAll(() => { folder.remove(); });

  it("has no places unless they are asked for, and differs in nothing else", async () => {
    const without = await record({ cwd: folder.root, stack: "dev" });
    const { resources, ...rest } = await record({ cwd: folder.root, stack: "dev", places: true });
    expect(without.resources.filter(resource => "declaredAt" in resource)).toEqual([]);
    expect({ ...rest, resources: resources.map(resource => Object.fromEntries(Object.entries(resource).filter(([key]) => key !== "declaredAt"))) }).toEqual(without);
    expect(resources.find(({ name }) => name === "one")?.declaredAt).toEqual({ file: "index.js", line: 2, column: 1 });
  }, 120_000);
});
