import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parse } from "yaml";
import { decodeYaml } from "../../../../planner/record/kubernetes-yaml";
import type { Json } from "../../../../planner/views/manifests/manifest";
import { toYaml } from "../../../../planner/views/manifests/yaml";

/** What the readers of YAML 1.1, of 1.2 and Kubernetes' own make of it. */
const readings = (text: string): readonly unknown[] => [parse(text, { version: "1.1" }), parse(text, { version: "1.2" }), ...decodeYaml(text)];

const TRICKY = [
  "on", "off", "y", "N", "yes", "No", "true", "null", "~", "", " ", "080", "0o17", "017", "0x1F", "0b11", "1e3", "1E-3", "1_000", "12:30:45", "1:30", ".5", "5.", "+1", "-0", ".inf", "-.Inf", ".NaN", "0x1p-2",
  "2026-11-21", "2001-12-14t21:59:43.10-05:00", "<<", "=", "-", "?", ":", "---", "...", "- a", "a: b", "a #b", "# a", "&a", "*a", "!a", "%a", "@a", "`a", "{a", "[a", "a,b", "|", ">", "'a'", '"a"', "a\\nb",
  "50m", "128Mi", "1.5", "1Gi", "10.0.0.1", "10.240.0.0/16", "a\tb", "\ta", "a\n", "a\nb", "a\n\n", "\na", "  a\nb", "\ta\nb", "a\n \nb", "a\n\tb\n", "a \nb ", "a\r\nb", "---\na: b\n---\n", "\u0085", "a\u2028b", "a\u2029b\nc", "\ufeffa", "\u0000", "\u001b[2J",
  "${POD_IP}:85", "x".repeat(400), `${"long words ".repeat(40)}end`,
];

describe("a text stays the text that it is, for every reader of YAML", () => {
  test.each(TRICKY.map(text => [text]))("%j", text => {
    const value = { value: text, list: [text], [text]: 1 };
    for (const reading of readings(toYaml(value))) expect(reading).toEqual(value);
  });

  test("whatever it is made of", () => {
    const piece = fc.oneof(fc.constantFrom(...TRICKY, "\n", " ", "\t", ": ", " #", "-"), fc.string(), fc.string({ unit: "grapheme" }));
    const text = fc.array(piece, { maxLength: 5 }).map(pieces => pieces.join(""));
    const value = fc.letrec<{ any: Json }>(tie => ({
      any: fc.oneof({ maxDepth: 3 }, text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie("any"), { maxLength: 3 }), fc.dictionary(text, tie("any"), { maxKeys: 3, noNullPrototype: true })),
    })).any;
    fc.assert(fc.property(value, any => {
      const object = { any };
      for (const reading of readings(toYaml(object))) expect(reading).toEqual(object);
    }), { numRuns: 300 });
  });
});

test("several lines stand as lines, and a long one is not folded", () => {
  const words = "a word and ".repeat(30).trim();
  expect(toYaml({ file: "global\n  log stdout\n\ndefaults\n", words })).toBe(`file: |\n  global\n    log stdout\n\n  defaults\nwords: ${words}\n`);
});

test("in quotes no line is broken: Go's reader would take the break for something else", () => {
  const text = ` indented from the first line, so in quotes\n  ${"x".repeat(80)}\n \nend `;
  expect(toYaml({ text })).toMatch(/^text: ".*"\n$/);
});

test("what only some editors show is written as an escape", () => {
  expect(toYaml({ a: "b\u2028c", d: "\u200be\u0085", f: "\u200eg\u202eh\u2066", "i\u200f": "a\n\u202d\n" })).not.toMatch(/[\u0085\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
});

test("the same value twice is written twice, without an anchor", () => {
  const labels = { app: "web" };
  expect(toYaml({ a: labels, b: labels })).toBe("a:\n  app: web\nb:\n  app: web\n");
});

test("a tab in a line stands as an escape", () => {
  expect(toYaml({ a: "b\tc" })).toBe('a: "b\\tc"\n');
});

test("a placeholder that is a whole value stands without quotes, and is read as the text that it is", () => {
  const value = { replicas: "${N}", list: ["${N}"], id: "/a/${N}", name: "${T}" };
  const text = toYaml(value, new Set(["${N}"]));
  expect(text).toBe('replicas: ${N}\nlist:\n- ${N}\nid: "/a/${N}"\nname: "${T}"\n');
  for (const reading of readings(text)) expect(reading).toEqual(value);
});
