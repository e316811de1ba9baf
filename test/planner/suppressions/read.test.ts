import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { suppressionsBeside, suppressionsIn } from "../../../planner/suppressions/find";
import { readSuppressions } from "../../../planner/suppressions/read";

let folder = "";
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "suppressions-")); });
afterEach(() => { rmSync(folder, { recursive: true }); });

const NAME = "aks-anatomy.yaml";
const read = (text: string) => {
  writeFileSync(join(folder, NAME), text);
  return readSuppressions(z, folder, NAME);
};
const ENTRY = { rule: "single-pod", resource: "bastion", stack: "prod", reason: "one is enough" };

describe("the file of suppressions", () => {
  test("gives rule, resource, stack and reason", () => {
    expect(read("suppressions:\n  - rule: single-pod\n    resource: bastion\n    stack: prod\n    reason: one is enough\n")).toEqual([ENTRY]);
  });

  test.each(["", "# nothing yet\n", "suppressions: []\n"])("may hold none: %j", text => {
    expect(read(text)).toEqual([]);
  });

  test("that is not there gives nothing beside a project, and is missed where it is named", async () => {
    expect(await suppressionsBeside(folder)).toEqual([]);
    await expect(suppressionsIn(join(folder, NAME))).rejects.toThrow("there is no such file");
  });

  test("is found beside the project, and where it is named", async () => {
    read(`suppressions: [${JSON.stringify(ENTRY)}]`);
    expect([await suppressionsBeside(folder), await suppressionsIn(join(folder, NAME))]).toEqual([[ENTRY], [ENTRY]]);
  });
});

test.each([["utf16le", "suppressions: []"], ["big-endian", "suppressions: []"]])("a file in UTF-16 (%s) is named as that", (order, text) => {
  const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
  writeFileSync(join(folder, NAME), order === "utf16le" ? bytes : bytes.swap16());
  expect(() => readSuppressions(z, folder, NAME)).toThrow("aks-anatomy.yaml: this file is in UTF-16");
});

test("a folder in its place is named as that", async () => {
  await expect(suppressionsIn(folder)).rejects.toThrow("this file cannot be read: it is a folder");
});

test("a file that would not be read is refused", async () => {
  writeFileSync(join(folder, "aks-anatomy.yml"), "suppressions: []\n");
  await expect(suppressionsBeside(folder)).rejects.toThrow("aks-anatomy.yml: suppressions are read from aks-anatomy.yaml: this file would not be");
});

describe("a mistake is told with its place", () => {
  const entry = (more: object) => `suppressions:\n  - ${JSON.stringify({ ...ENTRY, ...more })}\n`;

  test.each<[string, string, string]>([
    ["an unknown rule", entry({ rule: "single-pots" }), 'aks-anatomy.yaml:2:13: suppressions[0].rule: there is no rule "single-pots"; did you mean single-pod?'],
    ["a rule like no other", entry({ rule: "zzzzzzzzzzzzzzzz" }), 'there is no rule "zzzzzzzzzzzzzzzz"; npm run explain lists all'],
    ["no reason", "suppressions:\n  - rule: single-pod\n    resource: bastion\n", "aks-anatomy.yaml:2:5: suppressions[0].reason: a reason is missing, or no text"],
    ["an empty reason", entry({ reason: " " }), "suppressions[0].reason: a reason is empty"],
    ["no resource", 'suppressions: [{ rule: single-pod, reason: "x" }]', "suppressions[0].resource: a resource's URN or logical name (* for any part) is missing"],
    ["a key that is not known", entry({ until: "2027" }), 'suppressions[0]: Unrecognized key: "until"'],
    ["a key at the top that is not known", "supressions: []\n", 'Unrecognized key: "supressions"'],
    ["no list", "suppressions: single-pod\n", "suppressions: Invalid input: expected array"],
    ["no mapping", "- a\n", "expected a mapping at the top of the file"],
    ["two documents", "suppressions: []\n---\nsuppressions: []\n", "there is more than one document in this file: expected one"],
    ["no YAML", "suppressions: [\n", "this cannot be read as YAML"],
  ])("%s", (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test("with all others", () => {
    expect(() => read("suppressions:\n  - rule: single-pod\n  - resource: x\n")).toThrow(/^aks-anatomy\.yaml:2:5: suppressions\[0\]\.resource:[^]*\nsuppressions\[0\]\.reason:[^]*\nsuppressions\[1\]\.rule:[^]*\nsuppressions\[1\]\.reason:/);
  });
});
