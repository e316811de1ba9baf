import { describe, expect, test } from "@jest/globals";
import { decodeYaml } from "../../../planner/record/kubernetes-yaml";

describe("YAML of Kubernetes", () => {
  test.each([
    ["no", false], ["on", true], ["0644", 420], ["1_000", 1000], ["1:30", "1:30"], ["2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"], ["2024-01-01", "2024-01-01"], ["'no'", "no"], ["1.0", 1], ["~", null],
  ])("reads %s as Go does", (written, value) => {
    expect(decodeYaml(`value: ${written}`)).toEqual([{ value }]);
  });

  test("may be several documents, empty ones too, with merged keys", () => {
    expect(decodeYaml("a: &x {q: 1}\nb: {<<: *x, r: 2}\n---\n# nothing\n---\nc: 3\n")).toEqual([{ a: { q: 1 }, b: { q: 1, r: 2 } }, null, { c: 3 }]);
  });

  test("that is none is an error with its place", () => {
    expect(() => decodeYaml("a: [1\nb: 2")).toThrow(/line 2/);
  });
});
