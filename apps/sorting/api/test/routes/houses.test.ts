import { describe, expect, it } from "@jest/globals";
import { HOUSES } from "../../src/houses";
import { testApp } from "../support/app";

const { app } = testApp();

describe("GET /houses", () => {
  it("lists the four houses", async () => {
    const answer = await app.inject("/houses");
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ houses: HOUSES });
    expect(HOUSES).toHaveLength(4);
  });
});

describe("GET /houses/{id}", () => {
  it.each(HOUSES.map(house => [house.id, house] as const))("gives %s", async (id, house) => {
    expect((await app.inject(`/houses/${id}`)).json()).toEqual(house);
  });

  it.each(["durmstrang", "Gryffindor", "constructor", "%00", "a".repeat(5000)])("answers 404 for %.20s", async id => {
    const answer = await app.inject(`/houses/${id}`);
    expect(answer.json()).toEqual({ type: "about:blank", title: "Not Found", status: 404, detail: "There is no house of this id; GET /houses lists them." });
  });
});
