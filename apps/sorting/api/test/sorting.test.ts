import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { HOUSE_IDS, HOUSE_OF_TRAIT, TRAITS } from "../src/houses";
import { parseStudentName, type StudentName } from "../src/name";
import { sortStudent } from "../src/sorting";
import type { Traits } from "../src/students";
import { anyNameText } from "./support/arbitraries";

const named = (text: string): StudentName => {
  const parsed = parseStudentName(text);
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.name;
};

const anyName = anyNameText.map(named);
const score = fc.integer({ min: 0, max: 10 });
const anyTraits: fc.Arbitrary<Partial<Traits>> = fc.record({ bravery: score, loyalty: score, wit: score, ambition: score }, { requiredKeys: [] });
const allFive = { bravery: 5, loyalty: 5, wit: 5, ambition: 5 };

describe("sortStudent", () => {
  /** Computed with another SHA-256 and another language, from the rule's words. */
  it.each([
    { name: "Zoë", traits: {}, expected: [10, 6, 4, 7], house: "gryffindor", decidedBy: "trait" },
    { name: "李小龍", traits: {}, expected: [0, 9, 7, 2], house: "hufflepuff", decidedBy: "trait" },
    { name: "Euphemia Rowle", traits: {}, expected: [8, 0, 9, 8], house: "ravenclaw", decidedBy: "trait" },
    { name: "Наташа", traits: {}, expected: [7, 8, 9, 9], house: "slytherin", decidedBy: "name" },
    { name: "🧙", traits: {}, expected: [10, 0, 3, 10], house: "slytherin", decidedBy: "name" },
    { name: "Max", traits: { bravery: 0 }, expected: [0, 3, 8, 8], house: "slytherin", decidedBy: "name" },
    { name: "Tom", traits: allFive, expected: [5, 5, 5, 5], house: "ravenclaw", decidedBy: "name" },
    { name: "Ann", traits: allFive, expected: [5, 5, 5, 5], house: "slytherin", decidedBy: "name" },
    { name: "Ida", traits: { bravery: 7, loyalty: 0, wit: 7, ambition: 0 }, expected: [7, 0, 7, 0], house: "ravenclaw", decidedBy: "name" },
    { name: "Student 0", traits: { bravery: 10 }, expected: [10, 5, 10, 8], house: "gryffindor", decidedBy: "trait" },
  ])("sorts $name with $traits into $house, as the published rule computes it", ({ name, traits, expected, house, decidedBy }) => {
    const sorting = sortStudent({ name: named(name), traits });
    expect(Object.values(sorting.student.traits)).toEqual(expected);
    expect(sorting).toMatchObject({ house, reason: { decidedBy } });
  });

  it("says which trait decided, with its score and where it came from", () => {
    expect(sortStudent({ name: named("Zoë") }).reason).toEqual({
      trait: "bravery",
      decidedBy: "trait",
      sources: { bravery: "name", loyalty: "name", wit: "name", ambition: "name" },
      text: "Bravery decides with 10 of 10, read from the name: Gryffindor.",
    });
    expect(sortStudent({ name: named("Harry Potter"), traits: { wit: 10, bravery: 1 } }).reason).toEqual({
      trait: "wit",
      decidedBy: "trait",
      sources: { bravery: "request", loyalty: "list", wit: "request", ambition: "list" },
      text: "Wit decides with 10 of 10, as given: Ravenclaw.",
    });
  });

  it("says between which traits the name chose", () => {
    expect(sortStudent({ name: named("Tom"), traits: allFive }).reason.text)
      .toBe("Bravery, loyalty, wit and ambition are equal with 5 of 10; the name chooses wit: Ravenclaw.");
  });

  it("is total: every name with any traits gets a house whose trait no other trait exceeds", () => {
    fc.assert(fc.property(anyName, anyTraits, (name, traits) => {
      const { house, reason, student } = sortStudent({ name, traits });
      expect(HOUSE_IDS).toContain(house);
      expect(HOUSE_OF_TRAIT[reason.trait].id).toBe(house);
      expect(student.traits[reason.trait]).toBe(Math.max(...Object.values(student.traits)));
      expect(student.traits).toMatchObject(traits);
    }), { numRuns: 200 });
  });

  it("is deterministic to the byte", () => {
    fc.assert(fc.property(anyName, anyTraits, (name, traits) => {
      expect(JSON.stringify(sortStudent({ name, traits }))).toBe(JSON.stringify(sortStudent({ name, traits: { ...traits } })));
    }));
  });

  it("gives the same answer for every way to write the same name", () => {
    fc.assert(fc.property(anyNameText, anyTraits, (text, traits) => {
      const sorting = sortStudent({ name: named(text), traits });
      for (const same of [text.normalize("NFD"), text.normalize("NFC"), `\u00a0 ${text}\t`, text.replaceAll(" ", "  ")]) {
        expect(sortStudent({ name: named(same), traits })).toEqual(sorting);
      }
    }), { numRuns: 200 });
  });

  it("never moves a student out of a house by raising that house's trait", () => {
    fc.assert(fc.property(anyName, anyTraits, score, (name, traits, raised) => {
      const before = sortStudent({ name, traits });
      const { trait } = before.reason;
      const after = sortStudent({ name, traits: { ...before.student.traits, ...traits, [trait]: Math.max(raised, before.student.traits[trait]) } });
      if (after.student.traits[trait] > before.student.traits[trait]) expect(after.house).toBe(before.house);
    }));
  });

  it("lets a given trait win over an equal one that was read from the name", () => {
    fc.assert(fc.property(anyName, fc.constantFrom(...TRAITS), (name, trait) => {
      expect(sortStudent({ name, traits: { [trait]: 10 } }).reason).toMatchObject({ trait, decidedBy: "trait" });
    }));
  });

  it("fills the houses about evenly when only names are known", () => {
    const houses = Array.from({ length: 2000 }, (_, index) => sortStudent({ name: named(`Student ${index}`) }).house);
    for (const id of HOUSE_IDS) {
      const share = houses.filter(house => house === id).length / houses.length;
      expect(share).toBeGreaterThan(0.22);
      expect(share).toBeLessThan(0.28);
    }
  });
});
