import { describe, expect, test } from "@jest/globals";
import { parseVersion, type Version } from "../../facts/kubernetes-versions";
import { roundsOf, skewBetween } from "../../facts/rolling-upgrades";

describe("rounds of an upgrade", () => {
  test.each([[3, 1, 3], [3, 2, 2], [4, 4, 1], [9, 3, 3], [10, 3, 4], [0, 1, 0], [0, 0, 0]])("of %i nodes, %i at once, are %i", (nodes, atOnce, rounds) => {
    expect(roundsOf(nodes, atOnce)).toBe(rounds);
  });

  test("never end where none is taken at once", () => {
    expect(roundsOf(3, 0)).toBeUndefined();
  });
});

const version = (text: string): Version => {
  const parsed = parseVersion(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

describe("a version", () => {
  test("has a patch or not", () => {
    expect([parseVersion("1.36"), parseVersion("1.36.2")]).toEqual([{ major: 1, minor: 36 }, { major: 1, minor: 36, patch: 2 }]);
  });

  test.each(["", "1", "1.36.", "v1.36", "1.36.1-preview", "latest", "1.99999"])("is not %p", text => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe("a pool's version", () => {
  test.each([
    ["1.36", "1.36", "allowed"], ["1.36", "1.33", "allowed"], ["1.36", "1.32", "too-far"], ["1.28", "1.25", "allowed"], ["1.28", "1.24", "too-far"], ["1.27", "1.25", "allowed"], ["1.27", "1.24", "too-far"],
    ["1.36", "1.37", "ahead"], ["1.36.1", "1.36.2", "ahead"], ["1.36.2", "1.36.1", "allowed"], ["1.36", "1.36.2", "allowed"], ["1.36.1", "1.36", "allowed"], ["1.36", "2.0", "ahead"], ["2.0", "1.36", "too-far"],
  ] as const)("below a control plane of %s: %s is %s", (controlPlane, pool, verdict) => {
    expect(skewBetween(version(controlPlane), version(pool))).toBe(verdict);
  });
});
