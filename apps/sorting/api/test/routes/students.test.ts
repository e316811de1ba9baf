import { describe, expect, it } from "@jest/globals";
import { HOUSE_IDS } from "../../src/houses";
import { STUDENTS } from "../../src/students";
import { testApp } from "../support/app";

const { app } = testApp();

interface Listed { readonly id: string; readonly house: string }
const listed = async (url: string): Promise<readonly Listed[]> => (await app.inject(url)).json<{ students: Listed[] }>().students;

describe("GET /students", () => {
  it("lists all students in the order of the list, each with traits and house", async () => {
    const students = await listed("/students");
    expect(students.map(({ id }) => id)).toEqual(STUDENTS.map(({ id }) => id));
    expect(students[0]).toEqual({ id: "harry-potter", name: "Harry Potter", traits: { bravery: 10, loyalty: 8, wit: 6, ambition: 5 }, house: "gryffindor" });
  });

  it("can be narrowed to one house, and the houses together are all students", async () => {
    const byHouse = await Promise.all(HOUSE_IDS.map(house => listed(`/students?house=${house}`)));
    byHouse.forEach((students, index) => expect(new Set(students.map(({ house }) => house))).toEqual(new Set([HOUSE_IDS[index]])));
    expect(byHouse.flat()).toHaveLength(STUDENTS.length);
  });

  it.each([
    ["house=durmstrang", [{ detail: "must be one of gryffindor, hufflepuff, ravenclaw, slytherin", parameter: "house" }]],
    ["house=ravenclaw&house=slytherin", [{ detail: "must be string", parameter: "house" }, { detail: "must be one of gryffindor, hufflepuff, ravenclaw, slytherin", parameter: "house" }]],
    ["hose=ravenclaw", [{ detail: "is not known here", parameter: "hose" }]],
  ])("refuses ?%s and says which parameter is wrong", async (query, errors) => {
    const answer = await app.inject(`/students?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ title: "Bad Request", errors });
  });
});

describe("GET /students/{id}", () => {
  it("gives one student", async () => {
    expect((await app.inject("/students/luna-lovegood")).json())
      .toEqual({ id: "luna-lovegood", name: "Luna Lovegood", traits: { bravery: 7, loyalty: 8, wit: 10, ambition: 1 }, house: "ravenclaw" });
  });

  it("answers 404 for anybody else", async () => {
    const answer = await app.inject("/students/tom-riddle");
    expect(answer.json()).toEqual({ type: "about:blank", title: "Not Found", status: 404, detail: "There is no student of this id; GET /students lists them." });
  });
});
