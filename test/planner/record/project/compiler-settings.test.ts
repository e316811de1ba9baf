import { describe, expect, it } from "@jest/globals";
import * as path from "node:path";
import { compilerSettings, type CompilerSettings } from "../../../../planner/record/project/compiler-settings";
import { folderOf } from "./folder";

type Files = Readonly<Record<string, string>>;

/** Settings of a program with these files, an SDK of a version and perhaps a TypeScript of its own. */
function settings(files: Files, { sdk = "3.248.0", typescript = "5.9.3", modules = false }: { sdk?: string; typescript?: string; modules?: boolean } = {}): CompilerSettings {
  const installed: Files = { "node_modules/@pulumi/pulumi/package.json": `{"version": "${sdk}"}`, ...(typescript === "" ? {} : { "node_modules/typescript/package.json": `{"version": "${typescript}"}` }) };
  const folder = folderOf({ ...installed, ...files }, false);
  try {
    return compilerSettings({ directory: folder.root, root: folder.root, sdk: path.join(folder.root, "node_modules/@pulumi/pulumi"), modules });
  } finally {
    folder.remove();
  }
}
const tsconfig = (compilerOptions: object, rest: object = {}): Files => ({ "tsconfig.json": JSON.stringify({ compilerOptions, ...rest }) });

describe("how TypeScript becomes JavaScript", () => {
  it("follows the SDK where there is no tsconfig.json: as Node does with TypeScript 4.7 and newer, else as CommonJS ever was", () => {
    const asNode = { interop: true, nativeImport: true, defineFields: false, decorators: "standard", decoratorMetadata: false, javascript: false };
    expect(settings({})).toEqual(asNode);
    expect(settings({}, { typescript: "" })).toEqual({ ...asNode, interop: false, nativeImport: false, decorators: "legacy" });
    expect(settings({}, { sdk: "3.228.0" })).toEqual({ ...asNode, interop: false, nativeImport: false });
    expect(settings({}, { sdk: "3.228.0", modules: true })).toEqual({ ...asNode, defineFields: true });
    expect(settings({}, { typescript: "6.0.0", sdk: "3.228.0" }).interop).toBe(true);
  });

  it("follows tsconfig.json, comments, trailing commas and all", () => {
    const text = '\uFEFF{\n// a "comment"\n"compilerOptions": { "module": "commonjs", /* , */ "experimentalDecorators": true, "emitDecoratorMetadata": true, "allowJs": true, "target": "ESNext", "outDir": "//bin", }, }';
    expect(settings({ "tsconfig.json": text })).toEqual({ interop: false, nativeImport: false, defineFields: true, decorators: "legacy", decoratorMetadata: true, javascript: true });
  });

  it("takes over what tsconfig.json extends, but target and module, which the SDK gives itself", () => {
    const base = { "node_modules/@acme/tsconfig/tsconfig.json": '{ "compilerOptions": { "experimentalDecorators": true, "esModuleInterop": false, "target": "es2022", "module": "commonjs" } }', "near.json": '{ "extends": "@acme/tsconfig", "compilerOptions": { "allowJs": true } }' };
    expect(settings({ ...base, ...tsconfig({ esModuleInterop: true }, { extends: ["./near"] }) })).toMatchObject({ interop: true, nativeImport: true, defineFields: false, decorators: "legacy", javascript: true });
  });

  it("survives a file that extends itself, and one that is not there", () => {
    expect(settings(tsconfig({ allowJs: true }, { extends: "./tsconfig.json" })).javascript).toBe(true);
    expect(settings(tsconfig({ allowJs: true }, { extends: ["./gone.json", "@acme/gone"] })).javascript).toBe(true);
  });
});
