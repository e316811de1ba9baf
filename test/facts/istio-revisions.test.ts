import { describe, expect, it } from "@jest/globals";
import { hasEnded, MESH_REVISIONS, newest, NEWEST_MESH_REVISION, supports } from "../../facts/istio-revisions";

describe("a revision of the mesh", () => {
  it.each<[string, string, boolean | undefined]>([
    ["asm-1-30", "1.32", true], ["asm-1-30", "1.36", true], ["asm-1-30", "1.36.1", true], ["asm-1-30", "1.31", false], ["asm-1-30", "1.37", false],
    ["asm-1-29", "1.31", true], ["asm-1-28", "1.36", false], ["asm-1-28", "1.30.9", true],
    ["asm-1-31", "1.36", undefined], ["asm-1-30", "", undefined], ["asm-1-30", "1", undefined], ["asm-1-30", "2.36", undefined], ["constructor", "1.36", undefined],
  ])("%s with Kubernetes %s", (name, version, expected) => {
    expect(supports(name, version)).toBe(expected);
  });

  it.each<[string, boolean | undefined]>([
    ["asm-1-17", true], ["asm-1-26", true], ["asm-1-28", true], ["asm-1-29", false], ["asm-1-30", false], ["asm-1-31", undefined], ["1.30", undefined], ["", undefined],
  ])("%s has ended by the table's own day: %s", (name, expected) => {
    expect(hasEnded(name)).toBe(expected);
  });

  it("is the newest for a version, where one goes with it", () => {
    expect(["1.29", "1.30", "1.31.4", "1.36", "1.37", "latest"].map(newest)).toEqual(["asm-1-27", "asm-1-28", "asm-1-29", "asm-1-30", undefined, undefined]);
    expect(MESH_REVISIONS.at(-1)?.name).toBe(NEWEST_MESH_REVISION);
  });

  it("ends no sooner than the one before it", () => {
    const ends = MESH_REVISIONS.map(each => each.endOfSupport);
    expect(ends).toEqual([...ends].sort());
  });
});
