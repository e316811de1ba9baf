import { describe, expect, test } from "@jest/globals";
import { givenValue } from "../../../../planner/record/project/config-value";

describe("a value in place of the file's", () => {
  test("is data as the CLI hands it over", () => {
    expect(givenValue({ b: [1], a: "x" })).toEqual({ text: '{"b":[1],"a":"x"}', secret: false, data: null });
  });

  test("is a secret where it says secure and nothing else, and what it says is not read", () => {
    expect(givenValue({ secure: "v1:hunter2" })).toMatchObject({ text: "offline-secret", secret: true });
    expect(givenValue({ secure: "v1:hunter2", more: 1 })).toMatchObject({ secret: false });
  });
});
