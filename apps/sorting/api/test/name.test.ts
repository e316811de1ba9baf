import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { NAME_MAX_CODE_POINTS, parseStudentName } from "../src/name";
import { anyText } from "./support/arbitraries";

const nameOf = (text: string): string => {
  const parsed = parseStudentName(text);
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.name;
};

describe("parseStudentName", () => {
  it("composes letters, folds inner white space and trims the ends", () => {
    expect(nameOf(" \t Zoe\u0308 \u00a0\n Q\u3000")).toBe("Zo\u00eb Q");
  });

  it("keeps letter case and letters of every script", () => {
    expect(["McGonagall", "李小龍", "Наташа", "🧙"].map(nameOf)).toEqual(["McGonagall", "李小龍", "Наташа", "🧙"]);
  });

  it.each(["", " ", "\t\n\u2003\ufeff"])("refuses %j, in which nothing is left", text => {
    expect(parseStudentName(text)).toEqual({ ok: false, detail: "must hold more than white space" });
  });

  it.each(["a\u0000b", "\u001b[31mred", "a\u0085b\u0007", "half \ud83e", "\udfffa"])("refuses %j, which no terminal and no UTF-8 can show", text => {
    expect(parseStudentName(text)).toEqual({ ok: false, detail: "must not hold control characters or broken surrogate pairs" });
  });

  it("counts code points, not UTF-16 units, and after normalisation", () => {
    expect(nameOf("🧙".repeat(NAME_MAX_CODE_POINTS))).toHaveLength(2 * NAME_MAX_CODE_POINTS);
    expect(nameOf("e\u0301".repeat(NAME_MAX_CODE_POINTS))).toBe("é".repeat(NAME_MAX_CODE_POINTS));
    expect(parseStudentName("a".repeat(NAME_MAX_CODE_POINTS + 1))).toEqual({ ok: false, detail: "must have at most 100 code points once normalised, has 101" });
  });

  it("changes nothing when it is applied to its own result", () => {
    fc.assert(fc.property(anyText(20), text => {
      const once = parseStudentName(text);
      if (once.ok) expect(parseStudentName(once.name)).toEqual(once);
    }), { numRuns: 500 });
  });
});
