import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { fieldName, isTextField, LISTS_OF_OBJECTS, LISTS_OF_TEXTS, MAPS_OF_TEXTS, MOSTLY_NOT_TEXT, NUMBERS_AND_SWITCHES, OBJECTS } from "../../facts/kubernetes-fields";

type Kind = "number" | "switch" | "number or text" | "text" | "texts" | "objects" | "map" | "object" | "anything";

function kindOfType(type: string): Kind {
  if (type.includes("[]")) return /inputs\./.test(type) ? "objects" : "texts";
  if (type.endsWith("{")) return "map";
  if (/inputs\./.test(type)) return "object";
  if (/number \| string|string \| number/.test(type)) return "number or text";
  if (/\bnumber\b/.test(type)) return "number";
  if (/\bboolean\b/.test(type)) return "switch";
  return /\bany\b/.test(type) ? "anything" : "text";
}

/** What the SDK takes for each field, in all kinds; a status is nobody's input. */
const FIELDS = ((): ReadonlyMap<string, ReadonlySet<Kind>> => {
  const fields = new Map<string, Set<Kind>>();
  let isInput = false;
  for (const line of readFileSync(require.resolve("@pulumi/kubernetes/types/input.d.ts"), "utf8").split("\n")) {
    const owner = /interface (\w+)/.exec(line)?.[1];
    if (owner !== undefined) isInput = !/Patch$|Status$|Condition$/.test(owner);
    const [, name, type] = /^\s+(\w+)\??: (.*?);?$/.exec(line) ?? [];
    if (isInput && name !== undefined && type !== undefined) fields.set(name, (fields.get(name) ?? new Set()).add(kindOfType(type)));
  }
  return fields;
})();

const kindsOf = (name: string): readonly Kind[] => [...FIELDS.get(name) ?? []];

describe("a field is in the SDK what the table says", () => {
  test.each<[string, readonly string[], readonly Kind[]]>([
    ["numbers and switches", NUMBERS_AND_SWITCHES, ["number", "switch", "number or text", "object"]],
    ["lists of texts", LISTS_OF_TEXTS, ["texts"]],
    ["lists of objects", LISTS_OF_OBJECTS, ["objects"]],
    ["objects", OBJECTS, ["object"]],
  ])("%s", (_, names, allowed) => {
    for (const name of names) {
      expect([name, kindsOf(name)]).not.toEqual([name, []]);
      expect([name, kindsOf(name).filter(kind => !allowed.includes(kind))]).toEqual([name, []]);
    }
  });

  test("maps of texts, and what is nearly always no text, are somewhere what they are taken for", () => {
    for (const name of MAPS_OF_TEXTS) expect([name, kindsOf(name)]).toEqual([name, expect.arrayContaining(["map"])]);
    for (const name of MOSTLY_NOT_TEXT) expect([name, kindsOf(name).some(kind => kind !== "text" && kind !== "anything")]).toEqual([name, true]);
  });
});

test.each<[readonly (string | number)[], boolean]>([
  [["spec", "replicas"], false],
  [["spec", "template", "spec", "containers", 0, "image"], true],
  [["data", "replicas"], true],
  [["metadata", "annotations", "immutable"], true],
  [["data"], false],
  [["spec", "template", "spec", "containers", 0, "args", 1], true],
  [["spec", "template", "spec", "containers", 0, "env", 1], false],
  [["spec", "parameters", "clientID"], true],
  [["spec"], false],
  [[], false],
])("whether a text stands at %j: %p", (path, isText) => {
  expect(isTextField(path)).toBe(isText);
});

test("only the fields that Kubernetes writes with hyphens are written so", () => {
  expect(["x_kubernetes_int_or_string", "x_kubernetes_other", "my_key"].map(fieldName)).toEqual(["x-kubernetes-int-or-string", "x_kubernetes_other", "my_key"]);
});
