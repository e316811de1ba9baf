import fs, { chmodSync, mkdirSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { assertWritable, WriteError, writeWhole } from "../../planner/write-file";

let folder = "";
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "write-file-")); });
afterEach(() => { chmodSync(folder, 0o700); rmSync(folder, { recursive: true }); });

test("a file is written whole, over what was there, and nothing is left beside it", () => {
  const file = join(folder, "plan.json");
  writeFileSync(file, "old and longer");
  writeWhole(file, "new");
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["plan.json"]);
});

test("a missing folder is named", () => {
  const file = join(folder, "no", "plan.json");
  expect(() => writeWhole(file, "x")).toThrow(new WriteError(`cannot write ${file}: the folder ${join(folder, "no")} does not exist`));
  expect(() => assertWritable(file)).toThrow(WriteError);
});

test("a failure on the way leaves what was there, and nothing beside it", () => {
  const file = join(folder, "plan.json");
  writeFileSync(file, "old");
  const rename = jest.spyOn(fs, "renameSync").mockImplementation(() => { throw new Error("the disk is gone"); });
  expect(() => writeWhole(file, "new")).toThrow(`cannot write ${file}: the disk is gone`);
  rename.mockRestore();
  expect([readdirSync(folder), readFileSync(file, "utf8")]).toEqual([["plan.json"], "old"]);
});

test("a folder in the file's place is refused, and nothing is left beside it", () => {
  mkdirSync(join(folder, "plan.json"));
  expect(() => writeWhole(join(folder, "plan.json"), "x")).toThrow("it is a folder");
  expect(readdirSync(folder)).toEqual(["plan.json"]);
});

test("a link, a device and a pipe are left as they are", () => {
  const link = join(folder, "link");
  symlinkSync("/dev/null", link);
  expect(() => writeWhole(link, "x")).toThrow(`cannot write ${link}: it is no ordinary file`);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(() => assertWritable("/dev/null")).toThrow("cannot write /dev/null: it is no ordinary file");
});

test.each(["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.json", "aks-anatomy.yaml", "index.ts", "main.mjs", "package.json"])("a part of a program is never written over: %s", name => {
  const file = join(folder, name);
  writeFileSync(file, "mine");
  expect(() => writeWhole(file, "x")).toThrow(`cannot write ${file}: it is part of a program`);
  expect(readFileSync(file, "utf8")).toBe("mine");
});
