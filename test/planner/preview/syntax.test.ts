import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { lineAndColumn, syntaxFault } from "../../../planner/preview/syntax";

const isJson = (text: string): boolean => {
  try { JSON.parse(text); return true; } catch { return false; }
};

describe("where a text stops being JSON", () => {
  test("is nowhere for JSON, and somewhere for everything else", () => {
    const piece = fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', '"\\u00e9\\n"', '"\\x"', "1", "-0.5e+3", "01", "true", "nul", " ", "\n", "-", '"');
    const text = fc.oneof(fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join("")), fc.json(), fc.string());
    fc.assert(fc.property(text, each => (syntaxFault(each) === undefined) === isJson(each)), { numRuns: 2000 });
  });

  test("is the end for every beginning of a document", () => {
    const document = fc.json().map(json => `{"a":${json}}`);
    fc.assert(fc.property(document, fc.nat(), (text, at) => {
      const start = text.slice(0, at % text.length);
      return syntaxFault(start)?.cutOff === true;
    }), { numRuns: 500 });
  });

  test.each<[string, number, boolean]>([
    ['{"a": }', 6, false], ['{"a": tru', 9, true], ['{"a": trx', 6, false], ['{"a": "\\u12', 11, true], ['{"a": "\\u12x4"}', 7, false], ["{} {}", 3, false], ["[1,]", 3, false], ['["a\nb"]', 3, false],
  ])("%j is at %i", (text, offset, cutOff) => {
    expect(syntaxFault(text)).toEqual({ offset, cutOff });
  });

  test("is found at any depth", () => {
    expect(syntaxFault("[".repeat(200_000))).toEqual({ offset: 200_000, cutOff: true });
  });
});

test("lines and columns count from 1", () => {
  expect([lineAndColumn("a\nbc", 0), lineAndColumn("a\nbc", 1), lineAndColumn("a\nbc", 2), lineAndColumn("a\nbc", 4)]).toEqual([
    { line: 1, column: 1 }, { line: 1, column: 2 }, { line: 2, column: 1 }, { line: 2, column: 3 },
  ]);
});
