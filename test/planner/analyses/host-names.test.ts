import { describe, expect, test } from "@jest/globals";
import { commonName, HostIndex } from "../../../planner/analyses/host-names";

describe("what two host names have in common", () => {
  test.each<[string, string, string | undefined]>([
    ["a.example.org", "a.example.org", "a.example.org"],
    ["A.Example.org", "a.example.ORG", "a.example.org"],
    ["*", "a.example.org", "a.example.org"],
    ["a.example.org", "*", "a.example.org"],
    ["*.example.org", "a.example.org", "a.example.org"],
    ["*.example.org", "a.b.example.org", "a.b.example.org"],
    ["*.example.org", "*.b.example.org", "*.b.example.org"],
    ["*.example.org", "example.org", undefined],
    ["*.example.org", "*.example.com", undefined],
    ["a.example.org", "b.example.org", undefined],
    ["*", "*", "*"],
  ])("%s and %s: %s", (a, b, expected) => {
    expect(commonName(a, b)).toBe(expected);
    expect(commonName(b, a)).toBe(expected);
  });
});

describe("an index of host names", () => {
  const index = new HostIndex([{ name: "A.example.org", value: 1 }, { name: "*.example.org", value: 2 }, { name: "b.example.org", value: 3 }, { name: "*", value: 4 }]);
  const values = (name: string) => index.matching(name).map(({ name: common, value }) => [common, value]);

  test("finds a name and every wildcard above it", () => {
    expect(values("a.EXAMPLE.org")).toEqual([["a.example.org", 1], ["a.example.org", 2], ["a.example.org", 4]]);
    expect(values("example.com")).toEqual([["example.com", 4]]);
  });

  test("finds everything below a wildcard", () => {
    expect(values("*.example.org")).toEqual([["a.example.org", 1], ["*.example.org", 2], ["b.example.org", 3], ["*.example.org", 4]]);
  });

  test("finds each of many names, and that one alone", () => {
    const names = Array.from({ length: 20_000 }, (_, number) => `h${number}.example.org`);
    const large = new HostIndex(names.map(name => ({ name, value: name })));
    expect(names.every(name => large.matching(name).map(({ value }) => value).join() === name)).toBe(true);
  });
});
