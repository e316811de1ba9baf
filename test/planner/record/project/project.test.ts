import { describe, expect, it } from "@jest/globals";
import * as path from "node:path";
import { PlanError } from "../../../../planner/model/plan-error";
import { readProject, type Project, type ProjectOptions } from "../../../../planner/record/project/project";
import { folderOf } from "./folder";

const PROJECT = "name: shop\nruntime: nodejs\n";
type Files = Readonly<Record<string, string>>;

/** Reads the stack `dev` of a project with these files, and one program. */
function read(files: Files, options: Partial<ProjectOptions> = {}, withSdk = true): Project {
  const folder = folderOf({ "index.ts": "", ...files }, withSdk);
  try {
    return readProject({ cwd: folder.root, stack: "dev", ...options });
  } finally {
    folder.remove();
  }
}

function problem(files: Files, options: Partial<ProjectOptions> = {}, withSdk = true): PlanError {
  try {
    read(files, options, withSdk);
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error("the project was read");
}

describe("the configuration of a stack", () => {
  const config = (project: string, stack: string, options?: Partial<ProjectOptions>) => read({ "Pulumi.yaml": PROJECT + project, "Pulumi.dev.yaml": stack }, options).config;

  it("is texts by namespace and key, objects as JSON with sorted keys", () => {
    expect(config("", "config:\n  port: 90\n  shop:zones: [1, '2']\n  shop:config:old: yes\n  azure-native:location: west\n  deep: {b: true, a: {c: null}}\n").values).toEqual({
      "shop:port": "90", "shop:zones": '[1,"2"]', "shop:old": "yes", "azure-native:location": "west", "shop:deep": '{"a":{"c":null},"b":true}',
    });
  });

  it("reads scalars as Pulumi's own YAML reader does", () => {
    expect(config("", "config:\n  date: 2024-05-01\n  quoted: '2024-05-01'\n  time: 2024-05-01T10:30:00Z\n  octal: 012\n  hex: 0x10\n  half: 1.50\n  nothing:\n  big: 12345678901234567890\n").values).toEqual({
      "shop:date": "2024-05-01 00:00:00 +0000 UTC", "shop:quoted": "2024-05-01", "shop:time": "2024-05-01 10:30:00 +0000 UTC",
      "shop:octal": "10", "shop:hex": "16", "shop:half": "1.5", "shop:nothing": "", "shop:big": "12345678901234567890",
    });
  });

  it("follows anchors and merge keys", () => {
    expect(config("", "config:\n  base: &base {a: 1}\n  same: *base\n  more: {<<: *base, b: 2}\n").values).toMatchObject({ "shop:same": '{"a":1}', "shop:more": '{"a":1,"b":2}' });
  });

  it("is written as Go writes JSON: digits up to 63 bits, and some characters as escapes", () => {
    expect(config("", "config:\n  deep: {whole: 9007199254740993, large: 12345678901234567890, text: 'a<b>&c'}\n  bytes: !!binary aGk=\n").values).toEqual({
      "shop:deep": '{"large":12345678901234567000,"text":"a\\u003cb\\u003e\\u0026c","whole":9007199254740993}', "shop:bytes": "hi",
    });
  });

  it("has a placeholder for what is encrypted, of the declared type, and marks the whole key", () => {
    const { values, secretKeys } = config("config:\n  retries: {type: integer, secret: true}\n  flags: {type: object}\n", "config:\n  password: {secure: abc}\n  database: {host: db, password: {secure: def}}\n  retries: {secure: ghi}\n  flags: {secure: jkl}\n  list: [{secure: mno}]\n");
    expect(values).toEqual({ "shop:password": "offline-secret", "shop:database": '{"host":"db","password":"offline-secret"}', "shop:retries": "0", "shop:flags": "{}", "shop:list": '["offline-secret"]' });
    expect(secretKeys).toEqual(["shop:database", "shop:flags", "shop:list", "shop:password", "shop:retries"]);
  });

  it("falls back to what Pulumi.yaml declares", () => {
    expect(config("config:\n  size: small\n  replicas: {type: integer, default: 3}\n  zones: {type: array, items: {type: string}, default: [a]}\n  azure-native:location: {value: west}\n  aws:region: east\n", "config:\n  size: large\n").values).toEqual({
      "shop:size": "large", "shop:replicas": "3", "shop:zones": '["a"]', "azure-native:location": "west", "aws:region": "east",
    });
  });

  it("gives way to values from the caller", () => {
    expect(config("config:\n  replicas: {type: integer}\n", "config:\n  replicas: 3\n  name: shop\n", { config: { replicas: 5, "other:deep": { a: [1] } } }).values).toEqual({ "shop:replicas": "5", "shop:name": "shop", "other:deep": '{"a":[1]}' });
  });

  it("is read from the folder that the project names, now and formerly", () => {
    for (const line of ["stackConfigDir: stacks", "config: stacks"]) {
      expect(read({ "Pulumi.yaml": `${PROJECT}${line}\n`, "stacks/Pulumi.dev.yaml": "config: {port: 90}\n" }).config.values).toEqual({ "shop:port": "90" });
    }
  });

  it("is that of the last part of a name with organization and project, as for Pulumi", () => {
    for (const stack of ["acme/dev", "acme/shop/dev"]) expect(read({ "Pulumi.yaml": PROJECT, "Pulumi.dev.yaml": "config: {port: 90}\n", "Pulumi.acme-dev.yaml": "" }, { stack })).toMatchObject({ stack: "dev", config: { values: { "shop:port": "90" } } });
  });

  it("may be missing where the project has no stacks at all", () => {
    expect(read({ "Pulumi.yaml": `${PROJECT}config: {size: small}\n` }).config.values).toEqual({ "shop:size": "small" });
  });

  it("that names an environment is read without it, with a note", () => {
    expect(read({ "Pulumi.yaml": PROJECT, "Pulumi.dev.yaml": "environment: [shared]\n" }).notes).toEqual([{ rule: "environment-not-read", message: "Pulumi.dev.yaml: the values of 'environment' are not known offline" }]);
  });
});

describe("a project that cannot be read", () => {
  const stack = (content: string, project = ""): Files => ({ "Pulumi.yaml": PROJECT + project, "Pulumi.dev.yaml": content });

  it.each<readonly [string, Files, string, Partial<ProjectOptions>?]>([
    ["no project file", {}, "Pulumi.yaml: there is no Pulumi project in this folder: the file is missing"],
    ["an unknown stack", { "Pulumi.yaml": PROJECT, "Pulumi.dev.yaml": "", "Pulumi.prod.yaml": "" }, "Pulumi.prd.yaml: there is no stack 'prd': the file is missing; stacks of this project: dev, prod; nearest: prod", { stack: "prd" }],
    ["a stack that is like no other", { "Pulumi.yaml": PROJECT, "Pulumi.dev.yaml": "" }, "Pulumi.zzzzzz.yaml: there is no stack 'zzzzzz': the file is missing; stacks of this project: dev", { stack: "zzzzzz" }],
    ["a project without a name", { "Pulumi.yaml": "runtime: nodejs\n" }, "Pulumi.yaml:1:1: 'name' is missing: the project must have one"],
    ["a name that is none", { "Pulumi.yaml": "name: [a]\nruntime: nodejs\n" }, "Pulumi.yaml:1:7: 'name' must be a text that is not empty"],
    ["no runtime", { "Pulumi.yaml": "name: shop\n" }, "Pulumi.yaml:1:1: 'runtime' is missing: expected nodejs"],
    ["another runtime", { "Pulumi.yaml": "name: shop\nruntime: {name: python}\n" }, "Pulumi.yaml:2:10: the runtime 'python' cannot be planned here: expected nodejs. The engine's own preview of it can: pulumi preview --json --show-sames > preview.json, then --from preview.json"],
    ["a list at the top", { "Pulumi.yaml": "- name: shop\n" }, "Pulumi.yaml:1:1: expected a mapping at the top of the file"],
    ["broken YAML", stack("config:\n  port: [1\n"), "Pulumi.dev.yaml:3:1: this cannot be read as YAML: "],
    ["an alias that leads nowhere", stack("config:\n  port: *gone\n"), "this cannot be read as YAML: "],
    ["an alias in a list that it names", stack("config:\n  hosts: &a [one, *a]\n"), "Pulumi.dev.yaml:2:19: this cannot be read as YAML: the value of the anchor 'a' contains itself"],
    ["an alias deep inside of what it names", stack("config:\n  shop:ingress: &a\n    hosts: [{name: *a}]\n"), "Pulumi.dev.yaml:3:20: this cannot be read as YAML: the value of the anchor 'a' contains itself"],
    ["a mapping that merges itself", stack("config:\n  ingress: &a\n    <<: *a\n"), "Pulumi.dev.yaml:3:9: this cannot be read as YAML: the value of the anchor 'a' contains itself"],
    ["a default that contains itself", { "Pulumi.yaml": `${PROJECT}config:\n  hosts: {type: array, items: {type: string}, default: &a [*a]}\n` }, "Pulumi.yaml:4:60: this cannot be read as YAML: the value of the anchor 'a' contains itself"],
    ["aliases of aliases of aliases", stack(`config:\n  a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefg".split("").map((name, index) => `  ${name}: &${name} [${Array(9).fill(`*${"abcdefg"[index] ?? ""}`).join(",")}]\n`).join("")}`), "Pulumi.dev.yaml: this cannot be read as YAML: Excessive alias count"],
    ["a key twice", stack("config:\n  port: 1\n  port: 2\n"), "Pulumi.dev.yaml:3:3: this cannot be read as YAML: Map keys must be unique"],
    ["configuration that is a list", stack("config:\n  - port\n"), "Pulumi.dev.yaml:2:3: 'config' must be a mapping"],
    ["a key with too many parts", stack("config:\n  a:b:c: 1\n"), "Pulumi.dev.yaml:2:10: 'a:b:c' is not a configuration key: expected 'key' or 'namespace:key'"],
    ["a value of another type", stack("config:\n  replicas: many\n", "config:\n  replicas: {type: integer}\n"), "Pulumi.dev.yaml:2:13: 'replicas' must be of type 'integer' in the stack 'dev': found many"],
    ["a list of another type", stack("config:\n  ports: [80, x]\n", "config:\n  ports: {type: array, items: {type: integer}}\n"), "Pulumi.dev.yaml:2:10: 'ports' must be of type 'array<integer>' in the stack 'dev': found [80,\"x\"]"],
    ["a secret in clear", stack("config:\n  key: open\n", "config:\n  key: {type: string, secret: true}\n"), "Pulumi.dev.yaml:2:8: the stack 'dev' must keep 'key' encrypted: it is declared secret"],
    ["missing values", stack("config: {}\n", "config:\n  replicas: {type: integer}\n  size: {description: x}\n"), "Pulumi.yaml:4:13: the stack 'dev' gives no value to the required configuration keys 'replicas', 'size'"],
    ["a type that is none", { "Pulumi.yaml": `${PROJECT}config:\n  a: {type: number}\n` }, "Pulumi.yaml:4:13: 'number' is not a type of configuration values: use string, integer, boolean, array, object"],
    ["an array of nothing", { "Pulumi.yaml": `${PROJECT}config:\n  a: {type: array}\n` }, "Pulumi.yaml:4:6: 'a' is an array: say of what, with 'items'"],
    ["a default of another type", { "Pulumi.yaml": `${PROJECT}config:\n  a: {type: boolean, default: maybe}\n` }, "Pulumi.yaml:4:31: the default of 'a' is not of type 'boolean': found maybe"],
    ["a number that is none", stack("config:\n  limit: .inf\n"), "Pulumi.dev.yaml:2:10: .inf is no value that a configuration can hold"],
    ["a key that is a number", stack("config:\n  8080: open\n"), "Pulumi.dev.yaml:2:3: the key 8080 is not a text: put it in quotes"],
    ["a key that is a date, deep inside", stack("config:\n  days: {list: [{2024-01-01: x}]}\n"), "Pulumi.dev.yaml:2:18: the key 2024-01-01 is not a text: put it in quotes"],
    ["a declaration with an attribute that is none", { "Pulumi.yaml": `${PROJECT}config:\n  a: {type: string, defualt: x}\n` }, "Pulumi.yaml:4:30: 'a' has no attribute 'defualt': use type, items, description, secret, default, value"],
    ["a declaration with two values", { "Pulumi.yaml": `${PROJECT}config:\n  a: {default: x, value: y}\n` }, "Pulumi.yaml:4:6: 'a' cannot have both a 'default' and a 'value'"],
    ["a type for another namespace", { "Pulumi.yaml": `${PROJECT}config:\n  aws:a: {type: string, value: x}\n` }, "'aws:a' is not of this project's namespace and cannot have a 'type': give it a 'value'"],
    ["a default for another namespace", { "Pulumi.yaml": `${PROJECT}config:\n  aws:a: {default: x}\n` }, "'aws:a' is not of this project's namespace and cannot have a 'default': give it a 'value'"],
    ["another namespace without a value", { "Pulumi.yaml": `${PROJECT}config:\n  aws:a: {description: x}\n` }, "'aws:a' is not of this project's namespace and must have a 'value'"],
    ["half a number in place of a declaration", { "Pulumi.yaml": `${PROJECT}config:\n  a: 1.5\n` }, "Pulumi.yaml:4:6: 'a' must be a text, a whole number, true or false, a list, or a declaration with 'type' and 'default'"],
    ["TypeScript settings that cannot be read", { "Pulumi.yaml": PROJECT, "tsconfig.json": "{ compilerOptions" }, "tsconfig.json: this cannot be read as the settings of a TypeScript program: "],
    ["a main file that is not there", { "Pulumi.yaml": `${PROJECT}main: src/nowhere.ts\n` }, "Pulumi.yaml:3:7: 'main' names a file that does not exist: src/nowhere.ts"],
    ["a main folder without a program", { "Pulumi.yaml": `${PROJECT}main: src\n`, "src/readme.md": "" }, "Pulumi.yaml:3:7: there is no program: neither 'main' in this file, nor 'main' in package.json, nor index.ts or index.js"],
    ["a package file that is not JSON", { "Pulumi.yaml": PROJECT, "package.json": "{" }, "package.json: this is not JSON: "],
  ])("because of %s is an error that names the file and the place", (_reason, files, message, options = {}) => {
    expect(problem(files, options).message).toContain(message);
  });

  it("notes a way of naming that it does not follow", () => {
    expect(read(stack("config: {'pulumi:autonaming': {mode: verbatim}}\n")).notes).toMatchObject([{ rule: "autonaming-not-read" }]);
  });

  it("because of a list that is none says which", () => {
    expect(problem(stack("config: {'pulumi:disable-default-providers': '*'}\n"))).toMatchObject({ message: "'pulumi:disable-default-providers' must be a list of packages: found *", key: "pulumi:disable-default-providers" });
    expect(problem(stack("config: {'pulumi:disable-default-providers': '[oops'}\n")).message).toBe("'pulumi:disable-default-providers' must be a list of packages: found [oops");
    expect(read(stack("config: {'pulumi:disable-default-providers': [' azure-native ']}\n")).deniedProviders).toEqual(["azure-native"]);
  });

  it("carries the place and the key apart from the message", () => {
    expect(problem(stack("config:\n  replicas: many\n", "config:\n  replicas: {type: integer}\n"))).toMatchObject({ file: "Pulumi.dev.yaml", line: 2, column: 13, key: "config.replicas", name: "PlanError" });
  });

  it("because there is no such folder says so", () => {
    expect(() => readProject({ cwd: "/nowhere/at/all", stack: "dev" })).toThrow("there is no folder '/nowhere/at/all'");
  });

  it("because the SDK is not installed, or is too old, says so", () => {
    expect(problem({ "Pulumi.yaml": PROJECT }, {}, false).message).toBe("package.json: @pulumi/pulumi is not installed in this project: run the project's package manager first (npm ci)");
    expect(problem({ "Pulumi.yaml": PROJECT, "node_modules/@pulumi/pulumi/package.json": '{"version": "2.25.2"}' }, {}, false).message).toBe("package.json: @pulumi/pulumi 2.25.2 is not supported: the planner needs 3.1 or a newer 3.x");
  });
});

describe("the entry of a program", () => {
  const entry = (files: Files) => {
    const { entry: found, root } = read(files);
    return { ...found, directory: path.relative(root, found.directory) };
  };

  it("is the file that Pulumi.yaml names, run in its own folder", () => {
    expect(entry({ "Pulumi.yaml": `${PROJECT}main: src/main.ts\n`, "src/main.ts": "" })).toMatchObject({ directory: "src", program: "main.ts", modules: false });
  });

  it("is left to package.json and index files where Pulumi.yaml names a folder or nothing", () => {
    expect(entry({ "Pulumi.yaml": PROJECT })).toMatchObject({ directory: "", program: "." });
    expect(entry({ "Pulumi.yaml": `${PROJECT}main: app/\n`, "app/index.js": "" })).toMatchObject({ directory: "app", program: "." });
  });

  it.each(['"bin/main.js"', '{ ".": "./bin/main.js" }', '{ ".": { "import": "./bin/main.js" } }'])("may be exported as %s", exported => {
    expect(entry({ "Pulumi.yaml": `${PROJECT}main: app\n`, "app/package.json": `{ "exports": ${exported}, "type": "module" }`, "app/bin/main.js": "" })).toMatchObject({ directory: "app", program: ".", modules: true });
  });

  it("is given to Node.js with the arguments that the project asks for", () => {
    expect(entry({ "Pulumi.yaml": "name: shop\nruntime: {name: nodejs, options: {nodeargs: \"--max-old-space-size=4096 --require './a b.js'\"}}\n" })).toMatchObject({ nodeArguments: ["--max-old-space-size=4096", "--require", "./a b.js"] });
    expect(entry({ "Pulumi.yaml": PROJECT })).toMatchObject({ nodeArguments: [] });
  });

  it("is made of modules where the nearest package.json says so", () => {
    expect(entry({ "Pulumi.yaml": `${PROJECT}main: src\n`, "package.json": '{ "type": "module" }', "src/index.ts": "" })).toMatchObject({ modules: true });
  });
});
