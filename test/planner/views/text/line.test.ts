import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { columns } from "../../../../planner/views/text/columns";
import { bad, line, packed, padded, printable, widthOf, wrapped, type Line } from "../../../../planner/views/text/line";
import { print } from "../../../../planner/views/text/print";
import { treeLines, type Branch } from "../../../../planner/views/text/tree";

const texts = (lines: readonly Line[]): readonly string[] => print(lines, false).split("\n").slice(0, -1);

describe("text that is safe to print", () => {
  test("shows controls, and what reorders or hides text, as escapes", () => {
    expect(printable("a\u001b[31mb\nc\u202ed\u200be\u009f")).toBe("a\\u001b[31mb\\u000ac\\u202ed\\u200be\\u009f");
  });

  test("keeps letters of every script", () => {
    expect(printable("Zauberstab ─ 魔杖 → é")).toBe("Zauberstab ─ 魔杖 → é");
  });

  test("has no control character whatever it was made of", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      expect(print([line(a, bad(b))], false)).toMatch(/^[^\p{Cc}\p{Cf}]*\n$/u);
    }));
  });
});

describe("lines", () => {
  test("are padded on either side, and left alone where they are too long", () => {
    expect(texts([padded(line("ab"), 4, "right"), padded(line("abcdef"), 4)])).toEqual(["  ab", "abcdef"]);
  });

  test("hold as many parts as fit, with the separator at the break", () => {
    expect(texts(packed(["one", "two", "three"].map(part => line(part)), ", ", 9))).toEqual(["one, two,", "three"]);
  });

  test("break between words", () => {
    expect(wrapped("one two  three", 8)).toEqual(["one two", "three"]);
    expect(wrapped("unbreakable", 3)).toEqual(["unbreakable"]);
  });

  test("end without blanks", () => {
    expect(print([line("a", bad("b  "), "  ")], false)).toBe("ab\n");
    expect(print([line("  ")], false)).toBe("\n");
  });

  test("have colours only where they are asked for", () => {
    expect(print([line(bad("x"))], true)).toBe("\u001b[31mx\u001b[39m\n");
    expect(print([line(bad("x"))], false)).toBe("x\n");
  });
});

describe("columns", () => {
  test("are as wide as their widest cell, and rows may be short", () => {
    expect(texts(columns([[line("a"), line("1")], [line("long"), line("10")], [line("b")]], [{}, { side: "right" }]))).toEqual(["a      1", "long  10", "b"]);
  });

  test("of no rows are no lines", () => {
    expect(columns([])).toEqual([]);
  });
});

describe("a tree", () => {
  test("joins branches to their parents", () => {
    const leaf = { name: line("leaf") };
    expect(texts(treeLines([{ name: line("one"), branches: [leaf, leaf] }, { name: line("two") }]))).toEqual(["├─ one", "│  ├─ leaf", "│  └─ leaf", "└─ two"]);
  });

  test("has labels in a column, and goes on under a line that is full", () => {
    const details = ["first detail", "second detail", "third detail"].map(text => line(text));
    expect(texts(treeLines([{ label: "kind", name: line("name"), details }], 50))).toEqual([
      "└─ kind           name  first detail,",
      "                  second detail, third detail",
    ]);
  });

  test("keeps to its width at every depth", () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 4 }), (words, depth) => {
      let branch: Branch = { label: "kind", name: line("name"), details: words.map(word => line(word)) };
      for (let level = 0; level < depth; level++) branch = { label: "kind", name: line("up"), branches: [branch] };
      for (const each of treeLines([branch], 60)) expect(widthOf(each)).toBeLessThanOrEqual(60);
    }));
  });
});
