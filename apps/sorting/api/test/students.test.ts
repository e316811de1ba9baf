import { describe, expect, it } from "@jest/globals";
import { HOUSE_IDS, HOUSE_OF_TRAIT, HOUSES, TRAITS } from "../src/houses";
import { sortStudent } from "../src/sorting";
import { STUDENTS, studentById, studentByName } from "../src/students";

/** As the books have them. */
const BOOK = {
  gryffindor: ["harry-potter", "hermione-granger", "ron-weasley", "neville-longbottom", "ginny-weasley", "oliver-wood"],
  hufflepuff: ["cedric-diggory", "hannah-abbott", "susan-bones", "ernie-macmillan", "justin-finch-fletchley", "nymphadora-tonks"],
  ravenclaw: ["luna-lovegood", "cho-chang", "padma-patil", "terry-boot", "anthony-goldstein", "penelope-clearwater"],
  slytherin: ["draco-malfoy", "pansy-parkinson", "blaise-zabini", "theodore-nott", "vincent-crabbe", "gregory-goyle"],
};

describe("the houses", () => {
  it("are one for each trait, in the order that the sorting rule counts by", () => {
    expect(HOUSES.map(house => house.id)).toEqual(HOUSE_IDS);
    expect(HOUSES.map(house => house.values)).toEqual(TRAITS);
    expect(TRAITS.map(trait => HOUSE_OF_TRAIT[trait].values)).toEqual(TRAITS);
  });
});

describe("the students on the list", () => {
  it("are sorted into the houses that the books tell, by their traits alone and without a tie", () => {
    const sorted = STUDENTS.map(({ id, name }) => ({ id, ...sortStudent({ name }) }));
    const byHouse = Object.fromEntries(HOUSE_IDS.map(house => [house, sorted.filter(student => student.house === house).map(student => student.id)]));
    expect(byHouse).toEqual(BOOK);
    expect(new Set(sorted.map(student => student.reason.decidedBy))).toEqual(new Set(["trait"]));
  });

  it("have ids that are slugs of their names, each once", () => {
    expect(new Set(STUDENTS.map(student => student.id)).size).toBe(STUDENTS.length);
    for (const { id, name } of STUDENTS) expect(id).toBe(name.toLowerCase().replaceAll(/[ -]/g, "-"));
  });

  it("have whole-numbered traits from 0 to 10", () => {
    for (const { traits } of STUDENTS) for (const trait of TRAITS) expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).toContain(traits[trait]);
  });

  it("are found by id and by name, and nobody else is", () => {
    for (const student of STUDENTS) {
      expect(studentById(student.id)).toBe(student);
      expect(studentByName(student.name)).toBe(student);
    }
    expect(studentById("tom-riddle")).toBeUndefined();
    expect(studentById("constructor")).toBeUndefined();
  });
});
